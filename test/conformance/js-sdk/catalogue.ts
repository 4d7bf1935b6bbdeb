/** Products with their versions, actions, configurations, parameters and connections; hubs; Inventory; a marketplace. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { sdk, watched, type Json } from './client.ts';
import type { ClientWorld } from './world.ts';

const names = (found: Json[]): string[] => found.map((one) => one.name as string).sort();
const CONSOLE = { action: 'console', name: 'Console', title: 'Console', description: 'opens it', type: 'button', scope: 'asset' };

export async function products({ vendor, distributor, sale }: ClientWorld): Promise<void> {
  const draft = await vendor.products.create({ name: 'Mail' });
  await vendor.products.update(draft.id, { short_description: 'letters', capabilities: { cart: { validation: true } } });
  expect(await vendor.products.get(draft.id)).toMatchObject({ status: 'draft', short_description: 'letters', capabilities: { cart: { validation: true } } });
  await vendor.products.delete(draft.id);
  expect(await vendor.products.search({ id: draft.id })).toEqual([]);

  const sold = await sale();
  expect(await distributor.products.search({ id: sold.product })).toMatchObject([{ id: sold.product, status: 'published', version: 1 }]);
  const items = await vendor.products.getItems(sold.product);
  expect(items.map((item: Json) => item.mpn).sort()).toEqual(['SEAT', 'SETUP', 'STORAGE']);
  expect(names(await vendor.products.getParameters(sold.product))).toEqual(['admin_email', 'url']);
  expect((await vendor.products.getTemplates(sold.product)).map((one: Json) => one.id)).toEqual(expect.arrayContaining(Object.values(sold.templates)));
  expect(await vendor.products.getConnections(sold.product)).toMatchObject([{ id: sold.connection, hub: { id: sold.hub } }]);
}

/** A product whose buttons lead somewhere, and a subscription of it. */
async function withPage({ vendor, sale, sold, call }: ClientWorld): Promise<{ product: string; asset: string }> {
  const made = await sale();
  await vendor.products.update(made.product, { customer_ui_settings: { action: { url: 'https://vendor.example/actions' } } });
  await call(vendor, 'POST', `/products/${made.product}/actions/regeneratesecret`);
  return { product: made.product, asset: await sold(made) };
}

const claims = ({ link }: { link: string }): Json => JSON.parse(Buffer.from(new URL(link).searchParams.get('jwt')!.split('.')[1]!, 'base64url').toString());

export async function productActions(world: ClientWorld): Promise<void> {
  const { product, asset } = await withPage(world);
  const actions = world.vendor.products.actions(product);
  const made = await actions.create(CONSOLE);
  const old = await actions.create({ ...CONSOLE, action: 'old' });
  await actions.delete(old.id);
  expect((await actions.search()).map((one: Json) => one.action)).toEqual(['console']);
  await actions.update(made.id, { title: 'Cockpit' });
  expect(await actions.get(made.id)).toMatchObject({ action: 'console', title: 'Cockpit' });
  expect(claims(await actions.link(made.id, asset))).toMatchObject({ action_id: 'console', product_id: product, asset_id: asset });
  const inventory = watched(new sdk.Inventory(world.vendor));
  expect(claims(await inventory.getProductActionLink(product, made.id, asset))).toMatchObject({ asset_id: asset });
}

export async function productVersions(world: ClientWorld): Promise<void> {
  const { product, asset } = await withPage(world);
  const action = await world.vendor.products.actions(product).create(CONSOLE);
  const versions = world.vendor.products.versions(product);
  const { version } = await versions.create({ changes_description: 'with a console', public: false });
  await versions.update(String(version), { public: true, changes_description: 'a console' });
  expect(await versions.get(String(version))).toMatchObject({ version, public: true, changes_description: 'a console' });
  const published = world.distributor.products.versions(product);
  expect((await published.search({ $ordering: 'version' })).map((one: Json) => one.version)).toEqual([1, version]);

  // what a version holds stays as it was
  await world.vendor.products.actions(product).update(action.id, { title: 'Cockpit' });
  const frozen = published.actions(String(version));
  expect(await frozen.search({ action: 'console' })).toMatchObject([{ title: 'Console' }]);
  const [{ id }] = await frozen.search();
  expect(await frozen.get(id)).toMatchObject({ action: 'console', title: 'Console' });
  expect(claims(await frozen.link(id, asset))).toMatchObject({ action_id: 'console', asset_id: asset });
}

