/** Tier accounts with their versions and requests, tier configurations with theirs, and what Directory and Fulfillment do with them. */
import { expect } from 'vitest';
import { customer, purchase, type Sale } from '../walk/world.ts';
import { sdk, watched, type Client, type Json } from './client.ts';
import type { ClientWorld } from './world.ts';

const EMAIL = { name: 'admin_email', title: 'E-mail', type: 'email', phase: 'ordering', scope: 'asset', constraints: { required: true } };
const REGION = { name: 'region', title: 'Region', type: 'text', phase: 'ordering', scope: 'tier1' };
const TENANT = { name: 'tenant', title: 'Tenant', type: 'text', phase: 'fulfillment', scope: 'tier1', constraints: { required: true } };

/** The accounts themselves: made, changed, read in each version, and taken out of use. */
export async function tierAccounts({ vendor, distributor }: ClientWorld): Promise<void> {
  const reseller = await distributor.tierAccounts.create({ type: 'reseller', ...customer(), name: 'Shop' });
  const made = await distributor.tierAccounts.create({ type: 'customer', ...customer(), parent: { id: reseller.id } });
  await distributor.tierAccounts.update(made.id, { name: 'Nordwind AG', tax_id: 'DE 1' });
  const own = await distributor.tierAccounts.search({ 'parent.id': reseller.id });
  expect(own).toMatchObject([{ id: made.id, version: 2, name: 'Nordwind AG', tax_id: 'DE 1', parent: { id: reseller.id, name: 'Shop' } }]);
  const versions = distributor.tierAccounts.versions(made.id);
  expect((await versions.search()).map((one: Json) => [one.version, one.name])).toEqual([[2, 'Nordwind AG'], [1, 'Nordwind GmbH']]); // prettier-ignore
  expect(await versions.get('1')).toMatchObject({ id: made.id, version: 1, name: 'Nordwind GmbH' });
  await distributor.tierAccounts.delete(made.id);
  expect((await distributor.tierAccounts.get(made.id)).events.decommissioned.at).toBeTruthy();
  // of no order of this vendor
  expect(await vendor.tierAccounts.search({ id: made.id })).toEqual([]);
}

/** Customer data changes: the vendors are told, accept or ignore it. */
export async function accountRequests({ vendor, distributor, sale }: ClientWorld): Promise<void> {
  const sold = await sale({ capabilities: { tiers: { updates: true } }, parameters: [EMAIL] });
  const account = (await distributor.requests.create(purchase(sold))).asset.tiers.customer;
  const change = (name: string) => ({ type: 'update', account: { id: account.id, name } });
  const [one] = await distributor.tierAccountRequests.create(change('One'));
  await vendor.tierAccountRequests.accept(one.id);
  expect(await distributor.tierAccountRequests.get(one.id)).toMatchObject({ status: 'accepted', account: { id: account.id, name: 'One', version: 2 } });
  const [two] = await distributor.tierAccountRequests.create(change('Two'));
  await vendor.tierAccountRequests.ignore(two.id, 'same to us');
  expect(await distributor.tierAccountRequests.search({ 'account.id': account.id, status: 'ignored' })).toMatchObject([{ id: two.id, reason: 'same to us' }]);

  const [teller, told] = [watched(new sdk.Directory(distributor)), watched(new sdk.Directory(vendor))];
  const [three] = await teller.createTierAccountRequest(change('Three'));
  const [four] = await teller.createTierAccountRequest(change('Four'));
  expect(await told.searchTierAccountRequests({ 'product.id': sold.product, status: 'pending', $ordering: 'created' })).toMatchObject([{ id: three.id }, { id: four.id }]); // prettier-ignore
  await told.acceptTierAccountRequest(three.id);
  await told.ignoreTierAccountRequest(four.id, 'later');
  expect(await teller.getTierAccountRequest(three.id)).toMatchObject({ status: 'accepted' });
  expect(await teller.getTierAccountRequest(four.id)).toMatchObject({ status: 'ignored', reason: 'later' });
  expect(await told.getTierAccount(account.id)).toMatchObject({ name: 'Four', version: 5 });
  expect(await told.getTierAccountVersion(account.id, '2')).toMatchObject({ name: 'One' });
  expect(await told.searchTierAccounts({ name: 'Four' })).toMatchObject([{ id: account.id }]);
}

/** An order whose reseller is new to the product; answers the request that sets its configuration up. */
async function setUp(vendor: Client, distributor: Client, sold: Sale): Promise<string> {
  const body = purchase(sold);
  Object.assign(body.asset.tiers, { tier1: customer() });
  await distributor.requests.create(body);
  const [newest] = await vendor.tierConfigRequests.search({ 'configuration.product.id': sold.product, $ordering: '-created', limit: 1 });
  return newest.id as string;
}

