/**
 * What orders do about others' events: a tier configuration that is set up, or was refused, moves on the orders that wait
 * for it; a product that asks for more than before asks it of the orders its vendor has not decided yet.
 */
import type { Context } from '../../store/index.ts';
import type { ReactedEvent, Reaction } from '../kit/index.ts';
import { definitionOf, failAsSystem, openOrInquire, releaseFromTiers } from './commands.ts';
import { loadRequest } from './store.ts';

export const orderReactions: readonly Reaction[] = [
  { name: 'orders.tier-setup', on: ['tier_config_setup_request_processing'], statuses: ['approved', 'failed'], run: tierSetUp },
  { name: 'orders.reconsider', on: ['product_changed'], statuses: ['published'], run: reconsider },
];

/** Undecided orders looked at again at one change of a product, the oldest first. */
const RECONSIDERED = 500;

async function tierSetUp(ctx: Context, event: ReactedEvent): Promise<void> {
  const { configuration, reason } = event.data as { configuration: string; reason: string };
  const waiting = await ctx.tx.selectFrom('request_tier_config').select('request_id').where('config_id', '=', configuration).execute();
  for (const { request_id } of waiting) {
    if (event.status === 'approved') await releaseFromTiers(ctx, request_id, configuration);
    else await failAsSystem(ctx, request_id, `Tier configuration request ${event.objectId} failed: ${reason}`);
  }
}

async function reconsider(ctx: Context, event: ReactedEvent): Promise<void> {
  const open = ctx.tx
    .selectFrom('request')
    .select('id')
    .where('product_id', '=', event.objectId)
    .where('status', '=', 'pending')
    .where('type', '=', 'purchase');
  for (const { id } of await open.orderBy('id').limit(RECONSIDERED).execute()) {
    const { request, asset } = await loadRequest(ctx, id);
    if (request.status === 'pending') await openOrInquire(ctx, request, asset, await definitionOf(ctx, request), { again: true });
  }
}
