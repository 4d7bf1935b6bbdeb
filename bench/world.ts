/** The trading world of a bench: the given number of vendors, each with a listed product and an installed extension. */
import { build } from 'esbuild';
import { createAccount, createToken } from '../runtime/domain/accounts/index.ts';
import { createAgreement, createContract } from '../runtime/domain/contracts/index.ts';
import { bindHub, createConnection, createHub, createListing, createMarketplace } from '../runtime/domain/marketplaces/index.ts';
import { createItem, createParameter, createProduct, createTemplate } from '../runtime/domain/products/index.ts';
import { createInstallation, registerPackage } from '../runtime/registry/index.ts';
import { SYSTEM, type Context, type Store } from '../runtime/store/index.ts';
import type { Manifest } from '../sdk/contract/index.ts';

/** The handler of the bench: one recorded step, then approve. */
export const ONE_STEP = `
import { approve, defineExtension } from '../sdk/index.ts';
export default defineExtension({ hooks: { asset_purchase_request_processing: async (ctx, request) => {
  const tenant = await ctx.step('tenant', async () => ({ url: 'https://mq.example/' + request.asset.id }));
  return approve({ params: { url: tenant.url } });
} } });`;

export interface Trade {
  distributor: { id: string; token: string };
  connection: string;
  item: string;
  vendor: string;
  installation: string;
}

/** What a trade's extension may have beside its handler. */
export interface TradeOptions {
  manifest?: Partial<Manifest>;
  settings?: Record<string, unknown>;
  allowPrivate?: boolean;
}

export async function createTrade(store: Store, source: string, options: TradeOptions = {}): Promise<Trade> {
  const bundled = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    sourcemap: 'external',
    outfile: 'extension.js',
  });
  const files = { bundle: bundled.outputFiles[1]!.text, sourceMap: bundled.outputFiles[0]!.text, digest: bundled.outputFiles[1]!.hash };
  return store.write(SYSTEM, (ctx) => trade(ctx, files, options));
}

async function trade(ctx: Context, files: { bundle: string; sourceMap: string; digest: string }, options: TradeOptions): Promise<Trade> {
  const vendor = await createAccount(ctx, { name: 'Vendor', role: 'vendor' });
  const distributor = await createAccount(ctx, { name: 'Distributor', role: 'distributor' });
  const marketplace = await createMarketplace(ctx, { name: 'Europe', owner: distributor.id });
  const agreement = await createAgreement(ctx, { type: 'distribution', name: 'EU', owner: distributor.id, marketplace: marketplace.id });
  const contract = await createContract(ctx, { agreement, owner: vendor.id, status: 'active' });
  const product = await createProduct(ctx, { name: 'Backup', owner: vendor.id, status: 'published' });
  const item = await createItem(ctx, product.id, { name: 'Seat', mpn: 'SEAT', status: 'published' });
  await createParameter(ctx, product.id, { name: 'admin_email', title: 'E-mail', type: 'email', phase: 'ordering', constraints: { required: true } });
  await createParameter(ctx, product.id, { name: 'url', title: 'URL', type: 'url', phase: 'fulfillment', constraints: { required: true } });
  await createTemplate(ctx, product.id, { name: 'Welcome', body: '{{ url }}', type: 'fulfillment' });
  const hub = await createHub(ctx, { name: 'Hub', owner: distributor.id });
  await bindHub(ctx, { marketplace: marketplace.id, hub: hub.id });
  const connection = await createConnection(ctx, { product: product.id, hub: hub.id, vendor: vendor.id, provider: distributor.id });
  await createListing(ctx, {
    contract: contract.id,
    product: product.id,
    marketplace: marketplace.id,
    vendor: vendor.id,
    provider: distributor.id,
    status: 'listed',
  });
  const { extension } = await registerPackage(ctx, vendor.id, {
    manifest: {
      name: 'bench',
      version: '1.0.0',
      type: 'products',
      hooks: { asset_purchase_request_processing: { retry: [0.2, 0.2] } },
      limits: { concurrency: 32 },
      ...options.manifest,
    },
    ...files,
  });
  const { settings = {}, allowPrivate = false } = options;
  const installation = await createInstallation(ctx, { extensionId: extension.id, version: '1.0.0', accountId: vendor.id, settings, allowPrivate });
  const { token } = await createToken(ctx, { accountId: distributor.id, name: 'bench' });
  return {
    ...{ distributor: { id: distributor.id, token }, vendor: vendor.id },
    ...{ connection: connection.id, item: item.local_id, installation: installation.id },
  };
}

/** A purchase of about 2 KB, each of another customer. */
export function purchase(trade: Trade, uid: string): object {
  return {
    type: 'purchase',
    note: 'n'.repeat(1000),
    asset: {
      connection: { id: trade.connection },
      external_uid: uid,
      items: [{ id: trade.item, quantity: 5 }],
      params: [{ id: 'admin_email', value: 'it@customer.example' }],
      tiers: {
        customer: {
          name: `Customer ${uid}`,
          external_uid: uid,
          contact_info: {
            address_line1: 'Street 1',
            city: 'Berlin',
            postal_code: '10115',
            country: 'DE',
            contact: { first_name: 'Eva', last_name: 'Lang', email: 'eva@customer.example' },
          },
        },
      },
    },
  };
}
