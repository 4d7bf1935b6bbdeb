/**
 * A loop that works when woken and otherwise looks by itself every `everyMs`: correctness rests on the table it reads,
 * a wake-up only shortens the wait. At most one round runs at a time; a wake-up during a round causes one more.
 */
import { PlatformError } from './errors.ts';
import type { Log } from './log.ts';

export class Loop {
  readonly #round: () => Promise<boolean | void>;
  readonly #everyMs: number;
  readonly #log: Log;
  readonly #name: string;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  /** `round` answers true when it found as much work as it could carry, so that the next round follows at once. */
  constructor(name: string, round: () => Promise<boolean | void>, everyMs: number, log: Log) {
    this.#name = name;
    this.#round = round;
    this.#everyMs = everyMs;
    this.#log = log;
  }

  start(): this {
    this.wake();
    return this;
  }

  wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#stopped) return;
      if (this.#again) {
        this.#again = false;
        this.wake();
      } else {
        this.#timer = setTimeout(() => this.wake(), this.#everyMs);
      }
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    try {
      while ((await this.#round()) === true && !this.#stopped);
    } catch (error) {
      // that the database cannot be used is told once, by the store
      const level = error instanceof PlatformError && error.kind === 'unavailable' ? 'debug' : 'error';
      this.#log[level]({ err: error, loop: this.#name }, 'a round failed; the loop goes on');
    }
  }
}
