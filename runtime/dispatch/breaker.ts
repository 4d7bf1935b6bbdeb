/**
 * A breaker for each hook of an installation. When what a handler needs is down, its deliveries wait instead of using up
 * their attempts: their lanes are held, one probe after another is let through, uncounted, and the first that succeeds lets
 * all of them go on in their order. A row exists only while there is something to remember, so a healthy hook costs nothing.
 */
import { sql } from 'kysely';
import { OUTCOMES, type Outcome } from '../../sdk/contract/index.ts';
import { type Log, lookUp } from '../base/index.ts';
import type { BreakerRow, Context, TaskRow } from '../store/index.ts';

/** Ends that are looked at; the breaker opens when half of them are failures and the last ones are nothing else. */
export const BREAKER_WINDOW = 20;
export const BREAKER_IN_ROW = 5;
/** Waits before the first probe, the second, …; the last one stands for all that follow. */
export const BREAKER_COOLDOWN_MS = [30_000, 60_000, 120_000, 300_000, 600_000] as const;
/** A probe of which nothing is heard for so long is followed by another. */
const PROBE_MS = 120_000;
/** After so long with nothing but failures the installation is paused, until its admin resumes it. */
export const SUSPEND_AFTER_MS = 5 * 86_400_000;
/** Lanes held, or let go, in one unit. */
const BATCH = 5_000;

type Counted = 'failure' | 'success' | 'neither';

/** Failures of what surrounds the handler. That it refuses one object, or that the platform is at fault, says nothing about it. */
function countedAs(outcome: Outcome): Counted {
  if (outcome.ok) return 'success';
  const { code } = outcome;
  if (code === 'PLATFORM_ERROR') return 'neither';
  if (code === 'LOAD_ERROR' || code === 'NO_ANSWER') return 'failure';
  const next = lookUp(OUTCOMES, code)?.next ?? 'retry';
  return next === 'return' ? 'neither' : next === 'dead' ? 'success' : 'failure';
}

/** What has a breaker. */
type Hook = Pick<BreakerRow, 'installation_id' | 'event_type'>;
type Hooked = Pick<TaskRow, 'id' | 'installation_id' | 'account_id' | 'event_type'>;
type Known = Pick<BreakerRow, 'state' | 'recent' | 'opened' | 'probe'>;

/** Whether deliveries wait, but for a probe. */
export const isOpen = (state: BreakerRow['state'] | null) => state === 'open' || state === 'probing';

/** Whether this is the probe of an open breaker and failed: it is not counted, and waits with the others. */
export function isFailedProbe(task: Hooked, breaker: Known | undefined, outcome: Outcome): boolean {
  return breaker?.state === 'probing' && breaker.probe === task.id && countedAs(outcome) === 'failure';
}

/** After an attempt has ended. Writes nothing where all is well and was. */
export async function noteOutcome(ctx: Context, task: Hooked, breaker: Known | undefined, outcome: Outcome): Promise<void> {
  const counted = countedAs(outcome);
  const now = ctx.clock.now();
  if (counted === 'neither') {
    if (breaker?.state === 'probing' && breaker.probe === task.id) await save(ctx, task, { state: 'open', until_ms: now, probe: null });
    return;
  }
  if (counted === 'success') {
    if (!breaker) return;
    if (isOpen(breaker.state)) return closeBreaker(ctx, task);
    const recent = `${breaker.recent}.`.slice(-BREAKER_WINDOW);
    return recent.includes('x') ? save(ctx, task, { recent }) : forget(ctx, task);
  }
  const recent = `${breaker?.recent ?? ''}x`.slice(-BREAKER_WINDOW);
  if (!breaker) return insert(ctx, task, recent);
  const open = isOpen(breaker.state);
  // what was under way before it opened tells nothing new
  if (open ? breaker.probe !== task.id : !opens(recent)) return save(ctx, task, { recent, failed_ms: now });
  const wait = BREAKER_COOLDOWN_MS[Math.min(breaker.opened, BREAKER_COOLDOWN_MS.length - 1)]!;
  const since = open ? {} : { since_ms: now };
  await save(ctx, task, { state: 'open', recent, until_ms: now + wait, opened: breaker.opened + 1, probe: null, failed_ms: now, ...since });
}

function opens(recent: string): boolean {
  const failures = recent.split('x').length - 1;
  return failures * 2 >= BREAKER_WINDOW && recent.endsWith('x'.repeat(BREAKER_IN_ROW));
}

export interface Gate {
  /** Hooks of which nothing may be claimed, but for these tasks. */
  closed: string[];
  probes: string[];
  /** Whether lanes were held: the next round sees who else waits. */
  held: boolean;
}

/** Before heads of an installation are taken: lanes of an open breaker are held, and one of each that is due is its probe. */
export async function passGate(ctx: Context, installationId: string): Promise<Gate> {
  const gate: Gate = { closed: [], probes: [], held: false };
  const breakers = await sql<BreakerRow>`
    select * from breaker where installation_id = ${installationId} and state in ('open', 'probing') order by event_type ${ctx.dialect.forUpdate}`.execute(
    ctx.tx,
  );
  for (const breaker of breakers.rows) {
    gate.closed.push(breaker.event_type);
    const probe = breaker.until_ms <= ctx.clock.now() ? await nextProbe(ctx, breaker) : breaker.probe;
    if (probe) gate.probes.push(probe);
    if (await hold(ctx, breaker, probe)) gate.held = true;
  }
  return gate;
}

