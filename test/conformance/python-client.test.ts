/**
 * What the public Python client puts on the wire, replayed as it was seen: pure RQL without escapes, pages by Content-Range,
 * bodies with Python's blanks, no body at all, multipart forms of `requests`, and slashes at the end in its older versions.
 */
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CUSTOMER } from '../support/world.ts';
import { usageWorld, xlsx, type Json, type Token } from '../domain/usage/world.ts';

let world: Awaited<ReturnType<typeof usageWorld>>;
/** External ids of five more orders, in the order they were made. */
const ORDERS = ['foo bar', 'foo baz', 'x-ray', 'plain', 'last'];

beforeAll(async () => {
  world = await usageWorld();
  for (const external_id of ORDERS) {
    await world.pass(1000);
    await world.ok(world.own.distributor, 'POST', '/requests', {
      type: 'purchase',
      asset: {
        ...{ external_id, external_uid: external_id, connection: { id: world.own.connection }, items: [{ id: world.own.item, quantity: 1 }] },
        ...{ params: [{ id: 'admin_email', value: 'a@b.example' }], tiers: { customer: CUSTOMER } },
      },
    });
  }
});
afterAll(() => world[Symbol.asyncDispose]());

interface Seen {
  status: number;
  type: string;
  range: string | undefined;
  body: Json;
}

