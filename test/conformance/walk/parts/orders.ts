/** Orders and their subscriptions: fulfilment-request/*, subscription/*. */
import type { Walk } from '../walk.ts';
import { directSale, purchase, type Sale } from '../world.ts';

const DAY_MS = 86_400_000;

export async function orders(walk: Walk): Promise<void> {
  const sale = await directSale(walk);
  await walk.part('orders: a purchase and what follows', () => lifeOfSubscription(walk, sale));
  await walk.part('orders: drafts', () => drafts(walk, sale));
  await walk.part('orders: scheduled', () => scheduled(walk, sale));
}

/** Values a vendor fills in, then its approval. */
async function approve(walk: Walk, sale: Sale, id: string): Promise<void> {
  const { vendor } = walk.parties;
  await walk.put(vendor, `/requests/${id}`, { asset: { params: [{ id: 'url', value: 'https://it.example' }] } });
  await walk.post(vendor, `/requests/${id}/approve`, { template_id: sale.templates.fulfillment });
}

async function lifeOfSubscription(walk: Walk, sale: Sale): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const first = await walk.move('fulfilment-request/1', { by: distributor, call: ['POST', '/requests', purchase(sale)] });
  await walk.move('subscription/1', { by: distributor, call: ['POST', '/requests', purchase(sale)], object: (request) => `/assets/${request.asset.id}` });
  const [request, asset] = [`/requests/${first.id}`, `/assets/${first.asset.id}`];
  await walk.put(vendor, request, { asset: { params: [{ id: 'admin_email', value_error: 'is not known' }] } });
  await walk.move('fulfilment-request/9', { by: vendor, call: ['POST', `${request}/inquire`, { template_id: sale.templates.inquire }], object: request });
  await walk.put(distributor, request, { asset: { params: [{ id: 'admin_email', value: 'other@nordwind.example' }] } });
  await walk.move('fulfilment-request/10', { by: distributor, call: ['POST', `${request}/pend`, {}], object: request });
  await walk.put(vendor, request, { asset: { params: [{ id: 'url', value: 'https://it.example' }] } });
  await walk.move('subscription/2', { by: vendor, call: ['POST', `${request}/approve`, { template_id: sale.templates.fulfillment }], object: asset });
  await walk.get(vendor, `${request}/render`);
  await walk.get(distributor, `${asset}/render`);

  const change = (type: string, more: object = {}) => ({ type, asset: { id: first.asset.id, ...more } });
  const items = [{ id: sale.items.recurring, quantity: 7 }];
  const changed = await walk.move('subscription/6', { by: distributor, call: ['POST', '/requests', change('change', { items })], object: asset, refused: [] });
  await walk.move('subscription/7', {
    by: vendor,
    call: ['POST', `/requests/${changed.id}/approve`, { template_id: sale.templates.fulfillment }],
    object: asset,
  });
  const suspend = await walk.post(distributor, '/requests', change('suspend'));
  await walk.move('subscription/8', {
    by: vendor,
    call: ['POST', `/requests/${suspend.id}/approve`, { template_id: sale.templates.fulfillment }],
    object: asset,
  });
  const resume = await walk.post(distributor, '/requests', change('resume'));
  await walk.move('subscription/9', {
    by: vendor,
    call: ['POST', `/requests/${resume.id}/approve`, { template_id: sale.templates.fulfillment }],
    object: asset,
  });
  const cancel = await walk.move('subscription/4', { by: distributor, call: ['POST', '/requests', change('cancel')], object: asset, refused: [] });
  await walk.move('fulfilment-request/11', {
    ...{ by: vendor, object: `/requests/${cancel.id}`, reader: distributor },
    call: ['POST', `/requests/${cancel.id}/approve`, { template_id: sale.templates.fulfillment }],
  });
  // its asset went with it: told apart by a second subscription
  const second = await walk.post(distributor, '/requests', purchase(sale));
  await approve(walk, sale, second.id);
  const end = await walk.post(distributor, '/requests', { type: 'cancel', asset: { id: second.asset.id } });
  await walk.move('subscription/5', {
    ...{ by: vendor, object: `/assets/${second.asset.id}` },
    call: ['POST', `/requests/${end.id}/approve`, { template_id: sale.templates.fulfillment }],
  });

  const refused = await walk.post(distributor, '/requests', purchase(sale));
  await walk.move('subscription/3', {
    by: vendor,
    call: ['POST', `/requests/${refused.id}/fail`, { reason: 'no stock' }],
    object: `/assets/${refused.asset.id}`,
  });
  const again = await walk.post(distributor, '/requests', purchase(sale));
  await walk.post(vendor, `/requests/${again.id}/assign`);
  await walk.post(vendor, `/requests/${again.id}/unassign`);
  await walk.move('fulfilment-request/12', {
    by: vendor,
    call: ['POST', `/requests/${again.id}/fail`, { reason: 'no stock' }],
    object: `/requests/${again.id}`,
  });
  await walk.get(distributor, '/assets');
  await walk.get(distributor, `${asset}/requests`);
}

