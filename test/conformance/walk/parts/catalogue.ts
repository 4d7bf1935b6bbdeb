/** Products with their versions and everything that belongs to one; marketplaces, hubs, listings and listing requests. */
import { randomUUID } from 'node:crypto';
import type { Walk } from '../walk.ts';
import { directSale, distribution, type Sale } from '../world.ts';

/** The smallest PNG. */
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

const form = (name: string, more: Record<string, string> = {}) => {
  const out = new FormData();
  for (const [field, value] of Object.entries(more)) out.set(field, value);
  out.set(name, new Blob([new Uint8Array(PICTURE)], { type: 'image/png' }), 'picture.png');
  return out;
};
const ITEM = { description: 'an item', unit: { id: 'unit' } };

export async function catalogue(walk: Walk): Promise<void> {
  await walk.part('catalogue: a product', () => product(walk));
  const sale = await directSale(walk);
  await walk.part('catalogue: its parts', () => parts(walk, sale));
  await walk.part('catalogue: its versions', () => versions(walk, sale));
  await walk.part('catalogue: marketplaces and hubs', () => places(walk, sale));
  await walk.part('catalogue: listings', () => listings(walk));
}

async function product(walk: Walk): Promise<void> {
  const { vendor } = walk.parties;
  const draft = await walk.move('product/1', { by: vendor, call: ['POST', '/products', { name: 'Mail', purchase_model: 'transactable' }] });
  await walk.move('product/3', { by: vendor, call: ['DELETE', `/products/${draft.id}`], object: `/products/${draft.id}` });
  const { id } = await walk.post(vendor, '/products', { name: 'Mail' });
  const path = `/products/${id}`;
  const body = (mpn: string) => ({ ...ITEM, mpn, name: mpn, type: 'Reservation', period: 'Monthly', precision: 'Integer' });
  const made = (item: { id: string }) => `${path}/items/${item.id}`;
  const box = await walk.move('item/1', { by: vendor, call: ['POST', `${path}/items`, body('BOX')], object: made });
  const bin = await walk.post(vendor, `${path}/items`, body('BIN'));
  await walk.put(vendor, made(bin), { name: 'Bin' });
  await walk.move('item/3', { by: vendor, call: ['DELETE', made(bin)], object: made(bin) });
  const version = ['POST', `${path}/versions`, { changes_description: 'first', public: true }] as ['POST', string, object];
  await walk.move('item/2', { by: vendor, call: version, object: made(box) });
  const other = `/products/${(await walk.post(vendor, '/products', { name: 'Other' })).id}`;
  await walk.move('product/2', { by: vendor, call: ['POST', `${other}/versions`, {}], object: other });
  await walk.move('item/4', { by: vendor, call: ['POST', `${made(box)}/endsale`, { end_of_sale_notes: 'gone' }], object: made(box) });
  await walk.move('item/5', { by: vendor, call: ['POST', `${made(box)}/resumesale`, {}], object: made(box) });
  await walk.move('product/4', { by: vendor, call: ['POST', `${path}/endsale`, { replacement: { id: other.split('/').at(-1) } }], object: path });
  await walk.move('product/5', { by: vendor, call: ['POST', `${path}/resumesale`, {}], object: path });
  await walk.get(vendor, '/products');
  await walk.put(vendor, path, { short_description: 'letters' });
  for (const list of ['/categories', '/settings/units']) await walk.get(vendor, list);
  await walk.get(vendor, '/categories/CAT-00011');
}

/** Create, list, read, change and remove one. */
async function crud(walk: Walk, path: string, create: unknown, change: unknown): Promise<string> {
  const { vendor } = walk.parties;
  const { id } = await walk.post(vendor, path, create);
  await walk.get(vendor, path);
  await walk.get(vendor, `${path}/${id}`);
  await walk.put(vendor, `${path}/${id}`, change);
  await walk.delete(vendor, `${path}/${id}`);
  return id;
}

