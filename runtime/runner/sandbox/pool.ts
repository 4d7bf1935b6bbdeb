/**
 * Which sandbox process serves whom: one process holds isolates of one account only; an installation whose turn had to
 * be killed gets a process of its own until it has finished enough clean tasks. Idle isolates are kept warm and given
 * up by least use.
 */
import type { Log } from '../../base/index.ts';
import { SandboxProcess, type IsolateEvents } from './process.ts';

export interface IsolateKey {
  account: string;
  installation: string;
  /** Digest of the package's bundle: an upgrade gets new isolates. */
  bundle: string;
}

export interface Warm {
  process: SandboxProcess;
  isolate: number;
  key: IsolateKey;
  tasks: number;
  /** The present task's ears; replaced at every borrow. */
  listener: IsolateEvents;
  usedAt: number;
}

export interface PoolOptions {
  /** Sandbox processes at most. */
  processesMax: number;
  /** Warm isolates kept in all. */
  idleMax: number;
  /** An isolate is replaced after this many tasks. */
  tasksMax: number;
  rssMaxMb: number;
  log: Log;
}

/** Clean tasks after a kill, before an installation shares a process again. */
const PROBATION = 100;
const SILENT: IsolateEvents = { sent() {}, turn() {}, lost() {} };

interface Home {
  process: SandboxProcess;
  /** Account, or `!installation` for one on probation. */
  tenant: string;
  busy: number;
}

export class SandboxPool {
  readonly #options: PoolOptions;
  readonly #homes: Home[] = [];
  readonly #idle: Warm[] = [];
  readonly #probation = new Map<string, number>();
  #spare: Promise<SandboxProcess> | undefined;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Starts a process ahead of need and answers the walls that hold. */
  async warmUp(): Promise<{ walls: Record<string, boolean>; engine: string }> {
    this.#spare ??= SandboxProcess.start(this.#options);
    return (await this.#spare).ready;
  }

  /** An isolate for one task; `load` gives the package's code for a new one. */
  async borrow(
    key: IsolateKey,
    limits: { memoryMb: number; turnMs: number },
    fresh: boolean,
    listener: IsolateEvents,
    load: () => Promise<string>,
  ): Promise<Warm> {
    const kept = fresh ? -1 : this.#idle.findIndex((w) => w.key.installation === key.installation && w.key.bundle === key.bundle && !w.process.dead);
    if (kept >= 0) {
      const [warm] = this.#idle.splice(kept, 1);
      warm!.listener = listener;
      this.#homeOf(warm!.process)!.busy++;
      return warm!;
    }
    const code = await load();
    const home = await this.#home(key);
    home.busy++;
    const warm: Warm = { process: home.process, isolate: 0, key, tasks: 0, listener, usedAt: Date.now() };
    let loaded!: () => void;
    const ready = new Promise<void>((resolve) => (loaded = resolve));
    warm.listener = {
      ...listener,
      sent: (text) => (text.startsWith('{"id":0,"op":"loaded"') ? (listener.sent(text), loaded()) : listener.sent(text)),
      lost: (...args) => (listener.lost(...args), loaded()),
    };
    warm.isolate = home.process.open(code, limits.memoryMb, limits.turnMs, {
      sent: (text) => warm.listener.sent(text),
      turn: (ms) => warm.listener.turn(ms),
      lost: (...args) => warm.listener.lost(...args),
    });
    await ready;
    warm.listener = listener;
    return warm;
  }

  /** Gives an isolate back; `reuse` is false when it is lost or must not be kept. */
  release(warm: Warm, outcome: 'clean' | 'lost' | 'discard'): void {
    const home = this.#homeOf(warm.process);
    if (home) home.busy--;
    warm.listener = SILENT;
    warm.tasks++;
    warm.usedAt = Date.now();
    if (outcome === 'clean') this.#clean(warm.key.installation);
    if (outcome === 'clean' && warm.tasks < this.#options.tasksMax && !warm.process.dead) this.#idle.push(warm);
    else if (outcome !== 'lost') warm.process.close(warm.isolate);
    while (this.#idle.length > this.#options.idleMax) {
      const oldest = this.#idle.shift()!;
      oldest.process.close(oldest.isolate);
    }
  }

  /** The installation's turn was killed: it lives alone for a while. */
  convict(installation: string): void {
    this.#probation.set(installation, PROBATION);
  }

  get processes(): number {
    return this.#homes.length;
  }

  pids(): number[] {
    return this.#homes.map((h) => h.process.pid);
  }

  close(): void {
    this.#closed = true;
    for (const home of this.#homes) home.process.kill('CANCELLED', 'the runner is going away');
    void this.#spare?.then((process) => process.kill('CANCELLED', 'the runner is going away')).catch(() => {});
  }

  #homeOf(process: SandboxProcess): Home | undefined {
    return this.#homes.find((h) => h.process === process);
  }

  async #home(key: IsolateKey): Promise<Home> {
    const tenant = this.#probation.has(key.installation) ? `!${key.installation}` : key.account;
    const own = this.#homes.find((h) => h.tenant === tenant && !h.process.dead);
    if (own) return own;
    if (this.#homes.length >= this.#options.processesMax) this.#evict();
    const spare = this.#spare;
    this.#spare = undefined;
    const process = await (spare ?? SandboxProcess.start(this.#options));
    const raced = this.#homes.find((h) => h.tenant === tenant && !h.process.dead);
    if (raced) {
      this.#spare = Promise.resolve(process);
      return raced;
    }
    const home: Home = { process, tenant, busy: 0 };
    this.#homes.push(home);
    process.onExit = () => this.#gone(process);
    await process.ready;
    if (!this.#closed) this.#spare ??= SandboxProcess.start(this.#options);
    return home;
  }

  #evict(): void {
    const quiet = this.#homes.find((h) => h.busy === 0);
    if (quiet) quiet.process.kill('CANCELLED', 'another account needs the process');
  }

  #gone(process: SandboxProcess): void {
    const at = this.#homes.findIndex((h) => h.process === process);
    if (at >= 0) this.#homes.splice(at, 1);
    for (let i = this.#idle.length - 1; i >= 0; i--) if (this.#idle[i]!.process === process) this.#idle.splice(i, 1);
  }

  #clean(installation: string): void {
    const left = this.#probation.get(installation);
    if (left === undefined) return;
    if (left <= 1) this.#probation.delete(installation);
    else this.#probation.set(installation, left - 1);
  }
}
