/**
 * One id from the caller's trace to the vendor's: on the answer, the order's history, the task, its log, the outgoing request and the
 * webhook; and the same trace as a collector sees it.
 */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { attribute } from '../../runtime/host/otlp.ts';
import { SYSTEM, type Context } from '../../runtime/store/index.ts';
import { startCollector } from '../support/collector.ts';
import { installExtension, ORDER, orderOf } from '../support/extension.ts';
import { startTestHost, until } from '../support/host.ts';
import { createWorld } from '../support/world.ts';

const handler = (url: string) => `
  ctx.log.info('asking the vendor');
  await ctx.fetch('${url}');
  await ctx.fetch('${url}', { headers: { traceparent: 'mine' } });
  return approve({ params: { url: 'https://mq.example/', secret_key: 'x' } });`;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const STATE = 'shop=00f067aa,other@x=1';

test('one order has one id everywhere', async () => {
  const seen: { url: string; headers: IncomingHttpHeaders }[] = [];
  const vendor = createServer((request, response) => {
    seen.push({ url: request.url!, headers: request.headers });
    response.end('{}');
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const outside = `127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  using collector = await startCollector();
  await using system = await startTestHost({ privateHosts: [outside], tracing: { url: collector.url, headers: {}, service: 'test', everyMs: 20 } });
  const { api, store, host } = system;
  const world = await createWorld(store);
  const permissions = { egress: [{ host: outside, reason: 'it provisions' }] };
  await installExtension(system, world, handler(`http://${outside}/`), { permissions });

  const hook = await api<object>(world.vendor.token, 'POST', '/notifications/webhooks', {
    ...{ label: 'Orders', object_class: 'fulfillment_request', product_id: world.product, active: true, external_url: `http://${outside}/poke` },
    ...{ jwt_secret: 'between us', description: '', http_method: 'POST', headers: {}, data: {} },
  });
  expect(hook.status, JSON.stringify(hook.body)).toBe(201);

  const placed = await fetch(`${host.url}/public/v1/requests`, {
    method: 'POST',
    headers: { authorization: world.distributor.token, 'content-type': 'application/json', traceparent: `00-${TRACE}-${CALLER}-01`, tracestate: STATE },
    body: JSON.stringify(orderOf(world, 'traced')),
  });
  const { id } = (await placed.json()) as { id: string };
  await until('the approval', async () => (await api<{ status: string }>(world.vendor.token, 'GET', `/requests/${id}`)).body.status === 'approved');

  const of = (url: string) => seen.filter((s) => s.url === url).map((s) => s.headers);
  await until('the poke', async () => of('/poke').length > 0);

  const read = async <T>(path: string) => (await api<T>(world.vendor.token, 'GET', path)).body;
  const tasks = await read<{ id: string; environment: { id: string }; event: { correlation: string } }[]>('/devops/tasks');
  const task = tasks.find((t) => t.environment.id.startsWith('ENV-'));
  const logs = await read<{ text: string; correlation: string }[]>(`/devops/tasks/${task!.id}/logs`);
  const history = await read<{ correlation: string }[]>(`/devops/objects/${id}/events`);
  expect(placed.headers.get('x-correlation-id')).toBe(TRACE);
  expect(task!.event.correlation).toBe(TRACE);
  expect(logs.map((l) => [l.text, l.correlation])).toEqual([['asking the vendor', TRACE]]);
  // what the decision caused stands in the same trace
  expect(history.length).toBeGreaterThan(1);
  expect(new Set(history.map((e) => e.correlation))).toEqual(new Set([TRACE]));
  const [asked, traced] = of('/');
  const [poked] = of('/poke');
  expect([asked, traced, poked].map((h) => h!['x-correlation-id'])).toEqual([TRACE, TRACE, TRACE]);
  for (const headers of [asked, poked]) {
    expect(headers!['traceparent']).toMatch(new RegExp(`^00-${TRACE}-(?!${CALLER})[0-9a-f]{16}-01$`));
    expect(headers!['tracestate']).toBe(STATE);
  }
  expect([traced!['traceparent'], traced!['tracestate']]).toEqual(['mine', undefined]);

  const named = (name: string) => collector.spans.filter((s) => s.traceId === TRACE && s.name === name);
  await until('the spans', async () => named('outgoing request').length === 2 && named(`attempt ${ORDER}`).length === 2);
  const [call] = named('createRequest');
  const [wait] = named('task wait');
  const [attempt, poke] = named(`attempt ${ORDER}`).sort((a, b) => b.kind - a.kind);
  const [request] = named('outgoing request');
  expect(call).toMatchObject({ parentSpanId: CALLER, traceState: STATE, kind: 2, status: {} });
  expect([wait, attempt, poke].map((s) => s?.parentSpanId)).toEqual([call!.spanId, call!.spanId, call!.spanId]);
  expect(request).toMatchObject({
    parentSpanId: attempt!.spanId,
    kind: 3,
    attributes: expect.arrayContaining([attribute('server.address', outside)]) as unknown,
  });
  // what the outside systems saw is what the collector shows
  expect(asked!['traceparent']).toBe(`00-${TRACE}-${request!.spanId}-01`);
  expect(poked!['traceparent']).toBe(`00-${TRACE}-${poke!.spanId}-01`);
  for (const span of [call, wait, attempt, poke, request]) expect(BigInt(span!.endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(span!.startTimeUnixNano));
  const caused = (ctx: Context) => ctx.tx.selectFrom('event').select(['status', 'origin']).where('object_id', '=', id).orderBy('seq').execute();
  expect(await store.read(SYSTEM, caused)).toMatchObject([
    { status: 'pending', origin: `${call!.spanId}-01 ${STATE}` },
    { status: 'approved', origin: `${attempt!.spanId}-01 ${STATE}` },
  ]);
  vendor.close();
});
