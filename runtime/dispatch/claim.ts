/**
 * Handing work to a runner with room: heads of ready lanes are leased in one batch, shared fairly between accounts and
 * then between their installations, never more per installation than its `concurrency`.
 */
import { sql } from 'kysely';
import type { TaskFrame } from '../../sdk/contract/index.ts';
import type { Context, LaneRow } from '../store/index.ts';
import { equipTasks, type FrameSource } from './frames.ts';

/** Ready lanes looked at per claim: fairness is exact within this window, and the cost is bounded by it. */
const WINDOW = 512;

export interface Claimant {
  name: string;
  environments: readonly string[];
  secretsGranted: boolean;
}

export async function claim(ctx: Context, source: FrameSource, claimant: Claimant, room: number, leaseMs: number): Promise<TaskFrame[]> {
  if (room <= 0) return [];
  const lanes = await readyLanes(ctx, claimant, room);
  if (!lanes.length) return [];
  const leaseUntil = ctx.clock.now() + leaseMs;
  await ctx.tx
    .updateTable('lane')
    .set({ state: 'leased', lease_until_ms: leaseUntil, lease_runner: claimant.name })
    .where(
      'id',
      'in',
      lanes.map((l) => l.id),
    )
    .execute();
  const tasks = await ctx.tx
    .updateTable('task')
    .set((eb) => ({ status: 'leased', fence: eb('fence', '+', 1) }))
    .where(
      'id',
      'in',
      lanes.map((l) => l.head_task_id),
    )
    .returningAll()
    .execute();
  return equipTasks(
    ctx,
    source,
    claimant,
    tasks.sort((a, b) => a.seq - b.seq),
    lanes,
  );
}

async function readyLanes(ctx: Context, claimant: Claimant, room: number): Promise<LaneRow[]> {
  const scope = claimant.environments.includes('*') ? sql`1 = 1` : sql`environment_id in (${sql.join(claimant.environments)})`;
  const rows = await sql<LaneRow & { running: number; turn: number; busy_limit: number }>`
    select lane.*, coalesce(leased.running, 0) as running,
      row_number() over (partition by lane.installation_id order by lane.run_at_ms, lane.id) as turn
    from (select * from lane where state = 'ready' and run_at_ms <= ${ctx.clock.now()} and ${scope}
          order by run_at_ms limit ${WINDOW} ${ctx.dialect.forUpdateSkipLocked()}) as lane
    left join (select installation_id, count(*) as running from lane where state = 'leased' group by installation_id) as leased
      on leased.installation_id = lane.installation_id`.execute(ctx.tx);
  const limits = await concurrencyOf(
    ctx,
    rows.rows.map((r) => r.installation_id),
  );
  const eligible = rows.rows.filter((r) => Number(r.turn) + Number(r.running) <= (limits.get(r.installation_id) ?? 1));
  return fairly(eligible).slice(0, room);
}

/** Two-level round robin: a turn for each account, within an account a turn for each installation. */
function fairly<T extends { account_id: string; installation_id: string; turn: number; run_at_ms: number }>(lanes: T[]): T[] {
  const perAccount = new Map<string, T[]>();
  for (const lane of lanes.sort((a, b) => a.turn - b.turn || a.run_at_ms - b.run_at_ms)) {
    const list = perAccount.get(lane.account_id) ?? [];
    list.push(lane);
    perAccount.set(lane.account_id, list);
  }
  const out: T[] = [];
  const queues = [...perAccount.values()];
  for (let i = 0; out.length < lanes.length; i++) for (const queue of queues) if (queue[i]) out.push(queue[i]!);
  return out;
}

async function concurrencyOf(ctx: Context, installationIds: string[]): Promise<Map<string, number>> {
  const ids = [...new Set(installationIds)];
  if (!ids.length) return new Map();
  const rows = await ctx.tx
    .selectFrom('installation')
    .innerJoin('package_version', (join) =>
      join.onRef('package_version.extension_id', '=', 'installation.extension_id').onRef('package_version.version', '=', 'installation.version'),
    )
    .select(['installation.id', 'installation.status', 'package_version.concurrency'])
    .where('installation.id', 'in', ids)
    .execute();
  return new Map(rows.map((r) => [r.id, r.status === 'installed' ? r.concurrency : 0]));
}
