/** Which clock of an attempt runs when: the guest's while it waits, nobody's while the platform owes it something. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Patience } from '../../runtime/runner/patience.ts';

let ended: string[];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  ended = [];
});
afterEach(() => void vi.useRealTimers());
const start = (wallMs: number) => new Patience(wallMs, (code) => void ended.push(code));

test('a guest that waits for something of its own has wallMs', () => {
  start(1000);
  vi.advanceTimersByTime(999);
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(ended).toEqual(['WALL_TIMEOUT']);
});

test('what the platform owes is not its waiting, however often and side by side', () => {
  const patience = start(1000);
  for (let i = 0; i < 3; i++) {
    vi.advanceTimersByTime(300);
    patience.owe();
    patience.owe();
    vi.advanceTimersByTime(4000);
    patience.paid();
    vi.advanceTimersByTime(1000);
    patience.paid();
  }
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(121);
  expect(ended).toEqual(['WALL_TIMEOUT']);
});

test('what the platform cannot give at all goes back uncounted, before the lease ends', () => {
  start(1000).owe();
  vi.advanceTimersByTime(45_000);
  expect(ended).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(ended).toEqual(['STARVED']);
});

test('an attempt that has ended is not ended again', () => {
  start(1000).stop();
  vi.advanceTimersByTime(100_000);
  expect(ended).toEqual([]);
});
