/**
 * The dispatcher as the gateway sees it: sessions join with the room they have, one loop routes and claims for all of
 * them in one commit, and results come back through `settle`. It knows no sockets.
 */
import { CAPABILITIES, type Capability, type LogLine, type ResultFrame, type TaskFrame } from '../../sdk/contract/index.ts';
import { asError, Loop, PlatformError, type Log } from '../base/index.ts';
import { SYSTEM, type Store } from '../store/index.ts';
import { callHost, checkedArgs, isWrite, platformIdentity, type PlatformPort } from './calls.ts';
import { claim, type Claimant } from './claim.ts';
import type { FrameSource } from './frames.ts';
import { expiredLeases, extendLeases, unattended, type Held } from './leases.ts';
import { dueReactions, runReaction, type Reactions } from './reactions.ts';
import { hasWork, ROUTE_BATCH, routeEvents, type RouteFilter } from './route-events.ts';
import { refused, settle, settleSuperseded, type Bringer, type Settled } from './settle.ts';
import { writeLogs } from './task-logs.ts';

/** A session with room for tasks. */
export interface Worker extends Claimant {
  room(): number;
  /** Answers false when the line is gone and nothing was sent. */
  deliver(frames: TaskFrame[]): boolean;
}

export interface DispatcherOptions {
  store: Store;
  log: Log;
  source: FrameSource;
  passes: RouteFilter;
  /** What the host itself does about events; no task of theirs leaves the host. */
  reactions?: Reactions;
  platform: PlatformPort;
  /** Called after events became tasks: webhooks have a sender of their own. */
  routed?: () => void;
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
    this.#sweeper = new Loop('leases', () => this.#sweep(), Math.max(50, options.leaseMs / 4), options.log);
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

  /** One round of routing, claiming and reacting, for a host whose loops stand still; answers whether more may be left. */
  round(): Promise<boolean> {
    this.#woken = true;
    return this.#round();
  }

  wake(): void {
    this.#woken = true;
    this.#loop.wake();
  }

  /** Refuses with `unavailable` when the database does; the runner then says its result again. */
  async settle(result: ResultFrame, by: Bringer): Promise<Settled> {
    const { store, source, log } = this.#options;
    const write = (r: ResultFrame) => store.write(SYSTEM, (ctx) => settle(ctx, source, r, by));
    try {
      return await write(result);
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'unavailable') throw error;
      if (!(error instanceof PlatformError)) log.error({ err: asError(error), task: result.task }, 'applying a decision failed');
      const next = refused(result, error);
      return next === 'superseded' ? await store.write(SYSTEM, (ctx) => settleSuperseded(ctx, result, asError(error).message, by)) : await write(next);
    } finally {
      this.wake();
    }
  }

  async extend(held: readonly Held[], runner: Claimant): Promise<Held[]> {
    if (!held.length) return [];
    return this.#options.store.write(SYSTEM, (ctx) => extendLeases(ctx, held, runner.runnerId, this.#options.leaseMs));
  }

  async call(held: Held, runner: Claimant, op: string, args: unknown): Promise<unknown> {
    const { store, platform } = this.#options;
    if (!Object.hasOwn(CAPABILITIES, op) || CAPABILITIES[op as Capability].at !== 'host')
      throw new PlatformError('validation', `op: ${JSON.stringify(op)} is not a host call.`);
    if (op === 'platform') {
      const request = checkedArgs(op, args) as { method: string; path: string; body?: unknown };
      const { actor, scopes, correlation, hop } = await store.read(SYSTEM, (ctx) => platformIdentity(ctx, held, runner.runnerId));
      return platform(actor, scopes, { ...request, correlation, hop });
    }
    const unit = isWrite(op) ? store.write : store.read;
    return unit(SYSTEM, (ctx) => callHost(ctx, held, runner.runnerId, op, args));
  }

  log(held: Held, runner: Claimant, lines: LogLine[]): Promise<void> {
    return this.#options.store.write(SYSTEM, (ctx) => writeLogs(ctx, held, runner.name, lines));
  }

  get leaseMs(): number {
    return this.#options.leaseMs;
  }

  /** Routing and claiming share one commit. */
  async #round(): Promise<boolean> {
    const { store, source, passes, reactions = [], leaseMs } = this.#options;
    if (!this.#woken && !(await store.read(SYSTEM, hasWork))) return false;
    this.#woken = false;
    const workers = [...this.#workers].filter((w) => w.room() > 0).sort((a, b) => b.room() - a.room());
    const { routed, claimed } = await store.write(SYSTEM, async (ctx) => {
      const routed = await routeEvents(ctx, passes, reactions, source.subjects);
      const claimed: [Worker, TaskFrame[]][] = [];
      for (const worker of workers) claimed.push([worker, await claim(ctx, source, worker, worker.room(), leaseMs)]);
      return { routed, claimed };
    });
    if (routed) this.#options.routed?.();
    for (const [worker, frames] of claimed) if (frames.length && !worker.deliver(frames)) await this.#takeBack(frames);
    const reacted = reactions.length ? await this.#react(reactions) : 0;
    return reacted > 0 || routed === ROUTE_BATCH || claimed.some(([worker, frames]) => frames.length > 0 && worker.room() > 0);
  }

  /** Reactions are commands of this host: each is claimed, run and closed in one unit. */
  async #react(reactions: Reactions): Promise<number> {
    const due = await this.#options.store.read(SYSTEM, dueReactions);
    await Promise.all(due.map((head) => runReaction(this.#options.store, reactions, head, this.#options.log)));
    return due.length;
  }

  /** The line was lost between claim and delivery: no need to wait for the leases to run out. */
  async #takeBack(frames: TaskFrame[]): Promise<void> {
    for (const { task, fence } of frames)
      await this.settle(unattended({ id: task, fence }, 'CANCELLED', 'the runner was gone before the task was sent'), 'host');
  }

  async #sweep(): Promise<void> {
    const expired = await this.#options.store.read(SYSTEM, expiredLeases);
    for (const result of expired) await this.settle(result, 'host');
  }
}