/** The path goes out as it stands: node would not touch it, and a URL would be written anew. */
function send(who: Token, method: string, path: string, body?: Buffer | string, type = 'application/json'): Promise<Seen> {
  const { hostname, port } = new URL(world.host.url);
  const headers = {
    ...{ 'user-agent': 'connect-fluent/37.0 CPython/3.11.2 Linux/6', authorization: who.token, 'accept-encoding': 'gzip, deflate', accept: '*/*' },
    ...(method === 'GET' ? {} : { 'content-length': body === undefined ? 0 : Buffer.byteLength(body) }),
    ...(body === undefined ? {} : { 'content-type': type }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path: `/public/v1/${path}`, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const [text, seenType] = [Buffer.concat(chunks).toString(), answer.headers['content-type'] ?? ''];
        const parsed = seenType.startsWith('application/json') ? (JSON.parse(text) as Json) : text;
        resolve({ status: answer.statusCode!, type: seenType, range: answer.headers['content-range'], body: parsed });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** `json.dumps` puts a blank after each colon and comma. */
const dumps = (value: Json): string =>
  Array.isArray(value)
    ? `[${value.map(dumps).join(', ')}]`
    : typeof value === 'object' && value !== null
      ? `{${Object.entries(value as object).map(([key, one]) => `"${key}": ${dumps(one)}`).join(', ')}}` // prettier-ignore
      : JSON.stringify(value);

/** How the client iterates: on to the next page until Content-Range says that this was the last. */
async function iterate(path: string, limit: number): Promise<Json[]> {
  const found: Json[] = [];
  for (let offset = 0; ; offset += limit) {
    const { body, range } = await send(world.own.vendor, 'GET', `${path}&limit=${limit}&offset=${offset}`);
    found.push(...(body as Json[]));
    const [, last, total] = /^items \d+-(\d+)\/(\d+)$/.exec(range!)!.map(Number) as [number, number, number];
    if (last >= total - 1) return found;
  }
}
const names = (found: Json[]): string[] => found.map((one) => one.asset.external_id as string);
const CREATED = 'ordering(created)';

// prettier-ignore
test.each<[text: string, found: readonly string[]]>([
  ['eq(status,pending)',                                                      ORDERS],
  ['and(in(status,(pending,inquiring)),eq(asset.product.id,PRODUCT))',        ORDERS],
  ['and(eq(status,pending),in(asset.product.id,(PRODUCT,PRD-1)),ne(type,cancel),eq(reason,empty()),ge(created,2024-01-02T03:04:05))', ORDERS],
  ['and(ne(reason,null()),lt(created,2999-01-02T03:04:05.000006))',           ['one', ...ORDERS]],
  ['like(asset.external_id,*foo%20ba*)',                                      ['foo bar', 'foo baz']],
  ['and(or(like(asset.external_id,*foo%20bar*),ilike(asset.external_id,X*)),not(eq(id,PR-1)))', ['foo bar', 'x-ray']],
  ['not(in(asset.external_id,(foo%20bar,foo%20baz,plain)))',                  ['one', 'x-ray', 'last']],
  ['and(out(asset.external_id,(plain,x-ray)),like(asset.external_id,foo*))',  ['foo bar', 'foo baz']],
])('%s', async (text, found) => {
  const query = `select(-asset.items,activation_key)&${text.replace('PRODUCT', world.own.product)}&${CREATED}`;
  expect(names(await iterate(`requests?${query}`, 2))).toEqual(found);
  const [first] = (await send(world.own.vendor, 'GET', `requests?${query}&limit=1&offset=0`)).body;
  expect([first.asset.items, typeof first.activation_key]).toEqual([undefined, 'string']);
});

test('count, first, slices and indexes read the total and the page they asked for', async () => {
  const { vendor } = world.own;
  const page = (limits: string) => send(vendor, 'GET', `requests?${CREATED}&${limits}`);
  expect(await page('limit=0&offset=0')).toMatchObject({ status: 200, body: [], range: 'items 0-0/6' });
  expect(names((await page('limit=1&offset=0')).body)).toEqual(['one']);
  expect(names((await page('limit=1&offset=5')).body)).toEqual(['last']);
  expect(await page('limit=1&offset=6')).toMatchObject({ status: 200, body: [], range: 'items 6-6/6' });
  expect((await page('limit=100&offset=0')).range).toBe('items 0-5/6');
  expect(names((await page('limit=1&offset=0&search=foo+baz')).body)).toEqual(['foo baz']);
  // the older client's keywords, and its slash at the end
  const older = await send(vendor, 'GET', `requests/?status__in=pending,inquiring&asset__external_id__like=*foo*&limit=10`);
  expect(names(older.body).sort()).toEqual(['foo bar', 'foo baz']);
});

test('objects are made, changed, moved and deleted as the client says it', async () => {
  const { vendor, distributor } = world.own;
  const order = { type: 'purchase', asset: { external_uid: 'py', external_id: 'py', connection: { id: world.own.connection }, items: [{ id: world.own.item, quantity: 3 }], params: [{ id: 'admin_email', value: 'a@b.example' }], tiers: { customer: CUSTOMER } } }; // prettier-ignore
  const { status, body: made, type } = await send(distributor, 'POST', 'requests', dumps(order));
  expect([status, type.startsWith('application/json')]).toEqual([201, true]);
  const read = async () => (await send(vendor, 'GET', `requests/${made.id}`)).body;
  await send(vendor, 'PUT', `requests/${made.id}`, dumps({ note: 'x', asset: { params: [{ id: 'admin_email', value_error: 'no', constraints: { required: true }, title: 'E-mail' }] } })); // prettier-ignore
  expect((await send(vendor, 'POST', `requests/${made.id}/inquire`, dumps({}))).status).toBe(200);
  expect(await read()).toMatchObject({ status: 'inquiring', note: 'x' });
  await send(distributor, 'PUT', `requests/${made.id}`, dumps({ asset: { params: [{ id: 'admin_email', value: 'b@b.example' }] } }));
  // no payload: no body, no type
  expect((await send(distributor, 'POST', `requests/${made.id}/pend`)).status).toBe(200);
  expect((await send(vendor, 'POST', `requests/${made.id}/fail`, dumps({ reason: 'no' }))).status).toBe(200);
  expect(await read()).toMatchObject({ status: 'failed', reason: 'no' });

  // a namespace, underscores as dashes, a collection below an object
  expect(await send(vendor, 'GET', 'tier/config-requests?limit=1&offset=0')).toMatchObject({ status: 200, body: [], range: 'items 0-0/0' });
  expect((await send(vendor, 'GET', `products/${world.own.product}/items?eq(id,${world.own.item})&limit=1&offset=0`)).body).toHaveLength(0);
  const hub = (await send(distributor, 'POST', 'hubs', dumps({ name: 'H', instance_type: 'api', instance_id: 'h-1' }))).body;
  expect(await send(distributor, 'DELETE', `hubs/${hub.id}`)).toMatchObject({ status: 204, body: '' });
  expect(await send(distributor, 'GET', `hubs/${hub.id}`)).toMatchObject({ status: 404, type: 'application/json', body: { error_code: 'NFND_000' } });
  const refused = await send(vendor, 'GET', 'requests?eq(nonsense,1)&limit=1&offset=0');
  expect(refused).toMatchObject({ status: 400, type: 'application/json', body: { error_code: 'RQL_001', errors: [expect.stringMatching(/^nonsense: /)] } });
});

test('a sheet comes as the form that requests makes of files=, or as it is', async () => {
  const { vendor } = world.own;
  const boundary = '910e073e2ec7fa92ef1c462d7cb09c6b';
  const file = { name: 'py', product: { id: world.own.product }, contract: { id: world.own.contract }, period: { from: '2026-03-01', to: '2026-03-31' }, currency: 'EUR' }; // prettier-ignore
  for (const [slash, form] of [
    ['', true],
    ['/', true],
    ['', false],
  ] as const) {
    // prettier-ignore
    const { id } = (await send(vendor, 'POST', `usage/files${slash}`, dumps(file))).body;
    const sheet = await xlsx({ records: [world.row(), world.row()] });
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="usage_file"; filename="usage.xlsx"\r\nContent-Type: application/vnd.ms-excel\r\n\r\n`;
    const body = form ? Buffer.concat([Buffer.from(head), sheet, Buffer.from(`\r\n--${boundary}--\r\n`)]) : sheet;
    const type = form ? `multipart/form-data; boundary=${boundary}` : 'application/vnd.ms-excel';
    expect((await send(vendor, 'POST', `usage/files/${id}/upload${slash}`, body, type)).status).toBe(201);
    await world.settle();
    expect((await send(vendor, 'GET', `usage/files/${id}${slash}`)).body).toMatchObject({ status: 'ready', records: { valid: 2, invalid: 0 } });
  }
});
