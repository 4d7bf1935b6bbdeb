/**
 * Sandbox processes made ahead of need, so that nobody waits for one to start. A process that dies in here is replaced;
 * one that does not come up is tried again, ever more slowly, while those who wait for it go on waiting for a while.
 */
import type { Log } from '../../base/index.ts';
import type { SandboxProcess, Walls } from './process.ts';

export interface NurseryOptions {
  start(): Promise<SandboxProcess>;
  log: Log;
  /** How long a task waits for a process before it is given back. */
  waitMs?: number;
  againMs?: readonly number[];
}

/** Processes kept ready. */
const AHEAD = 1;
/** A start takes 0.1 s of CPU from those who are served now: the next spare is made when the rush is over. */
const REFILL_MS = 1_000;
const WAIT_MS = 15_000;
const AGAIN_MS = [100, 500, 2_000, 5_000, 15_000];
/** Failures in a row after which it is no accident. */
const ALARMING = 3;

interface Waiting {
  resolve(process: SandboxProcess): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

export class Nursery {
  readonly #options: NurseryOptions;
  readonly #ready: SandboxProcess[] = [];
  readonly #waiting: Waiting[] = [];
  #filling = false;
  #failures = 0;
  /** The next attempt after a failure, or the next spare after a rush. */
  #later: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: NurseryOptions) {
    this.#options = options;
  }

  /** The walls that hold, as the first process found them. */
  async walls(): Promise<Walls> {
    const process = await this.take();
    this.#admit(process);
    return process.ready;
  }

  /** A live process that is nobody else's. */
  take(): Promise<SandboxProcess> {
    const process = this.#ready.shift();
    if (process) {
      process.onExit = undefined;
      this.#fillIn(REFILL_MS);
      return Promise.resolve(process);
    }
    return new Promise((resolve, reject) => {
      const { waitMs = WAIT_MS } = this.#options;
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(new Error(`no sandbox process came up within ${waitMs} ms`));
      }, waitMs);
      const waiting = { resolve, reject, timer };
      this.#waiting.push(waiting);
      this.#fill();
    });
  }

  get stocked(): boolean {
    return this.#ready.length > 0;
  }

  pids(): number[] {
    return this.#ready.map((process) => process.pid);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#later);
    for (const { reject, timer } of this.#waiting.splice(0)) {
      clearTimeout(timer);
      reject(new Error('the runner is going away'));
    }
    await Promise.all(this.#ready.splice(0).map((process) => process.end()));
  }

  /** One start at a time: several at once would only take the CPU from each other and from the tasks. */
  #fill(): void {
    const backingOff = this.#failures > 0 && this.#later !== undefined;
    if (this.#closed || this.#filling || backingOff || this.#ready.length >= AHEAD + this.#waiting.length) return;
    this.#filling = true;
    this.#options.start().then(
      (process) => {
        this.#filling = false;
        this.#failures = 0;
        this.#admit(process);
      },
      (error: Error) => {
        this.#filling = false;
        this.#retry(error);
      },
    );
  }

  #fillIn(ms: number): void {
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      this.#fill();
    }, ms);
  }

  #admit(process: SandboxProcess): void {
    if (this.#closed) return void process.end();
    if (!process.dead) {
      const waiting = this.#waiting.shift();
      if (waiting) {
        clearTimeout(waiting.timer);
        waiting.resolve(process);
      } else {
        this.#ready.push(process);
        process.onExit = () => {
          this.#ready.splice(this.#ready.indexOf(process), 1);
          this.#fillIn(REFILL_MS);
        };
      }
    }
    if (this.#waiting.length) this.#fill();
    else this.#fillIn(REFILL_MS);
  }

  #retry(error: Error): void {
    if (this.#closed) return;
    const { log, againMs = AGAIN_MS } = this.#options;
    const inMs = againMs[Math.min(this.#failures++, againMs.length - 1)]!;
    const facts = { reason: error.message, failures: this.#failures, againInMs: inMs };
    if (this.#failures < ALARMING) log.warn(facts, 'a sandbox process did not come up');
    else log.error(facts, 'no sandbox process comes up: this runner executes nothing until one does');
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#fillIn(inMs);
  }
}