async function nextProbe(ctx: Context, breaker: BreakerRow): Promise<string | null> {
  const due = await sql<{ id: string }>`
    select task.id from lane join task on task.id = lane.head_task_id
    where lane.installation_id = ${breaker.installation_id} and lane.state = 'ready' and lane.run_at_ms <= ${ctx.clock.now()} and task.event_type = ${breaker.event_type}
    order by lane.run_at_ms, task.seq limit 1`.execute(ctx.tx);
  const probe = due.rows[0]?.id ?? null;
  if (probe) await letProbe(ctx, breaker, probe);
  return probe;
}

/** Nothing else passes until the probe's end is known. */
export async function letProbe(ctx: Context, hook: Hook, probe: string): Promise<void> {
  await save(ctx, hook, { state: 'probing', probe, until_ms: ctx.clock.now() + PROBE_MS });
}

async function hold(ctx: Context, breaker: BreakerRow, probe: string | null): Promise<boolean> {
  const held = await sql`
    update lane set state = 'held' where state = 'ready' and id in (
      select lane.id from lane join task on task.id = lane.head_task_id
      where lane.installation_id = ${breaker.installation_id} and lane.state = 'ready' and lane.run_at_ms <= ${ctx.clock.now()}
        and task.event_type = ${breaker.event_type} and task.id != ${probe ?? ''}
      limit ${BATCH} ${ctx.dialect.forUpdateSkipLocked('lane')}) returning id`.execute(ctx.tx);
  return held.rows.length > 0;
}

/** The lanes go on in the order in which they became due; where there are very many, the sweeper lets the rest go. */
export async function closeBreaker(ctx: Context, hook: Hook): Promise<void> {
  const more = (await release(ctx, hook, BATCH)) === BATCH;
  if (more) await save(ctx, hook, { state: 'closing', recent: '', probe: null });
  else await forget(ctx, hook);
  ctx.wake();
}

async function release(ctx: Context, hook: Hook, count: number): Promise<number> {
  const free = await sql`
    update lane set state = 'ready' where id in (
      select lane.id from lane join task on task.id = lane.head_task_id
      where lane.installation_id = ${hook.installation_id} and lane.state = 'held' and task.event_type = ${hook.event_type}
      order by lane.run_at_ms limit ${count}) returning id`.execute(ctx.tx);
  return free.rows.length;
}

/** Asked on the reading side: whether any breaker needs looking after. */
export async function breakersAtWork(ctx: Context): Promise<boolean> {
  return (await sql`select 1 from breaker where state != 'closed' limit 1`.execute(ctx.tx)).rows.length > 0;
}

/** Lets probes through when they are due, lets the rest of many lanes go, and pauses what has failed for days. */
export async function tendBreakers(ctx: Context, log: Log): Promise<void> {
  const now = ctx.clock.now();
  const breakers = await sql<BreakerRow & { status: string | null }>`
    select breaker.*, installation.status from breaker left join installation on installation.id = breaker.installation_id
    where breaker.state != 'closed' order by breaker.installation_id, breaker.event_type ${ctx.dialect.forUpdateOf('breaker')}`.execute(ctx.tx);
  for (const breaker of breakers.rows) {
    if (breaker.status === null || breaker.status === 'uninstalled') await forget(ctx, breaker);
    else if (breaker.state === 'closing') await closeBreaker(ctx, breaker);
    else if (breaker.suspended_at !== null && breaker.status === 'installed')
      await save(ctx, breaker, { suspended_at: null, since_ms: now, until_ms: now, state: 'open', probe: null });
    else if (breaker.suspended_at === null && breaker.since_ms !== null && breaker.failed_ms - breaker.since_ms >= SUSPEND_AFTER_MS)
      await suspend(ctx, breaker, log);
    // one lane is enough for claiming to find a probe
    else if (breaker.until_ms <= now && breaker.status === 'installed') await release(ctx, breaker, 1);
  }
}

async function suspend(ctx: Context, breaker: BreakerRow, log: Log): Promise<void> {
  const { installation_id: id, event_type } = breaker;
  await ctx.tx.updateTable('installation').set({ status: 'paused', updated_at: ctx.now }).where('id', '=', id).where('status', '=', 'installed').execute();
  await save(ctx, breaker, { suspended_at: ctx.now });
  log.warn({ installation: id, hook: event_type }, 'an installation that failed for days is paused; its admin resumes it');
}

export async function readBreaker(ctx: Context, hook: Hook): Promise<BreakerRow | undefined> {
  return ctx.tx
    .selectFrom('breaker')
    .selectAll()
    .where('installation_id', '=', hook.installation_id)
    .where('event_type', '=', hook.event_type)
    .executeTakeFirst();
}

async function insert(ctx: Context, task: Hooked, recent: string): Promise<void> {
  const { installation_id, account_id, event_type } = task;
  await ctx.tx
    .insertInto('breaker')
    .values({
      ...{ id: `${installation_id}|${event_type}`, installation_id, account_id, event_type, recent },
      ...{ state: 'closed', opened: 0, until_ms: 0, probe: null, since_ms: null, failed_ms: ctx.clock.now(), suspended_at: null },
    })
    .onConflict((oc) => oc.columns(['installation_id', 'event_type']).doNothing())
    .execute();
}

async function save(ctx: Context, hook: Hook, set: Partial<BreakerRow>): Promise<void> {
  await ctx.tx.updateTable('breaker').set(set).where('installation_id', '=', hook.installation_id).where('event_type', '=', hook.event_type).execute();
}

async function forget(ctx: Context, hook: Hook): Promise<void> {
  await ctx.tx.deleteFrom('breaker').where('installation_id', '=', hook.installation_id).where('event_type', '=', hook.event_type).execute();
}