async function parts(walk: Walk, sale: Sale): Promise<void> {
  const { vendor } = walk.parties;
  const path = `/products/${sale.product}`;
  await walk.get(vendor, `${path}/items`);
  const action = { action: 'console', name: 'Console', title: 'Console', description: 'opens it', type: 'button', scope: 'asset' };
  await crud(walk, `${path}/actions`, { ...action, action: 'old' }, { title: 'Old' });
  const { id } = await walk.post(vendor, `${path}/actions`, action);
  await walk.post(vendor, `${path}/actions/regeneratesecret`);
  await walk.put(vendor, path, { customer_ui_settings: { action: { url: 'https://vendor.example/actions' } } });
  await walk.get(vendor, `${path}/actions/${id}/actionLink`);
  await crud(walk, `${path}/item-groups`, { name: 'Old', mpn: 'OLD' }, { name: 'Older' });
  await walk.post(vendor, `${path}/item-groups`, { name: 'Seats', mpn: 'SEATS' });
  await crud(walk, `${path}/messages`, { external_id: 'M1', value: 'Too long' }, { external_id: 'M1', value: 'Too short' });
  await crud(walk, `${path}/media`, form('thumbnail', { position: '2', type: 'image' }), { type: 'video', url: 'https://vendor.example/film' });
  await walk.post(vendor, `${path}/media`, form('thumbnail', { position: '1', type: 'image' }));
  await crud(
    walk,
    `${path}/parameters`,
    { name: 'size', title: 'Size', description: '', type: 'text', phase: 'ordering', constraints: {} },
    { title: 'How big' },
  );
  await crud(walk, `${path}/templates`, { name: 'Other', title: 'Other', body: 'Hello', type: 'pending', scope: 'asset' }, { name: 'Another' }).catch(
    () => undefined,
  );
  await crud(walk, `${path}/templates`, { name: 'Other', title: 'Other', body: 'Hello', type: 'inquire', scope: 'asset' }, { name: 'Another' });
  for (const view of ['preview', 'render']) await walk.get(vendor, `${path}/templates/${sale.templates.fulfillment}/${view}`);
  const region = { name: 'region', title: 'Region', description: '', type: 'text', phase: 'configuration', scope: 'product', constraints: {} };
  const parameter = await walk.post(vendor, `${path}/parameters`, region);
  await walk.post(vendor, `${path}/configurations`, { parameter: { id: parameter.id }, value: 'eu' });
  await walk.get(vendor, `${path}/configurations`);
  await walk.post(vendor, `${path}/localizations`, { locale: 'es' });
  for (const place of ['', '/es', '/es/download']) await walk.get(vendor, `${path}/localizations${place}`);
  await walk.delete(vendor, `${path}/localizations/es`);
  await walk.get(vendor, `${path}/connections`);
  await walk.get(vendor, `${path}/connections/${sale.connection}`);
  await walk.put(vendor, `${path}/connections/${sale.connection}`, { note: 'as agreed' });
}

async function versions(walk: Walk, sale: Sale): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const path = `/products/${sale.product}/versions`;
  const { version } = await walk.post(vendor, path, { changes_description: 'second', public: false });
  await walk.put(vendor, `${path}/${version}`, { public: true, staging: true });
  await walk.post(vendor, `${path}/${version}/build`);
  await walk.get(distributor, path);
  await walk.get(distributor, `${path}/${version}`);
  for (const part of ['actions', 'item-groups', 'items', 'media', 'parameters', 'templates']) {
    const [one] = await walk.get(vendor, `${path}/${version}/${part}`);
    await walk.get(distributor, `${path}/${version}/${part}/${one.id}`);
    if (part === 'actions') await walk.get(distributor, `${path}/${version}/actions/${one.id}/actionLink`);
  }
  const connections = `${path}/${version}/connections`;
  await walk.post(distributor, connections, { type: 'test', hub: { id: sale.hub } });
  await walk.get(distributor, connections);
  await walk.get(distributor, `${connections}/${sale.connection}`);
  await walk.put(distributor, `${connections}/${sale.connection}`, { note: 'as agreed' });
}

async function places(walk: Walk, sale: Sale): Promise<void> {
  const { distributor } = walk.parties;
  await walk.get(distributor, '/countries');
  await walk.get(distributor, '/countries/DE');
  const market = await walk.post(distributor, '/marketplaces', { name: 'South', description: 'sunny', zone: 'EU', currency: 'EUR', countries: [{ id: 'ES' }] });
  await walk.get(distributor, '/marketplaces');
  await walk.post(distributor, `/marketplaces/${market.id}/icon`, form('icon'));
  await walk.get(distributor, `/marketplaces/${market.id}`);
  const hub = await walk.post(distributor, '/hubs', { name: 'South', description: 'orders', instance_type: 'api', instance_id: randomUUID() });
  await walk.get(distributor, '/hubs');
  await walk.get(distributor, `/hubs/${hub.id}`);
  await walk.put(distributor, `/hubs/${hub.id}`, { name: 'Souther' });
  await walk.put(distributor, `/marketplaces/${market.id}`, { hubs: [{ hub: { id: hub.id }, external_id: 'south' }] });
  await walk.get(distributor, `/hubs/${sale.hub}/connections`);
  await walk.get(distributor, `/hubs/${sale.hub}/marketplaces`);
  await walk.delete(distributor, `/marketplaces/${market.id}`);
  await walk.delete(distributor, `/hubs/${hub.id}`);
}

