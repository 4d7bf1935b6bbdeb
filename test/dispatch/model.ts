/**
 * Dispatch said a second time, without a database: a lane is a list of tasks whose first is its head, a lease is three
 * fields of it. The model-based test sends the same commands to both and compares them after each.
 */
import { LEASE_MS } from '../support/dispatch.ts';

/** An installation with one hook. */
export interface Hook {
  id: string;
  account: string;
  concurrency: number;
  lane: 'park' | 'continue';
  /** The longest waits before the second attempt, the third, …; each is at least a tenth of it. */
  waitsMs: readonly number[];
  /** After so long beats extend a lease no more. */
  leaseEndMs: number;
}

type Status = 'ready' | 'leased' | 'retry' | 'rescheduled' | 'done' | 'dead' | 'skipped' | 'superseded' | 'cancelled';

export interface ModelTask {
  id: string;
  lane: string;
  hook: Hook;
  object: string;
  status: Status;
  attempt: number;
  crashes: number;
  lost: number;
  reschedules: number;
  fence: number;
  attempts: { fence: number; outcome: string | null; counted: number }[];
  /** What it replays. */
  replayOf?: string;
}

interface Lease {
  runner: string;
  untilMs: number;
  endMs: number;
}

export interface ModelLane {
  /** The head, then what waits behind it. */
  tasks: ModelTask[];
  state: 'ready' | 'leased' | 'parked';
  /** When the head is due: between the two, where chance has a part in it. */
  runAt: readonly [number, number];
  lease: Lease | undefined;
}

export interface Held {
  task: string;
  fence: number;
}

/** How an attempt ends. */
export type End =
  { decision: 'approve' | 'skip' | 'submit' } | { decision: 'reschedule'; seconds: number } | { code: keyof typeof FAILURES; retryAfterMs?: number };

/** What each failure leads to. */
export const FAILURES = {
  ...{ RETRY: 'retry', HANDLER_ERROR: 'retry', OUT_OF_MEMORY: 'crash' },
  ...{ NON_RETRIABLE: 'dead', LOAD_ERROR: 'dead' },
  ...{ SANDBOX_LOST: 'lost', RUNNER_LOST: 'lost', CANCELLED: 'returned' },
} as const;
const CRASHES = 3;
const LOST = 10;
const OPEN: readonly Status[] = ['ready', 'leased', 'retry', 'rescheduled'];

export const isOpen = (task: ModelTask) => OPEN.includes(task.status);

export class Model {
  now: number;
  /** By id, in the order in which they were made. */
  readonly tasks = new Map<string, ModelTask>();
  readonly lanes = new Map<string, ModelLane>();
  /** Objects that are no longer what their events are about. */
  readonly moved = new Set<string>();
  /** Every lease there has been, with who held it. */
  readonly leases: (Held & { runner: string })[] = [];

  constructor(now: number) {
    this.now = now;
  }

  add(hook: Hook, object: string, lane: string, id: string): void {
    const task = this.#made(hook, object, lane, id);
    const waiting = this.lanes.get(lane);
    if (waiting) waiting.tasks.push(task);
    else this.lanes.set(lane, { tasks: [task], state: 'ready', runAt: [this.now, this.now], lease: undefined });
  }

