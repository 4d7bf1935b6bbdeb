/** What HTTP asks of every answer: methods, types, sizes, encodings, headers, tokens; and that nothing of it is a 500. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../runtime/api/index.ts';
import { silentLog } from '../../runtime/base/index.ts';
import type { Route } from '../../runtime/domain/kit/index.ts';
import { ROUTES } from '../../runtime/host/compose.ts';
import { startTestHost } from '../support/host.ts';
import { createWorld } from '../support/world.ts';

let system: Awaited<ReturnType<typeof startTestHost>>;
let world: Awaited<ReturnType<typeof createWorld>>;
beforeAll(async () => {
  system = await startTestHost({ runners: 0 });
  world = await createWorld(system.store);
});
afterAll(() => system[Symbol.asyncDispose]());

type Sent = string | Uint8Array<ArrayBuffer>;

interface Refused {
  error_code: string;
  errors: string[];
}
async function ask(method: string, path: string, init: { headers?: Record<string, string>; body?: Sent } = {}) {
  const headers = { authorization: world.vendor.token, ...init.headers };
  const answer = await fetch(`${system.host.url}/public/v1${path}`, { method, ...init, headers });
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers, body: (text.startsWith('{') ? JSON.parse(text) : undefined) as Refused };
}
const post = (body: Sent, headers: Record<string, string> = { 'content-type': 'application/json' }) => ask('POST', '/requests', { body, headers });

describe('methods', () => {
  test('HEAD answers what GET does without its body', async () => {
    const head = await ask('HEAD', '/requests?limit=1');
    expect([head.status, head.text, head.headers.get('content-range')]).toEqual([200, '', 'items 0-0/0']);
  });

  test('OPTIONS tells the methods, without a token and without CORS', async () => {
    const answer = await fetch(`${system.host.url}/public/v1/requests`, { method: 'OPTIONS', headers: { origin: 'https://shop.example' } });
    expect([answer.status, answer.headers.get('allow'), answer.headers.get('access-control-allow-origin')]).toEqual([204, 'GET, HEAD, OPTIONS, POST', null]);
  });

  test.each([
    ['PATCH', '/requests/PR-1', 'GET, HEAD, OPTIONS, PUT'],
    ['DELETE', '/requests', 'GET, HEAD, OPTIONS, POST'],
    ['GET', '/requests/PR-1/approve', 'OPTIONS, POST'],
    ['PUT', '/requests/PR-1/approve/', 'OPTIONS, POST'],
  ])('%s %s is 405 with what is allowed', async (method, path, allow) => {
    const answer = await ask(method, path);
    expect([answer.status, answer.headers.get('allow'), answer.headers.get('content-type')]).toEqual([405, allow, 'application/json']);
    expect(answer.body.errors[0]).toContain(`allowed: ${allow}`);
  });

  test('a slash at the end changes nothing, also for a POST', async () => {
    expect((await ask('GET', '/requests/?limit=1')).status).toBe(200);
    const answer = await ask('POST', '/usage/files/', { body: '{}', headers: { 'content-type': 'application/json' } });
    expect([answer.status, answer.body.error_code]).toEqual([400, 'VAL_001']);
  });

  test('a path that is none is 404 in the published form', async () => {
    for (const path of ['/nosuch', '/requests/PR-1/nosuch', '/requests/%00', '/requests/%zz', '/requests/%ff', '/../../x'])
      expect(await ask('GET', path), path).toMatchObject({ status: 404, body: { error_code: 'NFND_000' } });
  });
});

describe('bodies', () => {
  // prettier-ignore
  test.each<[string, Sent, Record<string, string>, number, RegExp]>([
    ['a form',             'a=1',   { 'content-type': 'application/x-www-form-urlencoded' },           415, /^content-type: "application\/x-www-form-urlencoded" is not allowed; allowed: application\/json/],
    ['plain text',         '{}',    { 'content-type': 'text/plain;charset=UTF-8' },                    415, /^content-type: /],
    ['another charset',    '{}',    { 'content-type': 'application/json; charset=utf-16' },            415, /allowed: application\/json in UTF-8/],
    ['gzip',               gzipSync('{}') as Uint8Array<ArrayBuffer>, { 'content-type': 'application/json', 'content-encoding': 'gzip' }, 415, /^content-encoding: "gzip" is not allowed; send the body as it is/],
    ['bytes of Latin-1',   Buffer.from([0x22, 0xe4, 0x22]), { 'content-type': 'application/json' },    400, /^body: this is not UTF-8 text/],
    ['a word',             'hello', { 'content-type': 'application/json' },                            400, /^body: this is not JSON; "hello" at position 0 \(line 1, column 1\) does not belong there/],
    ['a missing comma',    '{\n "a": 1\n "b": 2}', { 'content-type': 'application/json' },             400, /"\\"b\\": 2}" at position 11 \(line 3, column 2\) does not belong there/],
    ['a comma too many',   '[1,]',  { 'content-type': 'application/json' },                            400, /"]" at position 3/],
    ['an open brace',      '{"a": ', { 'content-type': 'application/json' },                           400, /it ends too early/],
    ['single quotes',      "{'a': 1}", { 'content-type': 'application/json' },                         400, /at position 1 /],
    ['a list',             '[]',    { 'content-type': 'application/json' },                            400, /^body: must be object/],
    ['a number',           '1',     { 'content-type': 'application/json' },                            400, /^body: 1 must be object/],
    ['NUL in a value',     '{"type": "a\\u0000b"}', { 'content-type': 'application/json' },            400, /^type: NUL and halves of character pairs are not allowed in text/],
    ['half a pair',        '{"asset": {"external_id": "\\ud800"}}', { 'content-type': 'application/json' }, 400, /^asset\.external_id: /],
    ['a deep nest',        `${'['.repeat(70_000)}`, { 'content-type': 'application/json' },            400, /^body: objects and lists are at most 64 levels deep/],
    ['a body too large',   `"${'x'.repeat(1_048_576)}"`, { 'content-type': 'application/json' },       413, /^body: more than 1048576 bytes are not accepted/],
  ])('%s is refused, and said why', async (_what, body, headers, status, message) => {
    const answer = await post(body, headers);
    expect([answer.status, answer.headers.get('content-type')], answer.text).toEqual([status, 'application/json']);
    expect(answer.body.errors[0]).toMatch(message);
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"', 'application/merge-patch+json'])(
    '%s is read',
    async (type) => {
      expect((await post('{}', { 'content-type': type })).body.errors[0]).toBe('type: This field is required.');
    },
  );

  test('keys given twice and __proto__ do no harm', async () => {
    const twice = await post(
      '{"type": 1, "type": "nosuch", "__proto__": {"asset": {}}, "\\u005f_proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
    );
    expect([twice.status, twice.body.error_code]).toEqual([400, 'VAL_001']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('an endless chunked body is cut off at the limit', async () => {
    const { port, hostname } = new URL(system.host.url);
    const socket = connect(Number(port), hostname);
    let heard = '';
    socket.on('data', (data) => (heard += data.toString()));
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(
      `POST /public/v1/requests HTTP/1.1\r\nhost: x\r\nauthorization: ${world.vendor.token}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
    const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`;
    let sent = 0;
    while (!socket.destroyed && sent < 400) {
      socket.write(chunk);
      sent++;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(heard).toMatch(/^HTTP\/1\.1 413 /);
    expect(heard).toMatch(/VAL_002/);
    expect(sent).toBeLessThan(400);
    socket.destroy();
  });

  test('a header that is too large is refused by the server', async () => {
    const answer = await fetch(`${system.host.url}/public/v1/requests`, { headers: { authorization: 'x'.repeat(20_000) } }).then((r) => r.status);
    expect(answer).toBe(431);
  });
});

describe('tokens', () => {
  const good = () => world.vendor.token;
  test.each<[string, () => string | undefined]>([
    ['none', () => undefined],
    ['empty', () => ''],
    ['the word alone', () => 'ApiKey'],
    ['another scheme', () => good().replace('ApiKey', 'Bearer')],
    ['lower case', () => good().replace('ApiKey', 'apikey')],
    ['two blanks', () => good().replace(' ', '  ')],
    ['without its scheme', () => good().replace('ApiKey ', '')],
    ['a wrong secret', () => good().replace(/.{40}$/, '0'.repeat(40))],
    ['a longer secret', () => `${good()}0`],
    ['an unknown id', () => good().replace(/SU-\d{3}/, 'SU-000')],
    ['two tokens', () => `${good()}, ${good()}`],
    ['basic', () => `Basic ${Buffer.from(good()).toString('base64')}`],
    ['SQL', () => "ApiKey SU-000-000-000:' or 1=1 --"],
  ])('%s is the published 401', async (_what, header) => {
    const value = header();
    const answer = await fetch(`${system.host.url}/public/v1/requests`, { headers: value === undefined ? {} : { authorization: value } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'application/json']);
    expect(await answer.json()).toEqual({ error_code: 'AUTH_001', errors: ['API request is unauthorized.'] });
  });
});

describe('headers', () => {
  test("every answer has a correlation of its own, the policies, and the caller's trace", async () => {
    const seen = new Set<string>();
    for (const path of ['/requests', '/nosuch', '/requests/PR-1', '/openapi.json', '/../../docs']) {
      const { headers } = await ask('GET', path, { headers: { 'ext-traceparent': '00-abc-def-01' } });
      seen.add(headers.get('x-correlation-id')!);
      expect(headers.get('x-content-type-options'), path).toBe('nosniff');
      expect(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'");
      expect(headers.get('ext-traceparent')).toBe('00-abc-def-01');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    expect(seen.size).toBe(5);
    expect([...seen].every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
  });

  test('the correlation is the trace of the caller, where it has one; what is no trace is not taken, and never comes back', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const named = async (traceparent: string) => (await ask('GET', '/requests', { headers: { traceparent } })).headers.get('x-correlation-id');
    expect(await named(`00-${trace}-00f067aa0ba902b7-01`)).toBe(trace);
    expect(await named(`01-${trace}-00f067aa0ba902b7-00-later`)).toBe(trace);
    const none = ['', 'x', `00-${trace}`, `ff-${trace}-00f067aa0ba902b7-01`, `00-${trace.toUpperCase()}-00f067aa0ba902b7-01`];
    for (const bad of [...none, `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `00-${trace}-${'0'.repeat(16)}-01`])
      expect(await named(bad), bad).toMatch(new RegExp(`^(?!${trace})[0-9a-f]{32}$`));
  });

  test('browsers of named origins may call, others may not', async () => {
    const { app } = createApi({ store: system.store, routes: ROUTES, log: silentLog, version: '0', origins: ['https://shop.example'] });
    const call = (method: string, origin: string) =>
      app.fetch(new Request('http://host/public/v1/requests', { method, headers: { origin, authorization: world.vendor.token } }));
    const preflight = await call('OPTIONS', 'https://shop.example');
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS, POST',
      'access-control-allow-headers': 'Authorization, Content-Type',
    });
    const page = await call('GET', 'https://shop.example');
    expect(page.headers.get('access-control-expose-headers')).toBe('Content-Range, Retry-After, X-Correlation-Id');
    expect(page.headers.get('access-control-allow-credentials')).toBeNull();
    for (const origin of ['https://evil.example', 'null', 'https://shop.example.evil.example', 'http://shop.example'])
      expect((await call('GET', origin)).headers.get('access-control-allow-origin'), origin).toBeNull();
  });
});

test('a route for anyone runs without any right: no row of any account is its own', async () => {
  const seen: unknown[] = [];
  const list = ROUTES.find((r) => r.operation === 'listRequests')!;
  const routes: Route[] = [
    { ...list, path: '/open', roles: 'anyone' } as Route,
    {
      kind: 'read',
      method: 'GET',
      path: '/who',
      operation: 'who',
      tag: 'x',
      summary: 'x',
      roles: 'anyone',
      run: async (ctx) => void seen.push(ctx.actor.role, ctx.actor.accountId),
    },
  ];
  const { app } = createApi({ store: system.store, routes, log: silentLog, version: '0' });
  const placed = await system.store.read({ accountId: world.vendor.id, role: 'vendor', by: { id: 'x', name: 'x' } }, (ctx) =>
    ctx.tx.selectFrom('product').select('id').execute(),
  );
  expect(placed.length).toBeGreaterThan(0);
  const open = await app.fetch(new Request('http://host/public/v1/open'));
  expect([open.status, open.headers.get('content-range')]).toEqual([200, 'items 0-0/0']);
  await app.fetch(new Request('http://host/public/v1/who'));
  expect(seen).toEqual(['anonymous', 'anybody']);
});
