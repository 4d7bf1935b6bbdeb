/**
 * What is kept how long, by named rule. Old rows go in batches, oldest first, each batch a unit of its own, so that no
 * order waits for housekeeping. Nothing that is open goes: neither a task, nor what belongs to one, nor its event; and a
 * dead letter that holds its lane stays until a person has decided.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Job } from '../domain/kit/index.ts';
import { SYSTEM, type Context, type Store, type Tables } from '../store/index.ts';
import { OPEN } from './lanes.ts';

interface Rule {
  table: keyof Tables & string;
  /** The growing key, and the time that rises with it. */
  key: string;
  time: string;
  /** Which of the old rows may go, as of a time. */
  may(before: string): RawBuilder<unknown>;
  /** Tables with a `task_id` whose rows go with a task. */
  with?: readonly (keyof Tables & string)[];
}

const ENDED = sql.join(['done', 'skipped', 'superseded', 'cancelled', 'unanswered'].map((state) => sql.lit(state)));
const OF_CLOSED_TASK = (table: string) => sql`not exists (select 1 from task where task.id = ${sql.ref(`${table}.task_id`)} and task.status in (${OPEN}))`;
const NO_LANE = sql`not exists (select 1 from lane where lane.head_task_id = task.id)`;
const OF_TASK = ['attempt', 'task_log', 'recording'] as const;

// prettier-ignore
const RULES = {
  logs:        { table: 'task_log', key: 'id',  time: 'at',         may: () => OF_CLOSED_TASK('task_log') },
  invocations: { table: 'attempt',  key: 'id',  time: 'started_at', may: () => sql`ended_at is not null and ${OF_CLOSED_TASK('attempt')}` },
  recordings:       { table: 'recording', key: 'id', time: 'created_at', may: () => sql`failed = 0` },
  failedRecordings: { table: 'recording', key: 'id', time: 'created_at', may: () => sql`failed = 1` },
  tasks:       { table: 'task',     key: 'seq', time: 'created_at', may: (before) => sql`status in (${ENDED}) and finished_at < ${before}`, with: OF_TASK },
  deadLetters: { table: 'task',     key: 'seq', time: 'created_at', may: (before) => sql`status = 'dead' and finished_at < ${before} and ${NO_LANE}`, with: OF_TASK },
  events:      { table: 'event',    key: 'seq', time: 'created_at', may: () => sql`routed = 1 and not exists (select 1 from task where task.object_id = event.object_id and task.event_id = event.id)` },
} as const satisfies Record<string, Rule>;

export type RetentionRule = keyof typeof RULES;
const NAMES = Object.keys(RULES) as RetentionRule[];

/** Days that rows are kept; 0 keeps them for ever. */
export type Keep = Readonly<Record<RetentionRule, number>>;

const DAY_MS = 86_400_000;
const EVERY_MS = 3_600_000;
/** Rows looked at in one unit. */
const BATCH = 200;

export function retentionJob(keep: Keep, onDeleted: (rule: RetentionRule, rows: number) => void = () => {}): Job {
  // where each rule is on its way from the oldest rows to those that are too young
  const passed = new Map<RetentionRule, number>();

  async function step(store: Store, name: RetentionRule): Promise<boolean> {
    const before = new Date(store.clock.now() - keep[name] * DAY_MS).toISOString();
    const rows = await store.read(SYSTEM, (ctx) => look(ctx, RULES[name], before, passed.get(name) ?? 0));
    const going = rows.filter((row) => row.may && row.at < before).map((row) => row.key);
    if (going.length) onDeleted(name, await store.write(SYSTEM, (ctx) => remove(ctx, RULES[name], before, going)));
    const last = rows.length === BATCH ? rows.at(-1)! : undefined;
    const more = last !== undefined && last.at < before;
    if (more) passed.set(name, last.key);
    else passed.delete(name);
    return more;
  }

  return {
    name: 'retention',
    everyMs: EVERY_MS,
    async run(store) {
      let more = false;
      for (const name of NAMES) if (keep[name] > 0) more = (await step(store, name)) || more;
      return more;
    },
  };
}

interface Looked {
  key: number;
  at: string;
  may: number;
}

/** The next rows by key, whatever they are: so a table of young rows costs one page and not itself. */
async function look(ctx: Context, rule: Rule, before: string, after: number): Promise<Looked[]> {
  const { rows } = await sql<Looked>`
    select ${sql.ref(rule.key)} as "key", ${sql.ref(rule.time)} as "at", case when ${rule.may(before)} then 1 else 0 end as "may"
    from ${sql.table(rule.table)} where ${sql.ref(rule.key)} > ${after} order by ${sql.ref(rule.key)} limit ${sql.lit(BATCH)}`.execute(ctx.tx);
  return rows;
}

/** Asked again in the deleting unit: meanwhile a dead letter may have been replayed. */
async function remove(ctx: Context, rule: Rule, before: string, keys: number[]): Promise<number> {
  const going = sql`${ctx.dialect.among(rule.key, keys)} and ${rule.may(before)}`;
  for (const table of rule.with ?? [])
    await sql`delete from ${sql.table(table)} where task_id in (select id from ${sql.table(rule.table)} where ${going})`.execute(ctx.tx);
  const gone = await sql`delete from ${sql.table(rule.table)} where ${going} returning ${sql.ref(rule.key)}`.execute(ctx.tx);
  return gone.rows.length;
}
