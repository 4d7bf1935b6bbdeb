/** The client around its resources: the filters it spells, its errors, hooks and adapters of one's own. */
import { createRequire } from 'node:module';
import { expect } from 'vitest';
import { purchase } from '../walk/world.ts';
import { sdk, watched, type Json } from './client.ts';
import type { ClientWorld } from './world.ts';

/** Every operator of its filters, in the spelling it gives them, tells the same two orders apart. */
export async function filters({ vendor, distributor, sale }: ClientWorld): Promise<void> {
  const { product, ...sold } = await sale();
  const order = async (id: string) => {
    const body = purchase({ product, ...sold });
    Object.assign(body.asset, { external_id: id });
    return (await distributor.requests.create(body)) as Json;
  };
  const [one, two] = [await order('first one'), await order('a, b (c) & d')];
  await vendor.requests.fail(two.id, 'no');
  const found = async (filter: object): Promise<string[]> =>
    (await vendor.requests.search({ 'asset.product.id': product, ...filter })).map((request: Json) => request.id as string);
  const created = one.created as string;
  const FIRST: object[] = [
    { status: 'pending' },
    { status: { $eq: 'pending' } },
    { status: { $ne: 'failed' } },
    { status: { $in: ['pending', 'inquiring'] } },
    { status: { $out: ['failed', 'approved'] } },
    { 'asset.external_id': 'first one' },
    { 'asset.external_id': { $like: 'first o' } },
    { 'asset.external_id': { $ilike: 'FIRST' } },
    { status: { $not: { $eq: 'failed' } } },
    { $or: [{ id: one.id }, { id: 'PR-0' }] },
    { $and: [{ id: one.id }, { type: 'purchase' }] },
    { status: { $or: [{ $eq: 'pending' }, { $eq: 'inquiring' }] } },
    { 'asset.external_id': { $ne: 'a, b (c) & d' } },
    { $ordering: 'created', limit: 1 },
    { $ordering: ['-created', 'id'], limit: 1, offset: 1 },
  ];
  for (const filter of FIRST) expect([filter, await found(filter)]).toEqual([filter, [one.id]]);
  const day = 86_400_000;
  const [before, after] = [new Date(Date.parse(created) - day).toISOString(), new Date(Date.parse(created) + day).toISOString()];
  const BOTH: object[] = [
    { created: { $gt: before } },
    { created: { $gte: before } },
    { created: { $lt: after } },
    { created: { $lte: after } },
    { created: { $range: { min: before, max: after } } },
    { reason: { $ne: 'null()' } },
  ];
  for (const filter of BOTH) expect([filter, (await found(filter)).sort()]).toEqual([filter, [one.id, two.id].sort()]);
  expect(await found({ note: { $ne: 'empty()' } })).toEqual([]);
  const [slim] = await vendor.requests.search({ id: one.id, $select: ['-asset.items', '-asset.params'] });
  expect([slim.asset.id, slim.asset.items, slim.asset.params]).toEqual([one.asset.id, undefined, undefined]);
}

/** An answer of ours that is an error becomes the client's own kind of it, with all that it says. */
export async function errors({ vendor, distributor, connect, parties }: ClientWorld): Promise<void> {
  const refused = (work: Promise<Json>): Promise<Json> => work.then(() => expect.unreachable(), watched);
  const absent = await refused(vendor.requests.get('PR-0'));
  expect(absent).toBeInstanceOf(sdk.APIError);
  expect(absent).toBeInstanceOf(sdk.HttpError);
  expect([absent.status, absent.errorCode, absent.json.error_code]).toEqual([404, 'NFND_000', 'NFND_000']);
  expect(absent.errors).toEqual([expect.stringContaining('PR-0')]);
  expect(await refused(distributor.requests.create({ type: 'purchase' }))).toMatchObject({ status: 400, errorCode: 'VAL_001' });
  expect(await refused(distributor.requests.approve('PR-0', {}))).toMatchObject({ status: 403 });
  expect(await refused(vendor.requests.search({ nonsense: 'x' }))).toMatchObject({ status: 400, errorCode: 'RQL_001' });
  expect(await refused(connect({ ...parties.vendor, token: 'ApiKey SU-000-000-000:0' }).accounts.search())).toMatchObject({
    status: 401,
    errors: [expect.any(String)],
  });
}

/** Hooks see every call; an adapter of one's own carries them, for example to read how many there are. */
export async function hooks({ connect, parties }: ClientWorld): Promise<void> {
  const client = connect(parties.vendor) as Json;
  expect(client.addEndpointPrefix('http://a', '/b', {})).toEqual({ url: 'http://a/b', options: {} });
  expect(client.addAuthorizationHeader('key', '/b', {})).toEqual({ url: '/b', options: { headers: { Authorization: 'key' } } });
  const [urls, statuses] = [[] as string[], [] as number[]];
  client.addBeforeRequestHook((url: string, options: object) => (urls.push(url), { url, options }));
  client.addAfterResponseHook((response: Response) => (statuses.push(response.status), response));
  await client.accounts.get(parties.vendor.id);
  expect([urls, statuses]).toEqual([[expect.stringMatching(new RegExp(`/public/v1/accounts/${parties.vendor.id}$`))], [200]]);

  let total = '';
  class Counting extends sdk.AbstractHttpAdapter {
    prepareRequest = (url: string, options: object) => ({ url, options });
    parseResponse = (response: Response) => ((total = response.headers.get('content-range') ?? ''), response);
  }
  const nodeFetch = createRequire(createRequire(import.meta.url).resolve('@cloudblueconnect/connect-javascript-sdk'))('node-fetch') as unknown;
  const adapter = watched(new Counting(nodeFetch));
  expect(await connect(parties.vendor, adapter).accounts.search({ limit: 1 })).toHaveLength(1);
  expect(total).toBe('items 0-0/1');
  expect([adapter.beforeRequest.length, adapter.afterResponse.length]).toEqual([2, 0]);
}
