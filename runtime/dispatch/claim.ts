/**
 * Handing work to a runner with room: heads of due lanes are leased in one batch, shared between accounts and their
 * installations, never more per installation than its `concurrency`.
 */
import { sql, type RawBuilder } from 'kysely';
import type { TaskFrame } from '../../sdk/contract/index.ts';
import { insertRows, type Context, type TaskRow } from '../store/index.ts';
import { passGate, type Gate } from './breaker.ts';
import { equipHeads, type Equipped, type FrameSource } from './frames.ts';
import { closeTask } from './settle.ts';
import { askedInstallations, leftOver, lockShares, share, waitingInstallations } from './shares.ts';

/** A lease never lives longer than the task may run, and this for the way there and back. */
const LEASE_GRACE_MS = 60_000;

export interface Claimant {
  /** Id of the runner's token: leases belong to it, so a runner that reconnects still holds its own. */
  runnerId: string;
  name: string;
  environments: readonly string[];
  secretsGranted: boolean;
}

/** The head of a lane with the event it is about. */
export interface Head extends TaskRow {
  run_at_ms: number;
  object_class: string;
  event_status: string;
  event_at: string;
  event_data: string;
  correlation: string;
  origin: string;
}

export interface Claimed {
  frames: TaskFrame[];
  /** Whether claiming again at once may find more. */
  more: boolean;
}

interface Leased {
  frames: TaskFrame[];
  heads: Head[];
  /** Whether a head was closed instead: the next task of its lane can be claimed at once. */
  closed: boolean;
}

export async function claim(ctx: Context, source: FrameSource, claimant: Claimant, room: number, leaseMs: number): Promise<Claimed> {
  if (room <= 0) return { frames: [], more: false };
  const waiting = await waitingInstallations(ctx, claimant.environments);
  const wanted = share(waiting, room);
  const shares = await lockShares(ctx, wanted, waiting);
  // hosts think of the same installations first: who was passed by looks again at what the other has left
  const passed = shares.size < wanted.size;
  const gates = new Map<string, Gate>();
  for (const { id, gated } of waiting) if (gated && shares.has(id)) gates.set(id, await passGate(ctx, id));
  const due = (id: string) => sql`lane.state = 'ready' and lane.run_at_ms <= ${ctx.clock.now()} ${passing(gates.get(id))}`;
  const { frames, heads, closed } = await leaseHeads(ctx, source, claimant, shares, due, leaseMs);
  const held = [...gates.values()].some((gate) => gate.held);
  return { frames, more: passed || held || closed || (heads.length > 0 && leftOver(waiting, wanted, heads)) };
}

function passing(gate: Gate | undefined): RawBuilder<unknown> {
  if (!gate?.closed.length) return sql``;
  const probes = gate.probes.length ? sql`or task.id in (${sql.join(gate.probes)})` : sql``;
  return sql`and (task.event_type not in (${sql.join(gate.closed)}) ${probes})`;
}

/** Tasks that somebody waits for, in room that is kept for them: whatever waits or runs in the background is not looked at. */
export async function claimAsked(ctx: Context, source: FrameSource, claimant: Claimant, room: number, leaseMs: number): Promise<Claimed> {
  if (room <= 0) return { frames: [], more: false };
  const shares = share(await askedInstallations(ctx, claimant.environments), room);
  // not by its time: the host that asked may have a clock that is ahead
  const { frames, closed } = await leaseHeads(ctx, source, claimant, shares, () => sql`lane.state = 'asked'`, leaseMs);
  return { frames, more: closed };
}

async function leaseHeads(
  ctx: Context,
  source: FrameSource,
  claimant: Claimant,
  shares: Map<string, number>,
  due: (installationId: string) => RawBuilder<unknown>,
  leaseMs: number,
): Promise<Leased> {
  const heads: Head[] = [];
  for (const [installationId, places] of shares) if (places > 0) heads.push(...(await headsOf(ctx, installationId, places, due(installationId))));
  if (!heads.length) return { frames: [], heads, closed: false };
  const { equipped, superseded } = await equipHeads(ctx, source, claimant, heads);
  for (const { head, reason } of superseded) await closeTask(ctx, head, 'superseded', { reason });
  if (equipped.length) await lease(ctx, claimant, equipped, leaseMs);
  return { frames: equipped.map((e) => e.frame), heads, closed: superseded.length > 0 };
}

async function headsOf(ctx: Context, installationId: string, places: number, due: RawBuilder<unknown>): Promise<Head[]> {
  // the lanes are chosen first, as the index has them: joined and then sorted, a long backlog would be read whole for a few places
  // the task is locked with its lane, so both are read as they are and not as they were before a wait
  const rows = await sql<Head>`
    with due as materialized (
      select lane.id from lane join task on task.id = lane.head_task_id where lane.installation_id = ${installationId} and ${due}
      order by lane.run_at_ms limit ${places} ${ctx.dialect.forUpdateSkipLocked('lane')})
    select task.*, lane.run_at_ms, event.object_class, event.status as event_status, event.created_at as event_at,
      event.data as event_data, event.correlation, event.origin
    from due join lane on lane.id = due.id join task on task.id = lane.head_task_id join event on event.id = task.event_id
    order by lane.run_at_ms, task.seq ${ctx.dialect.forUpdateSkipLocked('lane', 'task')}`.execute(ctx.tx);
  return rows.rows;
}

async function lease(ctx: Context, claimant: Claimant, equipped: Equipped[], leaseMs: number): Promise<void> {
  const now = ctx.clock.now();
  for (const [wallMs, group] of Map.groupBy(equipped, (e) => e.frame.limits['wallMs']!)) {
    await ctx.tx
      .updateTable('lane')
      .set({ state: 'leased', lease_until_ms: now + leaseMs, lease_end_ms: now + wallMs + LEASE_GRACE_MS, lease_runner: claimant.runnerId })
      .where(() =>
        ctx.dialect.among(
          'id',
          group.map((e) => e.head.lane),
        ),
      )
      .execute();
  }
  await ctx.tx
    .updateTable('task')
    .set((eb) => ({ status: 'leased', fence: eb('fence', '+', 1) }))
    .where(() =>
      ctx.dialect.among(
        'id',
        equipped.map((e) => e.head.id),
      ),
    )
    .execute();
  await insertRows(
    ctx,
    'attempt',
    equipped.map(({ head, frame }) => ({
      task_id: frame.task,
      fence: frame.fence,
      attempt: frame.attempt,
      counted: 0,
      runner: claimant.name,
      // not the unit's own time: on PostgreSQL the unit may have waited for the settle of the task ahead
      started_at: ctx.clock.iso(),
      ...{ ended_at: null, outcome: null, message: null, stack: null, wall_ms: null, cpu_ms: null },
      wait_ms: Math.max(0, now - head.run_at_ms),
      version: frame.version,
    })),
  );
}
