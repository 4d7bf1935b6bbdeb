/** What stands around the flows: helpdesk cases (case/*), conversations, webhooks, notices. */
import type { Json, Walk } from '../walk.ts';
import { directSale, purchase, type Sale } from '../world.ts';

export async function around(walk: Walk): Promise<void> {
  const sale = await directSale(walk);
  await walk.part('around: cases', () => cases(walk, sale.product));
  await walk.part('around: conversations', () => conversations(walk, sale));
  await walk.part('around: webhooks', () => webhooks(walk, sale));
}

async function cases(walk: Walk, product: string): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const words = { subject: 'No seats', description: 'The portal shows none.', type: 'technical', receiver: { account: { id: vendor.id } } };
  const first = await walk.move('case/1', { by: distributor, call: ['POST', '/helpdesk/cases', { ...words, product: { id: product } }] });
  const path = `/helpdesk/cases/${first.id}`;
  await walk.move('case/2', { by: vendor, call: ['POST', `${path}/inquire`, {}], object: path });
  await walk.move('case/3', { by: distributor, call: ['POST', `${path}/pend`, {}], object: path });
  await walk.put(distributor, path, { subject: 'No seats since Monday' });
  await walk.move('case/4', { by: vendor, call: ['POST', `${path}/resolve`, {}], object: path });
  await walk.move('case/6', { by: distributor, call: ['POST', `${path}/pend`, {}], object: path });
  await walk.post(vendor, `${path}/resolve`);
  await walk.move('case/5', { by: distributor, call: ['POST', `${path}/close`, { feedback: 'fast' }], object: path });
  await walk.get(vendor, '/helpdesk/cases');

  const form = new FormData();
  form.append('file', new File(['a,b\n1,2\n'], 'seats.csv', { type: 'text/csv' }));
  const file: Json = await walk.post(distributor, `${path}/attachments`, form);
  await walk.get(vendor, `${path}/attachments`);
  await walk.get(vendor, `${path}/attachments/${file.id}`);
  await walk.delete(distributor, `${path}/attachments/${file.id}`);
  for (const module of ['helpdesk', 'MD-0023']) {
    await walk.put(vendor, `/modules/${module}/accounts/${vendor.id}/settings`, { ttl: 3, mode: 'builtin', instructions: 'Ask here.' });
    await walk.get(distributor, `/modules/${module}/accounts/${vendor.id}/settings`);
  }
}

async function conversations(walk: Walk, sale: Sale): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const order: Json = await walk.post(distributor, '/requests', purchase(sale));
  const [found] = await walk.get(vendor, `/conversations?instance_id=${order.id}`);
  const path = `/conversations/${found.id}`;
  await walk.get(distributor, path);
  const notes = { instance_id: order.id, topic: 'To do', type: 'notes', accounts: [{ id: vendor.id }] };
  const own = await walk.post(vendor, '/conversations', notes);
  await walk.delete(vendor, `/conversations/${own.id}`);
  const message = await walk.post(distributor, `${path}/messages`, { text: 'When?' });
  await walk.put(distributor, `${path}/messages/${message.id}`, { text: 'When, please?' });
  await walk.get(vendor, `${path}/messages`);
  await walk.post(vendor, `${path}/close`);
}

async function webhooks(walk: Walk, sale: Sale): Promise<void> {
  const { vendor } = walk.parties;
  const hook = await walk.post(vendor, '/notifications/webhooks', {
    ...{ label: 'Orders', type: 'event', object_class: 'fulfillment_request', product_id: sale.product, active: true, description: 'New orders' },
    ...{ external_url: 'https://receiver.example/poke', jwt_secret: 'between us', http_method: 'POST', data: { team: 'it' }, headers: { 'x-team': 'it' } },
  });
  const path = `/notifications/webhooks/${hook.id}`;
  await walk.get(vendor, '/notifications/webhooks');
  await walk.get(vendor, path);
  await walk.post(vendor, `${path}/trigger`);
  await walk.put(vendor, path, { label: 'Orders of the shop', active: false });
  await walk.delete(vendor, path);
  const [notice] = await walk.get(vendor, '/notifications/subscriptions');
  await walk.get(vendor, `/notifications/subscriptions/${notice.id}`);
  await walk.put(vendor, `/notifications/subscriptions/${notice.id}`, { enabled: false });
  await walk.get(vendor, `/notifications/subscriptions/${notice.id}/preview-context`);
}
