/**
 * The host's own consumers of the outbox. A reaction is a task in a lane like any other, but needs no lease: it is a
 * command in this database, so it is locked, run and closed in one unit, and happens exactly once. What fails is
 * retried by the standard table, then waits among the dead letters for the operator.
 */
import { sql } from 'kysely';
import type { EventType } from '../../sdk/contract/index.ts';
import { asError, newId, type Log } from '../base/index.ts';
import type { ReactedEvent, Reaction } from '../domain/kit/index.ts';
import { SYSTEM, type Context, type EventRow, type Store, type TaskRow } from '../store/index.ts';
import { laneId, setHead, type NewTask } from './lanes.ts';
import { retryPlan } from './retry.ts';
import { closeTask } from './settle.ts';

export type Reactions = readonly Reaction[];

/** The environment of reactions: no runner serves it. */
export const HOST_ENVIRONMENT = 'host';
/** Before the name of each; the range from here to `host0` is theirs in the index over ready lanes. */
const OWNER = 'host/';
/** Reactions run in one round; the next follows at once. */
const BATCH = 32;

/** A due reaction with the event it is about. */
export interface ReactionHead extends TaskRow {
  event_status: string;
  event_data: string;
  correlation: string;
  origin: string;
  hop: number;
}

export function reactionTasks(ctx: Context, event: EventRow, reactions: Reactions): NewTask[] {
  return reactions
    .filter((r) => r.on.includes(event.type as EventType) && (!r.statuses || r.statuses.includes(event.status)))
    .map((r) => ({
      id: newId('task'),
      lane: laneId(OWNER + r.name, event.type, event.object_id),
      ...{ event_id: event.id, event_type: event.type, object_id: event.object_id },
      ...{ installation_id: OWNER + r.name, account_id: SYSTEM.accountId, environment_id: HOST_ENVIRONMENT },
      status: 'ready',
      ...{ attempt: 0, reschedules: 0, crashes: 0, lost: 0, fence: 0, replay_of: null, result: null },
      created_at: ctx.now,
      finished_at: null,
    }));
}

export async function dueReactions(ctx: Context): Promise<ReactionHead[]> {
  const rows = await sql<ReactionHead>`
    select task.*, event.status as event_status, event.data as event_data, event.correlation, event.origin, event.hop
    from lane join task on task.id = lane.head_task_id join event on event.id = task.event_id
    where lane.installation_id >= 'host/' and lane.installation_id < 'host0' and lane.state = 'ready' and lane.run_at_ms <= ${ctx.clock.now()}
    order by lane.run_at_ms, task.seq limit ${BATCH}`.execute(ctx.tx);
  return rows.rows;
}

export async function runReaction(store: Store, reactions: Reactions, head: ReactionHead, log: Log): Promise<void> {
  const started = store.clock.iso();
  try {
    await store.write(
      SYSTEM,
      async (ctx) => {
        if (!(await stillDue(ctx, head))) return;
        const reaction = reactions.find((r) => OWNER + r.name === head.installation_id);
        if (!reaction) return closeTask(ctx, head, 'skipped', { reason: 'this version of the host has no such reaction' });
        await reaction.run(ctx, eventOf(head));
        await insertAttempt(ctx, head, started, 'done');
        await closeTask(ctx, head, 'done', { decision: 'done' });
      },
      { correlation: head.correlation, origin: head.origin, hop: head.hop + 1 },
    );
  } catch (cause) {
    const error = asError(cause);
    log.error({ err: error, task: head.id, correlation: head.correlation, reaction: head.installation_id }, 'a reaction failed');
    await store.write(SYSTEM, (ctx) => failed(ctx, head, started, error));
  }
}

function eventOf(head: ReactionHead): ReactedEvent {
  const data = JSON.parse(head.event_data) as Record<string, unknown>;
  return { id: head.event_id, type: head.event_type as EventType, objectId: head.object_id, status: head.event_status, data };
}

/** Another host may have been faster. */
async function stillDue(ctx: Context, head: ReactionHead): Promise<boolean> {
  const found = await sql`
    select lane.id from lane join task on task.id = lane.head_task_id
    where lane.head_task_id = ${head.id} and lane.state = 'ready' and task.fence = ${head.fence} ${ctx.dialect.forUpdateOf('lane', 'task')}`.execute(ctx.tx);
  return found.rows.length > 0;
}

async function failed(ctx: Context, head: ReactionHead, started: string, error: Error): Promise<void> {
  if (!(await stillDue(ctx, head))) return;
  await insertAttempt(ctx, head, started, 'RETRY', error);
  const { next, runAtMs, ...behind } = retryPlan(ctx.clock.now(), head, { ok: false, code: 'RETRY', message: error.message }, null);
  const dead = next === 'dead';
  const end = dead ? { finished_at: ctx.clock.iso(), result: JSON.stringify({ code: 'RETRY', message: error.message.slice(0, 4000) }) } : {};
  await ctx.tx
    .updateTable('task')
    .set({ status: next, fence: head.fence + 1, ...behind, ...end })
    .where('id', '=', head.id)
    .execute();
  await setHead(ctx, head.lane, dead ? 'parked' : 'ready', head.id, dead ? 0 : runAtMs);
}

async function insertAttempt(ctx: Context, head: ReactionHead, started: string, outcome: string, error?: Error): Promise<void> {
  const ended = ctx.clock.iso();
  await ctx.tx
    .insertInto('attempt')
    .values({
      ...{ task_id: head.id, fence: head.fence + 1, attempt: head.attempt + 1, counted: 1, runner: HOST_ENVIRONMENT, version: '' },
      ...{ started_at: started, ended_at: ended, outcome, message: error?.message.slice(0, 4000) ?? null, stack: error?.stack?.slice(0, 8000) ?? null },
      ...{ wait_ms: 0, wall_ms: Date.parse(ended) - Date.parse(started), cpu_ms: null },
    })
    .execute();
}
