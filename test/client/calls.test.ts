/** One call: what is sent, what is sent again, how it fails, and that no failure tells the token. */
import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { ApiError, createClient, NetworkError, type ClientOptions } from '../../sdk/client/index.ts';

const TOKEN = 'SU-123-456-789:planted-secret';
type Reply = Response | Error | ((request: Request) => Response | Promise<Response>);

/** A client whose calls get these replies, one after the other, and what it sent. */
function scripted(replies: Reply[], options: Partial<ClientOptions> = {}) {
  const sent: { method: string; url: string; body: string; headers: Headers }[] = [];
  const client = createClient({
    ...{ url: 'https://host.example/', token: TOKEN, backoffMs: 1, ...options },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      sent.push({ method: request.method, url: request.url, body: await request.clone().text(), headers: request.headers });
      const reply = replies.shift();
      if (reply === undefined) throw new Error('nothing more was expected to be sent');
      if (reply instanceof Error) throw reply;
      return typeof reply === 'function' ? reply(request) : reply;
    },
  });
  return { client, sent };
}

const json = (value: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });
const refused = (status: number, headers: Record<string, string> = {}) => json({ error_code: 'SYS_003', errors: ['later'] }, status, headers);
const lost = () => new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
const order = { type: 'purchase', asset: { external_uid: 'u-1', connection: { id: 'CT-1' } } };

describe('what is sent again', () => {
  const client = (replies: Reply[], options?: Partial<ClientOptions>) => scripted(replies, options);

  test.each([429, 502, 503, 504])('a GET that was answered %d', async (status) => {
    const { client: c, sent } = client([refused(status), refused(status), json({ id: 'PR-1' })]);
    expect(await c.collection('requests').resource('PR-1').get()).toEqual({ id: 'PR-1' });
    expect(sent).toHaveLength(3);
  });

  test('a GET, PUT or DELETE without an answer', async () => {
    const { client: c, sent } = client([lost(), json([]), lost(), json({ id: 'PR-1' }), lost(), new Response(null, { status: 204 })]);
    await c.call('GET /requests');
    await c.call('PUT /requests/{id}', { params: { id: 'PR-1' }, body: { note: 'x' } });
    await c.call('DELETE /hubs/{id}', { params: { id: 'HB-1' } });
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET', 'PUT', 'PUT', 'DELETE', 'DELETE']);
    expect(sent[3]!.body).toBe('{"note":"x"}');
  });

  test('a DELETE that had gone through is done', async () => {
    const { client: c } = client([lost(), json({ error_code: 'NFND_000', errors: [] }, 404)]);
    expect(await c.call('DELETE /hubs/{id}', { params: { id: 'HB-1' } })).toBeUndefined();
  });

  test.each<[string, Reply]>([
    ['503', refused(503)],
    ['429', refused(429)],
    ['nothing', lost()],
  ])('no POST that was answered %s', async (_, reply) => {
    const { client: c, sent } = client([reply]);
    await expect(c.collection('requests').resource('PR-1').action('approve').post({ template_id: 'TL-1' })).rejects.toThrow();
    await expect(c.collection('requests').post({ ...order, type: 'change' })).rejects.toThrow();
    expect(sent).toHaveLength(2);
  });

  test('no GET that the host refuses', async () => {
    for (const status of [400, 401, 403, 404, 409, 500]) {
      const { client: c, sent } = client([refused(status)]);
      await expect(c.call('GET /requests')).rejects.toMatchObject({ status, attempts: 1 });
      expect(sent).toHaveLength(1);
    }
  });

  test('a first order with a key of its own, and the order it had made is its answer', async () => {
    const there = json({ error_code: 'REQ_005', errors: ['asset.external_uid: …'], params: { request_id: 'PR-9' } }, 409);
    const { client: c, sent } = client([lost(), there, json({ id: 'PR-9' })]);
    expect(await c.collection('requests').post(order)).toEqual({ id: 'PR-9' });
    expect(sent.map(({ method, url }) => `${method} ${new URL(url).pathname}`)).toEqual([
      'POST /public/v1/requests',
      'POST /public/v1/requests',
      'GET /public/v1/requests/PR-9',
    ]);
  });

  test('an order that is there already when it is sent first is refused', async () => {
    const there = json({ error_code: 'REQ_005', errors: ['x'], params: { request_id: 'PR-9' } }, 409);
    await expect(client([there]).client.collection('requests').post(order)).rejects.toMatchObject({ errorCode: 'REQ_005', params: { request_id: 'PR-9' } });
  });

  test('not more often than asked', async () => {
    const { client: c, sent } = client([lost(), lost(), lost()], { retries: 2 });
    await expect(c.call('GET /requests')).rejects.toMatchObject({ name: 'NetworkError', reason: 'network', attempts: 3 });
    expect(sent).toHaveLength(3);
  });

  test('after what Retry-After says, in seconds or as a date, unless that is too long', async () => {
    vi.useFakeTimers({ now: Date.parse('2026-01-01T00:00:00Z') });
    try {
      const { client: c, sent } = client([refused(503, { 'retry-after': '2' }), refused(429, { 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }), json([])]);
      const answer = c.call('GET /requests');
      for (const [ms, count] of [
        [1900, 1],
        [110, 2],
        [4900, 2],
        [100, 3],
      ] as const) {
        // prettier-ignore
        await vi.advanceTimersByTimeAsync(ms);
        expect(sent).toHaveLength(count);
      }
      expect(await answer).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
    const { client: c } = client([refused(503, { 'retry-after': '3600' })]);
    await expect(c.call('GET /requests')).rejects.toMatchObject({ status: 503, retryAfterMs: 3_600_000, attempts: 1 });
  });
});

describe('the end of waiting', () => {
  const never = (request: Request) =>
    new Promise<Response>((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason as Error)));

  test('an attempt that takes too long', async () => {
    const { client } = scripted([never, never], { timeoutMs: 20, retries: 1 });
    await expect(client.call('GET /requests')).rejects.toMatchObject({ name: 'NetworkError', reason: 'timeout', attempts: 2 });
  });

  test.each<[string, Reply]>([
    ['the answer', never],
    ['the next attempt', refused(503, { 'retry-after': '30' })],
  ])('a signal ends the wait for %s', async (_, reply) => {
    const stop = new AbortController();
    const { client, sent } = scripted([reply]);
    const answer = client.call('GET /requests', { signal: stop.signal });
    setTimeout(() => stop.abort(new Error('the user left')), 10);
    await expect(answer).rejects.toThrow('the user left');
    expect(sent).toHaveLength(1);
  });
});

