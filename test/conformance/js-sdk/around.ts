/** Cases with attachments and settings, conversations with messages, webhooks. */
import { expect } from 'vitest';
import { purchase } from '../walk/world.ts';
import { formBody } from './form.ts';
import type { Json } from './client.ts';
import type { ClientWorld } from './world.ts';

export async function cases({ vendor, distributor, parties, sale, call }: ClientWorld): Promise<void> {
  const { product } = await sale();
  const words = { subject: 'No seats', description: 'None.', priority: 2, type: 'technical', product: { id: product } };
  const { id } = await distributor.cases.create({ ...words, receiver: { account: { id: parties.vendor.id } } });
  const state = async () => (await vendor.cases.get(id)).state as string;
  await vendor.cases.inquire(id);
  expect(await state()).toBe('inquiring');
  await distributor.cases.pend(id);
  expect(await state()).toBe('pending');
  await vendor.cases.update(id, { priority: 3 });

  const files = distributor.cases.attachments(id);
  // a form is built by hand, and the header that says so comes from a hook
  const { bytes, type } = formBody('file', 'seats.csv', 'text/csv', 'a,b\n1,2\n');
  distributor.addBeforeRequestHook((url, options) =>
    options.body === bytes ? { url, options: { ...options, headers: { ...options.headers, 'Content-Type': type } } } : { url, options },
  );
  const file = await files.create(bytes);
  expect(await files.search()).toMatchObject([{ id: file.id, name: 'seats.csv' }]);
  const shown = await vendor.cases.attachments(id).get(file.id);
  expect(await call(vendor, 'GET', `/helpdesk/cases/${id}/attachments/${file.id}?format=original`)).toBe('a,b\n1,2\n');
  expect(shown).toMatchObject({ id: file.id, name: 'seats.csv' });
  await files.delete(file.id);
  expect(await files.search()).toEqual([]);

  const settings = vendor.cases.settings(id);
  await settings.update(parties.vendor.id, { ttl: 3, instructions: 'Ask here.' });
  expect(await distributor.cases.settings(id).get(parties.vendor.id)).toMatchObject({ ttl: 3, mode: 'builtin', instructions: 'Ask here.' });
  const both = await distributor.cases.settings(id).search();
  expect(both.map((one: Json) => [one.account.id, one.ttl])).toEqual([[parties.distributor.id, 7], [parties.vendor.id, 3]]); // prettier-ignore

  await vendor.cases.resolve(id);
  expect(await state()).toBe('resolved');
  await distributor.cases.close(id, 5, 'fast');
  expect(await vendor.cases.search({ 'product.id': product, state: 'closed', priority: { $gt: 2 } })).toMatchObject([{ id, rating: 5, feedback: 'fast' }]);
}

export async function conversations({ vendor, distributor, parties, sale }: ClientWorld): Promise<void> {
  const order = await distributor.requests.create(purchase(await sale()));
  const [talk] = await vendor.conversations.getConversationsByObjectId(order.id);
  expect(await distributor.conversations.get(talk.id)).toMatchObject({ id: talk.id, instance_id: order.id, type: 'conversation', status: 'open' });
  await vendor.conversations.createMessage(talk.id, 'Welcome.');
  const messages = distributor.conversations.messages(talk.id);
  const mine = await messages.create({ text: 'Thanks' });
  await messages.update(mine.id, { text: 'Thank you' });
  const said = await vendor.conversations.messages(talk.id).search();
  expect(said.map((one: Json) => one.text)).toEqual([`Request ${order.id} created. State set to Pending.`, 'Welcome.', 'Thank you']);
  expect((await messages.search({ type: 'message', $ordering: '-created' })).map((one: Json) => one.account.id)).toEqual([parties.distributor.id, parties.vendor.id]); // prettier-ignore

  const notes = await vendor.conversations.create({ instance_id: order.id, topic: 'To do', type: 'notes' });
  const found = async () => (await vendor.conversations.search({ instance_id: order.id, type: 'notes' })).map((one: Json) => one.topic as string);
  expect([await found(), await distributor.conversations.search({ instance_id: order.id, type: 'notes' })]).toEqual([['To do'], []]);
  await vendor.conversations.delete(notes.id);
  expect(await found()).toEqual([]);
}

export async function webhooks({ vendor, distributor, sale }: ClientWorld): Promise<void> {
  const { product } = await sale();
  const hook = await vendor.webhooks.create({
    ...{ label: 'Orders', object_class: 'fulfillment_request', product_id: product, active: true, external_url: 'https://receiver.example/' },
    ...{ jwt_secret: 'between us', description: '', http_method: 'POST' },
  });
  await vendor.webhooks.update(hook.id, { label: 'All orders', active: false });
  expect(await vendor.webhooks.get(hook.id)).toMatchObject({ label: 'All orders', active: false, jwt_secret: '********', product: { id: product } });
  expect(await vendor.webhooks.search({ label: { $ilike: 'all' }, 'product.id': product })).toMatchObject([{ id: hook.id }]);
  expect(await distributor.webhooks.search({ id: hook.id })).toEqual([]);
  await vendor.webhooks.delete(hook.id);
  expect(await vendor.webhooks.search({ id: hook.id })).toEqual([]);
}
