/**
 * One attempt, from a task frame to its result: an isolate is borrowed, the handler runs turn by turn, its calls are
 * answered by the broker, and the clock of the whole is held here.
 */
import { randomBytes, randomInt } from 'node:crypto';
import {
  CALLS_TOLD,
  CAPABILITIES,
  FIXED_LIMITS,
  stepOwner,
  type Outcome,
  type OutcomeCode,
  type Called,
  type ResultFrame,
  type TaskFrame,
} from '../../sdk/contract/index.ts';
import { lookUp, randomHex, systemClock, type Clock } from '../base/index.ts';
import type { RunHeader } from '../../sdk/guest/protocol.ts';
import type { Broker, BrokerReply } from './broker/index.ts';
import { Patience } from './patience.ts';
import { entropyFrom, Recorder } from './recording/index.ts';
import type { Borrow } from './sandbox/index.ts';
import { readLoaded, readSent, toldOutcome } from './sent.ts';
import { toldCall } from './told.ts';

/** Somewhere that a handler runs; it has ended so many tasks before. */
export interface Guest {
  readonly tasks: number;
}

/** Where handlers run: the pool of sandboxes, or what a test kit puts in its place. */
export interface Guests {
  borrow(given: Borrow): Promise<Guest>;
  /** One entry; its end is told to the listener. */
  deliver(guest: Guest, text: string, turnMs: number): void;
  release(guest: Guest, outcome: 'clean' | 'lost' | 'discard'): void;
  convict(installation: string): void;
}

/** Where an attempt's own chance begins: a seed for Math.random, and 32 random bytes as hex text. */
export interface Chance {
  seed: number;
  entropy: string;
}

const drawn = (): Chance => ({ seed: randomInt(2 ** 31), entropy: randomBytes(32).toString('hex') });

export interface AttemptTools {
  pool: Guests;
  /** The guest's time; default the system's. */
  clock?: Clock;
  /** Default: drawn for each attempt. */
  chance?: (task: TaskFrame) => Chance;
  broker: Broker;
  /** The package's code by digest. */
  bundle(digest: string): Promise<{ bundle: string; sourceMap: string }>;
  /** Points a stack at the author's source. */
  mapStack(stack: string, sourceMap: string): string;
}

/** Outcomes after which an installation lives in a process of its own for a while. */
const KILLED: readonly OutcomeCode[] = ['TURN_TIMEOUT', 'OUT_OF_MEMORY', 'CPU_BUDGET'];

export class Attempt {
  readonly task: TaskFrame;
  readonly #tools: AttemptTools;
  readonly #started = Date.now();
  readonly #aborter = new AbortController();
  readonly #patience: Patience;
  #warm: Guest | undefined;
  #cpuMs = 0;
  #calls = 0;
  #requests = 0;
  #memoryBytes = 0;
  #isolate: ResultFrame['usage']['isolate'];
  readonly #called: Called[] = [];
  #recorder: Recorder | undefined;
  /** What a package does while it loads belongs to no attempt. */
  #loaded = false;
  #ended = false;
  #settle!: (outcome: Outcome) => void;

  constructor(task: TaskFrame, tools: AttemptTools) {
    this.task = task;
    this.#tools = tools;
    this.#patience = new Patience(task.limits['wallMs']!, (code, message) => this.#end({ ok: false, code, message }));
  }

