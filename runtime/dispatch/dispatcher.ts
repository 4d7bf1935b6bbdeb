/**
 * The dispatcher as the gateway sees it: sessions join with the room they have, one loop routes and claims for all of
 * them in one commit, and results come back through `settle`. It knows no sockets.
 */
import { CAPABILITIES, type LogLine, type ResultFrame, type TaskFrame } from '../../sdk/contract/index.ts';
import { asError, type Log, Loop, lookUp, PlatformError } from '../base/index.ts';
import { SYSTEM, type Context, type Store } from '../store/index.ts';
import { breakersAtWork, tendBreakers } from './breaker.ts';
import { callHost, checkedArgs, isWrite, platformIdentity, type PlatformPort } from './calls.ts';
import { abandoned, somebodyWaits } from './ask.ts';
import { claim, claimAsked, type Claimant } from './claim.ts';
import type { FrameSource } from './frames.ts';
import { expiredLeases, extendLeases, unattended, type Held } from './leases.ts';
import { forgetReplies, hasReplies, onceFor, type NumberedCall } from './once.ts';
import { UNOBSERVED, type DispatchObserver } from './observer.ts';
import { dueReactions, runReaction, type Reactions } from './reactions.ts';
import { hasWork, ROUTE_BATCH, routeEvents, type RouteFilter } from './route-events.ts';
import { closeUnanswered, refused, settle, settleSuperseded, type Bringer, type Settled } from './settle.ts';
import { writeLogs } from './task-logs.ts';

/** A session with room for tasks. */
export interface Worker extends Claimant {
  room(): number;
  /** Room that only tasks get that somebody waits for; undefined where none is kept apart. */
  askedRoom(): number | undefined;
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
  /** Called after events became tasks of webhooks, which have a sender of their own. */
  webhooksDue?: () => void;
  /** Told what becomes of tasks. */
  observe?: DispatchObserver;
  leaseMs: number;
  /** How often the tables are looked at without a wake-up. */
  pollMs: number;
}

/** What one unit routed and claimed. */
interface Assignment {
  claimed: Map<Worker, TaskFrame[]>;
  /** Whether the next unit will find more. */
  more: boolean;
  /** Whether there is something for the host's own reactions. */
  reacting: boolean;
  /** Whether there is something for webhooks. */
  calling: boolean;
}

