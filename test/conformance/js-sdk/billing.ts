/** Subscriptions as they are billed: recurring assets, billing requests with their attributes, by resource and by Subscriptions. */
import { expect } from 'vitest';
import { sdk, watched, type Json } from './client.ts';
import type { ClientWorld } from './world.ts';

export async function billing({ vendor, distributor, sale, sold, pass }: ClientWorld): Promise<void> {
  const product = await sale();
  const asset = await sold(product);
  const before = await vendor.recurringAssets.get(asset);
  expect(before).toMatchObject({ status: 'active', items: [{ quantity: 5 }], billing: { period: { delta: 1, uom: 'monthly' } } });
  expect(await vendor.recurringAssets.search({ id: asset, 'billing.period.uom': 'monthly' })).toMatchObject([{ id: asset }]);

  // the platform's own, when the date came
  await pass();
  const made = await vendor.billingRequests.search({ 'asset.id': asset, type: 'vendor' });
  expect(made).toMatchObject([{ type: 'vendor', items: [{ mpn: 'SEAT', quantity: 5 }], period: { from: before.billing.next_date } }]);
  await vendor.billingRequests.updateAttributes(made[0].id, { vendor: { invoice: 'V-1' } });
  expect((await distributor.billingRequests.get(made[0].id)).attributes).toEqual({ vendor: { invoice: 'V-1' }, provider: {} });
  const after = await vendor.recurringAssets.get(asset);
  expect(after.billing).toMatchObject({ next_date: made[0].period.to, stats: { vendor: { count: 1, last_request: { id: made[0].id } } } });

  // and one that the distributor writes
  const period = (from: string, to: string) => ({ from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z`, delta: 1, uom: 'monthly' });
  const body = (at: object): Json => ({ type: 'provider', asset: { id: asset }, items: [{ id: product.items.recurring, quantity: 5 }], period: at });
  const own = await distributor.billingRequests.create(body(period('2027-01-01', '2027-02-01')));
  expect((await distributor.billingRequests.search({ 'asset.id': asset, type: 'provider' })).map((one: Json) => one.id)).toEqual([own.id]);
  expect(await vendor.billingRequests.search({ 'asset.id': asset, type: 'provider' })).toEqual([]);

  const operations = watched(new sdk.Subscriptions(distributor));
  const second = await operations.createBillingRequest(body(period('2027-02-01', '2027-03-01')));
  await operations.updateBillingRequestAttributes(second.id, { provider: { invoice: 'P-2' } });
  expect(await operations.getBillingRequest(second.id)).toMatchObject({ attributes: { provider: { invoice: 'P-2' } }, period: { uom: 'monthly', delta: 1 } });
  const listed = await operations.searchBillingRequests({ 'asset.id': asset, type: 'provider', $ordering: 'events.created.at' });
  expect(listed.map((one: Json) => one.id)).toEqual([own.id, second.id]);
  expect((await operations.getRecurringAsset(asset)).billing.stats.provider).toMatchObject({ count: 2, last_request: { id: second.id } });
  expect(await operations.searchRecurringAssets({ 'product.id': product.product, status: 'active' })).toMatchObject([{ id: asset }]);
}
