/**
 * Closing an attempt, in one transaction: check the fence, run the domain command the decision names, close the task,
 * let the lane go on. Effects on the platform are exactly once although delivery is at least once: either all of this
 * commits, or the task is still open.
 */
import { sql } from 'kysely';
import {
  decisionSchema,
  eventDefinition,
  isInteractive,
  OUTCOMES,
  type Decision,
  type Outcome,
  type OutcomeCode,
  type ResultFrame,
} from '../../sdk/contract/index.ts';
import { asError, ERRORS, faultsOf, lookUp, PlatformError, storable, unstorableAt } from '../base/index.ts';
import { LOOP_DETECTED, updateRow, type BreakerRow, type Context, type TaskRow } from '../store/index.ts';
import { isFailedProbe, noteOutcome, readBreaker } from './breaker.ts';
import { keepSteps } from './calls.ts';
import { actorOf, type FrameSource } from './frames.ts';
import { advanceLane, setHead } from './lanes.ts';
import { causeOf } from './leases.ts';
import { outcomeName, type Ended, type TaskClass } from './observer.ts';
import { keepRecording } from './recordings.ts';
import { RESCHEDULES_MAX, retryPlan } from './retry.ts';
import { WEBHOOK_ENVIRONMENT } from './webhook-tasks.ts';

export interface Settled {
  accepted: boolean;
  reason?: string;
  /** Of an accepted one: steps that were recorded with it. */
  steps?: number;
  /** Of an accepted one: what was served, and the name its attempt ended with. */
  ended?: Ended;
}

/** Who brings a result: the runner that must hold the lease, or the host itself for a lease that ran out. */
export type Bringer = { runnerId: string } | 'host';

function breakerOf({ breaker: state, recent, opened, probe }: Leased) {
  return state === null ? undefined : { state, recent: recent!, opened: opened!, probe };
}

/** How the attempt of an interactive task ends when nobody waits for it any more. */
const TOO_LATE: OutcomeCode = 'NO_ANSWER';

/** Ends that no runner brought: one that still does is late. */
const LOST: readonly string[] = ['RUNNER_LOST', TOO_LATE] satisfies OutcomeCode[];

type Failure = Extract<Outcome, { ok: false }>;

/** The leased task with everything settling needs to know, in one read. */
interface Leased extends TaskRow {
  lease_runner: string | null;
  object_class: string;
  correlation: string;
  origin: string;
  hop: number;
  role: string;
  account_name: string;
  retry_table: string | null;
  lane_policy: string | null;
  breaker: BreakerRow['state'] | null;
  recent: string | null;
  opened: number | null;
  probe: string | null;
}

export async function settle(ctx: Context, source: FrameSource, result: ResultFrame, by: Bringer): Promise<Settled> {
  const task = await leased(ctx, result, by);
  if (!task) return refuse(ctx, result, by);
  const outcome = checkedOutcome(task, result.outcome);
  const breaker = breakerOf(task);
  const probe = isFailedProbe(task, breaker, outcome);
  const steps = await keepSteps(ctx, task, result.steps);
  const ended = await endAttempt(ctx, result, outcome, { uncounted: probe });
  await keepRecording(ctx, task, result, !outcome.ok);
  if (isInteractive(task.event_type)) await keepAnswer(ctx, task, outcome);
  else if (outcome.ok) await applyDecision(ctx, source, task, outcome.decision as Decision);
  else if (probe) await putBack(ctx, task);
  else await applyFailure(ctx, task, outcome);
  if (task.environment_id !== WEBHOOK_ENVIRONMENT) await noteOutcome(ctx, task, breaker, outcome);
  return { accepted: true, steps, ended: endedOf(task, outcomeName(ended, outcome.ok)) };
}

/** When the decision's command refuses: the same result, turned into what the refusal means for the task. */
export function refused(result: ResultFrame, thrown: unknown): ResultFrame | 'superseded' {
  const fail = (code: OutcomeCode, message: string): ResultFrame => ({ ...result, outcome: { ok: false, code, message } });
  if (!(thrown instanceof PlatformError)) return fail('PLATFORM_ERROR', asError(thrown).message);
  const message = thrown.errors.join(' ');
  if (thrown.code === LOOP_DETECTED) return fail('LOOP_DETECTED', message);
  if (thrown.kind === 'transition' || thrown.kind === 'notFound') return 'superseded';
  return fail(ERRORS[thrown.kind].retryable ? 'RETRY' : 'BAD_DECISION', message);
}

/** The object moved on while the handler ran: visible, not retried. */
export async function settleSuperseded(ctx: Context, result: ResultFrame, reason: string, by: Bringer): Promise<Settled> {
  const task = await leased(ctx, result, by);
  if (!task) return refuse(ctx, result, by);
  const steps = await keepSteps(ctx, task, result.steps);
  await endAttempt(ctx, result, result.outcome, { label: 'superseded' });
  await keepRecording(ctx, task, result, !result.outcome.ok);
  await closeTask(ctx, task, 'superseded', { reason });
  return { accepted: true, steps, ended: endedOf(task, 'superseded') };
}

