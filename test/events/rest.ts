/** What the walk has no reason to do, and some event waits for: each type of order through each ending, and the rare ways out. */
import { setTimeout as wait } from 'node:timers/promises';
import { newFile, recordOf, soldAsset, uploaded } from '../conformance/walk/parts/usage.ts';
import type { Json, Walk } from '../conformance/walk/walk.ts';
import { customer, directSale, purchase, type Sale } from '../conformance/walk/world.ts';

const FAR = '2100-01-01T00:00:00+00:00';
const MINUTE_MS = 60_000;
const scheduling = { scheduling: true };
const EMAIL = { name: 'admin_email', title: 'E-mail', type: 'email', phase: 'ordering', scope: 'asset', constraints: { required: true } };

export async function rest(walk: Walk): Promise<void> {
  await orders(walk);
  await tierConfigs(walk);
  await refusedChunk(walk);
  await listingRequests(walk);
  await productVersions(walk);
  await validations(walk);
  await tierValidations(walk);
  await calls(walk);
  await installations(walk);
}

/** Each type is taken back, refused and approved, in the order in which one subscription can live through them. */
async function orders(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const subscription = {
    ...{ hold: true, purchase: scheduling, change: scheduling, suspend: scheduling, resume: scheduling, cancel: scheduling },
    ...{ renew: { enable_renew: true, ...scheduling }, transfer: { enable_transfer: true } },
  };
  const sale = await directSale(walk, { capabilities: { subscription } });
  let asset = '';
  const place = async (type: string) => {
    const items = [{ id: sale.items.recurring, quantity: type === 'change' ? 7 : 5 }];
    const first = type === 'purchase' || type === 'transfer';
    const body = first ? purchase(sale, { type }) : { type, asset: { id: asset, ...(type === 'change' || type === 'renew' ? { items } : {}) } };
    const made = await walk.post(type === 'adjustment' ? vendor : distributor, '/requests', body);
    if (first) asset = made.asset.id as string;
    return `/requests/${made.id}`;
  };
  for (const type of ['purchase', 'transfer', 'change', 'adjustment', 'renew', 'suspend', 'resume', 'cancel']) {
    const revoked = await place(type);
    await walk.post(vendor, `${revoked}/schedule`, { planned_date: FAR });
    await walk.post(distributor, `${revoked}/revoke`, { reason: 'no longer wanted' });
    await walk.post(vendor, `${revoked}/confirm`);
    const failed = await place(type);
    await walk.post(vendor, `${failed}/inquire`, { template_id: sale.templates.inquire });
    await walk.post(vendor, `${failed}/fail`, { reason: 'no stock' });
    await approve(walk, sale, await place(type));
  }
}

/** Each type that has drafts is checked as one, and again while it is inquired. */
async function validations(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const subscription = { change: { validation: true, inquiring_validation: true }, renew: { enable_renew: true }, transfer: { enable_transfer: true } };
  const sale = await directSale(walk, { capabilities: { cart: { validation: true }, inquiring: { validation: true }, subscription } });
  let asset = '';
  for (const type of ['transfer', 'purchase', 'change', 'renew']) {
    const first = type === 'purchase' || type === 'transfer';
    const items = [{ id: sale.items.recurring, quantity: 9 }];
    const body = first ? purchase(sale, { type, status: 'draft' }) : { type, status: 'draft', asset: { id: asset, items } };
    const made = await walk.post(distributor, '/requests', body);
    if (first) asset = made.asset.id as string;
    const request = `/requests/${made.id}`;
    await walk.post(distributor, `${request}/validate`);
    await walk.post(distributor, `${request}/${type === 'purchase' ? 'purchase' : 'submit'}`);
    await walk.post(vendor, `${request}/inquire`, { template_id: sale.templates.inquire });
    await walk.post(distributor, `${request}/validate`);
    await walk.post(distributor, `${request}/pend`);
    await approve(walk, sale, request);
  }
}

async function tierValidations(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const asked = { inquiring_validation: true };
  const tiers = { configs: { level: 1, setup: asked, update: asked }, validation: true };
  const sale = await directSale(walk, { capabilities: { tiers }, parameters: [EMAIL] });
  const order = purchase(sale);
  Object.assign(order.asset.tiers, { tier1: customer() });
  await walk.post(distributor, '/requests', order);
  const [setup] = (await walk.get(vendor, `/tier/config-requests?configuration.product.id=${sale.product}`)) as Json[];
  const update = { type: 'update', configuration: { id: setup.configuration.id } };
  for (const id of [setup.id, undefined]) {
    const request = `/tier/config-requests/${id ?? (await walk.post(distributor, '/tier/config-requests', update)).id}`;
    await walk.post(distributor, `${request}/validate`, { params: [] });
    await walk.post(distributor, `${request}/submit`);
    await walk.post(vendor, `${request}/inquire`);
    await walk.post(distributor, `${request}/validate`, { params: [] });
    await walk.post(distributor, `${request}/pend`);
    await walk.post(vendor, `${request}/approve`);
  }
}

