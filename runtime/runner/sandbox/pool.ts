/**
 * Warm isolates: a task borrows one of its installation, or gets a new one in a process of its account. Idle isolates
 * are kept and given up by least use; an installation whose turn had to be killed lives in a process of its own until it
 * has finished enough clean tasks.
 */
import type { Log } from '../../base/index.ts';
import { Homes, type Home } from './homes.ts';
import { Nursery } from './nursery.ts';
import { SandboxProcess, type IsolateEvents, type Walls } from './process.ts';

export interface IsolateKey {
  account: string;
  installation: string;
  /** Digest of the package's bundle: an upgrade gets new isolates. */
  bundle: string;
}

export interface Warm {
  home: Home;
  isolate: number;
  key: IsolateKey;
  tasks: number;
  /** The present task's ears; replaced at every borrow. */
  listener: IsolateEvents;
}

export interface PoolOptions {
  /** Sandbox processes at work at most; one more is kept ready. */
  processesMax: number;
  /** Warm isolates kept in all. */
  idleMax: number;
  /** An isolate is replaced after this many tasks. */
  tasksMax: number;
  rssMaxMb: number;
  log: Log;
  /** Replaced by tests. */
  start?(): Promise<SandboxProcess>;
}

export interface Borrow {
  key: IsolateKey;
  limits: { memoryMb: number; turnMs: number };
  /** An isolate that has run nothing else. */
  fresh: boolean;
  /** Somebody waits: a process more may be started for it. */
  urgent?: boolean;
  listener: IsolateEvents;
  /** The package's code, for a new isolate. */
  load(): Promise<string>;
  /** Gives up waiting. */
  signal: AbortSignal;
}

/** Clean tasks after a kill, before an installation shares a process again. */
const PROBATION = 100;
/** Processes of their own for one account's installations on probation; more of them share, so that they cannot take all. */
const CELLS_MAX = 2;
const SILENT: IsolateEvents = { sent() {}, turn() {}, lost() {} };

export class SandboxPool {
  readonly #options: PoolOptions;
  readonly #nursery: Nursery;
  readonly #homes: Homes;
  /** Longest unused first. */
  readonly #idle: Warm[] = [];
  readonly #probation = new Map<string, number>();

  constructor(options: PoolOptions) {
    this.#options = options;
    const { rssMaxMb, log, start = () => SandboxProcess.start({ rssMaxMb }) } = options;
    this.#nursery = new Nursery({ start, log });
    this.#homes = new Homes({
      max: options.processesMax,
      take: () => this.#nursery.take(),
      ready: () => this.#nursery.stocked,
      cleared: (home) => this.#forget(home),
    });
  }

  /** Starts a process ahead of need and answers the walls that hold. */
  warmUp(): Promise<Walls> {
    return this.#nursery.walls();
  }

  async borrow({ key, limits, fresh, urgent = false, listener, load, signal }: Borrow): Promise<Warm> {
    const kept = fresh ? -1 : this.#idle.findLastIndex((w) => w.key.installation === key.installation && w.key.bundle === key.bundle && !w.home.leaving);
    if (kept >= 0) {
      const [warm] = this.#idle.splice(kept, 1);
      warm!.listener = listener;
      this.#homes.again(warm!.home);
      return warm!;
    }
    const code = load();
    code.catch(() => {});
    const home = await this.#homes.enter(this.#tenantOf(key), signal, urgent);
    const warm: Warm = { home, isolate: 0, key, tasks: 0, listener };
    try {
      warm.isolate = home.process.open(await code, limits.memoryMb, limits.turnMs, {
        sent: (text) => warm.listener.sent(text),
        turn: (...args) => warm.listener.turn(...args),
        lost: (...args) => warm.listener.lost(...args),
      });
    } catch (error) {
      this.#homes.leave(home);
      throw error;
    }
    return warm;
  }

  deliver(warm: Warm, text: string, turnMs: number): void {
    warm.home.process.deliver(warm.isolate, text, turnMs);
  }

  /** Gives an isolate back; a lost one is gone already, a discarded one is not used again. */
  release(warm: Warm, outcome: 'clean' | 'lost' | 'discard'): void {
    const { home } = warm;
    warm.listener = SILENT;
    warm.tasks++;
    if (outcome === 'clean') this.#clean(warm.key.installation);
    if (outcome === 'lost') home.tainted = true;
    else if (outcome === 'clean' && warm.tasks < this.#options.tasksMax && !home.leaving && !home.process.dead) this.#idle.push(warm);
    else home.process.close(warm.isolate);
    this.#homes.leave(home);
    while (this.#idle.length > this.#options.idleMax) this.#close(this.#idle.shift()!);
  }

  /** The installation's turn was killed: it lives alone for a while. */
  convict(installation: string): void {
    this.#probation.set(installation, PROBATION);
  }

  pids(): number[] {
    return [...this.#homes.pids(), ...this.#nursery.pids()];
  }

  async close(): Promise<void> {
    await Promise.all([this.#nursery.close(), this.#homes.close()]);
  }

  #tenantOf({ account, installation }: IsolateKey): string {
    if (!this.#probation.has(installation)) return account;
    const [cells, own] = [this.#homes.tenants(`!${account} `), `!${account} ${installation}`];
    return cells.includes(own) || cells.length < CELLS_MAX ? own : cells[0]!;
  }

  #close(warm: Warm): void {
    warm.home.process.close(warm.isolate);
  }

  /** The process is gone, or goes to somebody else: its isolates end. */
  #forget(home: Home): void {
    for (let i = this.#idle.length - 1; i >= 0; i--) if (this.#idle[i]!.home === home) this.#close(this.#idle.splice(i, 1)[0]!);
  }

  #clean(installation: string): void {
    const left = this.#probation.get(installation);
    if (left === undefined) return;
    if (left <= 1) this.#probation.delete(installation);
    else this.#probation.set(installation, left - 1);
  }
}
