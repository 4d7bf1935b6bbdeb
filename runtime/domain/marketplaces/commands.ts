/** Marketplaces, hubs, connections and listings: where a product is sold, and through which system orders arrive. */
import type { ConnectionRow, Context, HubRow, ListingRow, MarketplaceRow } from '../../store/index.ts';

export async function createMarketplace(ctx: Context, input: { name: string; owner: string; currency?: string; zone?: string }): Promise<MarketplaceRow> {
  const row: MarketplaceRow = {
    id: await ctx.id('marketplace', 'marketplace'),
    owner_id: input.owner,
    name: input.name,
    description: '',
    zone: input.zone ?? 'EU',
    currency: input.currency ?? 'EUR',
    data: '{}',
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('marketplace').values(row).execute();
  return row;
}

export async function createHub(ctx: Context, input: { name: string; owner: string }): Promise<HubRow> {
  const row: HubRow = {
    id: await ctx.id('hub', 'hub'),
    owner_id: input.owner,
    name: input.name,
    description: '',
    instance_type: 'API',
    instance_id: '',
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('hub').values(row).execute();
  return row;
}

export async function bindHub(ctx: Context, input: { marketplace: string; hub: string; external_id?: string }): Promise<void> {
  await ctx.tx
    .insertInto('marketplace_hub')
    .values({ marketplace_id: input.marketplace, hub_id: input.hub, external_id: input.external_id ?? '' })
    .execute();
}

export async function createConnection(
  ctx: Context,
  input: { product: string; hub: string; vendor: string; provider: string; type?: string },
): Promise<ConnectionRow> {
  const row: ConnectionRow = {
    id: await ctx.id('connection', 'connection'),
    type: input.type ?? 'production',
    status: 'approved',
    product_id: input.product,
    hub_id: input.hub,
    vendor_id: input.vendor,
    provider_id: input.provider,
    created_at: ctx.now,
  };
  await ctx.tx.insertInto('connection').values(row).execute();
  return row;
}

export async function createListing(
  ctx: Context,
  input: { contract: string; product: string; marketplace: string; vendor: string; provider: string; status?: string },
): Promise<ListingRow> {
  const row: ListingRow = {
    id: await ctx.id('listing', 'listing'),
    status: input.status ?? 'unlisted',
    contract_id: input.contract,
    product_id: input.product,
    marketplace_id: input.marketplace,
    vendor_id: input.vendor,
    provider_id: input.provider,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('listing').values(row).execute();
  return row;
}
