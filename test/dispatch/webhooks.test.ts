/** Webhooks against a real receiver: signed, retried, throttled, in order, never to a private address. The clock is turned. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { ManualClock, silentLog } from '../../runtime/base/index.ts';
import { composeHost } from '../../runtime/host/compose.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { describeEngines, type EngineCase } from '../support/engines.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

interface Call {
  method: string;
  headers: IncomingHttpHeaders;
  text: string;
}
interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}
interface Shown {
  id: string;
  state: string;
  status: string;
  last_error: string | null;
  attempts_made: number;
  object: { id: string };
  result: { reason?: string; code?: string } | null;
  jwt_secret: string;
  stats: Record<string, number>;
  earliest_possible_trigger?: string;
  last_success?: Record<string, unknown>;
  last_failure?: Record<string, unknown>;
  errors: string[];
}

/** Answers as told, 200 when nothing is left to be told. */
async function receiver() {
  const calls: Call[] = [];
  const answers: Answer[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push({ method: request.method!, headers: request.headers, text: Buffer.concat(chunks).toString() });
      const { status, headers, body } = answers.shift() ?? { status: 200 };
      response.writeHead(status, headers).end(body ?? 'thanks');
    });
  });
  await listening(server);
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { calls, answers, host, url: `http://${host}/poke`, close: () => server.close() };
}