function endedOf(task: Leased, outcome: string): Ended {
  const { id, fence, attempt, event_type: eventType, correlation, origin } = task;
  return { kind: kindOf(task), outcome, task: id, fence, attempt: attempt + 1, eventType, correlation, origin };
}

function kindOf(task: Pick<TaskRow, 'event_type' | 'environment_id'>): TaskClass {
  if (task.environment_id === WEBHOOK_ENVIRONMENT) return 'webhook';
  return isInteractive(task.event_type) ? 'interactive' : 'background';
}

/** Lane and task are locked together: that orders settling against routing, claiming and other settling. */
async function leased(ctx: Context, result: ResultFrame, by: Bringer): Promise<Leased | undefined> {
  const found = await sql<Leased>`
    select task.*, lane.lease_runner, event.object_class, event.correlation, event.origin, event.hop, account.role, account.name as account_name,
      subscription.retry as retry_table, subscription.lane_policy, breaker.state as breaker, breaker.recent, breaker.opened, breaker.probe
    from lane
      join task on task.id = lane.head_task_id
      join event on event.id = task.event_id
      join account on account.id = task.account_id
      left join subscription on subscription.installation_id = task.installation_id and subscription.event_type = task.event_type
      left join breaker on breaker.installation_id = task.installation_id and breaker.event_type = task.event_type
    where lane.head_task_id = ${result.task} and lane.state = 'leased' ${ctx.dialect.forUpdateOf('lane', 'task')}`.execute(ctx.tx);
  const task = found.rows[0];
  const holds = task && task.status === 'leased' && task.fence === result.fence && (by === 'host' || task.lease_runner === by.runnerId);
  return holds ? task : undefined;
}

/**
 * Nothing to settle. A result that was settled before is a duplicate: the runner may forget it. One that comes after its
 * lease was lost is kept as evidence with its attempt, and changes nothing.
 */
async function refuse(ctx: Context, result: ResultFrame, by: Bringer): Promise<Settled> {
  const attempt = await ctx.tx
    .selectFrom('attempt')
    .select(['ended_at', 'outcome', 'late'])
    .where('task_id', '=', result.task)
    .where('fence', '=', result.fence)
    .executeTakeFirst();
  if (!attempt) return { accepted: false, reason: 'UNKNOWN_TASK' };
  if (attempt.ended_at !== null && !LOST.includes(attempt.outcome ?? '')) return { accepted: false, reason: 'DUPLICATE' };
  if (by !== 'host' && attempt.late === null) {
    const { outcome } = result;
    const late = JSON.stringify({ at: ctx.now, runner: by.runnerId, ...(outcome.ok ? { decision: named(outcome.decision) } : { code: outcome.code }) });
    await ctx.tx.updateTable('attempt').set({ late }).where('task_id', '=', result.task).where('fence', '=', result.fence).execute();
  }
  return { accepted: false, reason: attempt.outcome === TOO_LATE ? 'TOO_LATE' : 'STALE_FENCE' };
}

/** A decision must be of a known shape and permitted for its event. */
function checkedOutcome(task: Leased, outcome: Outcome): Outcome {
  if (!outcome.ok) return outcome;
  const decision = (outcome.decision as { decision?: unknown } | null)?.decision;
  const schema = decisionSchema(task.event_type, decision);
  if (!schema) {
    const given = JSON.stringify(decision ?? outcome.decision ?? null).slice(0, 200);
    const permitted = eventDefinition(task.event_type)?.decisions ?? ['done'];
    return bad('BAD_DECISION', `${given} is not a decision of ${task.event_type}; permitted: ${permitted.join(', ')}.`);
  }
  const faults = faultsOf(schema, outcome.decision);
  if (faults.length) return bad('BAD_DECISION', faults.join(' '));
  const at = unstorableAt(outcome.decision);
  if (at !== undefined) return bad('BAD_DECISION', `${at}: NUL and halves of character pairs are not allowed in text.`);
  if (decision === 'reschedule' && task.reschedules >= RESCHEDULES_MAX)
    return bad('RESCHEDULE_LIMIT', `postponed ${task.reschedules} times; that is the limit.`);
  return outcome;
}

/** The word of a decision, whatever else came with it. */
function named(decision: unknown): string {
  return storable(String((decision as { decision?: unknown } | null)?.decision).slice(0, 64));
}

function bad(code: OutcomeCode, message: string): Failure {
  return { ok: false, code, message };
}

