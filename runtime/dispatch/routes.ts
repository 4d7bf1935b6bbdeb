/** /devops/tasks as data: what ran, how it went, and its replay (platform-api.md section 25 and our own sub-resources). */
import Type from 'typebox';
import { findVisible, json, showOne, type Input, type Route, type Subject } from '../domain/kit/index.ts';
import { installations } from '../registry/index.ts';
import type { Context, TaskRow } from '../store/index.ts';
import { invalid } from '../base/index.ts';
import { breakerRoutes } from './breaker-routes.ts';
import { readRecording } from './recordings.ts';
import { discardTask, replayTask } from './replay.ts';
import { REPLAY_RATE, replays, startReplay, stopReplay, type ReplayInput } from './replays.ts';
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
  const event = await ctx.tx.selectFrom('event').select('correlation').where('id', '=', task.event_id).executeTakeFirst();
  return rows.map((r) => ({
    id: r.id,
    at: r.at,
    level: r.level,
    text: r.text,
    fence: r.fence,
    correlation: event?.correlation ?? '',
    ...(r.fields === null ? {} : { fields: json(r.fields) }),
  }));
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

const ReplaysBody = Type.Object(
  {
    filter: Type.Optional(
      Type.String({ maxLength: 2000, description: 'RQL over tasks, such as in(installation.id,(EIN-…)); all of one’s dead letters without it.' }),
    ),
    since: Type.Optional(Type.String({ description: 'They died at this time or later.' })),
    until: Type.Optional(Type.String({ description: 'They died at this time or before.' })),
    rate: Type.Optional(Type.Integer({ minimum: 1, maximum: REPLAY_RATE.max, description: `Tasks per second; default ${REPLAY_RATE.default}.` })),
    forget_steps: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** What a delivery carries, as the caller sees the object now: a replay delivers the same event with the object of its time. */
export function payloadRoute(subjects: ReadonlyMap<string, Subject>): Route {
  return {
    ...{ kind: 'read', method: 'GET', path: '/devops/tasks/{id}/payload', operation: 'getTaskPayload', tag: 'DevOps' },
    ...{ summary: 'What a delivery of it carries', roles: 'everyone' },
    async run(ctx, input) {
      const task = await found(ctx, input);
      const event = await ctx.tx.selectFrom('event').selectAll().where('id', '=', task.event_id).executeTakeFirstOrThrow();
      const data = json<Record<string, unknown>>(event.data);
      const subject = subjects.get(event.object_class);
      const object = (await subject?.read(ctx, [task.object_id]))?.get(task.object_id);
      const { id, type, status, object_id: objectId, created_at: at, correlation, hop } = event;
      return { event: { id, type, status, objectId, at, correlation, hop, data }, object: object ? (subject!.at?.(object, data) ?? object) : null };
    },
  };
}

// prettier-ignore
export const taskRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/devops/tasks', operation: 'listTasks', tag: 'DevOps', summary: 'Tasks, newest first', roles: 'everyone', collection: tasks },
  { kind: 'read', method: 'GET', path: '/devops/tasks/{id}', operation: 'getTask', tag: 'DevOps', summary: 'One task with its attempts', roles: 'everyone', run: (ctx, input) => showOne(ctx, tasks, input.params['id']!) },
  { kind: 'read', method: 'GET', path: '/devops/tasks/{id}/attempts', operation: 'getTaskAttempts', tag: 'DevOps', summary: 'How each attempt went', roles: 'everyone',
    run: async (ctx, input) => (await attemptsOf(ctx, [(await found(ctx, input)).id])).map(showAttempt) },
  { kind: 'read', method: 'GET', path: '/devops/tasks/{id}/logs', operation: 'getTaskLogs', tag: 'DevOps', summary: 'What its handler logged', roles: 'everyone', query: ['after'], run: logs },
  { kind: 'read', method: 'GET', path: '/devops/tasks/{id}/recording', operation: 'getTaskRecording', tag: 'DevOps', summary: 'One attempt as it was recorded (JSON Lines): the last one, or that of a fence', roles: 'everyone', query: ['fence'], type: 'application/jsonl',
    run: async (ctx, input) => readRecording(ctx, (await found(ctx, input)).id, input.query['fence']) },
  replay('replay', 'Deliver the same event again'),
  replay('resubmit', 'Deliver the same event again (the published name)'),
  { kind: 'list', method: 'GET', path: '/devops/installations/{id}/dead-letters', operation: 'listDeadLetters', tag: 'DevOps', summary: 'Tasks of an installation that came to nothing', roles: 'everyone', collection: tasks,
    below: { parent: installations, column: 'installation_id', only: { status: 'dead' } } },
  { kind: 'list', method: 'GET', path: '/devops/replays', operation: 'listReplays', tag: 'DevOps', summary: 'Dead letters replayed together', roles: 'everyone', collection: replays },
  { kind: 'read', method: 'GET', path: '/devops/replays/{id}', operation: 'getReplay', tag: 'DevOps', summary: 'How far it is', roles: 'everyone', run: (ctx, input) => showOne(ctx, replays, input.params['id']!) },
  { kind: 'write', method: 'POST', path: '/devops/replays', operation: 'startReplay', tag: 'DevOps', summary: 'Replay dead letters by filter and time, at a rate', roles: 'everyone', body: ReplaysBody, status: 201,
    run: async (ctx, input) => showOne(ctx, replays, await startReplay(ctx, input.body as ReplayInput)) },
  { kind: 'write', method: 'POST', path: '/devops/replays/{id}/stop', operation: 'stopReplay', tag: 'DevOps', summary: 'Replay no more of them', roles: 'everyone', body: Type.Object({}, closed),
    async run(ctx, input) {
      await stopReplay(ctx, input.params['id']!);
      return showOne(ctx, replays, input.params['id']!);
    } },
  ...breakerRoutes,
  { kind: 'write', method: 'POST', path: '/devops/tasks/{id}/discard', operation: 'discardTask', tag: 'DevOps', summary: 'Give a dead letter up; its lane goes on', roles: 'everyone', body: DiscardBody,
    async run(ctx, input) {
      const task = await found(ctx, input, true);
      await discardTask(ctx, task, (input.body as { reason: string }).reason);
      return showOne(ctx, tasks, task.id);
    } },
];