async function drafts(walk: Walk, sale: Sale): Promise<void> {
  const { distributor } = walk.parties;
  const draft = { status: 'draft' };
  const order = await walk.move('fulfilment-request/2', { by: distributor, call: ['POST', '/requests', purchase(sale, draft)] });
  await walk.move('subscription/10', {
    by: distributor,
    call: ['POST', '/requests', purchase(sale, draft)],
    object: (request) => `/assets/${request.asset.id}`,
  });
  await walk.post(distributor, `/requests/${order.id}/validate`, { asset: { params: [] } });
  await walk.move('fulfilment-request/3', { by: distributor, call: ['POST', `/requests/${order.id}/purchase`, {}], object: `/requests/${order.id}` });
  const other = await walk.post(distributor, '/requests', purchase(sale, draft));
  await walk.move('subscription/12', { by: distributor, call: ['POST', `/requests/${other.id}/purchase`, {}], object: `/assets/${other.asset.id}` });
  // of a subscription that is there: the description has no state for the asset of a draft
  const sold = await walk.post(distributor, '/requests', purchase(sale));
  await approve(walk, sale, sold.id);
  const asset = { id: sold.asset.id, items: [{ id: sale.items.recurring, quantity: 7 }] };
  const change = await walk.post(distributor, '/requests', { type: 'change', asset, ...draft });
  await walk.post(distributor, `/requests/${change.id}/validate`, { asset: { params: [] } });
  await walk.post(distributor, `/requests/${change.id}/submit`);
  const forgotten = await walk.post(distributor, '/requests', purchase(sale, draft));
  await walk
    .move('fulfilment-request/4', { by: 'system', object: `/requests/${forgotten.id}`, reader: distributor, advanceMs: 31 * DAY_MS })
    .catch(() => undefined);
  const alsoForgotten = await walk.post(distributor, '/requests', purchase(sale, draft));
  await walk.move('subscription/11', { by: 'system', object: `/assets/${alsoForgotten.asset.id}`, reader: distributor, advanceMs: 31 * DAY_MS });
}

async function scheduled(walk: Walk, sale: Sale): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const order = await walk.post(distributor, '/requests', purchase(sale));
  const request = `/requests/${order.id}`;
  const date = new Date(Date.now() + 400 * DAY_MS).toISOString();
  await walk.move('fulfilment-request/13', { by: vendor, call: ['POST', `${request}/schedule`, { planned_date: date }], object: request });
  await walk.move('fulfilment-request/14', { by: vendor, call: ['POST', `${request}/pend`, {}], object: request });
  await walk.post(vendor, `${request}/schedule`, { planned_date: date });
  await walk.move('fulfilment-request/15', { by: distributor, call: ['POST', `${request}/revoke`, { reason: 'changed our mind' }], object: request });
  await walk.move('fulfilment-request/16', { by: vendor, call: ['POST', `${request}/confirm`, {}], object: request });
}