async function applyDecision(ctx: Context, source: FrameSource, task: Leased, decision: Decision): Promise<void> {
  if (decision.decision === 'reschedule') {
    await updateRow(ctx, 'task', task.id, { status: 'rescheduled', reschedules: task.reschedules + 1 });
    return setHead(ctx, task.lane, 'ready', task.id, ctx.clock.now() + decision.seconds * 1000);
  }
  if (decision.decision === 'skip') return closeTask(ctx, task, 'skipped', decision);
  const command = lookUp(source.subjects.get(task.object_class)?.decisions ?? {}, decision.decision);
  if (command) {
    const actor = actorOf(task, { role: task.role, name: task.account_name });
    await command(ctx.as({ actor, ...causeOf({ task: task.id, fence: task.fence }, task) }), task.object_id, decision as never);
  }
  await closeTask(ctx, task, 'done', { decision: decision.decision, ...('note' in decision && decision.note !== undefined ? { note: decision.note } : {}) });
}

/** Nothing of an interactive task is tried again: its caller waits for this end, maybe at another host. */
async function keepAnswer(ctx: Context, task: Leased, outcome: Outcome): Promise<void> {
  if (outcome.ok) await closeTask(ctx, task, 'done', outcome.decision);
  else await closeTask(ctx, task, 'unanswered', { code: outcome.code, message: storable(outcome.message.slice(0, 4000)) });
  ctx.wake();
}

/** Its budget is over, or its host is gone. What comes later is refused as too late. */
export async function closeUnanswered(ctx: Context, taskId: string, reason: string): Promise<void> {
  const found = await sql<TaskRow>`
    select task.* from lane join task on task.id = lane.head_task_id
    where lane.head_task_id = ${taskId} and lane.class = 'interactive' ${ctx.dialect.forUpdateOf('lane', 'task')}`.execute(ctx.tx);
  const task = found.rows[0];
  if (!task) return;
  if (task.status === 'leased') {
    const usage = { wallMs: 0, cpuMs: 0, calls: 0, requests: 0 };
    await endAttempt(ctx, { t: 'result', task: task.id, fence: task.fence, outcome: bad(TOO_LATE, reason), usage }, bad(TOO_LATE, reason));
  }
  await closeTask(ctx, task, 'unanswered', { code: TOO_LATE, message: reason });
  if (task.status === 'leased') await noteOutcome(ctx, task, await readBreaker(ctx, task), bad(TOO_LATE, reason));
}

/** The probe of an open breaker failed: it waits like the others, behind them. */
async function putBack(ctx: Context, task: Leased): Promise<void> {
  await updateRow(ctx, 'task', task.id, { status: 'ready' });
  await setHead(ctx, task.lane, 'ready', task.id, ctx.clock.now());
}

async function applyFailure(ctx: Context, task: Leased, failure: Failure): Promise<void> {
  const { next, runAtMs, ...behind } = retryPlan(ctx.clock.now(), task, failure, task.retry_table);
  if (next === 'dead') {
    const result = JSON.stringify({ code: failure.code, message: storable(failure.message.slice(0, 4000)) });
    await updateRow(ctx, 'task', task.id, { status: 'dead', result, finished_at: ctx.clock.iso(), ...behind });
    // a dead head holds its lane until it is replayed or discarded, unless the hook declared otherwise
    return task.lane_policy === 'continue' ? advanceLane(ctx, task.lane) : setHead(ctx, task.lane, 'parked', task.id, 0);
  }
  await updateRow(ctx, 'task', task.id, { status: next, ...behind });
  await setHead(ctx, task.lane, 'ready', task.id, runAtMs);
}

/** Closes the head of a lane; the lane goes on. */
export async function closeTask(ctx: Context, task: Pick<TaskRow, 'id' | 'lane'>, status: TaskRow['status'], result: unknown): Promise<void> {
  await updateRow(ctx, 'task', task.id, { status, result: JSON.stringify(result), finished_at: ctx.clock.iso() });
  await advanceLane(ctx, task.lane);
}

/** Answers the name that the attempt ended with. */
async function endAttempt(ctx: Context, result: ResultFrame, outcome: Outcome, how: { label?: string; uncounted?: boolean } = {}): Promise<string> {
  const counted = how.uncounted ? 0 : outcome.ok ? 1 : lookUp(OUTCOMES, outcome.code)?.next === 'return' ? 0 : 1;
  const ended = how.label ?? (outcome.ok ? (outcome.decision as Decision).decision : storable(outcome.code.slice(0, 64)));
  const message = outcome.ok ? null : storable(outcome.message.slice(0, 4000));
  const { called } = result.usage;
  const stack = outcome.ok ? null : storable(outcome.stack?.slice(0, 8000) ?? '') || null;
  await sql`
    update attempt set ended_at = ${ctx.clock.iso()}, counted = ${counted}, outcome = ${ended}, message = ${message}, stack = ${stack},
      wall_ms = ${Math.round(result.usage.wallMs)}, cpu_ms = ${Math.round(result.usage.cpuMs)}, memory_bytes = ${result.usage.memoryBytes ?? null},
      calls = ${result.usage.calls}, requests = ${result.usage.requests}, called = ${called?.length ? JSON.stringify(called) : null}
    where task_id = ${result.task} and fence = ${result.fence}`.execute(ctx.tx);
  return ended;
}
