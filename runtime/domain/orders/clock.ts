/** What time does to orders: a planned date arrives, a draft is forgotten. */
import { sql } from 'kysely';
import { nextState } from '../../base/index.ts';
import type { Context } from '../../store/index.ts';
import { onOneHost } from '../kit/index.ts';
import { discard, pend } from './commands.ts';
import { requestLifecycle } from './lifecycle.ts';

/** Drafts that nobody touched for this long go away, with their assets (fulfilment-request/4). */
const DRAFT_MS = 30 * 86_400_000;
const BATCH = 50;
/** How often planned dates are looked at. */
const CLOCK_MS = 5_000;

export const orderJobs = [onOneHost('orders.clock', CLOCK_MS, runOrderClock)];

/** Answers whether there may be more. */
async function runOrderClock(ctx: Context): Promise<boolean> {
  const due = await ctx.tx
    .selectFrom('request')
    .select(['id', 'status'])
    .where('status', '=', sql.lit('scheduled'))
    .where('planned_date', '<=', ctx.now)
    .orderBy('planned_date')
    .limit(BATCH)
    .execute();
  for (const request of due) {
    nextState(requestLifecycle, request, 'pend', 'system');
    await pend(ctx, request.id);
  }
  const forgotten = new Date(ctx.clock.now() - DRAFT_MS).toISOString();
  const drafts = await ctx.tx
    .selectFrom('request')
    .select('id')
    .where('status', '=', sql.lit('draft'))
    .where('updated_at', '<', forgotten)
    .limit(BATCH)
    .execute();
  for (const draft of drafts) await discard(ctx, draft.id);
  return due.length === BATCH || drafts.length === BATCH;
}