  #made(hook: Hook, object: string, lane: string, id: string): ModelTask {
    const counts = { attempt: 0, crashes: 0, lost: 0, reschedules: 0, fence: 0 };
    const task: ModelTask = { id, lane, hook, object, status: 'ready', ...counts, attempts: [] };
    this.tasks.set(id, task);
    return task;
  }

  /** Heads that may be claimed now, but for the concurrency of their installation. */
  due(): ModelTask[] {
    return [...this.lanes.values()].filter((lane) => lane.state === 'ready' && lane.runAt[0] <= this.now).map((lane) => lane.tasks[0]!);
  }

  running(of: (hook: Hook) => boolean): number {
    return [...this.lanes.values()].filter((lane) => lane.state === 'leased' && of(lane.tasks[0]!.hook)).length;
  }

  /** Due heads that a runner with room must get. */
  claimable(): ModelTask[] {
    return this.due().filter(({ hook }) => this.running((h) => h === hook) < hook.concurrency);
  }

  claimed(task: ModelTask, runner: string): void {
    const lane = this.lanes.get(task.lane)!;
    task.status = lane.state = 'leased';
    task.fence++;
    task.attempts.push({ fence: task.fence, outcome: null, counted: 0 });
    lane.lease = { runner, untilMs: this.now + LEASE_MS, endMs: this.now + task.hook.leaseEndMs };
    this.leases.push({ task: task.id, fence: task.fence, runner });
  }

  /** The task and lane of a lease that is alive. */
  holding(held: Held, runner?: string): { task: ModelTask; lane: ModelLane } | undefined {
    const task = this.tasks.get(held.task);
    const lane = task && this.lanes.get(task.lane);
    if (!task || lane?.state !== 'leased' || lane.tasks[0] !== task || task.fence !== held.fence) return undefined;
    return runner === undefined || lane.lease!.runner === runner ? { task, lane } : undefined;
  }

  /** Leases that are held now. */
  alive() {
    return this.leases.filter((l) => this.holding(l, l.runner));
  }

  /** Answers what the runner shall stop. */
  extend(held: readonly Held[], runner: string): Held[] {
    return held.filter((h) => {
      const lease = this.holding(h, runner)?.lane.lease;
      if (!lease || lease.endMs <= this.now) return true;
      lease.untilMs = Math.min(lease.endMs, this.now + LEASE_MS);
      return false;
    });
  }

  expired(): Held[] {
    const over = [...this.lanes.values()].filter(({ lease }) => lease && lease.untilMs < this.now);
    return over.map(({ tasks: [head] }) => ({ task: head!.id, fence: head!.fence }));
  }

  /** `runner` undefined: the host itself, for a lease that ran out. */
  settle(held: Held, end: End, runner?: string): { accepted: boolean; reason?: string } {
    const found = this.holding(held, runner);
    const attempt = this.tasks.get(held.task)?.attempts.find((a) => a.fence === held.fence);
    if (!found) {
      if (!attempt) return { accepted: false, reason: 'UNKNOWN_TASK' };
      const settled = attempt.outcome !== null && attempt.outcome !== 'RUNNER_LOST';
      return { accepted: false, reason: settled ? 'DUPLICATE' : 'STALE_FENCE' };
    }
    const { task, lane } = found;
    lane.lease = undefined;
    const ended = (outcome: string, counted = 1) => void Object.assign(attempt!, { outcome, counted });
    if ('code' in end) {
      ended(end.code, ['lost', 'returned'].includes(FAILURES[end.code]) ? 0 : 1);
      this.#failed(task, lane, end);
    } else if (end.decision === 'reschedule') {
      ended('reschedule');
      task.reschedules++;
      this.#waits(task, lane, 'rescheduled', end.seconds * 1000);
    } else if (end.decision === 'submit') {
      ended('BAD_DECISION');
      task.attempt++;
      this.#dies(task, lane);
    } else if (end.decision === 'approve' && this.moved.has(task.object)) {
      ended('superseded');
      this.close(task, 'superseded');
    } else {
      ended(end.decision);
      this.close(task, end.decision === 'skip' ? 'skipped' : 'done');
    }
    return { accepted: true };
  }

  #failed(task: ModelTask, lane: ModelLane, { code, retryAfterMs }: Extract<End, { code: string }>): void {
    const kind = FAILURES[code];
    if (kind === 'lost' || kind === 'returned') {
      if (kind === 'lost') task.lost++;
      return task.lost > LOST ? this.#dies(task, lane) : this.#waits(task, lane, 'ready', 0);
    }
    const wait = task.hook.waitsMs[task.attempt++];
    if (kind === 'crash') task.crashes++;
    if (kind === 'dead' || wait === undefined || task.crashes >= CRASHES) return this.#dies(task, lane);
    this.#waits(task, lane, 'retry', retryAfterMs ?? wait, retryAfterMs ?? Math.floor(wait / 10));
  }

  #waits(task: ModelTask, lane: ModelLane, status: Status, most: number, least = most): void {
    task.status = status;
    lane.state = 'ready';
    lane.runAt = [this.now + least, this.now + most];
  }

  #dies(task: ModelTask, lane: ModelLane): void {
    if (task.hook.lane === 'continue') return this.close(task, 'dead');
    task.status = 'dead';
    lane.state = 'parked';
    lane.runAt = [0, 0];
  }

  /** The head of a lane ends, and the next leads. */
  close(task: ModelTask, status: Status): void {
    task.status = status;
    const lane = this.lanes.get(task.lane)!;
    lane.tasks.shift();
    if (lane.tasks.length) Object.assign(lane, { state: 'ready', runAt: [this.now, this.now], lease: undefined });
    else this.lanes.delete(task.lane);
  }

  /** Said again while a replay is open, it is that one. */
  openReplay(task: ModelTask): ModelTask | undefined {
    return [...this.tasks.values()].find((t) => t.replayOf === task.id && isOpen(t));
  }

  /** A dead head gives its place to its replay; any other replay stands behind what waits. */
  replayed({ hook, object, lane: id, id: replayOf }: ModelTask, again: string): void {
    const lane = this.lanes.get(id);
    const parked = lane?.state === 'parked' && lane.tasks[0]!.id === replayOf;
    if (!parked) this.add(hook, object, id, again);
    else Object.assign(lane, { tasks: [this.#made(hook, object, id, again), ...lane.tasks.slice(1)], state: 'ready', runAt: [this.now, this.now] });
    this.tasks.get(again)!.replayOf = replayOf;
  }

  /** A dead letter is given up; the lane that it held goes on. */
  discarded(task: ModelTask): void {
    const lane = this.lanes.get(task.lane);
    if (lane?.state === 'parked' && lane.tasks[0] === task) this.close(task, 'cancelled');
    else task.status = 'cancelled';
  }
}
