/**
 * Dead letters replayed together: those that a filter names, of a time, at a rate, until stopped. The order is that in which
 * they were made, so tasks of one object come back in theirs. One that was replayed before is left out, and one that cannot
 * be replayed (its installation is gone) is counted and told, not stumbled over.
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { asError, PlatformError } from '../base/index.ts';
import { findVisible, onOneHost, visible, type Collection, type Job } from '../domain/kit/index.ts';
import { filterToSql, parseQuery } from '../rql/index.ts';
import { SYSTEM, type Context, type ReplayRow, type Role, type TaskRow } from '../store/index.ts';
import { replayTask } from './replay.ts';
import { tasks } from './tasks.ts';

/** Tasks per second, where nothing else is asked for, and at most. */
export const REPLAY_RATE = { default: 10, max: 500 } as const;
/** How often the job looks, and so how finely the rate is kept. */
const EVERY_MS = 500;

export interface ReplayInput {
  filter?: string;
  since?: string;
  until?: string;
  rate?: number;
  forget_steps?: boolean;
}

export const replays: Collection<ReplayRow> = {
  table: 'replay',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true },
    status: { column: 'status', order: true },
    created: { column: 'created_at', type: 'time', order: true },
  },
  order: [
    ['created_at', 'desc'],
    ['id', 'desc'],
  ],
  render: async (_ctx, rows) =>
    rows.map((r) => ({
      ...{ id: r.id, status: r.status, filter: r.filter, since: r.since, until: r.until, rate: r.per_second, forget_steps: r.forget_steps === 1 },
      ...{ total: r.total, replayed: r.replayed, skipped: r.skipped, last_error: r.last_error, by: { id: r.created_by } },
      ...{ created: r.created_at, ended: r.ended_at },
    })),
};

/** What is dead now and fits is counted and will be replayed; what dies later is not part of it. */
export async function startReplay(ctx: Context, input: ReplayInput): Promise<string> {
  const { filter = '', rate = REPLAY_RATE.default, forget_steps: forget = false } = input;
  const wanted = { filter, since: utc('since', input.since), until: utc('until', input.until) };
  const found = await sql<{ total: number; last: number | null }>`select count(*) as total, max(seq) as last from task where ${fits(ctx, wanted)}`.execute(
    ctx.tx,
  );
  const { total, last } = found.rows[0]!;
  const id = await ctx.id('replay', 'replay');
  await ctx.tx
    .insertInto('replay')
    .values({
      ...{ id, account_id: ctx.actor.accountId, role: ctx.actor.role, created_by: ctx.actor.by.id },
      ...wanted,
      ...{ per_second: rate, forget_steps: forget ? 1 : 0, status: 'running', total: Number(total), replayed: 0, skipped: 0, last_error: null },
      ...{ cursor_seq: 0, end_seq: Number(last ?? 0), next_ms: ctx.clock.now(), created_at: ctx.now, ended_at: null },
    })
    .execute();
  return id;
}

export async function stopReplay(ctx: Context, id: string): Promise<void> {
  const row = await findVisible(ctx, replays, id, { lock: true });
  if (row.status !== 'running') throw new PlatformError('transition', `status: ${id} is ${row.status}; only one that runs is stopped.`);
  await ctx.tx.updateTable('replay').set({ status: 'stopped', ended_at: ctx.now }).where('id', '=', id).execute();
}

export const replayJob: Job = {
  name: 'replays',
  everyMs: EVERY_MS,
  async run(store) {
    const running = (ctx: Context) => sql`select 1 from replay where status = 'running' and next_ms <= ${ctx.clock.now()} limit 1`.execute(ctx.tx);
    return (await store.read(SYSTEM, running)).rows.length > 0 && work.run(store);
  },
};

const work = onOneHost('replays', EVERY_MS, async (ctx) => {
  const now = ctx.clock.now();
  const due = await sql<ReplayRow>`
    select * from replay where status = 'running' and next_ms <= ${now} order by next_ms limit 10 ${ctx.dialect.forUpdate}`.execute(ctx.tx);
  for (const row of due.rows) await goOn(ctx, row);
  return false;
});

/** As many as the rate allows between two looks. */
async function goOn(ctx: Context, row: ReplayRow): Promise<void> {
  const by = { id: row.created_by, name: row.id };
  const own = ctx.as({ actor: { accountId: row.account_id, role: row.role as Role, by } });
  const count = Math.ceil((row.per_second * EVERY_MS) / 1000);
  const next = await sql<TaskRow>`
    select * from task where ${fits(own, row)} and seq > ${row.cursor_seq} and seq <= ${row.end_seq} order by seq limit ${count}`.execute(ctx.tx);
  const set = { replayed: row.replayed, skipped: row.skipped, last_error: row.last_error };
  for (const task of next.rows) {
    const refusal = await replayTask(own, task, { forgetSteps: row.forget_steps === 1 }).then(() => undefined, asRefusal);
    if (refusal === undefined) set.replayed++;
    else Object.assign(set, { skipped: set.skipped + 1, last_error: `${task.id}: ${refusal}`.slice(0, 1_000) });
  }
  const ended = next.rows.length < count;
  await ctx.tx
    .updateTable('replay')
    .set({
      ...set,
      cursor_seq: next.rows.at(-1)?.seq ?? row.cursor_seq,
      next_ms: ctx.clock.now() + (next.rows.length / row.per_second) * 1000,
      ...(ended ? { status: 'done', ended_at: ctx.now } : {}),
    })
    .where('id', '=', row.id)
    .execute();
}

/** A refusal is told before anything is written; anything else ends the unit. */
function asRefusal(error: unknown): string {
  if (error instanceof PlatformError && error.status < 500) return error.errors.join(' ');
  throw asError(error);
}

function fits(ctx: Context, { filter, since, until }: Pick<ReplayRow, 'filter' | 'since' | 'until'>): RawBuilder<SqlBool> {
  const query = parseQuery(filter);
  if (query.ordering.length || query.select.length || query.search !== undefined || query.limit !== undefined || query.offset !== undefined)
    throw new PlatformError('validation', 'filter: conditions only are allowed, no ordering, select, search or page.');
  const parts = [
    visible(ctx, tasks),
    sql`status = 'dead'`,
    sql`not exists (select 1 from task as again where again.replay_of = task.id)`,
    ...(query.filter ? [filterToSql({ dialect: ctx.dialect, table: 'task', fields: tasks.fields }, query.filter)] : []),
    ...(since === null ? [] : [sql`finished_at >= ${since}`]),
    ...(until === null ? [] : [sql`finished_at <= ${until}`]),
  ];
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

function utc(field: string, value: string | undefined): string | null {
  if (value === undefined) return null;
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw new PlatformError('validation', `${field}: ${JSON.stringify(value)} is not a time; an ISO date is expected.`);
  return new Date(at).toISOString();
}
