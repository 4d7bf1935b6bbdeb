/** When a failed attempt is tried again: the published table with full jitter, or the manifest's own. */

/** Milliseconds to wait before attempt 2, 3, …; ten attempts, about 45 h in all (docs/delivery.md). */
export const BACKOFF_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000] as const;

/** The longest wait an outside `Retry-After` or a handler may ask for: 24 h. */
export const RETRY_AFTER_MAX_MS = 86_400_000;

/**
 * The wait after `attempt` failed attempts, or undefined when the table is used up.
 * Full jitter (a random share of the step, at least a tenth) keeps a thousand lanes from returning in one instant.
 */
export function backoffMs(attempt: number, table: readonly number[] = BACKOFF_MS, random: () => number = Math.random): number | undefined {
  const step = table[attempt - 1];
  return step === undefined ? undefined : Math.round(step * (0.1 + 0.9 * random()));
}
