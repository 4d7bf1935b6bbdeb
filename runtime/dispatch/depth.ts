/** How much waits and for how long, as metrics show it: each count ends at a limit, so that a look costs the same whatever waits. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Context } from '../store/index.ts';
import type { TaskClass } from './observer.ts';
import { BUSY, oldest } from './shares.ts';
import { WEBHOOK_ENVIRONMENT } from './webhook-tasks.ts';

/** Counts are exact up to here and stand still beyond. */
const DEPTH_MAX = 100_000;

export interface Depth {
  /** Lanes that wait to be claimed, by class; each is one object of one installation. */
  waiting: Record<TaskClass, number>;
  /** Milliseconds since the one that has waited longest became due; 0 where nothing is due. */
  oldestMs: Record<TaskClass, number>;
  /** Lanes whose head is under way, is dead, or waits for a breaker. */
  leased: number;
  parked: number;
  held: number;
  deadLetters: number;
  breakers: { open: number; probing: number };
}

export async function queueDepth(ctx: Context): Promise<Depth> {
  const count = (table: string, where: RawBuilder<SqlBool>) =>
    sql`(select count(*) from (select 1 as one from ${sql.table(table)} where ${where} limit ${sql.lit(DEPTH_MAX)}) as counted)`;
  const state = (name: string) => count('lane', sql`state = ${sql.lit(name)}`);
  const webhook = sql<SqlBool>`environment_id = ${sql.lit(WEBHOOK_ENVIRONMENT)} and state = 'ready'`;
  const { rows } = await sql<Record<string, number | string | null>>`
    with recursive ${BUSY},
      first as (select ${oldest(sql`busy.id`)} as at,
        exists (select 1 from webhook where webhook.id = busy.id) as poked from busy where busy.id is not null)
    select ${state('ready')} as ready, ${count('lane', webhook)} as webhook, ${state('asked')} as asked, ${state('leased')} as leased,
      (select count(*) from (select 1 as one from task join lane on lane.head_task_id = task.id where task.status = 'dead' limit ${sql.lit(DEPTH_MAX)}) as counted) as parked,
      ${state('held')} as held, ${count('task', sql`status = 'dead'`)} as dead,
      (select min(at) from first where not poked) as background_at, (select min(at) from first where poked) as webhook_at,
      (select min(run_at_ms) from lane where state = 'asked') as asked_at,
      ${count('breaker', sql`state = 'open'`)} as open, ${count('breaker', sql`state = 'probing'`)} as probing`.execute(ctx.tx);
  const row = rows[0]!;
  const number = (name: string) => Number(row[name] ?? 0);
  const age = (name: string) => (row[name] === null ? 0 : Math.max(0, ctx.clock.now() - number(name)));
  return {
    waiting: { background: number('ready') - number('webhook'), interactive: number('asked'), webhook: number('webhook') },
    oldestMs: { background: age('background_at'), interactive: age('asked_at'), webhook: age('webhook_at') },
    ...{ leased: number('leased'), parked: number('parked'), held: number('held'), deadLetters: number('dead') },
    breakers: { open: number('open'), probing: number('probing') },
  };
}