describe('errors', () => {
  test('tell what the host said', async () => {
    const body = { error_code: 'VAL_001', errors: ['note: too long.'], params: { max: 2000 } };
    const { client } = scripted([json(body, 400, { 'x-correlation-id': 'c-1' })]);
    const error = await client.call('PUT /requests/{id}', { params: { id: 'PR-1' }, body: { note: 'x' } }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, errorCode: 'VAL_001', errors: body.errors, params: body.params, correlation: 'c-1', method: 'PUT', path: '/requests/PR-1' }); // prettier-ignore
    expect((error as Error).message).toBe('PUT /requests/PR-1: VAL_001 (400) note: too long.');
  });

  test('are told of a proxy too', async () => {
    const { client } = scripted([new Response('<html>', { status: 413 })]);
    await expect(client.call('GET /requests')).rejects.toMatchObject({ status: 413, errorCode: 'HTTP_413', errors: [] });
  });

  test('never hold the token', async () => {
    const echo = (request: Request) => json({ error_code: 'AUTH_001', errors: [`bad ${request.headers.get('authorization')}`] }, 401);
    const failing = new TypeError(`invalid header ApiKey ${TOKEN}`);
    const { client } = scripted([echo, failing], { retries: 0 });
    for (const expected of [ApiError, NetworkError]) {
      const error = await client.call('GET /requests').catch((e: unknown) => e);
      expect(error).toBeInstanceOf(expected);
      expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain('planted-secret');
    }
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain('planted-secret');
    for (const wrong of [`${TOKEN}\n`, 'planted-secret', `SU-1:planted-secret ü`])
      expect(() => createClient({ url: 'https://a.example', token: wrong })).toThrow(/^token: this is not allowed; allowed: "SU-NNN-NNN-NNN:secret"/);
    for (const url of ['https://me:planted-secret@a.example', 'ftp://a.example', 'planted-secret', 'https://a.example/?key=planted-secret'])
      expect(() => createClient({ url, token: TOKEN })).toThrow(/^url: this is not allowed; allowed: an http or https URL/);
  });
});

test('the address, the token and the body are sent as the host wants them', async () => {
  const { client, sent } = scripted([json({}), json({}), json({}), json({})]);
  await client
    .collection('usage/files')
    .resource('UF/1 ?')
    .action('upload')
    .post(new Uint8Array([1, 2]), { contentType: 'text/csv' });
  await client.call('POST /devops/services', { body: new Blob(['x']), query: { account: 'VA-1&2' } });
  await client.collection('requests').resource('PR-1').action('pend').post();
  await createClient({ url: 'https://host.example/public/v1', token: `ApiKey ${TOKEN}`, fetch: async (url) => (sent.push({ url } as never), json([])) }).call('GET /requests'); // prettier-ignore
  expect(sent.map(({ url }) => url)).toEqual([
    'https://host.example/public/v1/usage/files/UF%2F1%20%3F/upload',
    'https://host.example/public/v1/devops/services?account=VA-1%262',
    'https://host.example/public/v1/requests/PR-1/pend',
    'https://host.example/public/v1/requests',
  ]);
  expect(sent.slice(0, 3).map(({ headers }) => headers.get('content-type'))).toEqual(['text/csv', 'application/octet-stream', null]);
  expect(sent[0]!.headers.get('authorization')).toBe(`ApiKey ${TOKEN}`);
});

test.each(['', '.', '..'])('%j is no id', (id) => {
  const { client, sent } = scripted([]);
  expect(() => client.collection('requests').resource(id)).toThrow(/is not allowed; allowed: an id/);
  expect(() => client.call('GET /requests/{id}', { params: { id } })).toThrow(/^id: /);
  expect(sent).toEqual([]);
});