const listening = (server: Server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

async function start(engine: EngineCase, privateHosts?: string[]) {
  const clock = new ManualClock(Date.now());
  const store = await engine.open({ clock });
  const target = await receiver();
  const host = await composeHost({ store, log: silentLog, port: 0, address: '127.0.0.1', manual: true, privateHosts: privateHosts ?? [target.host] });
  const world = await createWorld(store);
  const call = async <T = Shown>(token: string, method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${host.url}/public/v1${path}`, {
      ...{ method, headers: { authorization: token, 'content-type': 'application/json' } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as T };
  };
  const vendor = <T = Shown>(method: string, path: string, body?: unknown) => call<T>(world.vendor.token, method, path, body);
  let orders = 0;
  return {
    ...{ clock, store, target, host, world, call, vendor },
    hook: async (more: object = {}) => {
      const made = await vendor('POST', '/notifications/webhooks', {
        ...{ label: 'Orders', object_class: 'fulfillment_request', product_id: world.product, active: true, external_url: target.url },
        ...{ jwt_secret: 'between us', description: '', http_method: 'POST', headers: { 'x-team': 'it' }, data: { shop: 7 }, ...more },
      });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return made.body.id;
    },
    order: async () => {
      const uid = `order-${++orders}`;
      const made = await call<{ id: string }>(world.distributor.token, 'POST', '/requests', {
        type: 'purchase',
        asset: {
          ...{ connection: { id: world.connection }, external_uid: uid, external_id: uid, items: [{ id: world.item, quantity: 1 }] },
          ...{ params: [{ id: 'admin_email', value: 'it@a.example' }], tiers: { customer: { ...CUSTOMER, external_uid: uid } } },
        },
      });
      expect(made.status).toBe(201);
      return made.body.id;
    },
    tasks: async () => (await vendor<Shown[]>('GET', '/devops/tasks')).body.toReversed(),
    /** Turns the clock so far and lets the host work. */
    pass: async (seconds = 0) => {
      clock.advance(seconds * 1000);
      await host.pass();
    },
    async [Symbol.asyncDispose]() {
      await host.close();
      target.close();
    },
  };
}

const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

describeEngines('webhooks', (engine) => {
  test('an order pokes the vendor once, signed with the secret, which nobody sees again', async () => {
    await using s = await start(engine);
    const id = await s.hook();
    const order = await s.order();
    await s.pass();
    expect(s.target.calls).toHaveLength(1);
    const [call] = s.target.calls;
    expect(JSON.parse(call!.text)).toEqual({
      ...{ webhook_id: id, webhook_name: 'Orders', object_class: 'fulfillment_request', account_id: s.world.vendor.id, product_id: s.world.product },
      ...{ api_url: `${s.host.url}/public/v1`, triggered_at: `${s.clock.iso().slice(0, 19)}+00:00`, last_success_at: null, last_failure_at: null },
      ...{ processing_timeout: 600, data: { shop: 7 } },
    });
    expect(call!.headers).toMatchObject({ 'x-team': 'it', 'content-type': 'application/json' });
    const [scheme, token] = call!.headers.authorization!.split(' ');
    const [header, claims, signature] = token!.split('.');
    expect([scheme, decoded(header!)]).toEqual(['Bearer', { alg: 'HS256', typ: 'JWT' }]);
    expect(signature).toBe(createHmac('sha256', 'between us').update(`${header}.${claims}`).digest('base64url'));
    const [task] = await s.tasks();
    expect(task).toMatchObject({ state: 'done', object: { id: order }, installation: { id } });
    expect(decoded(claims!)).toMatchObject({ sub: id, jti: task!.id });
    const shown = (await s.vendor('GET', `/notifications/webhooks/${id}`)).body;
    expect(shown.stats).toEqual({ events: 1, triggers: 1, success_triggers: 1, failure_triggers: 0, failure_since_last_success: 0 });
    expect(shown.last_success).toMatchObject({ status: 'success', status_code: 200, response: { body: 'thanks' } });
    const everything = JSON.stringify([shown, (await s.vendor('GET', '/notifications/webhooks')).body, task]);
    expect(everything).not.toContain('between us');
    const rows = await s.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('webhook').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain('between us');
    // the mask sent back leaves the secret as it is
    await s.vendor('PUT', `/notifications/webhooks/${id}`, { jwt_secret: shown.jwt_secret, label: 'New' });
    await s.vendor('POST', `/notifications/webhooks/${id}/trigger`);
    await s.pass();
    const [again, body, sign] = s.target.calls[1]!.headers.authorization!.split(' ')[1]!.split('.');
    expect(sign).toBe(createHmac('sha256', 'between us').update(`${again}.${body}`).digest('base64url'));
  });

  test('a failure is retried by the standard table, later where Retry-After says so, and heals', async () => {
    await using s = await start(engine);
    const id = await s.hook();
    await s.order();
    s.target.answers.push({ status: 500 }, { status: 429, headers: { 'retry-after': '3600' } });
    await s.pass();
    expect((await s.tasks())[0]).toMatchObject({ state: 'retry', attempts_made: 1, last_error: 'answered 500' });
    await s.pass(6);
    expect(s.target.calls).toHaveLength(2);
    await s.pass(3500);
    expect(s.target.calls).toHaveLength(2);
    await s.pass(120);
    expect(s.target.calls).toHaveLength(3);
    expect((await s.tasks())[0]).toMatchObject({ state: 'done', attempts_made: 3 });
    const shown = (await s.vendor('GET', `/notifications/webhooks/${id}`)).body;
    expect(shown.stats).toMatchObject({ triggers: 3, success_triggers: 1, failure_triggers: 2, failure_since_last_success: 0 });
    expect(shown.last_failure).toMatchObject({ status: 'failure', status_code: 429 });
    expect((JSON.parse(s.target.calls[2]!.text) as { last_failure_at: string }).last_failure_at).toMatch(/\+00:00$/);
  });

  test('what fails to the end is a dead letter of its owner, and comes back by replay', async () => {
    await using s = await start(engine);
    await s.hook();
    await s.order();
    s.target.answers.push(...Array.from({ length: 10 }, () => ({ status: 503 })));
    for (let i = 0; i < 12; i++) await s.pass(86_400);
    expect(s.target.calls).toHaveLength(10);
    const [dead] = await s.tasks();
    expect(dead).toMatchObject({ state: 'dead', status: 'failed', result: { code: 'RETRY' } });
    expect((await s.call(s.world.distributor.token, 'POST', `/devops/tasks/${dead!.id}/replay`, {})).status).toBe(404);
    const replayed = await s.vendor('POST', `/devops/tasks/${dead!.id}/replay`, {});
    expect(replayed.status).toBe(201);
    await s.pass();
    expect(s.target.calls).toHaveLength(11);
    expect((await s.vendor('GET', `/devops/tasks/${replayed.body.id}`)).body.state).toBe('done');
  });

  test('one poke answers for everything that waits, and the next gives the receiver its time', async () => {
    await using s = await start(engine);
    const id = await s.hook();
    for (let i = 0; i < 3; i++) await s.order();
    await s.pass();
    expect(s.target.calls).toHaveLength(1);
    expect((await s.tasks()).map((t) => t.state).toSorted()).toEqual(['done', 'skipped', 'skipped']);
    await s.order();
    await s.pass(10);
    expect(s.target.calls).toHaveLength(1);
    expect((await s.vendor('GET', `/notifications/webhooks/${id}`)).body.earliest_possible_trigger).toBeDefined();
    // by hand at once
    await s.vendor('POST', `/notifications/webhooks/${id}/trigger`);
    await s.pass();
    expect(s.target.calls).toHaveLength(2);
    await s.order();
    await s.pass(600);
    expect(s.target.calls).toHaveLength(3);
    expect((await s.tasks()).map((t) => t.state).toSorted()).toEqual(['done', 'done', 'done', 'skipped', 'skipped', 'skipped']);
  });

  test('without a processing timeout every event is a poke, in the order of its object', async () => {
    await using s = await start(engine);
    await s.hook({ processing_timeout: 0 });
    const order = await s.order();
    s.target.answers.push({ status: 500 });
    await s.pass();
    await s.vendor('POST', `/requests/${order}/inquire`, {});
    await s.call(s.world.distributor.token, 'POST', `/requests/${order}/pend`, {});
    await s.pass(1e-3);
    const tasks = await s.tasks();
    expect(tasks.map((t) => t.state)).toEqual(['retry', 'ready', 'ready']);
    await s.pass(10);
    expect(s.target.calls.map((c) => c.headers['idempotency-key'])).toEqual([tasks[0]!.id, ...tasks.map((t) => t.id)]);
    expect((await s.tasks()).map((t) => t.state)).toEqual(['done', 'done', 'done']);
  });

  test('private addresses are refused at once, also behind a redirect, and the signature does not follow to another origin', async () => {
    await using s = await start(engine);
    const inner = await receiver();
    const id = await s.hook({ processing_timeout: 0 });
    s.target.answers.push({ status: 307, headers: { location: inner.url } });
    await s.order();
    await s.pass();
    expect((await s.tasks())[0]).toMatchObject({ state: 'dead', last_error: '127.0.0.1 is a private address' });
    expect(inner.calls).toHaveLength(0);
    for (const url of ['http://169.254.169.254/latest', 'http://localhost:9/', 'http://[::1]:9/']) {
      await s.vendor('PUT', `/notifications/webhooks/${id}`, { external_url: url });
      await s.vendor('POST', `/notifications/webhooks/${id}/trigger`);
      await s.pass();
      const last = (await s.tasks()).at(-1)!;
      expect([url, last.state, last.last_error]).toEqual([url, 'dead', expect.stringContaining('is a private address')]);
      await s.vendor('POST', `/devops/tasks/${last.id}/discard`, { reason: 'refused' });
    }
    const other = await receiver();
    await using allowed = await start(engine, [inner.host, other.host]);
    await allowed.hook({ external_url: other.url });
    other.answers.push({ status: 308, headers: { location: inner.url } });
    await allowed.order();
    await allowed.pass();
    const seen = [...other.calls, ...inner.calls].map((c) => [c.method, c.headers.authorization === undefined, c.headers['x-team'], c.text.length > 0]);
    expect(seen).toEqual([
      ['POST', false, 'it', true],
      ['POST', true, undefined, true],
    ]);
    inner.close();
    other.close();
  });

  test('what is not active or gone is not poked, and what waited for it is closed', async () => {
    await using s = await start(engine);
    const id = await s.hook();
    s.target.answers.push({ status: 500 });
    await s.order();
    await s.pass();
    await s.vendor('PUT', `/notifications/webhooks/${id}`, { active: false });
    await s.order();
    await s.pass(10);
    expect(s.target.calls).toHaveLength(1);
    expect((await s.tasks()).map((t) => [t.state, t.result?.reason])).toEqual([['skipped', 'the webhook is not active']]);
    const gone = await s.hook();
    s.target.answers.push({ status: 500 });
    await s.order();
    await s.pass();
    expect((await s.vendor('DELETE', `/notifications/webhooks/${gone}`)).status).toBe(204);
    await s.pass(10);
    const last = (await s.tasks()).at(-1)!;
    expect([last.state, last.result?.reason]).toEqual(['cancelled', 'the webhook is gone']);
    expect((await s.vendor('POST', `/devops/tasks/${last.id}/replay`, {})).body.errors[0]).toContain(`webhook: ${gone} is deleted`);
  });

  test("a webhook is its own account's, of its class and product, and bad ones are refused", async () => {
    await using s = await start(engine);
    const id = await s.hook();
    const buyer = s.world.distributor.token;
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PUT', '', { label: 'mine' }],
      ['POST', '/trigger', {}],
      ['DELETE', '', undefined],
    ] as const)
      expect((await s.call(buyer, method, `/notifications/webhooks/${id}${path}`, body)).status).toBe(404);
    expect((await s.call(buyer, 'GET', `/notifications/webhooks?eq(id,${id})`)).body).toEqual([]);
    await s.hook({ object_class: 'usage_file', label: 'Usage' });
    await s.hook({ type: 'validator', label: 'Check' });
    await s.order();
    await s.pass();
    expect(s.target.calls).toHaveLength(1);
    const refused = async (more: object) => {
      const full = { label: 'x', object_class: 'fulfillment_request', product_id: s.world.product, external_url: s.target.url, jwt_secret: 'x', ...more };
      const { status, body } = await s.vendor('POST', '/notifications/webhooks', full);
      return `${status} ${body.errors?.[0]}`;
    };
    expect(await refused({ external_url: 'ftp://a.example/' })).toContain('400 external_url: "ftp://a.example/" is not allowed');
    expect(await refused({ external_url: 'http://u:p@a.example/' })).toContain('400 external_url');
    expect(await refused({ headers: { Authorization: 'x' } })).toContain('400 headers.Authorization');
    expect(await refused({ headers: { 'x-a': 'a\r\nb: c' } })).toContain('400 headers.x-a');
    expect(await refused({ object_class: 'asset' })).toContain('400 object_class: "asset" is not allowed');
    expect(await refused({ type: 'poke' })).toContain('400 type');
    expect(await refused({ product_id: 'PRD-000-000-000' })).toBe('400 product_id: "PRD-000-000-000" is not a product you know.');
    expect(await refused({ product_id: undefined })).toBe('400 product_id: This field is required.');
  });
});
