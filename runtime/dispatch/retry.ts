/** What a failed attempt leads to: another attempt after a wait, an uncounted return, or the dead letters. */
import { OUTCOMES, type Outcome } from '../../sdk/contract/index.ts';
import { BACKOFF_MS, backoffMs, lookUp, RETRY_AFTER_MAX_MS, sha256 } from '../base/index.ts';
import type { TaskRow } from '../store/index.ts';

/** Crashes (time, memory, flood) rarely heal: three attempts. */
export const CRASH_ATTEMPTS = 3;
/** Returns are not counted as attempts, but a task under which runners or sandboxes keep dying is the likely cause. */
export const LOST_MAX = 10;
/** How often a handler may postpone one task: every minute, about 16 hours. */
export const RESCHEDULES_MAX = 1_000;

/** Whose fault it cannot be: a draining runner is on its own. */
const BLAMELESS = 'CANCELLED';

export interface RetryPlan {
  next: 'ready' | 'retry' | 'dead';
  /** What the task has behind it after this attempt. */
  attempt: number;
  crashes: number;
  lost: number;
  runAtMs: number;
}

/** `table` is the hook's own waits as JSON, or null for the standard ones. */
export function retryPlan(now: number, task: TaskRow, failure: Extract<Outcome, { ok: false }>, table: string | null): RetryPlan {
  const kind = lookUp(OUTCOMES, failure.code)?.next ?? 'retry';
  const { attempt, crashes, lost } = task;
  if (kind === 'return') {
    const after = failure.code === BLAMELESS ? lost : lost + 1;
    return { next: after > LOST_MAX ? 'dead' : 'ready', attempt, crashes, lost: after, runAtMs: now };
  }
  const counted = { attempt: attempt + 1, crashes: crashes + (kind === 'crash' ? 1 : 0), lost };
  const wait = backoffMs(counted.attempt, table === null ? BACKOFF_MS : (JSON.parse(table) as number[]), () => shareOf(task.lane, counted.attempt));
  if (kind === 'dead' || wait === undefined || counted.crashes >= CRASH_ATTEMPTS) return { next: 'dead', ...counted, runAtMs: 0 };
  const asked = failure.retryAfterMs === undefined ? wait : Math.min(failure.retryAfterMs, RETRY_AFTER_MAX_MS);
  return { next: 'retry', ...counted, runAtMs: now + asked };
}

/** From 0 to below 1, as even as chance over all lanes, and the same again for the same attempt: a simulation repeats its waits. */
function shareOf(lane: string, attempt: number): number {
  return parseInt(sha256(`${lane}/${attempt}`).slice(0, 8), 16) / 2 ** 32;
}
