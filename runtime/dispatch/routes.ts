/** /devops/tasks as data: what ran, how it went, and its replay (platform-api.md section 25 and our own sub-resources). */
import Type from 'typebox';
import { findVisible, json, showOne, type Collection, type Route } from '../domain/kit/index.ts';
import type { TaskRow, TaskStatus } from '../store/index.ts';
import { discardTask, replayTask } from './replay.ts';

/** Our state -> the published status. */
// prettier-ignore
const PUBLISHED: Record<TaskStatus, string> = {
  ready: 'scheduled', leased: 'processing', retry: 'retrying', rescheduled: 'rescheduled',
  done: 'succeeded', dead: 'failed', skipped: 'skipped', superseded: 'skipped', cancelled: 'skipped',
};

export const tasks: Collection<TaskRow> = {
  table: 'task',
  scope: ['account_id'],
  fields: {
    id: { column: 'id' },
    state: { column: 'status' },
    event_type: { column: 'event_type' },
    'object.id': { column: 'object_id' },
    'installation.id': { column: 'installation_id' },
    'event.id': { column: 'event_id' },
    replay_of: { column: 'replay_of' },
    created: { column: 'created_at', type: 'time', order: true },
    finished: { column: 'finished_at', type: 'time', order: true },
  },
  order: [['seq', 'desc']],
  async render(ctx, rows) {
    const ids = rows.map((r) => r.id);
    const attempts = ids.length ? await ctx.tx.selectFrom('attempt').selectAll().where('task_id', 'in', ids).orderBy('fence').execute() : [];
    const events = ids.length
      ? await ctx.tx
          .selectFrom('event')
          .select(['id', 'status', 'correlation', 'created_at'])
          .where('id', 'in', [...new Set(rows.map((r) => r.event_id))])
          .execute()
      : [];
    return rows.map((row) => {
      const event = events.find((e) => e.id === row.event_id);
      return {
        id: row.id,
        status: PUBLISHED[row.status],
        state: row.status,
        event_type: row.event_type,
        event: { id: row.event_id, status: event?.status ?? '', at: event?.created_at ?? '', correlation: event?.correlation ?? '' },
        object: { id: row.object_id },
        installation: { id: row.installation_id },
        account: { id: row.account_id },
        attempts_counted: row.attempt,
        reschedules: row.reschedules,
        replay_of: row.replay_of,
        result: row.result === null ? null : json(row.result),
        created: row.created_at,
        finished: row.finished_at,
        attempts: attempts
          .filter((a) => a.task_id === row.id)
          .map((a) => ({
            fence: a.fence,
            counted: a.counted === 1,
            outcome: a.outcome,
            message: a.message,
            stack: a.stack,
            runner: a.runner,
            version: a.version,
            started: a.started_at,
            ended: a.ended_at,
            wait_ms: a.wait_ms,
            wall_ms: a.wall_ms,
            cpu_ms: a.cpu_ms,
          })),
      };
    });
  },
};

const ReplayBody = Type.Object({ forget_steps: Type.Optional(Type.Boolean()) }, { additionalProperties: false });
const DiscardBody = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }, { additionalProperties: false });

const replay = (name: 'replay' | 'resubmit'): Route => ({
  kind: 'write',
  method: 'POST',
  path: `/devops/tasks/{id}/${name}`,
  operation: `${name}Task`,
  tag: 'DevOps',
  summary: 'Deliver the same event again',
  roles: 'everyone',
  strict: true,
  body: ReplayBody,
  status: 201,
  async run(ctx, input) {
    const task = await findVisible(ctx, tasks, input.params['id']!, { lock: true });
    return showOne(ctx, tasks, await replayTask(ctx, task, { forgetSteps: (input.body as { forget_steps?: boolean } | undefined)?.forget_steps ?? false }));
  },
});

// prettier-ignore
export const taskRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/devops/tasks', operation: 'listTasks', tag: 'DevOps', summary: 'Tasks, newest first', roles: 'everyone', collection: tasks },
  { kind: 'read', method: 'GET', path: '/devops/tasks/{id}', operation: 'getTask', tag: 'DevOps', summary: 'One task with its attempts', roles: 'everyone', run: (ctx, input) => showOne(ctx, tasks, input.params['id']!) },
  { kind: 'read', method: 'GET', path: '/devops/tasks/{id}/logs', operation: 'getTaskLogs', tag: 'DevOps', summary: 'What its handler logged', roles: 'everyone',
    async run(ctx, input) {
      const task = await findVisible(ctx, tasks, input.params['id']!);
      const rows = await ctx.tx.selectFrom('task_log').selectAll().where('task_id', '=', task.id).orderBy('id').limit(10_000).execute();
      return rows.map((r) => ({ at: r.at, level: r.level, text: r.text, fence: r.fence, ...(r.fields === null ? {} : { fields: json(r.fields) }) }));
    } },
  replay('replay'),
  replay('resubmit'),
  { kind: 'write', method: 'POST', path: '/devops/tasks/{id}/discard', operation: 'discardTask', tag: 'DevOps', summary: 'Give a dead letter up; its lane goes on', roles: 'everyone', strict: true, body: DiscardBody,
    async run(ctx, input) {
      const task = await findVisible(ctx, tasks, input.params['id']!, { lock: true });
      await discardTask(ctx, task, (input.body as { reason: string }).reason);
      return showOne(ctx, tasks, task.id);
    } },
];
