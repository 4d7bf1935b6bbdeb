/**
 * From the outbox to tasks: each unrouted event becomes one task per subscribed installation of the accounts that may
 * see it. Events are claimed by flag and in their own order; one host routes at a time, so tasks of one object keep the
 * order in which its changes were committed.
 */
import { sql } from 'kysely';
import { newId } from '../base/index.ts';
import type { Context, EventRow, SubscriptionRow } from '../store/index.ts';
import { appendTask, laneId } from './lanes.ts';

export const ROUTE_BATCH = 100;

export interface RouteFilter {
  /** Whether the object of the event passes a hook's RQL filter, as the installation's account sees it. */
  (ctx: Context, event: EventRow, subscription: SubscriptionRow): Promise<boolean>;
}

/** Answers the number of events routed; call again at once when it equals the batch. */
export async function routeEvents(ctx: Context, passes: RouteFilter): Promise<number> {
  await ctx.dialect.advisoryLock('route-events').execute(ctx.tx);
  const events = await ctx.tx.selectFrom('event').selectAll().where('routed', '=', 0).orderBy('seq').limit(ROUTE_BATCH).execute();
  if (!events.length) return 0;
  const subscriptions = await ctx.tx
    .selectFrom('subscription')
    .innerJoin('installation', 'installation.id', 'subscription.installation_id')
    .selectAll('subscription')
    .select('installation.environment_id')
    .where('event_type', 'in', [...new Set(events.map((e) => e.type))])
    .where('subscription.account_id', 'in', [...new Set(events.flatMap((e) => JSON.parse(e.accounts) as string[]))])
    .where('installation.status', '!=', 'uninstalled')
    .execute();
  for (const event of events) {
    const accounts = JSON.parse(event.accounts) as string[];
    for (const s of subscriptions) {
      if (s.event_type !== event.type || !accounts.includes(s.account_id)) continue;
      const statuses = JSON.parse(s.statuses) as string[];
      if (statuses.length && !statuses.includes(event.status)) continue;
      if (s.filter !== null && !(await passes(ctx, event, s))) continue;
      await appendTask(ctx, taskFor(ctx, event, s), ctx.clock.now());
    }
  }
  await ctx.tx
    .updateTable('event')
    .set({ routed: 1 })
    .where(
      'seq',
      'in',
      events.map((e) => e.seq),
    )
    .execute();
  return events.length;
}

function taskFor(ctx: Context, event: EventRow, s: SubscriptionRow & { environment_id: string }) {
  return {
    id: newId('task'),
    lane: laneId(s.installation_id, event.type, event.object_id),
    event_id: event.id,
    event_type: event.type,
    object_id: event.object_id,
    installation_id: s.installation_id,
    account_id: s.account_id,
    environment_id: s.environment_id,
    status: 'ready' as const,
    attempt: 0,
    reschedules: 0,
    fence: 0,
    replay_of: null,
    result: null,
    created_at: ctx.now,
    finished_at: null,
  };
}

/** Whether there is anything to do, asked on the reading side before a transaction is opened for it. */
export async function hasWork(ctx: Context): Promise<boolean> {
  const row = await sql<{ work: number }>`select 1 as work where exists (select 1 from event where routed = 0)
    or exists (select 1 from lane where state = 'ready' and run_at_ms <= ${ctx.clock.now()})`.execute(ctx.tx);
  return row.rows.length > 0;
}
