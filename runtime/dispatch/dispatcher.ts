/**
 * The dispatcher as the gateway sees it: sessions join with the room they have, one loop routes and claims for all of
 * them in one commit, and results come back through `settle`. It knows no sockets.
 */
import { isWrite, callHost, platformIdentity, type PlatformPort } from './calls.ts';
import type { LogLine, ResultFrame, TaskFrame } from '../../sdk/contract/index.ts';
import { Loop, PlatformError, type Log } from '../base/index.ts';
import { SYSTEM, type Store } from '../store/index.ts';
import { claim, type Claimant } from './claim.ts';
import type { FrameSource } from './frames.ts';
import { expiredLeases, extendLeases, type Held } from './leases.ts';
import { hasWork, ROUTE_BATCH, routeEvents, type RouteFilter } from './route-events.ts';
import { refused, settle, settleSuperseded, type Settled } from './settle.ts';
import { writeLogs } from './task-logs.ts';

/** A session with room for tasks. */
export interface Worker extends Claimant {
  room(): number;
  deliver(frames: TaskFrame[]): void;
}

export interface DispatcherOptions {
  store: Store;
  log: Log;
  source: FrameSource;
  passes: RouteFilter;
  platform: PlatformPort;
  leaseMs: number;
  /** How often the tables are looked at without a wake-up. */
  pollMs: number;
}

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #workers = new Set<Worker>();
  readonly #loop: Loop;
  readonly #sweeper: Loop;
  #woken = true;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#loop = new Loop('dispatch', () => this.#round(), options.pollMs, options.log);
    this.#sweeper = new Loop('leases', () => this.#sweep(), Math.max(250, options.leaseMs / 4), options.log);
    options.store.onEvents(() => this.wake());
  }

  start(): void {
    this.#loop.start();
    this.#sweeper.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#loop.stop(), this.#sweeper.stop()]);
  }

  join(worker: Worker): () => void {
    this.#workers.add(worker);
    this.wake();
    return () => this.#workers.delete(worker);
  }

  wake(): void {
    this.#woken = true;
    this.#loop.wake();
  }

  async settle(result: ResultFrame): Promise<Settled> {
    const { store, source } = this.#options;
    const write = (r: ResultFrame) => store.write(SYSTEM, (ctx) => settle(ctx, source, r));
    try {
      return await write(result);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.status >= 500) throw error;
      const next = refused(result, error);
      return next === 'superseded' ? await store.write(SYSTEM, (ctx) => settleSuperseded(ctx, result, error.message)) : await write(next);
    } finally {
      this.wake();
    }
  }

  extend(held: readonly Held[]): Promise<Held[]> {
    return this.#options.store.write(SYSTEM, (ctx) => extendLeases(ctx, held, this.#options.leaseMs));
  }

  async call(held: Held, op: string, args: unknown): Promise<unknown> {
    const { store, platform } = this.#options;
    if (op === 'platform') {
      const { actor, scopes, correlation } = await store.read(SYSTEM, (ctx) => platformIdentity(ctx, held));
      return platform(actor, scopes, { ...(args as { method: string; path: string; body?: unknown }), correlation });
    }
    const unit = isWrite(op) ? store.write : store.read;
    return unit(SYSTEM, (ctx) => callHost(ctx, held, op, args));
  }

  log(held: Held, lines: LogLine[]): Promise<void> {
    return this.#options.store.write(SYSTEM, (ctx) => writeLogs(ctx, held, lines));
  }

  get leaseMs(): number {
    return this.#options.leaseMs;
  }

  async #round(): Promise<boolean> {
    const { store, source, passes, leaseMs } = this.#options;
    if (!this.#woken && !(await store.read(SYSTEM, hasWork))) return false;
    this.#woken = false;
    const workers = [...this.#workers].filter((w) => w.room() > 0);
    let routed = 0;
    const claimed: [Worker, TaskFrame[]][] = [];
    await store.write(SYSTEM, async (ctx) => {
      routed = await routeEvents(ctx, passes);
      for (const worker of workers) claimed.push([worker, await claim(ctx, source, worker, worker.room(), leaseMs)]);
    });
    for (const [worker, frames] of claimed) if (frames.length) worker.deliver(frames);
    return routed === ROUTE_BATCH || claimed.some(([w, frames]) => frames.length > 0 && w.room() > 0);
  }

  async #sweep(): Promise<void> {
    const expired = await this.#options.store.read(SYSTEM, (ctx) => expiredLeases(ctx));
    for (const result of expired) await this.settle(result);
  }
}
