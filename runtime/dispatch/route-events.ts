/**
 * From the outbox to tasks: each unrouted event becomes one task per subscribed installation of the accounts that may
 * see it. Events are claimed by flag and in their own order; one host routes at a time, so tasks of one object keep the
 * order in which its changes were committed.
 */
import { sql } from 'kysely';
import { newId, PlatformError } from '../base/index.ts';
import type { Subject } from '../domain/kit/index.ts';
import type { Context, EventRow, SubscriptionRow } from '../store/index.ts';
import { appendTasks, laneId, laneSubject, type NewTask } from './lanes.ts';
import { webhookTasks } from './webhook-tasks.ts';
import { reactionTasks, type Reactions } from './reactions.ts';

export const ROUTE_BATCH = 100;

export interface RouteFilter {
  /** Whether the object of the event passes a hook's RQL filter, as the installation's account sees it. */
  (ctx: Context, event: Pick<EventRow, 'object_class' | 'object_id'>, subscription: SubscriptionRow): Promise<boolean>;
}

type Subscribed = SubscriptionRow & { environment_id: string };

export interface Routed {
  /** Call again at once when it equals the batch. */
  events: number;
  /** Tasks made for the host itself, and for webhooks: each is taken up by a loop of its own. */
  reactions: number;
  webhooks: number;
}

const NOTHING: Routed = { events: 0, reactions: 0, webhooks: 0 };

export async function routeEvents(
  ctx: Context,
  passes: RouteFilter,
  reactions: Reactions = [],
  subjects: ReadonlyMap<string, Subject> = new Map(),
): Promise<Routed> {
  let events = await unrouted(ctx);
  if (!events.length) return NOTHING;
  if (!ctx.dialect.oneWriter) {
    await ctx.dialect.advisoryLock('route-events').execute(ctx.tx);
    events = await unrouted(ctx); // what another host routed meanwhile is done
    if (!events.length) return NOTHING;
  }
  const subscriptions = await subscribed(ctx, events);
  const tasks: NewTask[] = events.flatMap((event) => reactionTasks(ctx, event, reactions));
  const own = tasks.length;
  for (const event of events) {
    for (const subscription of subscriptions.get(event.type) ?? []) {
      if (concerns(event, subscription) && (await wanted(ctx, event, subscription, passes))) tasks.push(taskFor(ctx, event, subscription));
    }
  }
  const calls = await webhookTasks(ctx, events, subjects);
  tasks.push(...calls);
  await appendTasks(ctx, tasks, ctx.clock.now());
  const seqs = events.map((e) => e.seq);
  await sql`update event set routed = 1 where ${ctx.dialect.among('seq', seqs)}`.execute(ctx.tx);
  return { events: events.length, reactions: own, webhooks: calls.length };
}

async function unrouted(ctx: Context): Promise<EventRow[]> {
  return (await sql<EventRow>`select * from event where routed = 0 order by seq limit ${ROUTE_BATCH}`.execute(ctx.tx)).rows;
}

/** An uninstalled installation keeps one subscription at most, for its farewell; the registry removes the others. */
async function subscribed(ctx: Context, events: EventRow[]): Promise<Map<string, Subscribed[]>> {
  const types = [...new Set(events.map((e) => e.type))];
  const accounts = [...new Set(events.flatMap((e) => JSON.parse(e.accounts) as string[]))];
  if (!accounts.length) return new Map();
  const { rows } = await sql<Subscribed>`
    select subscription.*, installation.environment_id
    from subscription join installation on installation.id = subscription.installation_id
    where ${ctx.dialect.among('event_type', types)} and ${ctx.dialect.among('subscription.account_id', accounts)}
    order by installation_id`.execute(ctx.tx);
  return Map.groupBy(rows, (s) => s.event_type);
}

/** Events of an installation are for that installation alone: its own status, its schedules. */
function concerns(event: EventRow, subscription: SubscriptionRow): boolean {
  if (!(JSON.parse(event.accounts) as string[]).includes(subscription.account_id)) return false;
  if (event.object_class === 'installation') return event.object_id === subscription.installation_id;
  const { installation } = JSON.parse(event.data) as { installation?: string };
  return installation === undefined || installation === subscription.installation_id;
}

export async function wanted(
  ctx: Context,
  event: Pick<EventRow, 'object_class' | 'object_id' | 'status'>,
  subscription: SubscriptionRow,
  passes: RouteFilter,
): Promise<boolean> {
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
    lane: laneId(s.installation_id, event.type, laneSubject(s.ordering, event)),
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
    or exists (select 1 from lane where state = 'ready' and run_at_ms <= ${ctx.clock.now()})
    or exists (select 1 from lane where state = 'asked')`.execute(ctx.tx);
  return row.rows.length > 0;
}
