/**
 * The clock of one attempt. It runs while the guest waits for something of its own: a timer, an outside system, a promise
 * that never settles. It stands while the platform owes the guest something: a sandbox, the CPU for a turn, a reply of
 * the host. So a busy machine never makes an innocent handler late; what it cannot serve at all it gives back.
 */
import type { OutcomeCode } from '../../sdk/contract/index.ts';

/** How long the platform may owe beyond `wallMs`; a lease ends a minute after it. */
const OWED_MAX_MS = 45_000;
/** Not to look again for nothing. */
const LOOK_MS = 20;

export class Patience {
  readonly #wallMs: number;
  readonly #end: (code: OutcomeCode, message: string) => void;
  readonly #started = performance.now();
  #owed = 0;
  #owedMs = 0;
  #since = 0;
  #timer: NodeJS.Timeout;

  constructor(wallMs: number, end: (code: OutcomeCode, message: string) => void) {
    this.#wallMs = wallMs;
    this.#end = end;
    this.#timer = setTimeout(() => this.#look(), wallMs);
  }

  /** The platform is to do something for the guest. */
  owe(): void {
    if (this.#owed++ === 0) this.#since = performance.now();
  }

  paid(): void {
    if (--this.#owed === 0) this.#owedMs += performance.now() - this.#since;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    const owedMs = this.#owedMs + (this.#owed ? now - this.#since : 0);
    const left = this.#wallMs - (now - this.#started - owedMs);
    if (left <= 0) return this.#end('WALL_TIMEOUT', `no result within ${this.#wallMs} ms`);
    if (owedMs > OWED_MAX_MS) return this.#end('STARVED', `the platform had no time for this task for ${Math.round(owedMs / 1000)} s`);
    this.#timer = setTimeout(() => this.#look(), Math.max(LOOK_MS, left));
  }
}
