/** What a failed attempt leads to: another attempt after a wait, an uncounted return, or the dead letters. */
import { OUTCOMES, type Outcome, type OutcomeCode } from '../../sdk/contract/index.ts';
import { BACKOFF_MS, backoffMs, RETRY_AFTER_MAX_MS } from '../base/index.ts';
import type { Context, TaskRow } from '../store/index.ts';

/** Crashes (time, memory, flood) rarely heal: three attempts. */
const CRASH_ATTEMPTS = 3;

export interface RetryPlan {
  next: 'ready' | 'retry' | 'dead';
  /** Counted attempts after this one. */
  attempt: number;
  runAtMs: number;
  /** Whether a dead letter holds its lane. */
  park: boolean;
}

export async function retryPlan(ctx: Context, task: TaskRow, failure: Extract<Outcome, { ok: false }>): Promise<RetryPlan> {
  const next = OUTCOMES[failure.code as OutcomeCode]?.next ?? 'retry';
  const now = ctx.clock.now();
  if (next === 'return') return { next: 'ready', attempt: task.attempt, runAtMs: now, park: false };
  const subscription = await ctx.tx
    .selectFrom('subscription')
    .select(['retry', 'lane_policy'])
    .where('installation_id', '=', task.installation_id)
    .where('event_type', '=', task.event_type)
    .executeTakeFirst();
  const attempt = task.attempt + 1;
  const park = subscription?.lane_policy !== 'continue';
  const table = subscription?.retry ? (JSON.parse(subscription.retry) as number[]) : BACKOFF_MS;
  const wait = next === 'crash' && attempt >= CRASH_ATTEMPTS ? undefined : backoffMs(attempt, table);
  if (next === 'dead' || wait === undefined) return { next: 'dead', attempt, runAtMs: 0, park };
  const asked = failure.retryAfterMs === undefined ? wait : Math.min(failure.retryAfterMs, RETRY_AFTER_MAX_MS);
  return { next: 'retry', attempt, runAtMs: now + asked, park };
}
