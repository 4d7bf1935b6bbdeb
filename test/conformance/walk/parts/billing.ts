/** Subscriptions and billing requests. */
import type { Walk } from '../walk.ts';
import { directSale, purchase } from '../world.ts';

const DAY_MS = 86_400_000;

export async function billing(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const sale = await directSale(walk);
  const order = await walk.post(distributor, '/requests', purchase(sale));
  await walk.put(vendor, `/requests/${order.id}`, { asset: { params: [{ id: 'url', value: 'https://it.example' }] } });
  await walk.post(vendor, `/requests/${order.id}/approve`, { template_id: sale.templates.fulfillment });
  await walk.host.pass(40 * DAY_MS);
  const [newest] = await walk.get(distributor, `/subscriptions/requests?asset.id=${order.asset.id}&ordering(-events.created.at)`);
  await walk.get(distributor, `/subscriptions/requests/${newest.id}`);
  await walk.put(distributor, `/subscriptions/requests/${newest.id}/attributes`, { provider: { invoice: 'I-1' } });
  await walk.post(distributor, '/subscriptions/requests', {
    ...{ type: 'provider', asset: { id: order.asset.id }, items: [{ id: sale.items.recurring, quantity: 5 }] },
    period: { from: '2027-01-01T00:00:00Z', to: '2027-02-01T00:00:00Z', delta: 1, uom: 'monthly' },
  });
  // the description wants an open request and templates of both
  const change = await walk.post(distributor, '/requests', {
    type: 'change',
    asset: { id: order.asset.id, items: [{ id: sale.items.recurring, quantity: 6 }] },
  });
  await walk.post(vendor, `/requests/${change.id}/inquire`, { template_id: sale.templates.inquire });
  await walk.get(vendor, `/subscriptions/assets/${order.asset.id}`);
  await walk.get(vendor, `/subscriptions/assets?id=${order.asset.id}&select(template,pending_request)`);
}
