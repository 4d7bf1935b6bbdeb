/**
 * Closing an attempt, in one transaction: check the fence, run the domain command the decision names, close the task,
 * let the lane go on. Effects on the platform are exactly once although delivery is at least once: either all of this
 * commits, or the task is still open.
 */
import { sql } from 'kysely';
import {
  DECISIONS,
  eventDefinition,
  OUTCOMES,
  type Decision,
  type DecisionName,
  type Outcome,
  type OutcomeCode,
  type ResultFrame,
} from '../../sdk/contract/index.ts';
import { faultsOf, PlatformError } from '../base/index.ts';
import type { Context, EventRow, TaskRow } from '../store/index.ts';
import { installationActor, type FrameSource } from './frames.ts';
import { advanceLane, delayLane, parkLane } from './lanes.ts';
import { retryPlan } from './retry.ts';

export interface Settled {
  accepted: boolean;
  reason?: string;
}

type Failure = Extract<Outcome, { ok: false }>;

export async function settle(ctx: Context, source: FrameSource, result: ResultFrame): Promise<Settled> {
  const task = await lockTask(ctx, result.task);
  if (!task || task.fence !== result.fence) return { accepted: false, reason: 'STALE_FENCE' };
  if (task.status !== 'leased') return { accepted: false, reason: 'DUPLICATE' };
  const event = await ctx.tx.selectFrom('event').selectAll().where('id', '=', task.event_id).executeTakeFirstOrThrow();
  const outcome = checkedOutcome(event, result.outcome);
  if (outcome.ok) await applyDecision(ctx, source, task, event, outcome.decision as Decision);
  await endAttempt(ctx, task, result, outcome);
  if (!outcome.ok) await applyFailure(ctx, task, outcome);
  return { accepted: true };
}

/** When the decision's command refuses: the same result, turned into what the refusal means for the task. */
export function refused(result: ResultFrame, error: PlatformError): ResultFrame | 'superseded' {
  if (error.kind === 'transition' || error.kind === 'notFound') return 'superseded';
  return { ...result, outcome: { ok: false, code: 'BAD_DECISION', message: error.errors.join(' ') } };
}

/** The object moved on while the handler ran: visible, not retried. */
export async function settleSuperseded(ctx: Context, result: ResultFrame, reason: string): Promise<Settled> {
  const task = await lockTask(ctx, result.task);
  if (!task || task.fence !== result.fence || task.status !== 'leased') return { accepted: false, reason: 'STALE_FENCE' };
  await endAttempt(ctx, task, result, result.outcome, 'superseded');
  await closeTask(ctx, task, 'superseded', { reason });
  return { accepted: true };
}

/** The lane is locked first: it orders settling against routing and claiming. */
async function lockTask(ctx: Context, id: string): Promise<TaskRow | undefined> {
  await sql`select id from lane where head_task_id = ${id} ${ctx.dialect.forUpdate}`.execute(ctx.tx);
  return ctx.tx.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst();
}

/** A decision must be of a known shape and permitted for its event. */
function checkedOutcome(event: EventRow, outcome: Outcome): Outcome {
  if (!outcome.ok) return outcome;
  const name = (outcome.decision as { decision?: string } | null)?.decision as DecisionName | undefined;
  const permitted = eventDefinition(event.type)?.decisions ?? [];
  if (!name || !permitted.includes(name))
    return bad(`${JSON.stringify(name ?? outcome.decision ?? null)} is not a decision of ${event.type}; permitted: ${permitted.join(', ')}.`);
  const faults = faultsOf(DECISIONS[name], outcome.decision);
  return faults.length ? bad(faults.join(' ')) : outcome;
}

function bad(message: string): Failure {
  return { ok: false, code: 'BAD_DECISION', message };
}

async function applyDecision(ctx: Context, source: FrameSource, task: TaskRow, event: EventRow, decision: Decision): Promise<void> {
  if (decision.decision === 'reschedule') {
    const runAt = ctx.clock.now() + decision.seconds * 1000;
    await ctx.tx
      .updateTable('task')
      .set((eb) => ({ status: 'rescheduled', reschedules: eb('reschedules', '+', 1) }))
      .where('id', '=', task.id)
      .execute();
    return delayLane(ctx, task.lane, task.id, runAt);
  }
  if (decision.decision === 'skip') return closeTask(ctx, task, 'skipped', decision);
  const command = source.subjects.get(event.object_class)?.decisions[decision.decision];
  if (command) {
    const actor = await installationActor(ctx, task);
    await command({ ...ctx, actor }, task.object_id, decision as never);
  }
  await closeTask(ctx, task, 'done', { decision: decision.decision });
}

async function applyFailure(ctx: Context, task: TaskRow, failure: Failure): Promise<void> {
  const plan = await retryPlan(ctx, task, failure);
  await ctx.tx.updateTable('task').set({ attempt: plan.attempt }).where('id', '=', task.id).execute();
  if (plan.next === 'dead') return closeTask(ctx, task, 'dead', { code: failure.code, message: failure.message }, plan.park);
  await ctx.tx.updateTable('task').set({ status: plan.next }).where('id', '=', task.id).execute();
  await delayLane(ctx, task.lane, task.id, plan.runAtMs);
}

export async function closeTask(ctx: Context, task: TaskRow, status: TaskRow['status'], result: unknown, park = false): Promise<void> {
  await ctx.tx
    .updateTable('task')
    .set({ status, result: JSON.stringify(result), finished_at: ctx.now })
    .where('id', '=', task.id)
    .execute();
  if (park) await parkLane(ctx, task.lane, task.id);
  else await advanceLane(ctx, task.lane);
}

async function endAttempt(ctx: Context, task: TaskRow, result: ResultFrame, outcome: Outcome, label?: string): Promise<void> {
  const counted = outcome.ok ? 1 : OUTCOMES[outcome.code as OutcomeCode]?.next === 'return' ? 0 : 1;
  await ctx.tx
    .updateTable('attempt')
    .set({
      ended_at: ctx.now,
      counted,
      outcome: label ?? (outcome.ok ? (outcome.decision as Decision).decision : outcome.code),
      message: outcome.ok ? null : outcome.message.slice(0, 4000),
      stack: outcome.ok ? null : (outcome.stack?.slice(0, 8000) ?? null),
      wall_ms: Math.round(result.usage.wallMs),
      cpu_ms: Math.round(result.usage.cpuMs),
    })
    .where('task_id', '=', task.id)
    .where('fence', '=', task.fence)
    .execute();
}