export async function productParameters({ vendor, sale }: ClientWorld): Promise<void> {
  const { product, templates, ...sold } = await sale();
  const parameters = vendor.products.parameters(product);
  const made = await parameters.create({ name: 'size', title: 'Size', description: 'how big', type: 'text', phase: 'fulfillment', scope: 'asset' });
  await parameters.update(made.id, { title: 'How big' });
  expect(await parameters.get(made.id)).toMatchObject({ name: 'size', title: 'How big', phase: 'fulfillment' });
  const region = await parameters.create({ name: 'region', title: 'Region', description: '', type: 'text', phase: 'configuration', scope: 'product' });
  const inventory = watched(new sdk.Inventory(vendor));
  expect(names(await inventory.getParametersByProduct(product))).toEqual(['admin_email', 'region', 'size', 'url']);
  expect(names(await inventory.getAssetParametersForFulfillmentByProduct(product))).toEqual(['size', 'url']);
  expect(names(await inventory.searchProductParameters(product, { phase: 'ordering' }))).toEqual(['admin_email']);
  await parameters.delete(made.id);
  expect(await parameters.search({ name: 'size' })).toEqual([]);

  const configurations = vendor.products.configurations(product);
  await configurations.create({ parameter: { id: region.id }, value: 'eu' });
  expect(await configurations.search()).toMatchObject([{ parameter: { id: region.id, name: 'region' }, value: 'eu' }]);

  const all = await inventory.getProductTemplates(product);
  expect(all.map((one: Json) => one.id)).toContain(templates.inquire);
  expect(await inventory.getProductAssetTemplates(product)).toEqual(all.filter((one: Json) => one.scope === 'asset'));

  const connections = vendor.products.connections(product);
  const { id } = await connections.create({ type: 'test', hub: { id: sold.hub } });
  await connections.update(id, { note: 'for trials' });
  expect(await connections.get(id)).toMatchObject({ type: 'test', hub: { id: sold.hub }, note: 'for trials' });
  expect((await connections.search({ type: 'production' })).map((one: Json) => one.id)).toEqual([sold.connection]);
}

/** Marketplaces have no resource in this client; its own fetch reaches them. */
export async function hubs({ distributor, call }: ClientWorld): Promise<void> {
  const hub = await distributor.hubs.create({ name: 'South', description: 'orders come in', instance_type: 'API', instance_id: randomUUID() });
  const market = await call(distributor, 'POST', '/marketplaces', {
    name: 'South',
    description: 'sunny',
    zone: 'EU',
    currency: 'EUR',
    countries: [{ id: 'ES' }],
  });
  await call(distributor, 'PUT', `/marketplaces/${market.id}`, { hubs: [{ hub: { id: hub.id }, external_id: 'south' }] });
  expect(await call(distributor, 'GET', `/marketplaces?id=${market.id}`)).toMatchObject([
    { name: 'South', hubs: [{ hub: { id: hub.id }, external_id: 'south' }] },
  ]);
  await distributor.hubs.update(hub.id, { name: 'Far South' });
  expect(await distributor.hubs.get(hub.id)).toMatchObject({ name: 'Far South' });
  expect(await distributor.hubs.search({ name: { $like: 'Far' } })).toMatchObject([{ id: hub.id }]);
  await call(distributor, 'DELETE', `/marketplaces/${market.id}`);
  await distributor.hubs.delete(hub.id);
  expect(await distributor.hubs.search({ id: hub.id })).toEqual([]);
}