  async run(): Promise<ResultFrame> {
    const { task } = this;
    const outcome = await new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
      this.#start().catch((error: Error) => this.#end({ ok: false, code: 'SANDBOX_LOST', message: error.message }));
    });
    const readable = await this.#readable(outcome);
    const usage = {
      ...{ wallMs: Date.now() - this.#started, cpuMs: Math.round(this.#cpuMs), calls: this.#calls, requests: this.#requests },
      ...{ memoryBytes: this.#memoryBytes, called: this.#called, ...(this.#isolate ? { isolate: this.#isolate } : {}) },
    };
    // its own masks are pseudonyms, which a replay knows
    const recording = this.#recording(() => this.#recorder?.end(outcome, usage));
    const steps = this.#tools.broker.takeSteps(task);
    return {
      ...{ t: 'result', task: task.task, fence: task.fence, outcome: readable, usage },
      ...(steps.length ? { steps } : {}),
      ...(recording === undefined ? {} : { recording }),
    };
  }

  /** The lease is gone or the runner drains: nobody waits for a result. */
  cancel(reason: string): void {
    this.#end({ ok: false, code: 'CANCELLED', message: reason });
  }

  async #start(): Promise<void> {
    const { task } = this;
    const limits = { memoryMb: task.limits['memoryMb']!, turnMs: task.limits['turnMs']! };
    this.#patience.owe();
    const warm = await this.#tools.pool.borrow({
      key: { account: task.account, installation: task.installation, bundle: task.bundle },
      limits,
      fresh: task.fresh,
      urgent: task.class === 'interactive',
      listener: { sent: (text) => this.#sent(text), turn: (...args) => this.#turn(...args), lost: (code, message, stack) => this.#lost(code, message, stack) },
      load: async () => (await this.#tools.bundle(task.bundle)).bundle,
      signal: this.#aborter.signal,
    });
    if (this.#ended) return this.#tools.pool.release(warm, 'discard');
    this.#warm = warm;
    this.#isolate = warm.tasks > 0 ? 'warm' : 'cold';
    // a new isolate answers once more, for the loading of the package
    if (warm.tasks > 0) {
      this.#patience.paid();
      this.#loaded = true;
    }
    const { seed, entropy } = (this.#tools.chance ?? drawn)(task);
    const header: RunHeader = {
      t: 'run',
      now: this.#now(),
      seed,
      entropy: entropyFrom(entropy),
      event: task.event,
      object: task.object,
      settings: task.settings,
      steps: task.steps,
      identity: `${task.installation}/${task.event.type}/${stepOwner(task.event)}`,
      attempt: task.attempt,
      correlation: task.correlation,
    };
    this.#deliver(JSON.stringify(header));
    // while the guest begins: its first call is heard in a later turn
    const { record } = task;
    if (record) this.#recording(() => (this.#recorder = new Recorder(task, record, header, entropy, warm.tasks)));
  }

  #sent(text: string): void {
    if (this.#ended) return;
    const read = readSent(text);
    if (!read.ok) return this.#end({ ok: false, code: 'UNSERIALISABLE', message: 'the isolate sent something that is not a call' });
    const { message, deep } = read;
    if (message.op === 'loaded') {
      const loaded = readLoaded(message.args);
      this.#loaded = true;
      return loaded.ok ? undefined : this.#end(loaded);
    }
    // the guest told the end itself: its isolate is as good as before
    if (message.op === 'result') return this.#end(toldOutcome(message.args, deep), 'clean');
    if (++this.#calls > this.task.limits['calls']!)
      return this.#end({ ok: false, code: 'CALL_LIMIT', message: `more than ${this.task.limits['calls']} calls` });
    const [started, loaded] = [Date.now(), this.#loaded];
    if (loaded) this.#recording(() => this.#recorder?.call(message.id, message.op, deep ? null : message.args));
    if (deep)
      return this.#reply(message.id, { ok: false, code: 'BAD_ARGUMENTS', message: `the arguments are nested deeper than ${FIXED_LIMITS.jsonDepth} levels` });
    if (message.op === 'fetch' && ++this.#requests > this.task.limits['requests']!)
      return this.#reply(message.id, {
        ok: false,
        code: 'REQUEST_LIMIT',
        message: `at most ${this.task.limits['requests']} requests are allowed in one attempt`,
      });
    const ofHost = lookUp(CAPABILITIES, message.op)?.at === 'host';
    if (ofHost) this.#patience.owe();
    const span = message.op === 'fetch' ? randomHex(8) : undefined;
    void this.#tools.broker.call(this.task, message.op, message.args, this.#aborter.signal, span).then((reply) => {
      if (ofHost) this.#patience.paid();
      if (message.op !== 'log' && this.#called.length < CALLS_TOLD)
        this.#called.push({ ...toldCall(message.op, message.args, reply, span), at: started - this.#started, ms: Date.now() - started });
      // the guest has forgotten what it asked while it was loaded, but an answer would move its clock
      if (loaded) this.#reply(message.id, reply);
    });
  }

  #now(): number {
    return (this.#tools.clock ?? systemClock).now();
  }

  #reply(id: number, reply: BrokerReply): void {
    if (this.#ended) return;
    const now = this.#now();
    this.#recording(() => this.#recorder?.reply(id, now, reply));
    this.#deliver(JSON.stringify({ t: 'reply', id, now, ...reply }));
  }

  /** Recording ends no attempt: one that cannot be written down goes on without. */
  #recording<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch {
      this.#recorder = undefined;
      return undefined;
    }
  }

  #deliver(text: string): void {
    this.#patience.owe();
    this.#tools.pool.deliver(this.#warm!, text, this.task.limits['turnMs']!);
  }

  #turn(cpuMs: number, heapBytes = 0): void {
    this.#patience.paid();
    this.#memoryBytes = Math.max(this.#memoryBytes, heapBytes);
    this.#cpuMs += cpuMs;
    if (this.#cpuMs > this.task.limits['cpuMs']!) this.#end({ ok: false, code: 'CPU_BUDGET', message: `more than ${this.task.limits['cpuMs']} ms of CPU` });
  }

  #lost(code: OutcomeCode, message: string, stack?: string): void {
    if (KILLED.includes(code)) this.#tools.pool.convict(this.task.installation);
    this.#end({ ok: false, code, message, ...(stack ? { stack } : {}) }, 'lost');
  }

  #end(outcome: Outcome, isolate: 'clean' | 'lost' | 'discard' = 'discard'): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#patience.stop();
    this.#aborter.abort();
    if (this.#warm) this.#tools.pool.release(this.#warm, isolate);
    this.#settle(outcome);
  }

  async #readable(outcome: Outcome): Promise<Outcome> {
    if (outcome.ok) return outcome;
    const { sourceMap } = await this.#tools.bundle(this.task.bundle).catch(() => ({ sourceMap: '' }));
    const mask = (text: string) => this.#tools.broker.mask(this.task, text);
    return { ...outcome, message: mask(outcome.message), ...(outcome.stack ? { stack: mask(this.#tools.mapStack(outcome.stack, sourceMap)) } : {}) };
  }
}