const values = (request: Json): Json => Object.fromEntries(request.params.map((one: Json) => [one.id, one.value]));
const errors = (request: Json): Json => Object.fromEntries(request.params.map((one: Json) => [one.id, one.value_error ?? '']));

export async function configurations({ vendor, distributor, sale }: ClientWorld): Promise<void> {
  const sold = await sale({ capabilities: { tiers: { configs: { level: 1 } } }, parameters: [EMAIL, REGION, TENANT] });
  const id = await setUp(vendor, distributor, sold);
  await vendor.tierConfigRequests.update(id, { params: [{ id: 'region', value_error: 'which one?' }] });
  await vendor.tierConfigRequests.inquire(id);
  const asked = await distributor.tierConfigRequests.get(id);
  expect([asked.type, asked.status, errors(asked).region]).toEqual(['setup', 'inquiring', 'which one?']);
  await distributor.tierConfigRequests.update(id, { params: [{ id: 'region', value: 'eu' }], notes: 'Europe it is' });
  await distributor.tierConfigRequests.pending(id);
  await vendor.tierConfigRequests.update(id, { params: [{ id: 'tenant', value: 'T-1' }] });
  await vendor.tierConfigRequests.approve(id, {});
  const approved = await distributor.tierConfigRequests.get(id);
  expect([approved.status, approved.notes, values(approved)]).toEqual(['approved', 'Europe it is', { region: 'eu', tenant: 'T-1' }]);
  const config = approved.configuration.id as string;
  expect(await vendor.tierConfigs.search({ 'product.id': sold.product, status: 'active' })).toMatchObject([{ id: config, tier_level: 1 }]);

  const change = await distributor.tierConfigRequests.create({ configuration: { id: config }, params: [{ id: 'region', value: 'us' }] });
  expect(await vendor.tierConfigs.get(config)).toMatchObject({ status: 'processing', open_request: { id: change.id } });
  await vendor.tierConfigRequests.fail(change.id, 'Europe only');
  expect(await distributor.tierConfigRequests.get(change.id)).toMatchObject({ type: 'update', status: 'failed', reason: 'Europe only' });
  expect(values(await distributor.tierConfigs.get(config))).toEqual({ region: 'eu', tenant: 'T-1' });
}

export async function configurationOperations({ vendor, distributor, sale, call }: ClientWorld): Promise<void> {
  const sold = await sale({ capabilities: { tiers: { configs: { level: 1 } } }, parameters: [EMAIL, REGION, TENANT] });
  const text = { name: 'Ready', title: 'Ready', type: 'fulfillment', scope: 'tier1', body: 'Your tenant is {{ tenant }}' };
  const template = await call(vendor, 'POST', `/products/${sold.product}/templates`, text);
  const [seller, buyer] = [watched(new sdk.Fulfillment(vendor)), watched(new sdk.Fulfillment(distributor))];
  const id = await setUp(vendor, distributor, sold);
  await seller.inquireTierConfigRequest(id, [{ id: 'region', value_error: 'which one?' }]);
  expect((await buyer.searchTierConfigRequests({ 'configuration.product.id': sold.product, status: 'inquiring' })).map((one: Json) => one.id)).toEqual([id]);
  await buyer.updateTierConfigRequest(id, { params: [{ id: 'region', value: 'eu' }] });
  await buyer.pendingTierConfigRequest(id);
  await seller.updateTierConfigRequestParameters(id, [{ id: 'tenant', value: 'T-2' }], 'by hand');
  await seller.approveTierConfigRequestWithTemplate(id, template.id);
  const approved = await buyer.getTierConfigRequest(id);
  expect(approved).toMatchObject({ status: 'approved', template: { id: template.id } });
  const config = approved.configuration.id as string;
  const directory = watched(new sdk.Directory(distributor));
  expect(await directory.searchTierConfigurations({ 'product.id': sold.product })).toMatchObject([{ id: config, status: 'active' }]);

  const update = await buyer.createUpdateTierConfigRequest(config, [{ id: 'region', value: 'us' }]);
  await seller.approveTierConfigRequest(update.id, { template: { id: template.id } });
  expect(values(await vendor.tierConfigs.get(config))).toEqual({ region: 'us', tenant: 'T-2' });
  const another = await buyer.createTierConfigRequest({ type: 'update', configuration: { id: config }, params: [] });
  await seller.failTierConfigRequest(another.id, 'enough');
  expect(await buyer.getTierConfigRequest(another.id)).toMatchObject({ status: 'failed', reason: 'enough' });
}
