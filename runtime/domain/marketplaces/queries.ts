/** From a connection and a marketplace to the listing and contract that allow an order. */
import { PlatformError, invalid } from '../../base/index.ts';
import type { ConnectionRow, Context, ContractRow } from '../../store/index.ts';

export interface SalesRoute {
  connection: ConnectionRow;
  marketplaceId: string;
  contract: ContractRow;
}

/**
 * Marketplace: the explicit one, else the hub's marketplace whose external id equals one of the tiers' external ids,
 * else the hub's only one (platform-api.md section 12). Then the listing must be listed and its contract active.
 */
export async function resolveSalesRoute(
  ctx: Context,
  input: { connectionId: string; marketplaceId: string | undefined; tierExternalIds: string[] },
): Promise<SalesRoute> {
  const connection = await ctx.tx
    .selectFrom('connection')
    .selectAll()
    .where('id', '=', input.connectionId)
    .where('provider_id', '=', ctx.actor.accountId)
    .executeTakeFirst();
  if (!connection) throw invalid('asset.connection.id', `${JSON.stringify(input.connectionId)} is not one of your connections.`);
  if (connection.status !== 'approved')
    throw invalid('asset.connection.id', `${connection.id} is ${connection.status}; only an approved connection takes orders.`);
  const marketplaceId = input.marketplaceId ?? (await marketplaceOfHub(ctx, connection.hub_id, input.tierExternalIds));
  const listing = await ctx.tx
    .selectFrom('listing')
    .selectAll()
    .where('product_id', '=', connection.product_id)
    .where('marketplace_id', '=', marketplaceId)
    .where('provider_id', '=', connection.provider_id)
    .where('status', '=', 'listed')
    .executeTakeFirst();
  if (!listing) throw new PlatformError('validation', 'There is no Listing for specified Product and Marketplace.');
  const contract = await ctx.tx.selectFrom('contract').selectAll().where('id', '=', listing.contract_id).executeTakeFirstOrThrow();
  if (contract.status !== 'active') throw invalid('contract', `${contract.id} is ${contract.status}; orders need an active contract.`);
  return { connection, marketplaceId, contract };
}

async function marketplaceOfHub(ctx: Context, hubId: string, externalIds: string[]): Promise<string> {
  const bound = await ctx.tx.selectFrom('marketplace_hub').selectAll().where('hub_id', '=', hubId).execute();
  const named = externalIds.map((id) => bound.find((b) => b.external_id !== '' && b.external_id === id)).find(Boolean);
  const found = named ?? (bound.length === 1 ? bound[0] : undefined);
  if (!found) throw new PlatformError('validation', "Field 'marketplace.id' is required.");
  return found.marketplace_id;
}
