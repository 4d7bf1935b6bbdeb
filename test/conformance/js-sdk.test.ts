/** The public npm client, unmodified and pointed at a host: what exists today works unchanged. */
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { startTestHost } from '../support/host.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

interface Sdk {
  ConnectClient: new (
    url: string,
    key: string,
  ) => { requests: Resource; assets: Resource; products: Resource; cases: Cases; conversations: Conversations; webhooks: Resource };
}
interface Resource {
  search(filter?: object): Promise<Shown[]>;
  get(id: string): Promise<Shown>;
  create(body: object): Promise<Shown>;
  update(id: string, body: object): Promise<Shown>;
  inquire(id: string, body?: object): Promise<Shown>;
  pending(id: string): Promise<Shown>;
  approve(id: string, body: object): Promise<Shown>;
  fail(id: string, reason: string): Promise<Shown>;
}
interface Cases extends Resource {
  pend(id: string): Promise<Shown>;
  resolve(id: string): Promise<Shown>;
  close(id: string, rating: number, feedback: string): Promise<Shown>;
}
interface Conversations extends Resource {
  getConversationsByObjectId(id: string): Promise<Shown[]>;
  createMessage(id: string, text: string): Promise<Shown>;
  messages(id: string): Resource;
}
interface Shown {
  id: string;
  status: string;
  reason?: string;
  text?: string;
  state?: string;
  asset: { id: string; params: { id: string; value: string; value_error: string }[] };
}

const sdk = createRequire(import.meta.url)('@cloudblueconnect/connect-javascript-sdk') as Sdk;

test('searches, creates, updates, inquires, pends, approves and fails requests and reads assets', async () => {
  await using system = await startTestHost({ runners: 0 });
  const world = await createWorld(system.store);
  const connect = (token: string) => new sdk.ConnectClient(`${system.host.url}/public/v1`, token);
  const [buyer, vendor] = [connect(world.distributor.token), connect(world.vendor.token)];
  const order = (uid: string) => ({
    type: 'purchase',
    asset: {
      connection: { id: world.connection },
      external_uid: uid,
      external_id: uid,
      items: [{ id: world.item, quantity: 2 }],
      params: [{ id: 'admin_email', value: 'it@a.example' }],
      tiers: { customer: CUSTOMER },
    },
  });
  const first = await buyer.requests.create(order('one'));
  const second = await buyer.requests.create(order('two'));
  expect((await vendor.requests.search({ status: 'pending' })).map((r) => r.id).sort()).toEqual([first.id, second.id].sort());
  expect(
    await vendor.requests.search({ status: { $in: ['pending', 'inquiring'] }, 'asset.external_id': { $like: 'on' }, $ordering: '-created', limit: 5 }),
  ).toHaveLength(1);
  expect(await vendor.requests.search({ $or: [{ id: first.id }, { id: second.id }] })).toHaveLength(2);

  await vendor.requests.update(first.id, { asset: { params: [{ id: 'admin_email', value_error: 'not reachable' }] } });
  await vendor.requests.inquire(first.id, {});
  const asked = await buyer.requests.get(first.id);
  expect([asked.status, asked.asset.params[0]!.value_error]).toEqual(['inquiring', 'not reachable']);
  await buyer.requests.update(first.id, { asset: { params: [{ id: 'admin_email', value: 'other@a.example' }] } });
  await buyer.requests.pending(first.id);
  await vendor.requests.update(first.id, { asset: { params: [{ id: 'url', value: 'https://a.example' }] } });
  await vendor.requests.approve(first.id, { template_id: world.template });
  expect((await vendor.requests.get(first.id)).status).toBe('approved');
  expect((await vendor.assets.get(first.asset.id)).status).toBe('active');

  await vendor.requests.fail(second.id, 'no stock');
  expect(await vendor.requests.get(second.id)).toMatchObject({ status: 'failed', reason: 'no stock' });
  expect((await vendor.assets.search({ status: 'active' })).map((a) => a.id)).toEqual([first.asset.id]);
  await expect(vendor.requests.fail(second.id, 'again')).rejects.toMatchObject({ errorCode: 'REQ_003' });
});

test('opens and closes cases, talks about an object, and keeps webhooks', async () => {
  await using system = await startTestHost({ runners: 0 });
  const world = await createWorld(system.store);
  const connect = (token: string) => new sdk.ConnectClient(`${system.host.url}/public/v1`, token);
  const [buyer, vendor] = [connect(world.distributor.token), connect(world.vendor.token)];
  const opened = await buyer.cases.create({
    ...{ subject: 'No seats', description: 'None.', priority: 2, type: 'technical', product: { id: world.product } },
    receiver: { account: { id: world.vendor.id } },
  });
  await vendor.cases.inquire(opened.id);
  await buyer.cases.pend(opened.id);
  await vendor.cases.update(opened.id, { priority: 3 });
  await vendor.cases.resolve(opened.id);
  expect(await buyer.cases.close(opened.id, 5, 'fast')).toMatchObject({ state: 'closed', rating: 5, feedback: 'fast', priority: 3 });
  expect((await vendor.cases.search({ state: 'closed', priority: { $gt: 2 } })).map((c) => c.id)).toEqual([opened.id]);

  const [talk] = await vendor.conversations.getConversationsByObjectId(opened.id);
  await vendor.conversations.createMessage(talk!.id, 'Thank you.');
  const said = await buyer.conversations.messages(talk!.id).search();
  expect(said.map((m) => m.text)).toEqual([
    `Case ${opened.id} created. State set to Pending.`,
    ...['Inquiring', 'Pending', 'Resolved', 'Closed'].map((state) => `Case ${opened.id}. State set to ${state}.`),
    'Thank you.',
  ]);

  const hook = await vendor.webhooks.create({
    ...{ label: 'Orders', object_class: 'fulfillment_request', product_id: world.product, active: true, external_url: 'https://receiver.example/' },
    ...{ jwt_secret: 'between us', description: '', http_method: 'POST' },
  });
  await vendor.webhooks.update(hook.id, { label: 'All orders' });
  expect(await vendor.webhooks.search({ label: { $ilike: 'all' } })).toMatchObject([{ id: hook.id, label: 'All orders', jwt_secret: '********' }]);
});
