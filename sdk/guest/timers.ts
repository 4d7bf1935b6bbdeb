/** Timers, made of calls: the runner says when one is due, so they belong to an attempt and replay with it. */
import { FIXED_LIMITS, LIMITS } from '../contract/limits.ts';
import type { Bridge } from './bridge.ts';

type Callback = (...args: unknown[]) => unknown;

/** No attempt lasts longer. */
const LONGEST_MS = LIMITS.wallMs.max;

export interface Timers {
  globals: Record<string, unknown>;
  /** Forgets the timers of an ended attempt. */
  clear(): void;
}

export function createTimers(bridge: Bridge, failed: (error: unknown) => void): Timers {
  let live = new Set<number>();
  let last = 0;

  function start(kind: string, fn: Callback, ms: unknown, args: unknown[], again: boolean): number {
    if (typeof fn !== 'function') throw new TypeError(`${kind}: the first argument is a function, not ${typeof fn}`);
    if (live.size >= FIXED_LIMITS.timers) throw new RangeError(`TIMER_LIMIT: more than ${FIXED_LIMITS.timers} timers wait at once`);
    const id = ++last;
    // an interval without a pause would only be a loop over the bridge
    const wait = Math.min(LONGEST_MS, Math.max(again ? 1 : 0, Number(ms) || 0));
    const mine = live.add(id);
    const arm = () =>
      void bridge.call('sleep', { ms: wait }).then(() => {
        if (!mine.has(id)) return;
        if (!again) mine.delete(id);
        try {
          fn(...args);
        } catch (error) {
          failed(error);
        }
        if (again && mine.has(id)) arm();
      }, failed);
    arm();
    return id;
  }

  const stop = (id: unknown) => void live.delete(Number(id));
  return {
    globals: {
      setTimeout: (fn: Callback, ms?: unknown, ...args: unknown[]) => start('setTimeout', fn, ms, args, false),
      setInterval: (fn: Callback, ms?: unknown, ...args: unknown[]) => start('setInterval', fn, ms, args, true),
      clearTimeout: stop,
      clearInterval: stop,
      queueMicrotask: (fn: Callback) => void Promise.resolve().then(() => fn()),
    },
    clear() {
      live = new Set();
      last = 0;
    },
  };
}
