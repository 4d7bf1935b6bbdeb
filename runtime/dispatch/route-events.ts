/**
 * From the outbox to tasks: each unrouted event becomes one task per subscribed installation of the accounts that may
 * see it. Events are claimed by flag and in their own order; one host routes at a time, so tasks of one object keep the
 * order in which its changes were committed.
 */
import { sql } from 'kysely';
import { newId, PlatformError } from '../base/index.ts';
import type { Subject } from '../domain/kit/index.ts';
import type { Context, EventRow, SubscriptionRow } from '../store/index.ts';
import { appendTasks, laneId, type NewTask } from './lanes.ts';
import { webhookTasks } from './webhook-tasks.ts';
import { reactionTasks, type Reactions } from './reactions.ts';

export const ROUTE_BATCH = 100;

export interface RouteFilter {
  /** Whether the object of the event passes a hook's RQL filter, as the installation's account sees it. */
  (ctx: Context, event: EventRow, subscription: SubscriptionRow): Promise<boolean>;
}

type Subscribed = SubscriptionRow & { environment_id: string };

/** Answers the number of events routed; call again at once when it equals the batch. */
export async function routeEvents(
  ctx: Context,
  passes: RouteFilter,
  reactions: Reactions = [],
  subjects: ReadonlyMap<string, Subject> = new Map(),
): Promise<number> {
  let events = await unrouted(ctx);
  if (!events.length) return 0;
  if (!ctx.dialect.oneWriter) {
    await ctx.dialect.advisoryLock('route-events').execute(ctx.tx);
    events = await unrouted(ctx); // what another host routed meanwhile is done
    if (!events.length) return 0;
  }
  const subscriptions = await subscribed(ctx, events);
  const tasks: NewTask[] = [];
  for (const event of events) {
    tasks.push(...reactionTasks(ctx, event, reactions));
    for (const subscription of subscriptions.get(event.type) ?? []) {
      if (concerns(event, subscription) && (await wanted(ctx, event, subscription, passes))) tasks.push(taskFor(ctx, event, subscription));
    }
  }
  tasks.push(...(await webhookTasks(ctx, events, subjects)));
  await appendTasks(ctx, tasks, ctx.clock.now());
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

function unrouted(ctx: Context): Promise<EventRow[]> {
  return ctx.tx.selectFrom('event').selectAll().where('routed', '=', 0).orderBy('seq').limit(ROUTE_BATCH).execute();
}

/** An uninstalled installation keeps one subscription at most, for its farewell; the registry removes the others. */
async function subscribed(ctx: Context, events: EventRow[]): Promise<Map<string, Subscribed[]>> {
  const accounts = [...new Set(events.flatMap((e) => JSON.parse(e.accounts) as string[]))];
  if (!accounts.length) return new Map();
  const rows = await ctx.tx
    .selectFrom('subscription')
    .innerJoin('installation', 'installation.id', 'subscription.installation_id')
    .selectAll('subscription')
    .select('installation.environment_id')
    .where('event_type', 'in', [...new Set(events.map((e) => e.type))])
    .where('subscription.account_id', 'in', accounts)
    .orderBy('installation_id')
    .execute();
  return Map.groupBy(rows, (s) => s.event_type);
}

/** Events of an installation are for that installation alone: its own status, its schedules. */
function concerns(event: EventRow, subscription: SubscriptionRow): boolean {
  if (!(JSON.parse(event.accounts) as string[]).includes(subscription.account_id)) return false;
  if (event.object_class === 'installation') return event.object_id === subscription.installation_id;
  const { installation } = JSON.parse(event.data) as { installation?: string };
  return installation === undefined || installation === subscription.installation_id;
}

async function wanted(ctx: Context, event: EventRow, subscription: SubscriptionRow, passes: RouteFilter): Promise<boolean> {
  const statuses = JSON.parse(subscription.statuses) as string[];
  if (statuses.length && !statuses.includes(event.status)) return false;
  if (subscription.filter === null) return true;
  try {
    return await passes(ctx, event, subscription);
  } catch (error) {
    // a filter that can no longer be read must not hold up everybody's events; one task too many is better than one lost
    if (error instanceof PlatformError && error.status < 500) return true;
    throw error;
  }
}

function taskFor(ctx: Context, event: EventRow, s: Subscribed): NewTask {
  return {
    id: newId('task'),
    lane: laneId(s.installation_id, event.type, event.object_id),
    event_id: event.id,
    event_type: event.type,
    object_id: event.object_id,
    installation_id: s.installation_id,
    account_id: s.account_id,
    environment_id: s.environment_id,
    status: 'ready',
    ...{ attempt: 0, reschedules: 0, crashes: 0, lost: 0, fence: 0 },
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
