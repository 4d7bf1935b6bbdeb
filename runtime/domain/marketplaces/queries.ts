/** From a connection and a marketplace to the listing and contract that allow an order. */
import { sql } from 'kysely';
import { PlatformError, invalid } from '../../base/index.ts';
import type { ConnectionRow, Context, ContractRow, Tables } from '../../store/index.ts';

const NO_LISTING = 'There is no Listing for specified Product and Marketplace.';

export interface SalesRoute {
  connection: ConnectionRow;
  marketplaceId: string;
  contract: ContractRow;
  /** Who stands between the vendor and the seller, the nearest to the seller first. */
  sellers: string[];
}

/**
 * Marketplace: the explicit one, else the hub's marketplace whose external id equals one of the tiers' external ids,
 * else the hub's only one (platform-api.md section 12). Then the listing must be listed and its contract active.
 */
export async function resolveSalesRoute(
  ctx: Context,
  input: { connectionId: string; marketplaceId: string | undefined; tierExternalIds: string[] },
): Promise<SalesRoute> {
  const connections = await sql<ConnectionRow>`
    select * from connection where id = ${input.connectionId} and provider_id = ${ctx.actor.accountId}`.execute(ctx.tx);
  const connection = connections.rows[0];
  if (!connection) throw invalid('asset.connection.id', `${JSON.stringify(input.connectionId)} is not one of your connections.`);
  if (connection.status !== 'approved')
    throw invalid('asset.connection.id', `${connection.id} is ${connection.status}; only an approved connection takes orders.`);
  const marketplaceId = input.marketplaceId ?? (await marketplaceOfHub(ctx, connection.hub_id, input.tierExternalIds));
  const contracts = await sql<ContractRow & { source_id: string | null }>`
    select contract.*, listing.source_id from listing join contract on contract.id = listing.contract_id
    where listing.product_id = ${connection.product_id} and listing.marketplace_id = ${marketplaceId}
      and listing.provider_id = ${connection.provider_id} and listing.status = 'listed'`.execute(ctx.tx);
  const [found] = contracts.rows;
  if (!found) throw new PlatformError('validation', NO_LISTING);
  const { source_id, ...contract } = found;
  if (contract.status !== 'active') throw invalid('contract', `${contract.id} is ${contract.status}; orders need an active contract.`);
  return { connection, marketplaceId, contract, sellers: await sellersAbove(ctx, source_id) };
}

/** Each seller that a listing sells on from must be able to sell itself. */
async function sellersAbove(ctx: Context, sourceId: string | null): Promise<string[]> {
  const sellers: string[] = [];
  for (let id = sourceId; id !== null;) {
    const above = await ctx.tx
      .selectFrom('listing')
      .innerJoin('contract', 'contract.id', 'listing.contract_id')
      .select(['listing.provider_id', 'listing.source_id', 'listing.status', 'contract.status as contract'])
      .where('listing.id', '=', id)
      .executeTakeFirstOrThrow();
    if (above.status !== 'listed' || above.contract !== 'active') throw new PlatformError('validation', NO_LISTING);
    sellers.push(above.provider_id);
    id = above.source_id;
  }
  return sellers;
}

async function marketplaceOfHub(ctx: Context, hubId: string, externalIds: string[]): Promise<string> {
  const { rows: bound } = await sql<Tables['marketplace_hub']>`select * from marketplace_hub where hub_id = ${hubId}`.execute(ctx.tx);
  const named = externalIds.map((id) => bound.find((b) => b.external_id !== '' && b.external_id === id)).find(Boolean);
  const found = named ?? (bound.length === 1 ? bound[0] : undefined);
  if (!found) throw new PlatformError('validation', "Field 'marketplace.id' is required.");
  return found.marketplace_id;
}
