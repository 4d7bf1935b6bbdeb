/** What stands around the flows: helpdesk cases (case/*), conversations, webhooks, notices. */
import type { Json, Walk } from '../walk.ts';
import { distribution } from '../world.ts';
import { directSale } from '../world.ts';

const DAY_MS = 86_400_000;

export async function around(walk: Walk): Promise<void> {
  const sale = await directSale(walk);
  await walk.part('around: cases', () => cases(walk, sale.product));
  void distribution;
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
  void DAY_MS;
}