async function listings(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const { contract } = await distribution(walk, vendor, distributor);
  const product = async () => {
    const { id } = await walk.post(vendor, '/products', { name: `Listed ${randomUUID().slice(0, 6)}` });
    await walk.post(vendor, `/products/${id}/versions`, { public: true });
    return id as string;
  };
  const wish = async () => ({ type: 'new', product_id: await product(), contract_id: contract, note: 'please' });
  const at = (id: string) => `/listing-requests/${id}`;
  const act = (by: 'vendor' | 'distributor', id: string, verb: string) => ({
    by: walk.parties[by],
    call: ['POST', `${at(id)}/${verb}`, {}] as ['POST', string, object],
  });
  const listingOf = async (id: string) => `/listings/${(await walk.get(vendor, at(id))).listing.id}`;

  const dropped = await walk.move('listing-request/1', { by: vendor, call: ['POST', '/listing-requests', await wish()] });
  await walk.move('listing-request/2', {
    ...act('vendor', dropped.id, 'cancel'),
    object: at(dropped.id),
    state: ({ state }) => (state === 'canceled' ? 'deleted' : state),
  });

  const first = await walk.post(vendor, '/listing-requests', await wish());
  const listing = await listingOf(first.id);
  await walk.move('listing/1', { ...act('vendor', first.id, 'submit'), object: listing });
  await walk.post(distributor, `${at(first.id)}/refine`);
  await walk.move('listing-request/3', { ...act('vendor', first.id, 'submit'), object: at(first.id) });
  for (const verb of ['assign', 'unassign']) await walk.post(distributor, `${at(first.id)}/${verb}`);
  await walk.move('listing-request/4', { ...act('distributor', first.id, 'deploy'), object: at(first.id) });
  await walk.move('listing/2', { ...act('distributor', first.id, 'complete'), object: listing });

  const further = async (type: string) =>
    (await walk.post(vendor, '/listing-requests', { type, listing_id: listing.split('/').at(-1), note: type })).id as string;
  const update = await further('update');
  await walk.move('listing/6', { ...act('vendor', update, 'submit'), object: listing });
  await walk.post(distributor, `${at(update)}/deploy`);
  await walk.move('listing/7', { ...act('distributor', update, 'complete'), object: listing });
  const remove = await further('remove');
  await walk.move('listing/4', { ...act('vendor', remove, 'submit'), object: listing });
  await walk.post(distributor, `${at(remove)}/deploy`);
  await walk.move('listing/5', { ...act('distributor', remove, 'complete'), object: listing });

  const submitted = async () => {
    const { id } = await walk.post(vendor, '/listing-requests', await wish());
    await walk.post(vendor, `${at(id)}/submit`);
    return id as string;
  };
  const done = await submitted();
  await walk.post(distributor, `${at(done)}/deploy`);
  await walk.move('listing-request/5', { ...act('distributor', done, 'complete'), object: at(done) });
  const aborted = await submitted();
  await walk.post(distributor, `${at(aborted)}/deploy`);
  await walk.move('listing-request/6', { ...act('distributor', aborted, 'cancel'), object: at(aborted) });
  const declined = await submitted();
  // the specification lets the vendor cancel here too, so only a reseller is refused
  await walk.move('listing-request/7', { ...act('distributor', declined, 'cancel'), object: at(declined), refused: [walk.parties.reseller] });
  const withdrawn = await submitted();
  await walk.move('listing/3', { ...act('distributor', withdrawn, 'cancel'), object: await listingOf(withdrawn), refused: [walk.parties.reseller] });

  for (const list of ['/listings', '/listing-requests']) await walk.get(vendor, list);
  await walk.put(distributor, listing, { pricelist: null });
  await walk.put(distributor, listing.replace('/listings', '/leads/listings') + '/form', {
    schema: { type: 'object', properties: { company: { type: 'string' } } },
  });
  await walk.get(vendor, listing.replace('/listings', '/leads/listings') + '/form');
}
