/** /devops/tasks as data: what ran, how it went, and its replay (platform-api.md section 25 and our own sub-resources). */
import Type from 'typebox';
import { findVisible, json, showOne, type Input, type Route } from '../domain/kit/index.ts';
import type { Context, TaskRow } from '../store/index.ts';
import { invalid } from '../base/index.ts';
import { discardTask, replayTask } from './replay.ts';
import { attemptsOf, showAttempt, tasks } from './tasks.ts';

const closed = { additionalProperties: false } as const;
const ReplayBody = Type.Object({ forget_steps: Type.Optional(Type.Boolean()) }, closed);
const DiscardBody = Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }, closed);
/** More lines than this are read by `after`, the id of the last line seen. */
const LOG_LINES = 10_000;

const found = (ctx: Context, input: Input, lock = false): Promise<TaskRow> => findVisible(ctx, tasks, input.params['id']!, { lock });

async function logs(ctx: Context, input: Input): Promise<object[]> {
  const task = await found(ctx, input);
  const given = input.query['after'] ?? '0';
  const after = Number(given);
  if (!/^\d+$/.test(given) || !Number.isSafeInteger(after))
    throw invalid('after', `${JSON.stringify(given)} is not allowed; allowed: the id of a line, a whole number.`);
  const rows = await ctx.tx.selectFrom('task_log').selectAll().where('task_id', '=', task.id).where('id', '>', after).orderBy('id').limit(LOG_LINES).execute();
  return rows.map((r) => ({ id: r.id, at: r.at, level: r.level, text: r.text, fence: r.fence, ...(r.fields === null ? {} : { fields: json(r.fields) }) }));
}

const replay = (name: 'replay' | 'resubmit', summary: string): Route => ({
  kind: 'write',
  method: 'POST',
  path: `/devops/tasks/{id}/${name}`,
  operation: `${name}Task`,
  tag: 'DevOps',
  summary,
  roles: 'everyone',
  body: ReplayBody,
  status: 201,
  async run(ctx, input) {
    const { forget_steps: forgetSteps = false } = input.body as { forget_steps?: boolean };
    return showOne(ctx, tasks, await replayTask(ctx, await found(ctx, input, true), { forgetSteps }));
  },
});

// prettier-ignore
export const taskRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/devops/tasks', operation: 'listTasks', tag: 'DevOps', summary: 'Tasks, newest first', roles: 'everyone', collection: tasks },
  { kind: 'read', method: 'GET', path: '/devops/tasks/{id}', operation: 'getTask', tag: 'DevOps', summary: 'One task with its attempts', roles: 'everyone', run: (ctx, input) => showOne(ctx, tasks, input.params['id']!) },
  { kind: 'read', method: 'GET', path: '/devops/tasks/{id}/attempts', operation: 'getTaskAttempts', tag: 'DevOps', summary: 'How each attempt went', roles: 'everyone',
    run: async (ctx, input) => (await attemptsOf(ctx, [(await found(ctx, input)).id])).map(showAttempt) },
  { kind: 'read', method: 'GET', path: '/devops/tasks/{id}/logs', operation: 'getTaskLogs', tag: 'DevOps', summary: 'What its handler logged', roles: 'everyone', query: ['after'], run: logs },
  replay('replay', 'Deliver the same event again'),
  replay('resubmit', 'Deliver the same event again (the published name)'),
  { kind: 'write', method: 'POST', path: '/devops/tasks/{id}/discard', operation: 'discardTask', tag: 'DevOps', summary: 'Give a dead letter up; its lane goes on', roles: 'everyone', body: DiscardBody,
    async run(ctx, input) {
      const task = await found(ctx, input, true);
      await discardTask(ctx, task, (input.body as { reason: string }).reason);
      return showOne(ctx, tasks, task.id);
    } },
];
