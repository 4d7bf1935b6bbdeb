/**
 * The first accounts of an empty database, and with `--seed demo` a whole trading world: vendor, distributor and reseller,
 * contracts of the four kinds, a published product with items of the three kinds, marketplaces, hubs, connections and listings.
 */
import { createAccount, createToken } from '../domain/accounts/index.ts';
import { createAgreement, createContract } from '../domain/contracts/index.ts';
import { bindHub, createConnection, createHub, createListing, createMarketplace } from '../domain/marketplaces/index.ts';
import { createItem, createParameter, createProduct, createTemplate } from '../domain/products/index.ts';
import type { Context } from '../store/index.ts';

export interface Credential {
  id: string;
  /** The whole header value: `ApiKey SU-…:secret`. */
  token: string;
}

export interface DemoWorld {
  product: string;
  marketplace: string;
  hub: string;
  connection: string;
  contract: string;
  listing: string;
  agreement: string;
  /** Where the reseller orders. */
  resellerConnection: string;
  items: { oneTime: string; recurring: string; payAsYouGo: string };
  parameters: Record<string, string>;
  templates: { fulfillment: string; inquire: string };
}

export async function seedOperator(ctx: Context): Promise<Credential> {
  return account(ctx, 'Operator', 'operator');
}

/** What the vendor sells. */
export interface ProductSeed {
  items: Record<string, { name: string; mpn: string; type: string; period: string }>;
  /** By their symbolic names. */
  parameters: Record<string, { title: string; type: string; phase: 'ordering' | 'fulfillment'; required?: boolean }>;
}

export const DEMO_PRODUCT = {
  items: {
    oneTime: { name: 'Set-up', mpn: 'ACME-SETUP', type: 'reservation', period: 'onetime' },
    recurring: { name: 'Seat', mpn: 'ACME-SEAT', type: 'reservation', period: 'monthly' },
    payAsYouGo: { name: 'Storage', mpn: 'ACME-STORAGE', type: 'ppu', period: 'monthly' },
  },
  parameters: {
    admin_email: { title: 'Administrator e-mail', type: 'email', phase: 'ordering', required: true },
    domain: { title: 'Wanted name', type: 'text', phase: 'ordering' },
    url: { title: 'URL', type: 'url', phase: 'fulfillment', required: true },
    login: { title: 'Login', type: 'text', phase: 'fulfillment' },
    password: { title: 'Password', type: 'password', phase: 'fulfillment' },
  },
} as const satisfies ProductSeed;

/** `seed`: another product in place of the demo's; the world then has its items and parameters by the seed's names. */
export async function seedDemo(
  ctx: Context,
  seed: ProductSeed = DEMO_PRODUCT,
): Promise<{ accounts: Record<'vendor' | 'distributor' | 'reseller', Credential>; world: DemoWorld }> {
  const vendor = await account(ctx, 'Acme Software', 'vendor');
  const distributor = await account(ctx, 'Contoso Distribution', 'distributor');
  const reseller = await account(ctx, 'Nordwind Cloud', 'reseller');
  const product = await seedProduct(ctx, vendor.id, seed);
  const parties = { product: product.id, vendor: vendor.id };
  const program = await conclude(ctx, { type: 'program', name: 'Vendors', owner: distributor.id }, vendor.id);
  const europe = await createMarketplace(ctx, { name: 'Europe', owner: distributor.id });
  const distribution = { type: 'distribution', name: 'Europe distribution', owner: distributor.id, parent: program.agreement, marketplace: europe.id } as const;
  const direct = await seedSale(ctx, { ...parties, provider: distributor.id, marketplace: europe, ...(await conclude(ctx, distribution, vendor.id)) });
  // the reseller sells what the distributor sources: a service contract, below it a syndication contract
  const service = await conclude(ctx, { type: 'service', name: 'Resellers', owner: distributor.id }, reseller.id);
  const nordics = await createMarketplace(ctx, { name: 'Nordics', owner: reseller.id });
  const syndication = { type: 'syndication', name: 'Nordics syndication', owner: distributor.id, parent: service.agreement } as const;
  const resale = await seedSale(ctx, {
    ...parties,
    provider: reseller.id,
    marketplace: nordics,
    ...(await conclude(ctx, syndication, reseller.id)),
    source: direct.listing,
  });
  const { id, ...parts } = product;
  return { accounts: { vendor, distributor, reseller }, world: { product: id, ...direct, resellerConnection: resale.connection, ...parts } };
}

async function account(ctx: Context, name: string, role: 'operator' | 'vendor' | 'distributor' | 'reseller'): Promise<Credential> {
  const { id } = await createAccount(ctx, { name, role });
  const { token } = await createToken(ctx, { accountId: id, name: `${name} (first)` });
  return { id, token };
}

async function seedProduct(ctx: Context, owner: string, seed: ProductSeed) {
  const { id } = await createProduct(ctx, {
    name: 'Acme Workspace',
    owner,
    status: 'published',
    capabilities: {
      ppu: { schema: 'QT' },
      cart: { validation: true },
      subscription: { hold: true, purchase: { scheduling: true }, change: { scheduling: true, validation: false }, cancel: { scheduling: true } },
    },
  });
  const items: Record<string, string> = {};
  for (const [key, item] of Object.entries(seed.items)) items[key] = (await createItem(ctx, id, { ...item, status: 'published' })).local_id;
  const parameters: Record<string, string> = {};
  for (const [name, { required = false, ...parameter }] of Object.entries(seed.parameters))
    parameters[name] = (await createParameter(ctx, id, { name, ...parameter, constraints: { required } })).id;
  const text = Object.hasOwn(seed.parameters, 'url') && Object.hasOwn(seed.parameters, 'login') ? WELCOME : '# Ready';
  const template = async (name: string, type: string, body: string) => (await createTemplate(ctx, id, { name, type, body })).id;
  return {
    id,
    items: items as DemoWorld['items'],
    parameters,
    templates: {
      fulfillment: await template('Welcome', 'fulfillment', text),
      inquire: await template('Question', 'inquire', 'Please correct the marked values: {{ activation_form_url }}'),
    },
  };
}

const WELCOME = '# Ready\n\nYour workspace is at {{ url }}, login {{ login }}.';

/** An agreement offered, and the contract that its counterparty signed. */
async function conclude(ctx: Context, offer: Parameters<typeof createAgreement>[1], owner: string): Promise<{ agreement: string; contract: string }> {
  const agreement = await createAgreement(ctx, offer);
  const contract = await createContract(ctx, { agreement, owner, status: 'active' });
  return { agreement: agreement.id, contract: contract.id };
}

/** One provider sells one product on its marketplace: listing, hub and connection. */
async function seedSale(
  ctx: Context,
  input: { product: string; vendor: string; provider: string; marketplace: { id: string; name: string }; agreement: string; contract: string; source?: string },
) {
  const { product, vendor, provider, marketplace, agreement, contract, source = null } = input;
  const listing = await createListing(ctx, { contract, product, marketplace: marketplace.id, vendor, provider, source, status: 'listed' });
  const hub = await createHub(ctx, { name: `${marketplace.name} hub`, owner: provider });
  await bindHub(ctx, { marketplace: marketplace.id, hub: hub.id });
  const connection = await createConnection(ctx, { product, hub: hub.id, vendor, provider });
  return { marketplace: marketplace.id, agreement, contract, listing: listing.id, hub: hub.id, connection: connection.id };
}
