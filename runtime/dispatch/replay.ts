/**
 * Dead letters come back by replay: a new delivery of the same event with fresh attempts, in the same lane. Recorded
 * steps are kept, so what was done outside is not done again, unless they are dropped on purpose; who did what is
 * written into the new task's log.
 */
import { isInteractive } from '../../sdk/contract/index.ts';
import { newId, PlatformError } from '../base/index.ts';
import type { Context, TaskRow } from '../store/index.ts';
import { advanceLane, appendTasks, OPEN_TASK, setHead, stepObject, type NewTask } from './lanes.ts';
import { HOST_ENVIRONMENT } from './reactions.ts';
import { WEBHOOK_ENVIRONMENT } from './webhook-tasks.ts';
import { insertLogs } from './task-logs.ts';

/** One at a time: said again while its replay is open, it is that one. Answers the id of the new task. */
export async function replayTask(ctx: Context, task: TaskRow, options: { forgetSteps?: boolean } = {}): Promise<string> {
  if ((OPEN_TASK as readonly string[]).includes(task.status))
    throw new PlatformError('transition', `status: ${task.id} is ${task.status}; only a task that has ended is replayed.`);
  if (isInteractive(task.event_type)) throw new PlatformError('transition', `event_type: ${task.event_type} had somebody waiting for it; nobody is any more.`);
  await requireInstallation(ctx, task);
  const open = await openReplay(ctx, task);
  if (open && !options.forgetSteps) return open;
  if (open)
    throw new PlatformError('transition', `forget_steps: ${task.id} is being replayed as ${open}, which keeps its steps; discard or finish that one first.`);
  const forgotten = options.forgetSteps ? await forgetSteps(ctx, task) : undefined;
  const { seq: _, ...row } = task;
  const again: NewTask = {
    ...row,
    ...{ id: newId('task'), status: 'ready', replay_of: task.id, result: null, created_at: ctx.now, finished_at: null },
    ...{ attempt: 0, reschedules: 0, crashes: 0, lost: 0, fence: 0 },
  };
  const parked = await isParkedHead(ctx, task);
  await appendTasks(ctx, [again], ctx.clock.now());
  // it takes the dead one's place, before what waits behind it
  if (parked) await setHead(ctx, task.lane, 'ready', again.id, ctx.clock.now());
  const by = { id: ctx.actor.by.id, name: ctx.actor.by.name };
  const line = (text: string, fields: object) => ({ at: ctx.now, level: 'info' as const, text, fields });
  await insertLogs(ctx, { task: again.id, fence: 0 }, [
    line(`replay of ${task.id}`, { by }),
    ...(forgotten ? [line(`recorded steps forgotten: ${forgotten.join(', ') || 'there were none'}`, { by, steps: forgotten })] : []),
  ]);
  return again.id;
}

/** Gives a dead letter up for good; its lane goes on. */
export async function discardTask(ctx: Context, task: TaskRow, reason: string): Promise<void> {
  if (task.status !== 'dead') throw new PlatformError('transition', `status: ${task.id} is ${task.status}; only a dead letter is discarded.`);
  const parked = await isParkedHead(ctx, task);
  const by = { id: ctx.actor.by.id, name: ctx.actor.by.name };
  await ctx.tx
    .updateTable('task')
    .set({ status: 'cancelled', result: JSON.stringify({ ...(JSON.parse(task.result ?? '{}') as object), discarded: { reason, by, at: ctx.now } }) })
    .where('id', '=', task.id)
    .execute();
  if (parked) await advanceLane(ctx, task.lane);
}

async function openReplay(ctx: Context, task: TaskRow): Promise<string | undefined> {
  const row = await ctx.tx.selectFrom('task').select('id').where('replay_of', '=', task.id).where('status', 'in', OPEN_TASK).executeTakeFirst();
  return row?.id;
}

async function forgetSteps(ctx: Context, task: TaskRow): Promise<string[]> {
  const rows = await ctx.tx
    .deleteFrom('step')
    .where('installation_id', '=', task.installation_id)
    .where('handler', '=', task.event_type)
    .where('object_id', '=', stepObject(task))
    .returning('name')
    .execute();
  return rows.map((r) => r.name).toSorted();
}

async function isParkedHead(ctx: Context, task: TaskRow): Promise<boolean> {
  const lane = await ctx.tx.selectFrom('lane').select('id').where('head_task_id', '=', task.id).where('state', '=', 'parked').executeTakeFirst();
  return lane !== undefined;
}

async function requireInstallation(ctx: Context, task: TaskRow): Promise<void> {
  if (task.environment_id === HOST_ENVIRONMENT) return;
  if (task.environment_id === WEBHOOK_ENVIRONMENT) {
    const hook = await ctx.tx.selectFrom('webhook').select('active').where('id', '=', task.installation_id).executeTakeFirst();
    if (hook?.active === 1) return;
    throw new PlatformError('transition', `webhook: ${task.installation_id} is ${hook ? 'not active' : 'deleted'}; nothing is delivered to it any more.`);
  }
  const row = await ctx.tx.selectFrom('installation').select('status').where('id', '=', task.installation_id).executeTakeFirst();
  if (row?.status !== 'installed' && row?.status !== 'paused')
    throw new PlatformError('transition', `installation: ${task.installation_id} is ${row?.status ?? 'deleted'}; nothing is delivered to it any more.`);
}
