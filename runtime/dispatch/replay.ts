/**
 * Dead letters come back by replay: a new delivery of the same event with fresh attempts, in the same lane. Recorded
 * steps are kept, so what was done outside is not done again, unless they are dropped on purpose.
 */
import { newId, PlatformError } from '../base/index.ts';
import type { Context, TaskRow } from '../store/index.ts';
import { advanceLane, appendTask } from './lanes.ts';
import { closeTask } from './settle.ts';

export async function replayTask(ctx: Context, task: TaskRow, options: { forgetSteps?: boolean } = {}): Promise<string> {
  if (!['done', 'dead', 'skipped', 'superseded', 'cancelled'].includes(task.status)) {
    throw new PlatformError('transition', `status: ${task.id} is ${task.status}; only a finished task is replayed.`);
  }
  if (options.forgetSteps) {
    await ctx.tx
      .deleteFrom('step')
      .where('installation_id', '=', task.installation_id)
      .where('handler', '=', task.event_type)
      .where('object_id', '=', task.object_id)
      .execute();
  }
  const id = newId('task');
  const { seq: _seq, ...row } = task;
  await appendTask(
    ctx,
    { ...row, id, status: 'ready', attempt: 0, reschedules: 0, fence: 0, replay_of: task.id, result: null, created_at: ctx.now, finished_at: null },
    ctx.clock.now(),
  );
  const result = {
    ...(JSON.parse(task.result ?? '{}') as object),
    replayed_as: id,
    replayed_by: ctx.actor.by.id,
    ...(options.forgetSteps ? { steps_forgotten: true } : {}),
  };
  await ctx.tx
    .updateTable('task')
    .set({ result: JSON.stringify(result) })
    .where('id', '=', task.id)
    .execute();
  await unpark(ctx, task);
  return id;
}

/** Gives a dead letter up for good; its lane goes on. */
export async function discardTask(ctx: Context, task: TaskRow, reason: string): Promise<void> {
  if (task.status !== 'dead') throw new PlatformError('transition', `status: ${task.id} is ${task.status}; only a dead letter is discarded.`);
  await closeTask(ctx, task, 'cancelled', { ...(JSON.parse(task.result ?? '{}') as object), discarded: reason, by: ctx.actor.by.id });
}

async function unpark(ctx: Context, task: TaskRow): Promise<void> {
  const lane = await ctx.tx.selectFrom('lane').select('id').where('id', '=', task.lane).where('state', '=', 'parked').executeTakeFirst();
  if (lane) await advanceLane(ctx, lane.id);
}
