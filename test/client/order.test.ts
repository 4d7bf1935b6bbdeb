/** One order walked over a real host with the client, as its distributor and its vendor; and answers that are lost on the way. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiError, createClient, rql, type Client } from '../../sdk/client/index.ts';
import { startTestHost } from '../support/host.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

let system: Awaited<ReturnType<typeof startTestHost>>;
let world: Awaited<ReturnType<typeof createWorld>>;
let vendor: Client;
let distributor: Client;

beforeAll(async () => {
  system = await startTestHost({ runners: 0 });
  world = await createWorld(system.store);
  vendor = createClient({ url: system.host.url, token: world.vendor.token });
  distributor = createClient({ url: system.host.url, token: world.distributor.token });
});
afterAll(() => system[Symbol.asyncDispose]());

const purchase = (external_uid: string) => ({
  type: 'purchase',
  asset: {
    ...{ external_uid, external_id: external_uid, connection: { id: world.connection }, items: [{ id: world.item, quantity: 2 }] },
    ...{ params: [{ id: 'admin_email', value: 'it@nordwind.example' }], tiers: { customer: CUSTOMER } },
  },
});

test('an order is placed, inquired about, answered, approved and found', async () => {
  const placed = await distributor.collection('requests').post(purchase('Müller, "Nord" (3) * \\'));
  expect(placed).toMatchObject({ type: 'purchase', status: 'pending' });
  const order = vendor.collection('requests').resource(placed.id);
  await order.put({ asset: { params: [{ id: 'admin_email', value_error: 'another one, please' }] } });
  expect((await order.action('inquire').post({})).status).toBe('inquiring');
  await distributor.call('PUT /requests/{id}', {
    params: { id: placed.id },
    body: { asset: { params: [{ id: 'admin_email', value: 'b@nordwind.example' }] } },
  });
  expect((await distributor.collection('requests').resource(placed.id).action('pend').post()).status).toBe('pending');
  await order.put({ asset: { params: [{ id: 'url', value: 'https://n.example' }] } });
  expect((await order.action('approve').post({ template_id: world.template })).asset?.status).toBe('active');
  expect(await order.action('render').get()).toBe('Your URL: https://n.example');

  const found = vendor.collection('assets').filter(rql.eq('external_uid', 'Müller, "Nord" (3) * \\'), rql.in('product.id', [world.product]));
  expect((await found.toArray()).map(({ id, status }) => [id, status])).toEqual([[placed.asset!.id, 'active']]);
  expect(
    await vendor
      .collection('assets')
      .filter(rql.like('external_id', `${rql.literal('Müller, "Nord" (3) *')}*`))
      .count(),
  ).toBe(1);
});

test('pages are read one after the other, and no object twice', async () => {
  for (let i = 0; i < 7; i++) await distributor.collection('requests').post(purchase(`page-${i}`));
  const all = vendor.collection('requests').filter(rql.like('asset.external_uid', 'page-*')).ordering('id').select('-asset.items').pageSize(3);
  const seen: (string | null | undefined)[] = [];
  for await (const { asset } of all) {
    expect(asset!.items).toBeUndefined();
    seen.push(asset!.external_uid);
  }
  expect(seen.sort()).toEqual(Array.from({ length: 7 }, (_, i) => `page-${i}`));
  expect(await all.limit(4).toArray()).toHaveLength(4);
  expect(await all.offset(5).toArray()).toHaveLength(2);
  expect(await all.page()).toMatchObject({ offset: 0, total: 7, items: { length: 3 } });
  expect([await all.count(), (await all.first())!.id, await all.search('nobody').first()]).toEqual([7, (await all.page()).items[0]!.id, undefined]);
});

test('an order whose answer is lost is there once, and is the answer', async () => {
  let answers = 0;
  const unlucky = createClient({
    ...{ url: system.host.url, token: world.distributor.token, backoffMs: 5 },
    fetch: async (...args) => {
      const answer = await fetch(...args);
      if (answers++ > 0) return answer;
      await answer.arrayBuffer();
      throw new TypeError('fetch failed');
    },
  });
  const placed = await unlucky.collection('requests').post(purchase('lost-1'));
  expect(await vendor.collection('requests').filter(rql.eq('asset.external_uid', 'lost-1')).toArray()).toMatchObject([{ id: placed.id }]);
  expect(answers).toBe(3);
});

test('a refusal is an ApiError with all that the host says of it', async () => {
  const error = await vendor.collection('requests').resource('PR-0000-0000-0000-001').get().catch((e: unknown) => e); // prettier-ignore
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ status: 404, errorCode: 'NFND_000', errors: ['Object `PR-0000-0000-0000-001` not found.'] });
  expect((error as ApiError).correlation).toMatch(/^[0-9a-f]{32}$/);
  await expect(distributor.collection('requests').post({ type: 'nonsense' })).rejects.toMatchObject({ status: 400, errorCode: 'VAL_001', errors: [/^type: /] });
});

test('files go up and come down as they are', async () => {
  const bytes = new TextEncoder().encode('usage');
  const error = await vendor.call('POST /devops/services', { body: bytes }).catch((e: unknown) => e);
  expect(error).toMatchObject({ status: 400, errorCode: 'PKG_001' });
  const template = await vendor.call('GET /usage/templates/{schema}', { params: { schema: 'qt' } });
  expect([...template.slice(0, 2)]).toEqual([0x50, 0x4b]);
});
