/** Leases, not sockets, own work: a heartbeat extends them, and a lease that runs out returns its task uncounted. */
import { sql } from 'kysely';
import type { ResultFrame } from '../../sdk/contract/index.ts';
import { childOf, PlatformError, spanOfAttempt } from '../base/index.ts';
import type { Cause, Context, TaskRow } from '../store/index.ts';

export interface Held {
  task: string;
  fence: number;
}

/** The cause of what an attempt does: its own span, one link further in the chain of events. */
export function causeOf(held: Held, { correlation, origin, hop }: Cause): Cause {
  return { correlation, origin: childOf(origin, spanOfAttempt(held.task, held.fence)), hop: hop + 1 };
}

/** Expired leases settled in one sweep; the next follows soon. */
const SWEEP_BATCH = 100;

/** Extends what is still held and may still run; answers what the runner should stop. */
export async function extendLeases(ctx: Context, held: readonly Held[], runnerId: string, leaseMs: number): Promise<Held[]> {
  if (!held.length) return [];
  const now = ctx.clock.now();
  const rows = await ctx.tx
    .selectFrom('lane')
    .innerJoin('task', 'task.id', 'lane.head_task_id')
    .select(['task.id', 'task.fence', 'lane.id as lane'])
    .where(
      'task.id',
      'in',
      held.map((h) => h.task),
    )
    .where('lane.state', '=', sql.lit('leased'))
    .where('lane.lease_runner', '=', runnerId)
    .where('lane.lease_end_ms', '>', now)
    .execute();
  const current = new Map(rows.map((r) => [r.id, r]));
  const mine = held.filter((h) => current.get(h.task)?.fence === h.fence);
  if (mine.length) {
    await ctx.tx
      .updateTable('lane')
      .set((eb) => ({
        lease_until_ms: eb
          .case()
          .when('lease_end_ms', '<', now + leaseMs)
          .then(eb.ref('lease_end_ms'))
          .else(now + leaseMs)
          .end(),
      }))
      .where(
        'id',
        'in',
        mine.map((h) => current.get(h.task)!.lane),
      )
      .where('state', '=', sql.lit('leased'))
      .where('lease_runner', '=', runnerId)
      .execute();
  }
  return held.filter((h) => !mine.includes(h));
}

/** Results that stand for runners that went away: to be settled like any other. */
export async function expiredLeases(ctx: Context): Promise<ResultFrame[]> {
  const rows = await sql<{ id: string; fence: number }>`
    select task.id, task.fence from lane join task on task.id = lane.head_task_id
    where lane.state = 'leased' and lane.lease_until_ms < ${ctx.clock.now()} limit ${SWEEP_BATCH}`.execute(ctx.tx);
  return rows.rows.map((r) => unattended(r, 'RUNNER_LOST', 'The lease ran out: its runner went away, or did not end the task in time.'));
}

/** An end that no runner brought. */
export function unattended(held: { id: string; fence: number }, code: 'RUNNER_LOST' | 'CANCELLED', message: string): ResultFrame {
  return {
    t: 'result',
    task: held.id,
    fence: held.fence,
    outcome: { ok: false, code, message },
    usage: { wallMs: 0, cpuMs: 0, calls: 0, requests: 0 },
  };
}

/** The task a runner holds by this fence, or the refusal of a call in its name. */
export async function heldTask(ctx: Context, held: Held, runnerId: string): Promise<TaskRow> {
  const { rows } = await sql<TaskRow>`
    select task.* from lane join task on task.id = lane.head_task_id
    where lane.head_task_id = ${held.task} and lane.state = 'leased' and lane.lease_runner = ${runnerId} and task.fence = ${held.fence}`.execute(ctx.tx);
  const task = rows[0];
  if (!task) throw new PlatformError('staleFence', 'This attempt no longer holds its task.');
  return task;
}
