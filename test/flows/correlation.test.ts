/** One id from the caller's trace to the vendor's: on the answer, the order's history, the task, its log and the outgoing request. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import type { Manifest } from '../../sdk/contract/index.ts';
import { createInstallation, registerPackage } from '../../runtime/registry/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { startTestHost, until } from '../support/host.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

const source = (url: string) => `
import { approve, defineExtension } from '../../sdk/index.ts';
export default defineExtension({ hooks: { asset_purchase_request_processing: async (ctx) => {
  ctx.log.info('asking the vendor');
  await ctx.fetch('${url}');
  await ctx.fetch('${url}', { headers: { traceparent: 'mine' } });
  return approve({ params: { url: 'https://mq.example/', secret_key: 'x' } });
} } });`;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

test('one order has one id everywhere', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const vendor = createServer((request, response) => {
    seen.push(request.headers);
    response.end('{}');
  });
  await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
  const outside = `127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  await using system = await startTestHost();
  const { api, store, host } = system;
  const world = await createWorld(store);
  const contents = source(`http://${outside}/`);
  const { outputFiles } = await build({ stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' }, bundle: true, write: false, format: 'cjs' });
  await store.write(SYSTEM, async (ctx) => {
    const hooks = { asset_purchase_request_processing: {} };
    const permissions = { egress: [{ host: outside, reason: 'it provisions' }] };
    const manifest: Manifest = { name: 'traced', version: '1.0.0', type: 'products', hooks, permissions };
    const { extension } = await registerPackage(ctx, world.vendor.id, { manifest, bundle: outputFiles[0]!.text, sourceMap: '', digest: 'test' });
    await createInstallation(ctx, { extensionId: extension.id, version: '1.0.0', accountId: world.vendor.id, allowPrivate: true });
  });

  const asset = { connection: { id: world.connection }, items: [{ id: world.item, quantity: 1 }], tiers: { customer: CUSTOMER } };
  const placed = await fetch(`${host.url}/public/v1/requests`, {
    method: 'POST',
    headers: { authorization: world.distributor.token, 'content-type': 'application/json', traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
    body: JSON.stringify({ type: 'purchase', asset: { ...asset, params: [{ id: 'admin_email', value: 'it@a.example' }] } }),
  });
  const { id } = (await placed.json()) as { id: string };
  await until('the approval', async () => (await api<{ status: string }>(world.vendor.token, 'GET', `/requests/${id}`)).body.status === 'approved');

  const read = async <T>(path: string) => (await api<T>(world.vendor.token, 'GET', path)).body;
  const [task] = await read<{ id: string; event: { correlation: string } }[]>('/devops/tasks');
  const logs = await read<{ text: string; correlation: string }[]>(`/devops/tasks/${task!.id}/logs`);
  const history = await read<{ correlation: string }[]>(`/devops/objects/${id}/events`);
  expect(placed.headers.get('x-correlation-id')).toBe(TRACE);
  expect(task!.event.correlation).toBe(TRACE);
  expect(logs.map((l) => [l.text, l.correlation])).toEqual([['asking the vendor', TRACE]]);
  // what the decision caused stands in the same trace
  expect(history.length).toBeGreaterThan(1);
  expect(new Set(history.map((e) => e.correlation))).toEqual(new Set([TRACE]));
  expect(seen.map((h) => h['x-correlation-id'])).toEqual([TRACE, TRACE]);
  expect(seen[0]!['traceparent']).toMatch(new RegExp(`^00-${TRACE}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`));
  expect(seen[1]!['traceparent']).toBe('mine');
  vendor.close();
});
