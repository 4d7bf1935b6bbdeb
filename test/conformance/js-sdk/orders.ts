/** Orders and subscriptions: requests, assets, and Fulfillment with the part of Directory that is about them. */
import { expect } from 'vitest';
import { purchase } from '../walk/world.ts';
import { sdk, watched, type Json } from './client.ts';
import type { ClientWorld } from './world.ts';

const ids = (found: Json[]): string[] => found.map((one) => one.id as string).sort();
const valueOf = (request: Json, name: string): Json => request.asset.params.find((param: Json) => param.id === name);

/** By the resources themselves. */
export async function requests({ vendor, distributor, sale }: ClientWorld): Promise<void> {
  const sold = await sale();
  const first = await distributor.requests.create(purchase(sold));
  const second = await distributor.requests.create(purchase(sold));
  await vendor.requests.update(first.id, { asset: { params: [{ id: 'admin_email', value_error: 'not reachable' }] } });
  await vendor.requests.inquire(first.id, {});
  const asked = await distributor.requests.get(first.id);
  expect([asked.status, valueOf(asked, 'admin_email').value_error]).toEqual(['inquiring', 'not reachable']);
  await distributor.requests.update(first.id, { asset: { params: [{ id: 'admin_email', value: 'other@a.example' }] } });
  await distributor.requests.pending(first.id);
  const answered = await vendor.requests.get(first.id);
  expect([answered.status, valueOf(answered, 'admin_email').value]).toEqual(['pending', 'other@a.example']);
  await vendor.requests.update(first.id, { asset: { params: [{ id: 'url', value: 'https://a.example' }] } });
  await vendor.requests.approve(first.id, { template_id: sold.templates.fulfillment });
  expect(await vendor.requests.get(first.id)).toMatchObject({ status: 'approved', template: { id: sold.templates.fulfillment } });
  expect(await distributor.assets.get(first.asset.id)).toMatchObject({ status: 'active', items: [{ quantity: '5' }] });

  await vendor.requests.fail(second.id, 'no stock');
  expect(await distributor.requests.get(second.id)).toMatchObject({ status: 'failed', reason: 'no stock' });
  expect(ids(await vendor.assets.search({ 'product.id': sold.product, status: 'active' }))).toEqual([first.asset.id]);
  expect(ids(await vendor.requests.search({ 'asset.product.id': sold.product }))).toEqual([first.id, second.id].sort());
}

/** By the operations that stand on them. */
export async function fulfillment({ vendor, distributor, sale }: ClientWorld): Promise<void> {
  const sold = await sale();
  const [seller, buyer] = [watched(new sdk.Fulfillment(vendor)), watched(new sdk.Fulfillment(distributor))];
  expect(await seller.getConnectionIdByProductAndHub(sold.product, sold.hub)).toBe(sold.connection);
  const body = purchase(sold);
  const one = await buyer.createRequest(body);
  expect(ids(await seller.searchRequests({ 'asset.product.id': sold.product, status: 'pending' }))).toEqual([one.id]);

  await seller.inquireRequest(one.id, {}, [{ id: 'admin_email', value_error: 'unknown' }], 'please look');
  const asked = await buyer.getRequest(one.id);
  expect([asked.status, asked.note, valueOf(asked, 'admin_email').value_error]).toEqual(['inquiring', 'please look', 'unknown']);
  await buyer.updateRequest(one.id, { asset: { params: [{ id: 'admin_email', value: 'new@a.example' }] } });
  await buyer.pendingRequest(one.id);
  await seller.inquireRequestWithTemplate(one.id, sold.templates.inquire, [{ id: 'admin_email', value_error: 'still unknown' }]);
  expect(await buyer.getRequest(one.id)).toMatchObject({ status: 'inquiring', template: { id: sold.templates.inquire } });
  await buyer.updateRequestParameters(one.id, [{ id: 'admin_email', value: 'known@a.example' }]);
  await buyer.pendingRequest(one.id);
  await seller.updateRequestParameters(one.id, [{ id: 'url', value: 'https://b.example' }], 'done');
  await seller.approveRequestWithTemplate(one.id, sold.templates.fulfillment);
  const approved = await buyer.getRequest(one.id);
  expect([approved.status, approved.note, valueOf(approved, 'url').value]).toEqual(['approved', 'done', 'https://b.example']);

  const change = await buyer.createRequest({ type: 'change', asset: { id: one.asset.id, items: [{ id: sold.items.recurring, quantity: 7 }] } });
  await seller.approveRequest(change.id, { template_id: sold.templates.fulfillment });
  const directory = watched(new sdk.Directory(distributor));
  expect(await directory.getAssetsByProductIdExternalId(sold.product, body.asset.external_id)).toMatchObject([
    { id: one.asset.id, items: [{ quantity: '7' }] },
  ]);
  const cancel = await buyer.createRequest({ type: 'cancel', asset: { id: one.asset.id } });
  await seller.failRequest(cancel.id, 'not yet');
  expect(await buyer.getRequest(cancel.id)).toMatchObject({ status: 'failed', reason: 'not yet' });
  expect(ids(await directory.searchAssets({ 'product.id': sold.product, status: { $in: ['active', 'suspended'] } }))).toEqual([one.asset.id]);
}
