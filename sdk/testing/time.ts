/**
 * The clock of a simulation. It stands while anything is at work; when all that is left waits for time, it jumps to whoever
 * is due first. So nothing is waited for, and `Promise.race` between work and a timer ends as it would outside.
 */
import type { Clock } from '../../runtime/base/index.ts';

/** Time goes on in pieces so long, so that leases are extended as a runner does. */
const HOP_MS = 5_000;

// prettier-ignore
const UNITS_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds of `'30d'`, `'90m'`, `'1h 30m'` (units: ms, s, m, h, d, w), or of a number of milliseconds. Throws TypeError. */
export function durationMs(given: string | number): number {
  const parts = typeof given === 'string' ? [...given.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)/g)] : [];
  const total = typeof given === 'number' ? given : parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNITS_MS[unit!]!, 0);
  const whole = typeof given === 'number' || parts.map(([part]) => part).join('').replaceAll(' ', '') === given.replaceAll(' ', ''); // prettier-ignore
  if (!whole || !Number.isFinite(total) || total < 0 || given === '')
    throw new TypeError(`duration: ${JSON.stringify(given)} is not allowed; allowed: milliseconds, or texts such as "90s", "30m", "12h", "30d".`);
  return Math.round(total);
}

interface Sleeper {
  due: number;
  wake(): void;
}

export class VirtualTime implements Clock {
  #now: number;
  #busy = 0;
  #looking = false;
  readonly #sleepers = new Set<Sleeper>();
  /** Told after every move, before anybody wakes. */
  onMove: () => Promise<void> = async () => {};
  onFault: (error: unknown) => void = () => {};

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  iso(): string {
    return new Date(this.#now).toISOString();
  }

  /** Something is at work: time stands until it leaves. */
  enter(): void {
    this.#busy++;
  }

  leave(): void {
    this.#busy--;
    this.#lookLater();
  }

  /** For somebody who is at work: it waits, and so lets time go on. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const sleeper = { due: this.#now + Math.max(0, ms), wake: resolve };
    this.#sleepers.add(sleeper);
    const gone = () => (this.#sleepers.delete(sleeper), resolve());
    signal?.addEventListener('abort', gone);
    this.leave();
    await promise;
    this.enter();
    signal?.removeEventListener('abort', gone);
  }

  async moveTo(at: number): Promise<void> {
    while (this.#now < at) {
      this.#now = Math.min(at, this.#now + HOP_MS);
      await this.onMove();
    }
  }

  /** To a moment at which nobody sleeps and no lease runs. */
  jumpTo(at: number): void {
    this.#now = Math.max(this.#now, at);
  }

  /** After the turn of the event loop in which the last one left: whoever it woke has entered by then. */
  #lookLater(): void {
    if (this.#looking || this.#busy > 0 || !this.#sleepers.size) return;
    this.#looking = true;
    setImmediate(() => {
      this.#look()
        .catch(this.onFault)
        .finally(() => {
          this.#looking = false;
          this.#lookLater();
        });
    });
  }

  async #look(): Promise<void> {
    if (this.#busy > 0) return;
    let first: Sleeper | undefined;
    for (const sleeper of this.#sleepers) if (!first || sleeper.due < first.due) first = sleeper;
    if (!first) return;
    await this.moveTo(first.due);
    // an attempt may have run out of time on the way
    if (!this.#sleepers.delete(first)) return;
    first.wake();
    await Promise.resolve();
  }
}
