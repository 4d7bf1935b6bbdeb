/** A direct sale from nothing, by REST alone: agreements, contracts, marketplace, hub, product, listing, connection. */
import { randomUUID } from 'node:crypto';
import type { Json, Party, Walk } from './walk.ts';

export interface Sale {
  agreement: string;
  contract: string;
  marketplace: string;
  hub: string;
  product: string;
  items: { oneTime: string; recurring: string; payAsYouGo: string };
  connection: string;
  listing: string;
  templates: { fulfillment: string; inquire: string };
}

/** All that a world is built with; any client of the API will do. */
export type Steps = Pick<Walk, 'parties' | 'get' | 'post' | 'put'>;

export interface Wanted {
  capabilities?: object;
  parameters?: object[];
  vendor?: Party;
  provider?: Party;
}

const CAPABILITIES = {
  ppu: { schema: 'QT' },
  cart: { validation: true },
  subscription: { hold: true, purchase: { scheduling: true }, change: { validation: true, scheduling: true }, cancel: { scheduling: true } },
};
const PARAMETERS = [
  { name: 'admin_email', title: 'E-mail', type: 'email', phase: 'ordering', scope: 'asset', constraints: { required: true } },
  { name: 'url', title: 'URL', type: 'url', phase: 'fulfillment', scope: 'asset', constraints: { required: true } },
];

/** A contract of a distribution agreement, from the program that carries it to the active contract. */
export async function distribution(walk: Steps, vendor: Party, provider: Party): Promise<{ agreement: string; contract: string; marketplace: string }> {
  const marketplace = (
    await walk.post(provider, '/marketplaces', { name: `Market ${randomUUID().slice(0, 8)}`, description: 'where it is sold', zone: 'EU', currency: 'EUR' })
  ).id;
  const program = (await walk.post(provider, '/agreements', { type: 'program', title: 'Program', name: 'Program', description: 'Terms', active: true })).id;
  const joined = await walk.post(provider, `/agreements/${program}/contracts`, { owner: { id: vendor.id } });
  await walk.post(vendor, `/contracts/${joined.id}/sign`);
  const agreement = (
    await walk.post(provider, '/agreements', {
      ...{ type: 'distribution', title: 'Distribution', name: 'Distribution', description: 'Terms', active: true },
      ...{ parent: { id: program }, marketplace: { id: marketplace } },
    })
  ).id;
  const contract = (await walk.post(vendor, `/agreements/${agreement}/contracts`)).id;
  await walk.post(vendor, `/contracts/${contract}/enroll`);
  await walk.post(provider, `/contracts/${contract}/sign`);
  return { agreement, contract, marketplace };
}

export async function directSale(walk: Steps, wanted: Wanted = {}): Promise<Sale> {
  const { vendor = walk.parties.vendor, provider = walk.parties.distributor } = wanted;
  const terms = await distribution(walk, vendor, provider);
  const product = (await walk.post(vendor, '/products', { name: `Product ${randomUUID().slice(0, 8)}` })).id;
  await walk.put(vendor, `/products/${product}`, { capabilities: wanted.capabilities ?? CAPABILITIES });
  const item = async (mpn: string, more: object) =>
    (await walk.post(vendor, `/products/${product}/items`, { mpn, name: mpn, description: mpn, unit: { id: 'unit' }, precision: 'integer', ...more })).local_id;
  const items = {
    oneTime: await item('SETUP', { type: 'reservation', period: 'onetime' }),
    recurring: await item('SEAT', { type: 'reservation', period: 'monthly' }),
    payAsYouGo: await item('STORAGE', { type: 'ppu', period: 'monthly' }),
  };
  for (const parameter of wanted.parameters ?? PARAMETERS) await walk.post(vendor, `/products/${product}/parameters`, parameter);
  const template = async (type: string, body: string) =>
    (await walk.post(vendor, `/products/${product}/templates`, { name: `${type} text`, title: type, type, scope: 'asset', body })).id;
  const templates = { fulfillment: await template('fulfillment', 'At {{ url }}'), inquire: await template('inquire', 'Please: {{ activation_form_url }}') };
  await walk.post(vendor, `/products/${product}/versions`, { changes_description: 'first', public: true });
  const hub = (
    await walk.post(provider, '/hubs', {
      name: `Hub ${randomUUID().slice(0, 8)}`,
      description: 'orders come in',
      instance_type: 'API',
      instance_id: randomUUID(),
    })
  ).id;
  await walk.put(provider, `/marketplaces/${terms.marketplace}`, { hubs: [{ hub: { id: hub }, external_id: 'eu' }] });
  const listing = await listed(walk, vendor, provider, product, terms.contract);
  const connection = (await walk.post(provider, `/products/${product}/connections`, { type: 'production', hub: { id: hub } })).id;
  return { ...terms, product, items, hub, connection, listing, templates };
}

/** A new listing, from the vendor's draft to the provider's completion. */
export async function listed(walk: Steps, vendor: Party, provider: Party, product: string, contract: string): Promise<string> {
  const request = await walk.post(vendor, '/listing-requests', { type: 'new', product_id: product, contract_id: contract, note: 'please list' });
  await walk.post(vendor, `/listing-requests/${request.id}/submit`);
  await walk.post(provider, `/listing-requests/${request.id}/deploy`);
  await walk.post(provider, `/listing-requests/${request.id}/complete`);
  return ((await walk.get(provider, `/listing-requests/${request.id}`)) as Json).listing.id;
}

export const customer = () => ({
  name: 'Nordwind GmbH',
  external_id: randomUUID().slice(0, 8),
  external_uid: randomUUID(),
  contact_info: {
    ...{ address_line1: 'Hauptstr. 1', city: 'Berlin', state: 'BE', postal_code: '10115', country: 'DE' },
    contact: {
      first_name: 'Eva',
      last_name: 'Lang',
      email: 'eva@nordwind.example',
      phone_number: { country_code: '+49', area_code: '30', phone_number: '5550100', extension: '' },
    },
  },
});

export const purchase = (sale: Sale, more: object = {}, params: object[] = [{ id: 'admin_email', value: 'it@nordwind.example' }]) => ({
  type: 'purchase',
  marketplace: { id: sale.marketplace },
  asset: {
    ...{ external_id: randomUUID().slice(0, 8), external_uid: randomUUID(), product: { id: sale.product }, connection: { id: sale.connection } },
    ...{ items: [{ id: sale.items.recurring, quantity: 5 }], params, tiers: { customer: customer() } },
  },
  ...more,
});
