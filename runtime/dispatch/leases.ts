/** Leases, not sockets, own work: a heartbeat extends them, and a lease that runs out returns its task uncounted. */
import type { ResultFrame } from '../../sdk/contract/index.ts';
import type { Context } from '../store/index.ts';

export interface Held {
  task: string;
  fence: number;
}

/** Extends what is still held; answers what the runner should stop, because its lease is gone. */
export async function extendLeases(ctx: Context, held: readonly Held[], leaseMs: number): Promise<Held[]> {
  if (!held.length) return [];
  const rows = await ctx.tx
    .selectFrom('task')
    .select(['id', 'fence', 'lane'])
    .where(
      'id',
      'in',
      held.map((h) => h.task),
    )
    .where('status', '=', 'leased')
    .execute();
  const current = new Map(rows.map((r) => [r.id, r]));
  const mine = held.filter((h) => current.get(h.task)?.fence === h.fence);
  if (mine.length) {
    await ctx.tx
      .updateTable('lane')
      .set({ lease_until_ms: ctx.clock.now() + leaseMs })
      .where(
        'id',
        'in',
        mine.map((h) => current.get(h.task)!.lane),
      )
      .where('state', '=', 'leased')
      .execute();
  }
  return held.filter((h) => !mine.includes(h));
}

/** Results that stand for runners that went away: to be settled like any other. */
export async function expiredLeases(ctx: Context, limit = 100): Promise<ResultFrame[]> {
  const rows = await ctx.tx
    .selectFrom('lane')
    .innerJoin('task', 'task.id', 'lane.head_task_id')
    .select(['task.id', 'task.fence', 'lane.lease_runner'])
    .where('lane.state', '=', 'leased')
    .where('lane.lease_until_ms', '<', ctx.clock.now())
    .limit(limit)
    .execute();
  return rows.map((r) => ({
    t: 'result',
    task: r.id,
    fence: r.fence,
    outcome: { ok: false, code: 'RUNNER_LOST', message: `The lease of ${r.lease_runner ?? 'a runner'} ran out.` },
    usage: { wallMs: 0, cpuMs: 0, calls: 0, requests: 0 },
  }));
}

export async function isHeld(ctx: Context, held: Held): Promise<boolean> {
  const row = await ctx.tx
    .selectFrom('task')
    .select('id')
    .where('id', '=', held.task)
    .where('fence', '=', held.fence)
    .where('status', '=', 'leased')
    .executeTakeFirst();
  return row !== undefined;
}
