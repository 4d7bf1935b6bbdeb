/**
 * The lane table is the ready queue: one row per (installation, event type, object) that has an open task, pointing at
 * its head. A row exists exactly while its lane has something open, so order per object needs no search for older
 * tasks (a NOT EXISTS check was 10-12 times slower, measured: peers.md 4.4).
 */
import type { Context, TaskRow } from '../store/index.ts';

export const OPEN_TASK = ['ready', 'leased', 'retry', 'rescheduled'] as const;

export function laneId(installationId: string, eventType: string, objectId: string): string {
  return `${installationId}|${eventType}|${objectId}`;
}

/**
 * Appends a task to its lane. The conflict clause touches the row instead of doing nothing: on PostgreSQL it thereby
 * waits for a settle that is just removing the lane, and then inserts it anew.
 */
export async function appendTask(ctx: Context, task: Omit<TaskRow, 'seq'>, runAtMs: number): Promise<void> {
  await ctx.tx.insertInto('task').values(task).execute();
  await ctx.tx
    .insertInto('lane')
    .values({
      id: task.lane,
      installation_id: task.installation_id,
      account_id: task.account_id,
      environment_id: task.environment_id,
      state: 'ready',
      head_task_id: task.id,
      run_at_ms: runAtMs,
      lease_until_ms: null,
      lease_runner: null,
    })
    .onConflict((oc) => oc.column('id').doUpdateSet((eb) => ({ head_task_id: eb.ref('lane.head_task_id') })))
    .execute();
}

/** After its head is closed: the next open task leads, or the lane goes away. */
export async function advanceLane(ctx: Context, id: string): Promise<void> {
  const next = await ctx.tx.selectFrom('task').select('id').where('lane', '=', id).where('status', 'in', OPEN_TASK).orderBy('seq').limit(1).executeTakeFirst();
  if (!next) await ctx.tx.deleteFrom('lane').where('id', '=', id).execute();
  else await setLane(ctx, id, 'ready', next.id, ctx.clock.now());
}

/** The same head runs again at a time; later tasks of the lane wait behind it. */
export async function delayLane(ctx: Context, id: string, taskId: string, runAtMs: number): Promise<void> {
  await setLane(ctx, id, 'ready', taskId, runAtMs);
}

/** A dead head holds its lane until it is replayed or discarded. */
export async function parkLane(ctx: Context, id: string, taskId: string): Promise<void> {
  await setLane(ctx, id, 'parked', taskId, 0);
}

async function setLane(ctx: Context, id: string, state: 'ready' | 'parked', head: string, runAtMs: number): Promise<void> {
  await ctx.tx
    .updateTable('lane')
    .set({ state, head_task_id: head, run_at_ms: runAtMs, lease_until_ms: null, lease_runner: null })
    .where('id', '=', id)
    .execute();
}
