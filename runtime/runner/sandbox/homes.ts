/**
 * Which sandbox process serves whom. A process holds isolates of one tenant at a time; when all are taken, a newcomer
 * gets the one that was quiet longest, emptied, and when none is quiet it waits its turn: the process with the least to
 * do takes no new tasks until it is free.
 */
import type { SandboxProcess } from './process.ts';

export interface Home {
  process: SandboxProcess;
  /** Account, or `!account installation` for one on probation. */
  tenant: string;
  /** Tasks in it. */
  busy: number;
  /** How many tenants it has had. */
  tenants: number;
  /** It is promised to somebody who waits, and takes no new tasks. */
  leaving: boolean;
  /** An isolate in it was lost; it does not go to another tenant. */
  tainted: boolean;
  usedAt: number;
}

export interface HomesOptions {
  max: number;
  take(): Promise<SandboxProcess>;
  /** Whether `take` answers at once. */
  ready(): boolean;
  /** The home's isolates are void. */
  cleared(home: Home): void;
}

/** Processes beyond the maximum for tasks that somebody waits for, while all others are taken. */
const URGENT = 2;
/** A process that has served so many tenants is replaced rather than given to the next. */
const TENANTS_MAX = 1_000;

export class Homes {
  readonly #options: HomesOptions;
  readonly #homes: Home[] = [];
  #starting = 0;
  /** By tenant: all its tasks wait for the same process. */
  readonly #coming = new Map<string, Promise<void>>();
  /** Who waits for a process to become free, first come first served. */
  readonly #waiting: (() => void)[] = [];

  constructor(options: HomesOptions) {
    this.#options = options;
  }

  /** One more task in a process of this tenant, as soon as there is one. */
  async enter(tenant: string, signal: AbortSignal, urgent = false): Promise<Home> {
    for (;;) {
      if (signal.aborted) throw new Error('nobody waits for a sandbox any more');
      const own = this.#homes.find((h) => h.tenant === tenant && !h.leaving && !h.process.dead);
      if (own) return this.again(own);
      await ((urgent ? undefined : this.#coming.get(tenant)) ?? this.#bring(tenant, urgent));
    }
  }

  again(home: Home): Home {
    home.busy++;
    home.usedAt = performance.now();
    return home;
  }

  leave(home: Home): void {
    home.busy--;
    home.usedAt = performance.now();
    if (home.busy === 0) this.#waiting.shift()?.();
  }

  tenants(prefix: string): string[] {
    return [...this.#homes.map((h) => h.tenant), ...this.#coming.keys()].filter((tenant) => tenant.startsWith(prefix));
  }

  pids(): number[] {
    return this.#homes.map((h) => h.process.pid);
  }

  async close(): Promise<void> {
    await Promise.all(this.#homes.map((h) => h.process.end()));
  }

  #bring(tenant: string, urgent: boolean): Promise<void> {
    const coming = this.#find(tenant, urgent).finally(() => this.#coming.delete(tenant));
    this.#coming.set(tenant, coming);
    return coming;
  }

  /** A process that is ready, else one that is quiet, else one to be started while there is room, else the first that becomes quiet. */
  async #find(tenant: string, urgent: boolean): Promise<void> {
    for (;;) {
      const room = this.#homes.length + this.#starting < this.#options.max + (urgent ? URGENT : 0);
      const [quiet] = this.#homes.filter((h) => h.busy === 0).sort((a, b) => a.usedAt - b.usedAt);
      // a start takes 0.1 s, loading a package again 2 ms: nobody waits for a process while another account's stands idle
      if (room && (this.#options.ready() || !quiet || !reusable(quiet))) return this.#start(tenant);
      if (quiet && reusable(quiet)) return this.#give(quiet, tenant);
      if (quiet) {
        this.#gone(quiet);
        quiet.process.kill('CANCELLED', 'another account needs the place');
        continue;
      }
      const [least] = this.#homes.filter((h) => !h.leaving).sort((a, b) => a.busy - b.busy || a.usedAt - b.usedAt);
      if (least) least.leaving = true;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async #start(tenant: string): Promise<void> {
    this.#starting++;
    const process = await this.#options.take().finally(() => this.#starting--);
    const home: Home = { process, tenant, busy: 0, tenants: 1, leaving: false, tainted: false, usedAt: performance.now() };
    this.#homes.push(home);
    process.onExit = () => this.#gone(home);
  }

  #give(home: Home, tenant: string): void {
    this.#options.cleared(home);
    Object.assign(home, { tenant, leaving: false, tenants: home.tenants + 1, usedAt: performance.now() });
  }

  #gone(home: Home): void {
    const at = this.#homes.indexOf(home);
    if (at < 0) return;
    this.#homes.splice(at, 1);
    this.#options.cleared(home);
    this.#waiting.shift()?.();
  }
}

/** Whether a process may go to another tenant, once its isolates have been ended: never from one on probation. */
function reusable({ tainted, process, tenants, tenant }: Home): boolean {
  return !tainted && !tenant.startsWith('!') && process.quiet && tenants < TENANTS_MAX;
}
