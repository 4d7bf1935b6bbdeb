/** When a failed attempt is tried again, in numbers. */
import { expect, test } from 'vitest';
import { BACKOFF_MS, backoffMs, RETRY_AFTER_MAX_MS } from '../../runtime/base/index.ts';
import { retryPlan } from '../../runtime/dispatch/retry.ts';
import type { TaskRow } from '../../runtime/store/index.ts';

const HOUR = 3_600_000;

test('the standard table makes ten attempts within about 45 hours, each wait with full jitter', () => {
  expect(BACKOFF_MS).toHaveLength(9);
  expect(BACKOFF_MS.reduce((sum, ms) => sum + ms, 0) / HOUR).toBeCloseTo(44.7, 1);
  for (const [i, step] of BACKOFF_MS.entries()) {
    expect(backoffMs(i + 1, BACKOFF_MS, () => 0)).toBe(step / 10);
    expect(backoffMs(i + 1, BACKOFF_MS, () => 1)).toBe(step);
  }
  expect(backoffMs(10)).toBeUndefined();
  expect(RETRY_AFTER_MAX_MS).toBe(24 * HOUR);
});

test('the share of a wait is the same for the same attempt, and even over all lanes', () => {
  const failure = { ok: false, code: 'RETRY', message: '' } as const;
  const waits = (lane: string) => retryPlan(0, { lane, attempt: 0, crashes: 0, lost: 0 } as TaskRow, failure, '[100]').runAtMs;
  expect(waits('one')).toBe(waits('one'));
  const all = Array.from({ length: 2_000 }, (_, i) => waits(`lane ${i}`));
  expect(all.every((ms) => ms >= 10 && ms <= 100)).toBe(true);
  expect(all.reduce((sum, ms) => sum + ms, 0) / all.length).toBeCloseTo(55, -1);
});