/** What only the vendor's extension answers. */
async function calls(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const product = `/products/${(await directSale(walk)).product}`;
  const words = { action: 'count', name: 'Count', title: 'Count', description: 'what is there', type: 'button', scope: 'asset' };
  const { id } = await walk.post(vendor, `${product}/actions`, words);
  await walk.post(vendor, `${product}/actions/regeneratesecret`);
  const { link } = await walk.get(vendor, `${product}/actions/${id}/actionLink`);
  await walk.call(undefined, 'GET', (link as string).slice(walk.host.api.length));
  await walk.post(distributor, `${product}/custom-events/quota`, {});
}

async function approve(walk: Walk, sale: Sale, request: string): Promise<void> {
  const { vendor } = walk.parties;
  await walk.put(vendor, request, { asset: { params: [{ id: 'url', value: 'https://it.example' }] } });
  await walk.post(vendor, `${request}/approve`, { template_id: sale.templates.fulfillment });
}

async function tierConfigs(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const sale = await directSale(walk, { capabilities: { tiers: { configs: { level: 1 }, validation: true } }, parameters: [EMAIL] });
  const order = purchase(sale);
  Object.assign(order.asset.tiers, { tier1: customer() });
  await walk.post(distributor, '/requests', order);
  const [setup] = (await walk.get(vendor, `/tier/config-requests?configuration.product.id=${sale.product}`)) as Json[];
  await walk.post(distributor, `/tier/config-requests/${setup.id}/submit`);
  await walk.post(vendor, `/tier/config-requests/${setup.id}/approve`);
  const ask = async (by: typeof vendor, type: string) =>
    `/tier/config-requests/${(await walk.post(by, '/tier/config-requests', { type, configuration: { id: setup.configuration.id } })).id}`;
  const update = await ask(distributor, 'update');
  await walk.post(distributor, `${update}/submit`);
  await walk.post(vendor, `${update}/approve`);
  const refused = await ask(vendor, 'adjustment');
  await walk.post(vendor, `${refused}/inquire`);
  await walk.post(vendor, `${refused}/fail`, { reason: 'no' });
  await walk.post(vendor, `${await ask(vendor, 'adjustment')}/approve`);
}

/** An accepted file of which no record was accepted leaves its hub nothing to bill. */
async function refusedChunk(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const world = await soldAsset(walk);
  const file = await newFile(walk, world);
  await uploaded(walk, world, file, 1);
  await walk.post(vendor, `/usage/files/${file}/submit`);
  await walk.put(distributor, recordOf(file), { status: 'rejected' });
  await walk.post(distributor, `/usage/files/${file}/accept`, { acceptance_note: 'nothing of it' });
  await walk.host.pass(100);
}

async function listingRequests(walk: Walk): Promise<void> {
  const { vendor } = walk.parties;
  const { listing } = await directSale(walk);
  const { id } = await walk.post(vendor, '/listing-requests', { type: 'remove', listing_id: listing, note: 'or rather not' });
  await walk.post(vendor, `/listing-requests/${id}/cancel`);
}

async function productVersions(walk: Walk): Promise<void> {
  const { vendor } = walk.parties;
  const product = `/products/${(await walk.post(vendor, '/products', { name: 'Slow' })).id}`;
  await walk.post(vendor, `${product}/versions`, { public: false });
  await walk.post(vendor, `${product}/versions`, { public: true });
  await walk.post(vendor, `${product}/endsale`, {});
  await walk.put(vendor, `${product}/versions/1`, { changes_description: 'the last words' });
}

async function installations(walk: Walk): Promise<void> {
  const { vendor } = walk.parties;
  // the scheduler takes up what was installed, then a due time comes
  await walk.host.pass(0);
  await wait(5);
  await walk.host.pass(MINUTE_MS);
  const [{ id }] = await walk.get(vendor, '/devops/installations');
  await walk.post(vendor, `/devops/installations/${id}/uninstall`);
}
