/**
 * Who is served next: each free place goes to the account with the least running, and within it to the installation
 * with the least running; among equals to the one that has waited longest. Nothing is remembered between two claims, so
 * the answer is the same on every host, however long anybody's backlog is.
 */
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../store/index.ts';

export interface Waiting {
  id: string;
  account_id: string;
  concurrency: number;
  /** Tasks leased now: its own, and those of all its account, in installations where nothing waits as well. */
  running: number;
  account_running: number;
  /** When the head that has waited longest became due. */
  oldest: number;
  /** Whether a breaker of it is open. */
  gated?: number | boolean;
}

/**
 * `busy(id)`: installations with a ready lane, and a null at the end. It steps from one to the next in the index over ready
 * lanes, so its cost is the number of installations with work and not the number of lanes.
 */
export const BUSY = sql`busy(id) as (
      select min(installation_id) from lane where state = 'ready'
      union all
      select (select min(installation_id) from lane where state = 'ready' and installation_id > busy.id) from busy where busy.id is not null)`;

/** Installations with a lane that is due. */
export async function waitingInstallations(ctx: Context, environments: readonly string[]): Promise<Waiting[]> {
  const within = environments.includes('*') ? sql`1 = 1` : sql`i.environment_id in (${sql.join(environments)})`;
  const rows = await sql<Waiting>`
    with recursive ${BUSY}, ${leased('background')}
    select i.id, i.account_id, v.concurrency, ${runningIn(sql`i`)}, ${oldest(sql`i.id`)} as oldest,
      exists (select 1 from breaker where installation_id = i.id and state in ('open', 'probing')) as gated
    from busy
      join installation i on i.id = busy.id
      join package_version v on v.extension_id = i.extension_id and v.version = i.version
    where i.status != 'paused' and ${within}`.execute(ctx.tx);
  const now = ctx.clock.now();
  return rows.rows.filter((w) => w.oldest <= now).map(counted);
}

/** Answers of one installation under way at once; more questions wait, each within its own budget. */
const ANSWERS_AT_ONCE = 8;

/** Installations with a question that nobody has taken yet. Their background work counts for nothing here, and the other way round. */
export async function askedInstallations(ctx: Context, environments: readonly string[]): Promise<Waiting[]> {
  const within = environments.includes('*') ? sql`1 = 1` : sql`environment_id in (${sql.join(environments)})`;
  const rows = await sql<Omit<Waiting, 'concurrency'>>`
    with ${leased('interactive')}
    select asked.id, asked.account_id, asked.oldest, ${runningIn(sql`asked`)}
    from (select installation_id as id, account_id, min(run_at_ms) as oldest from lane where state = 'asked' and ${within}
      group by installation_id, account_id) as asked`.execute(ctx.tx);
  return rows.rows.map((w) => counted({ ...w, concurrency: ANSWERS_AT_ONCE }));
}

/** Installation id -> places it gets of `room`. */
export function share(waiting: Waiting[], room: number): Map<string, number> {
  const perAccount = new Map(waiting.map((w) => [w.account_id, w.account_running]));
  const shares = new Map<string, number>();
  let open = waiting.filter((w) => w.running < w.concurrency).map((w) => ({ ...w }));
  const before = (a: Waiting, b: Waiting) =>
    perAccount.get(a.account_id)! - perAccount.get(b.account_id)! || a.running - b.running || a.oldest - b.oldest || (a.id < b.id ? -1 : 1);
  while (room-- > 0 && open.length) {
    const next = open.reduce((best, w) => (before(w, best) < 0 ? w : best));
    shares.set(next.id, (shares.get(next.id) ?? 0) + 1);
    perAccount.set(next.account_id, perAccount.get(next.account_id)! + 1);
    if (++next.running >= next.concurrency) open = open.filter((w) => w !== next);
  }
  return shares;
}

/** Whether places were left over that an installation which used all of its own may still use. */
export function leftOver(waiting: Waiting[], wanted: Map<string, number>, heads: { installation_id: string }[]): boolean {
  if (heads.length === [...wanted.values()].reduce((sum, places) => sum + places, 0)) return false;
  const taken = Map.groupBy(heads, (h) => h.installation_id);
  return waiting.some(({ id, running, concurrency }) => {
    const count = taken.get(id)?.length ?? 0;
    return count === (wanted.get(id) ?? 0) && running + count < concurrency;
  });
}

/**
 * Where hosts claim at the same time, each installation is claimed for by one of them: its row is locked, the others
 * pass it by, and what waits and runs is read again under the lock. So `concurrency` holds over all hosts together.
 */
export async function lockShares(ctx: Context, shares: Map<string, number>, waiting: Waiting[]): Promise<Map<string, number>> {
  if (ctx.dialect.oneWriter || !shares.size) return shares;
  const locked = await sql<{ id: string }>`
    select id from installation where id in (${sql.join([...shares.keys()])}) order by id ${ctx.dialect.forUpdateSkipLocked('installation')}`.execute(ctx.tx);
  if (!locked.rows.length) return new Map();
  const ids = locked.rows.map((r) => r.id);
  const counted = await sql<{ id: string; running: number; oldest: number | null }>`
    select id, ${running(sql`installation.id`)} as running, ${oldest(sql`installation.id`)} as oldest
    from installation where id in (${sql.join(ids)})`.execute(ctx.tx);
  const due = counted.rows.filter((r) => r.oldest !== null && r.oldest <= ctx.clock.now());
  const limits = new Map(waiting.map((w) => [w.id, w.concurrency]));
  return new Map(due.map((r) => [r.id, Math.min(shares.get(r.id)!, limits.get(r.id)! - Number(r.running))]));
}

/** What runs now, by installation: as many rows as there are leases at most. */
function leased(kind: 'background' | 'interactive'): RawBuilder<unknown> {
  return sql`leased as (select installation_id, account_id, count(*) as running from lane
        where state = 'leased' and class = ${sql.lit(kind)} group by installation_id, account_id)`;
}

function runningIn(installation: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select running from leased where installation_id = ${installation}.id) as running,
      (select sum(running) from leased where account_id = ${installation}.account_id) as account_running`;
}

/** Sums of PostgreSQL come as text, and of nothing as null. */
function counted(w: Waiting): Waiting {
  return { ...w, running: Number(w.running), account_running: Number(w.account_running) };
}

function running(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select count(*) from lane where state = 'leased' and installation_id = ${id} and class = 'background')`;
}

/** When the ready lane of an installation that has waited longest became due. */
export const oldest = (id: RawBuilder<unknown>) => sql`(select min(run_at_ms) from lane where state = 'ready' and installation_id = ${id})`;
