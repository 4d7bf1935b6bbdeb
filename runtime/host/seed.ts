/**
 * The first accounts of an empty database, and with `--seed demo` a whole trading world: vendor, distributor and reseller,
 * contracts, a published product with items of the three kinds, marketplaces, hubs, connections and listings.
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

export async function seedDemo(ctx: Context): Promise<{ accounts: Record<'vendor' | 'distributor' | 'reseller', Credential>; world: DemoWorld }> {
  const vendor = await account(ctx, 'Acme Software', 'vendor');
  const distributor = await account(ctx, 'Contoso Distribution', 'distributor');
  const reseller = await account(ctx, 'Nordwind Cloud', 'reseller');
  const product = await seedProduct(ctx, vendor.id);
  const direct = await seedSale(ctx, { product: product.id, vendor: vendor.id, provider: distributor.id, name: 'Europe' });
  const resale = await seedSale(ctx, { product: product.id, vendor: vendor.id, provider: reseller.id, name: 'Nordics' });
  const { id, ...parts } = product;
  return { accounts: { vendor, distributor, reseller }, world: { product: id, ...direct, resellerConnection: resale.connection, ...parts } };
}

async function account(ctx: Context, name: string, role: 'operator' | 'vendor' | 'distributor' | 'reseller'): Promise<Credential> {
  const { id } = await createAccount(ctx, { name, role });
  const { token } = await createToken(ctx, { accountId: id, name: `${name} (first)` });
  return { id, token };
}

async function seedProduct(ctx: Context, owner: string) {
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
  const item = async (name: string, mpn: string, type: string, period: string) =>
    (await createItem(ctx, id, { name, mpn, type, period, status: 'published' })).local_id;
  const parameter = async (name: string, title: string, type: string, phase: 'ordering' | 'fulfillment', required: boolean) =>
    [name, (await createParameter(ctx, id, { name, title, type, phase, constraints: { required } })).id] as const;
  const template = async (name: string, type: string, body: string) => (await createTemplate(ctx, id, { name, type, body })).id;
  return {
    id,
    items: {
      oneTime: await item('Set-up', 'ACME-SETUP', 'reservation', 'onetime'),
      recurring: await item('Seat', 'ACME-SEAT', 'reservation', 'monthly'),
      payAsYouGo: await item('Storage', 'ACME-STORAGE', 'ppu', 'monthly'),
    },
    parameters: Object.fromEntries([
      await parameter('admin_email', 'Administrator e-mail', 'email', 'ordering', true),
      await parameter('domain', 'Wanted name', 'text', 'ordering', false),
      await parameter('url', 'URL', 'url', 'fulfillment', true),
      await parameter('login', 'Login', 'text', 'fulfillment', false),
      await parameter('password', 'Password', 'password', 'fulfillment', false),
    ]),
    templates: {
      fulfillment: await template('Welcome', 'fulfillment', '# Ready\n\nYour workspace is at {{ url }}, login {{ login }}.'),
      inquire: await template('Question', 'inquire', 'Please correct the marked values: {{ activation_form_url }}'),
    },
  };
}

/** One provider sells one product: marketplace, agreement, contract, listing, hub and connection. */
async function seedSale(ctx: Context, input: { product: string; vendor: string; provider: string; name: string }) {
  const { product, vendor, provider, name } = input;
  const marketplace = await createMarketplace(ctx, { name, owner: provider });
  const agreement = await createAgreement(ctx, { type: 'distribution', name: `${name} distribution`, owner: provider, marketplace: marketplace.id });
  const contract = await createContract(ctx, { agreement, owner: vendor, status: 'active' });
  const listing = await createListing(ctx, { contract: contract.id, product, marketplace: marketplace.id, vendor, provider, status: 'listed' });
  const hub = await createHub(ctx, { name: `${name} hub`, owner: provider });
  await bindHub(ctx, { marketplace: marketplace.id, hub: hub.id });
  const connection = await createConnection(ctx, { product, hub: hub.id, vendor, provider });
  return { marketplace: marketplace.id, agreement: agreement.id, contract: contract.id, listing: listing.id, hub: hub.id, connection: connection.id };
}
