/**
 * The runner of a simulation, in the test's own process: it takes tasks from the dispatcher as a session of the gateway does,
 * and runs them with the code of the real runner. Tasks run one after another, so that a seed repeats the whole; only those
 * that somebody waits for run beside them.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Attempt, type Guests } from '../../runtime/runner/attempt.ts';
import { createBroker, type Broker } from '../../runtime/runner/broker/index.ts';
import { mapStack } from '../../runtime/runner/source-map.ts';
import { asError, PlatformError } from '../../runtime/base/index.ts';
import type { Dispatcher, Worker } from '../../runtime/dispatch/index.ts';
import type { LogLine, Outcome, ResultFrame, TaskFrame } from '../contract/index.ts';
import type { SeededChance } from './chance.ts';
import type { Outside } from './outside.ts';
import type { VirtualTime } from './time.ts';

export interface BenchOptions {
  time: VirtualTime;
  chance: SeededChance;
  outside: Outside;
  guests: Guests;
  /** Real milliseconds are not counted: somebody may be at a breakpoint. */
  steppable: boolean;
  code(): Promise<{ bundle: string; sourceMap: string }>;
  violated(message: string): void;
}

/** What is to happen to the next attempts. */
type Accident = { kind: 'crash'; afterCall: number } | { kind: 'lost' };

interface Running {
  task: TaskFrame;
  attempt: Attempt;
  startedAt: number;
  calls: number;
  accident: Accident | undefined;
  /** Its end is written by the simulation: what it says itself does not count. */
  end?: 'crashed' | 'late';
}

/** Beyond any test: real time is not what ends a virtual attempt. */
const NEVER_MS = 2 ** 31 - 1;

export class Bench implements Worker {
  readonly runnerId = 'RT-simulation';
  readonly name = 'simulation';
  readonly environments = ['*'];
  readonly secretsGranted = true;
  readonly #options: BenchOptions;
  readonly #broker: Broker;
  readonly #running = new Map<string, Running>();
  readonly #accidents: Accident[] = [];
  readonly #logs = new Map<string, Promise<void>[]>();
  #dispatcher!: Dispatcher;
  #ended: () => void = () => {};
  /** Tasks whose runner is gone; nobody but the lease ends them. */
  lost = 0;

  constructor(options: BenchOptions) {
    this.#options = options;
    const { time, chance, outside } = options;
    this.#broker = createBroker({
      forward: (task, op, args) => this.#forward(task, op, args),
      logs: (task, lines) => this.#log(task, lines),
      world: { transport: outside.transport, sleep: (ms, signal) => time.sleep(ms, signal), random: (args) => chance.random(args) },
    });
    time.onMove = () => this.#moved();
  }

  join(dispatcher: Dispatcher): () => void {
    this.#dispatcher = dispatcher;
    return dispatcher.join(this);
  }

  room(): number {
    return [...this.#running.values()].some(({ task }) => !task.class) ? 0 : 1;
  }

  askedRoom(): number {
    return 1_000;
  }

  get idle(): boolean {
    return this.#running.size === 0;
  }

  /** Resolves when the next attempt has ended. */
  progress(): Promise<void> {
    return new Promise((resolve) => (this.#ended = resolve));
  }

  plan(accident: Accident): void {
    this.#accidents.push(accident);
  }

  deliver(frames: TaskFrame[]): boolean {
    for (const frame of frames)
      this.#work(frame)
        .catch((error: unknown) => this.#options.violated(`the simulation failed: ${asError(error).stack}`))
        .finally(() => this.#ended());
    return true;
  }

  async #work(task: TaskFrame): Promise<void> {
    const { time, chance, guests, code } = this.#options;
    const frame = this.#options.steppable ? { ...task, limits: { ...task.limits, wallMs: NEVER_MS } } : task;
    const attempt = new Attempt(frame, {
      ...{ pool: guests, bundle: code, mapStack, clock: time },
      broker: { ...this.#broker, call: (...given) => this.#call(running, ...given) },
      chance: () => ({ seed: chance.below(2 ** 31), entropy: chance.hex(32) }),
    });
    const running: Running = { task, attempt, startedAt: time.now(), calls: 0, accident: task.class ? undefined : this.#accidents.shift() };
    this.#running.set(keyOf(task), running);
    try {
      const result = await attempt.run();
      this.#broker.finish(task);
      await Promise.all(this.#logs.get(keyOf(task)) ?? []);
      if (running.end === 'crashed' || running.accident?.kind === 'lost') this.lost++;
      else await this.#dispatcher.settle({ ...result, outcome: endOf(running, result) }, this);
    } finally {
      this.#logs.delete(keyOf(task));
      this.#running.delete(keyOf(task));
    }
  }

  async #call(running: Running, ...[task, op, args, signal, span]: Parameters<Broker['call']>): ReturnType<Broker['call']> {
    const { time, chance, violated } = this.#options;
    time.enter();
    try {
      const answer = await this.#broker.call(task, op, args, signal, span && chance.hex(8));
      if (!answer.ok && answer.code === 'EGRESS_DENIED') violated(`${told(args)}: ${answer.message}; declare it below permissions.egress of extension.yaml.`);
      if (op !== 'log' && running.accident?.kind === 'crash' && ++running.calls === running.accident.afterCall) await this.#crash(running);
      return answer;
    } finally {
      // its reply is delivered first
      void nextTurn().then(() => time.leave());
    }
  }

  /** The process is gone, but what it did is done. */
  async #crash(running: Running): Promise<void> {
    const { task, attempt } = running;
    for (const step of this.#broker.takeSteps(task)) await this.#forward(task, 'step.put', step);
    running.end = 'crashed';
    attempt.cancel('crashed');
  }

  async #forward(task: TaskFrame, op: string, args: unknown): Promise<unknown> {
    try {
      const call = ++this.#numbers;
      return await this.#dispatcher.call({ task: task.task, fence: task.fence, call }, this, op, args);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      // as it comes over the line
      throw { remote: true, code: error.code, message: error.errors.join(' ') }; // eslint-disable-line @typescript-eslint/only-throw-error
    }
  }
  #numbers = 0;

  #log(task: TaskFrame, lines: LogLine[]): void {
    const written = this.#dispatcher.log(task, this, lines);
    this.#logs.set(keyOf(task), [...(this.#logs.get(keyOf(task)) ?? []), written]);
  }

  /** Leases go on as long as attempts may; an attempt that slept too long is over. */
  async #moved(): Promise<void> {
    const all = [...this.#running.values()];
    await this.#dispatcher.extend(all.map(({ task }) => ({ task: task.task, fence: task.fence })), this); // prettier-ignore
    for (const running of all) {
      if (running.end || this.#options.time.now() - running.startedAt <= running.task.limits['wallMs']!) continue;
      running.end = 'late';
      running.attempt.cancel('late');
    }
  }
}

function endOf({ end, task }: Running, { outcome }: ResultFrame): Outcome {
  return end === 'late' ? { ok: false, code: 'WALL_TIMEOUT', message: `no result within ${task.limits['wallMs']} ms` } : outcome;
}

function told(args: unknown): string {
  const { method = 'GET', url = '' } = args as { method?: string; url?: string };
  return `${method} ${url}`;
}

function keyOf({ task, fence }: TaskFrame): string {
  return `${task}/${fence}`;
}
