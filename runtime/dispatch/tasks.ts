/** The collection of tasks: who sees them, what may be filtered, and how one is shown. */
import { sql, type SqlBool } from 'kysely';
import { json, type Collection } from '../domain/kit/index.ts';
import type { AttemptRow, Context, TaskRow, TaskStatus } from '../store/index.ts';

/** Our state -> the published status; the table task_status says the same to filters. */
// prettier-ignore
const PUBLISHED: Record<TaskStatus, string> = {
  ready: 'scheduled', leased: 'processing', retry: 'retrying', rescheduled: 'rescheduled',
  done: 'succeeded', dead: 'failed', skipped: 'skipped', superseded: 'skipped', cancelled: 'skipped', unanswered: 'failed',
};

/** As the index task_dead says it. */
const DEAD = sql<SqlBool>`status = 'dead'`;

export const tasks: Collection<TaskRow> = {
  table: 'task',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', indexed: true },
    status: { column: 'status', table: 'task_status', key: 'state', target: 'published' },
    state: { column: 'status' },
    event_type: { column: 'event_type' },
    'event.id': { column: 'event_id' },
    'object.id': { column: 'object_id', indexed: true },
    'installation.id': { column: 'installation_id' },
    'account.id': { column: 'account_id' },
    'environment.id': { column: 'environment_id' },
    replay_of: { column: 'replay_of' },
    created: { column: 'created_at', type: 'time', order: true },
    finished: { column: 'finished_at', type: 'time', order: true },
  },
  order: [['seq', 'desc']],
  partial: [
    { field: 'state', value: 'dead', says: DEAD },
    { field: 'status', value: PUBLISHED.dead, says: DEAD },
  ],
  async render(ctx, rows, view) {
    const ids = rows.map((r) => r.id);
    if (!ids.length) return [];
    const attempts = Map.groupBy(await attemptsOf(ctx, ids), (a) => a.task_id);
    const events = await eventsOf(ctx, rows);
    const lanes = await lanesOf(ctx, rows);
    const replays = await replaysOf(ctx, ids);
    return rows.map((row) => {
      const event = events.get(row.event_id);
      const tries = attempts.get(row.id) ?? [];
      const lane = lanes.get(row.lane);
      return {
        id: row.id,
        status: PUBLISHED[row.status],
        state: row.status,
        event_type: row.event_type,
        event: { id: row.event_id, status: event?.status ?? '', at: event?.created_at ?? '', correlation: event?.correlation ?? '', hop: event?.hop ?? 0 },
        object: { id: row.object_id },
        installation: { id: row.installation_id },
        environment: { id: row.environment_id },
        account: { id: row.account_id },
        lane: { id: row.lane, state: lane?.state ?? 'empty', head: lane?.head_task_id === row.id },
        next_run: lane?.head_task_id === row.id && lane.state === 'ready' ? new Date(lane.run_at_ms).toISOString() : null,
        attempts_made: tries.length,
        attempts_counted: row.attempt,
        crashes: row.crashes,
        lost: row.lost,
        reschedules: row.reschedules,
        replay_of: row.replay_of,
        replayed_as: replays.get(row.id) ?? [],
        result: row.result === null ? null : json(row.result),
        last_error: tries.findLast((a) => a.message !== null)?.message ?? null,
        created: row.created_at,
        finished: row.finished_at,
        ...(view === 'one' ? { attempts: tries.map(showAttempt) } : {}),
      };
    });
  },
};

export function attemptsOf(ctx: Context, taskIds: string[]): Promise<AttemptRow[]> {
  return ctx.tx.selectFrom('attempt').selectAll().where('task_id', 'in', taskIds).orderBy('fence').execute();
}

export function showAttempt(a: AttemptRow): object {
  return {
    fence: a.fence,
    attempt: a.attempt,
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
    ...{ memory_bytes: a.memory_bytes, calls: a.calls, requests: a.requests },
    called: a.called === null ? [] : json(a.called),
    ...(a.late === null ? {} : { late_result: json(a.late) }),
  };
}

async function eventsOf(ctx: Context, rows: TaskRow[]) {
  const found = await ctx.tx
    .selectFrom('event')
    .select(['id', 'status', 'correlation', 'hop', 'created_at'])
    .where('id', 'in', [...new Set(rows.map((r) => r.event_id))])
    .execute();
  return new Map(found.map((e) => [e.id, e]));
}

async function lanesOf(ctx: Context, rows: TaskRow[]) {
  const found = await ctx.tx
    .selectFrom('lane')
    .selectAll()
    .where('id', 'in', [...new Set(rows.map((r) => r.lane))])
    .execute();
  return new Map(found.map((l) => [l.id, l]));
}

async function replaysOf(ctx: Context, ids: string[]): Promise<Map<string, string[]>> {
  const found = await ctx.tx.selectFrom('task').select(['id', 'replay_of']).where('replay_of', 'in', ids).orderBy('seq').execute();
  return new Map([...Map.groupBy(found, (t) => t.replay_of!)].map(([id, list]) => [id, list.map((t) => t.id)]));
}