const nothing = (): Assignment => ({ claimed: new Map(), more: false, reacting: false, calling: false });

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #observe: DispatchObserver;
  readonly #workers = new Set<Worker>();
  readonly #loop: Loop;
  readonly #sweeper: Loop;
  readonly #reactor: Loop;
  /** What is claimed in units that have not ended yet: it takes room. */
  readonly #underWay = new Set<Assignment>();
  /** Whether assigning is a part of the commits that give reason to it. */
  readonly #shared: boolean;
  #woken = true;
  #running = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#observe = options.observe ?? UNOBSERVED;
    this.#loop = new Loop('dispatch', () => this.#round(), options.pollMs, options.log);
    this.#sweeper = new Loop('leases', () => this.#sweep(), Math.max(50, options.leaseMs / 4), options.log);
    this.#reactor = new Loop('reactions', () => this.#react(), options.pollMs, options.log);
    // where commits are shared, what an event leads to is part of the event's own commit, and the loop has less to do
    let last = nothing();
    this.#shared = options.store.lastly(
      SYSTEM,
      (ctx) => this.#assign(ctx, (last = nothing())),
      (result) => {
        if (result.status === 'fulfilled') return void this.#handOutOrLog(last);
        // the loop meets the same fault, or gets over it
        this.#underWay.delete(last);
        this.wake();
      },
    );
    if (!this.#shared) options.store.onEvents(() => this.wake());
  }

  start(): void {
    this.#running = true;
    this.#loop.start();
    this.#sweeper.start();
    if (this.#options.reactions?.length) this.#reactor.start();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await Promise.all([this.#loop.stop(), this.#sweeper.stop(), this.#reactor.stop()]);
  }

  /** Tasks that this host's runners could take now. */
  get room(): number {
    return [...this.#workers].reduce((sum, worker) => sum + Math.max(0, worker.room()), 0);
  }

  join(worker: Worker): () => void {
    this.#workers.add(worker);
    this.wake();
    return () => this.#workers.delete(worker);
  }

  /** One round of sweeping, routing, claiming and reacting, for a host whose loops stand still; answers whether more may be left. */
  async round(): Promise<boolean> {
    this.#running = this.#woken = true;
    await this.#sweep();
    const more = await this.#round();
    return (await this.#react()) || more;
  }

  wake(): void {
    this.#woken = true;
    this.#loop.wake();
  }

  /** Refuses with `unavailable` when the database does; the runner then says its result again. */
  async settle(result: ResultFrame, by: Bringer): Promise<Settled> {
    const { ended, steps = 0, ...settled } = await this.#settle(result, by);
    for (let i = 0; i < steps; i++) this.#observe.called('step.put', true);
    if (ended) this.#observe.ended(ended, result.usage);
    else this.#observe.refused(settled.reason!);
    return settled;
  }

  async #settle(result: ResultFrame, by: Bringer): Promise<Settled> {
    const { store, source, log } = this.#options;
    const write = (r: ResultFrame) => store.write(SYSTEM, (ctx) => settle(ctx, source, r, by), { lastly: true });
    try {
      return await write(result);
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'unavailable') throw error;
      if (!(error instanceof PlatformError)) log.error({ err: asError(error), task: result.task }, 'applying a decision failed');
      const next = refused(result, error);
      return next === 'superseded'
        ? await store.write(SYSTEM, (ctx) => settleSuperseded(ctx, result, asError(error).message, by), { lastly: true })
        : await write(next);
    } finally {
      if (!this.#shared) this.wake();
    }
  }

  async extend(held: readonly Held[], runner: Claimant): Promise<Held[]> {
    if (!held.length) return [];
    return this.#options.store.write(SYSTEM, (ctx) => extendLeases(ctx, held, runner.runnerId, this.#options.leaseMs));
  }

  async call(held: NumberedCall, runner: Claimant, op: string, args: unknown): Promise<unknown> {
    if (lookUp(CAPABILITIES, op)?.at !== 'host') throw new PlatformError('validation', `op: ${JSON.stringify(op)} is not a host call.`);
    try {
      const value = await this.#call(held, runner, op, args);
      this.#observe.called(op, true);
      return value;
    } catch (error) {
      this.#observe.called(op, false);
      throw error;
    }
  }

  async #call(held: NumberedCall, runner: Claimant, op: string, args: unknown): Promise<unknown> {
    const { store, platform } = this.#options;
    if (op === 'platform') {
      const request = checkedArgs(op, args) as { method: string; path: string; body?: unknown };
      const { actor, scopes, ...cause } = await store.read(SYSTEM, (ctx) => platformIdentity(ctx, held, runner.runnerId));
      return platform(actor, scopes, { ...request, ...cause, once: onceFor(held) });
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

  async #round(): Promise<boolean> {
    const { store } = this.#options;
    if (!this.#woken && !(await store.read(SYSTEM, hasWork))) return false;
    this.#woken = false;
    const assignment = nothing();
    try {
      await store.write(SYSTEM, (ctx) => this.#assign(ctx, assignment));
    } catch (error) {
      this.#underWay.delete(assignment);
      throw error;
    }
    return this.#handOut(assignment);
  }

  /** Routing and claiming share one unit. */
  async #assign(ctx: Context, assignment: Assignment): Promise<void> {
    if (!this.#running) return;
    const { source, passes, reactions, leaseMs } = this.#options;
    this.#underWay.add(assignment);
    const { events, reactions: reacting, webhooks } = await routeEvents(ctx, passes, reactions, source.subjects);
    assignment.more = events === ROUTE_BATCH;
    assignment.reacting = reacting > 0;
    assignment.calling = webhooks > 0;
    const workers = [...this.#workers].sort((a, b) => b.room() - a.room());
    const take = async (worker: Worker, how: typeof claim, room: number) => {
      const { frames, more } = await how(ctx, source, worker, room, leaseMs);
      if (frames.length) assignment.claimed.set(worker, [...(assignment.claimed.get(worker) ?? []), ...frames]);
      assignment.more ||= more;
    };
    if (await somebodyWaits(ctx)) for (const worker of workers) await take(worker, claimAsked, this.#room(worker, 'interactive'));
    for (const worker of workers) await take(worker, claim, this.#room(worker));
  }

  #room(worker: Worker, kind?: 'interactive'): number {
    const taken = [...this.#underWay].flatMap(({ claimed }) => claimed.get(worker) ?? []);
    const kept = worker.askedRoom();
    if (kept === undefined) return worker.room() - taken.length;
    return (kind ? kept : worker.room()) - taken.filter((frame) => frame.class === kind).length;
  }

  /** Reactions are commands of this host: each is run and closed in one unit. Answers whether there may be more. */
  async #react(): Promise<boolean> {
    const { store, reactions = [], log } = this.#options;
    const due = await store.read(SYSTEM, dueReactions);
    await Promise.all(due.map((head) => runReaction(store, reactions, head, log)));
    return due.length > 0;
  }

  async #handOutOrLog(assignment: Assignment): Promise<void> {
    try {
      if (await this.#handOut(assignment)) this.wake();
    } catch (error) {
      this.#options.log.error({ err: asError(error) }, 'tasks could not be taken back; their leases will run out');
    }
  }

  /** After the commit. Answers whether there is more to assign. */
  async #handOut(assignment: Assignment): Promise<boolean> {
    this.#underWay.delete(assignment);
    if (assignment.reacting) this.#reactor.wake();
    if (assignment.calling) this.#options.webhooksDue?.();
    for (const [worker, frames] of assignment.claimed)
      if (worker.deliver(frames)) this.#sent(frames);
      else await this.#takeBack(frames);
    return assignment.more;
  }

  #sent(frames: TaskFrame[]): void {
    const now = this.#options.store.clock.now();
    for (const frame of frames)
      this.#observe.sent(frame.class ?? 'background', frame.attempt === 1 ? Math.max(0, now - Date.parse(frame.event.at)) : undefined, frame);
  }

  /** The line was lost between claim and delivery: no need to wait for the leases to run out. */
  async #takeBack(frames: TaskFrame[]): Promise<void> {
    for (const { task, fence } of frames)
      await this.settle(unattended({ id: task, fence }, 'CANCELLED', 'the runner was gone before the task was sent'), 'host');
  }

  async #sweep(): Promise<void> {
    const { store, log } = this.#options;
    const expired = await store.read(SYSTEM, expiredLeases);
    for (const result of expired) await this.settle(result, 'host');
    for (const task of await store.read(SYSTEM, abandoned)) await store.write(SYSTEM, (ctx) => closeUnanswered(ctx, task, 'its host went away'));
    if (await store.read(SYSTEM, breakersAtWork)) {
      await store.write(SYSTEM, (ctx) => tendBreakers(ctx, log));
      this.wake();
    }
    if (await store.read(SYSTEM, hasReplies)) await store.write(SYSTEM, forgetReplies);
  }
}
