/** What may leave: hosts label by label, public addresses only, credentials for their hosts, redirects checked again. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TaskFrame } from '../../sdk/contract/index.ts';
import { isPublic } from '../../runtime/base/index.ts';
import { egressFetch } from '../../runtime/runner/broker/fetch.ts';
import { checkHeaders, hostMatches, parseUrl } from '../../runtime/runner/broker/rules.ts';

let server: Server;
let origin = '';
const seen: { url: string; authorization: string | undefined; key: string | undefined }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push({ url: request.url!, authorization: request.headers.authorization, key: request.headers['idempotency-key'] as string });
    if (request.url === '/away') response.writeHead(302, { location: `http://localhost:${(server.address() as AddressInfo).port}/there` }).end();
    else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
    else if (request.url === '/big') response.end(Buffer.alloc(6_000_000));
    else response.end('ok');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const task = (more: Partial<TaskFrame> = {}): TaskFrame =>
  ({
    task: 'TQ-1', fence: 1, installation: 'EIN-1', event: { id: 'EV-1', type: 'asset_purchase_request_processing', status: 'pending', objectId: 'PR-1', at: '' },
    egress: [{ host: new URL(origin).host }], allowPrivate: true, secrets: { key: { value: 'top-secret', hosts: [new URL(origin).host] }, elsewhere: { value: 'x-secret', hosts: ['other.example'] } },
    masked: [], correlation: 'c', ...more,
  }) as never; // prettier-ignore
const go = (path: string, args: object = {}, more: Partial<TaskFrame> = {}) =>
  egressFetch(task(more), { url: `${origin}${path}`, ...args }, new AbortController().signal);

describe('hosts', () => {
  test.each<[string, string, boolean]>([
    ['shop.com', 'https://shop.com/', true],
    ['shop.com', 'https://SHOP.com./', true],
    ['shop.com', 'https://evilshop.com/', false],
    ['*.shop.com', 'https://a.shop.com/', true],
    ['*.shop.com', 'https://evilshop.com/', false],
    ['*.shop.com', 'https://shop.com.evil/', false],
    ['*.shop.com', 'https://shop.com/', false],
    ['shop.com', 'https://shop.com:8443/', false],
    ['shop.com:8443', 'https://shop.com:8443/', true],
  ])('%s and %s: %s', (pattern, url, allowed) => expect(hostMatches(pattern, new URL(url))).toBe(allowed));

  test.each([
    '169.254.169.254',
    '127.0.0.1',
    '10.1.2.3',
    '100.64.0.1',
    '192.168.0.1',
    '0.0.0.0',
    '::1',
    '::ffff:127.0.0.1',
    'fd00::1',
    'fe80::1',
    '64:ff9b::7f00:1',
    '224.0.0.1',
    'nonsense',
  ])('%s is not public', (address) => expect(isPublic(address)).toBe(false));

  test('1.1.1.1 is', () => expect(isPublic('1.1.1.1')).toBe(true));

  test.each(['http://2130706433/', 'http://0x7f.1/', 'http://017700000001/', 'http://127.1/', 'http://[::1]/', 'http://[::ffff:7f00:1]/'])(
    '%s is refused as a private address',
    async (url) => {
      await expect(
        egressFetch(task({ allowPrivate: false, egress: [{ host: new URL(url).host }] }), { url }, new AbortController().signal),
      ).rejects.toMatchObject({ code: expect.stringMatching(/EGRESS_DENIED/) as string });
    },
  );

  test('a name that resolves to a private address is refused where the connection is made', async () => {
    const url = `http://localhost:${new URL(origin).port}/`;
    await expect(
      egressFetch(task({ allowPrivate: false, egress: [{ host: new URL(url).host }] }), { url }, new AbortController().signal),
    ).rejects.toMatchObject({ code: 'EGRESS_DENIED' });
  });
});

test.each(['ftp://a.example/', 'https://user:pass@a.example/', 'https:\\\\', 'nonsense'])('%s is no usable URL', (url) =>
  expect(() => parseUrl(url)).toThrow(/./),
);
test.each([{ host: 'a' }, { 'x\r\ny': '1' }, { a: 'b\r\nc: d' }, { 'proxy-authorization': 'x' }, { 'transfer-encoding': 'chunked' }])(
  'header %j is refused',
  (headers) => expect(() => checkHeaders(headers as never)).toThrow(/header/),
);

test('a host or method that was not granted is refused', async () => {
  await expect(go('/', {}, { egress: [{ host: 'other.example' }] })).rejects.toMatchObject({ code: 'EGRESS_DENIED' });
  await expect(go('/', { method: 'DELETE' }, { egress: [{ host: new URL(origin).host, methods: ['GET'] }] })).rejects.toMatchObject({ code: 'EGRESS_DENIED' });
});

test('a secret goes to its host only, and a repeated request carries the same key', async () => {
  const args = { auth: { type: 'bearer', secret: 'key' }, step: 's', counter: 0 };
  await go('/a', args);
  await go('/a', args);
  const [one, two] = seen.filter((s) => s.url === '/a');
  expect(one).toMatchObject({ authorization: 'Bearer top-secret' });
  expect(one!.key).toBe(two!.key);
  await expect(go('/', { auth: { type: 'bearer', secret: 'elsewhere' } })).rejects.toMatchObject({ code: 'SECRET_HOST_MISMATCH' });
  await expect(go('/', { auth: { type: 'bearer', secret: 'none' } })).rejects.toMatchObject({ code: 'SECRET_UNKNOWN' });
});

test('a redirect is checked again and does not carry credentials to another origin', async () => {
  await expect(go('/away', { auth: { type: 'bearer', secret: 'key' } })).rejects.toMatchObject({ code: 'EGRESS_DENIED' });
  const both = [{ host: new URL(origin).host }, { host: `localhost:${new URL(origin).port}` }];
  await go('/away', { auth: { type: 'bearer', secret: 'key' } }, { egress: both });
  expect(seen.find((s) => s.url === '/there')!.authorization).toBeUndefined();
  await expect(go('/loop')).rejects.toMatchObject({ code: 'TOO_MANY_REDIRECTS' });
  expect((await go('/away', { redirect: 'manual' })).status).toBe(302);
});

test('an answer that is too large is cut off', async () => {
  await expect(go('/big')).rejects.toMatchObject({ code: 'RESPONSE_TOO_LARGE' });
});
