/**
 * The runner's side of one sandbox process: it starts it behind its walls, watches every turn's CPU and the memory from
 * outside, and kills it when it does not obey.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { OutcomeCode } from '../../../sdk/contract/index.ts';
import { asError } from '../../base/index.ts';
import { sandboxEntry } from './bundle.ts';
import { sandboxFlags } from './flags.ts';
import { createDecoder, encodeMessage, LOAD_MS, STARVED_MS, type FromSandbox, type ToSandbox } from './protocol.ts';
import { mainThreadCpuMs, residentMb } from './usage.ts';

/** How often a turn that goes on is looked at; it may use this much more than its limit before it is noticed. */
const WATCH_MS = 50;
/** Where CPU cannot be read, wall time beyond the limit stands for it. */
const WALL_GRACE_MS = 500;
/**
 * A turn that takes memory gets some more CPU, so that V8's heap limit speaks first and the end has its right name: filling
 * 64 MB with small objects took 0.55 s.
 */
const GROWING_MB = 8;
const GROWING_MS = 500;
/** What garbage alone may fill: the three semi-spaces of V8's young generation, 16 MB each. */
const YOUNG_MB = 48;
/** Beyond the sandbox's own patience with a turn that gets no CPU. */
const STARVED_GRACE_MS = 2_000;
const START_MS = 30_000;
const MAX_MESSAGE = 64 * 1024 * 1024;

export interface IsolateEvents {
  sent(text: string): void;
  /** One entry ended. */
  turn(cpuMs: number, heapBytes?: number): void;
  /** The isolate is gone; every other outcome of it is void. */
  lost(code: OutcomeCode, message: string, stack?: string): void;
}

interface Guest {
  events: IsolateEvents;
  memoryMb: number;
}

interface Turn {
  isolate: number;
  turnMs: number;
  /** When it became the oldest, and so the one that runs. */
  since: number;
  /** What the process had used by then, as far as it was noticed. */
  before?: { cpuMs: number | undefined; rssMb: number };
}

export interface SandboxOptions {
  rssMaxMb: number;
}

export interface Walls {
  walls: Record<string, boolean>;
  engine: string;
}

export class SandboxProcess {
  readonly ready: Promise<Walls>;
  readonly #child: ChildProcess;
  readonly #options: SandboxOptions;
  readonly #isolates = new Map<number, Guest>();
  /** Entries not yet answered, oldest first: the process works through them in order. */
  readonly #turns: Turn[] = [];
  #watch: NodeJS.Timeout | undefined;
  /** Resident memory while nothing ran. */
  #restingMb = 0;
  #next = 1;
  #dead = false;
  /** Why it was killed, and whose fault it was; undefined isolate: nobody's. */
  #verdict: { code: OutcomeCode; message: string; isolate: number | undefined } | undefined;
  #stderr = '';
  /** CPU of the turn that runs, as last seen. */
  #usedMs = 0;
  onExit: (() => void) | undefined;

  /** A process that has tested its walls; rejects when it does not come up. */
  static async start(options: SandboxOptions): Promise<SandboxProcess> {
    const sandbox = new SandboxProcess(await sandboxEntry(), options);
    await sandbox.ready;
    return sandbox;
  }

  private constructor(entry: string, options: SandboxOptions) {
    this.#options = options;
    this.#child = spawn(process.execPath, [...sandboxFlags(entry), entry], { env: { TZ: 'UTC' }, stdio: ['pipe', 'pipe', 'pipe'] });
    const { promise, resolve, reject } = Promise.withResolvers<Walls>();
    this.ready = promise;
    const late = setTimeout(() => this.kill('SANDBOX_LOST', `it said nothing for ${START_MS} ms`), START_MS);
    const receive = (message: FromSandbox) => {
      if (message.t !== 'ready') return this.#receive(message);
      clearTimeout(late);
      this.#restingMb = residentMb(this.pid) ?? 0;
      resolve(message);
    };
    const decode = createDecoder<FromSandbox>(receive, MAX_MESSAGE);
    this.#child.stdout!.on('data', (chunk: Buffer) => {
      // what it says is not trusted: whatever cannot be read or acted on ends this process and no other
      try {
        decode(chunk);
      } catch (error) {
        this.kill('SANDBOX_LOST', `it said something that cannot be used: ${asError(error).message}`);
      }
    });
    this.#child.stdin!.on('error', () => {});
    this.#child.stderr!.on('data', (chunk: Buffer) => (this.#stderr = (this.#stderr + chunk.toString()).slice(-2000)));
    const ended = (how: string) => {
      clearTimeout(late);
      reject(new Error(`the sandbox did not start (${this.#verdict?.message ?? how}): ${this.#stderr.trim()}`));
      this.#exited(how);
    };
    this.#child.on('error', (error) => ended(error.message));
    this.#child.on('exit', (code, signal) => ended(String(signal ?? code)));
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Whether nothing runs or waits in it. */
  get quiet(): boolean {
    return this.#turns.length === 0;
  }

  open(code: string, memoryMb: number, turnMs: number, events: IsolateEvents): number {
    const isolate = this.#next++;
    if (this.#dead) {
      queueMicrotask(() => events.lost('SANDBOX_LOST', 'the sandbox process has ended'));
      return isolate;
    }
    this.#isolates.set(isolate, { events, memoryMb });
    this.#enter({ t: 'open', isolate, code, memoryMb, turnMs: Math.max(turnMs, LOAD_MS) });
    return isolate;
  }

  deliver(isolate: number, text: string, turnMs: number): void {
    if (this.#isolates.has(isolate)) this.#enter({ t: 'deliver', isolate, text, turnMs });
  }

  close(isolate: number): void {
    this.#isolates.delete(isolate);
    this.#write({ t: 'close', isolate });
  }

  /** SIGKILL is the last word. `isolate` names whose fault it was. */
  kill(code: OutcomeCode, message: string, isolate?: number): void {
    this.#verdict ??= { code, message, isolate };
    this.#child.kill('SIGKILL');
  }

  /** Kills it and waits until it is gone. */
  async end(): Promise<void> {
    if (this.#dead) return;
    const exited = once(this.#child, 'exit');
    this.kill('CANCELLED', 'the sandbox is no longer needed');
    await exited;
  }

  #enter(message: Extract<ToSandbox, { t: 'open' | 'deliver' }>): void {
    this.#turns.push({ isolate: message.isolate, turnMs: message.turnMs, since: Date.now() });
    this.#watch ??= setInterval(() => this.#check(), WATCH_MS).unref();
    this.#write(message);
  }

  #write(message: ToSandbox): void {
    if (!this.#dead) this.#child.stdin!.write(encodeMessage(message));
  }

  #receive(message: Exclude<FromSandbox, { t: 'ready' }>): void {
    const guest = this.#isolates.get(message.isolate);
    if (message.t === 'send') {
      for (const text of message.texts) guest?.events.sent(text);
      return;
    }
    this.#turns.shift();
    if (this.#turns[0]) this.#turns[0].since = Date.now();
    if (message.failed && guest) {
      this.#isolates.delete(message.isolate);
      guest.events.lost(message.failed.code, message.failed.message, message.failed.stack);
    }
    guest?.events.turn(message.cpuMs, message.heapBytes);
  }

  #check(): void {
    const rssMb = residentMb(this.pid) ?? 0;
    const turn = this.#turns[0];
    if (rssMb > this.#options.rssMaxMb) return this.kill('OUT_OF_MEMORY', `the sandbox process grew to ${Math.round(rssMb)} MB`, turn?.isolate);
    if (!turn) {
      this.#restingMb = rssMb;
      clearInterval(this.#watch);
      this.#watch = undefined;
      return;
    }
    const cpuMs = mainThreadCpuMs(this.pid);
    // first noticed now: what it used before this moment is given to it
    turn.before ??= { cpuMs, rssMb: this.#restingMb };
    const { isolate, turnMs, since, before } = turn;
    const wallMs = Date.now() - since;
    const used = cpuMs !== undefined && before.cpuMs !== undefined ? cpuMs - before.cpuMs : wallMs - WALL_GRACE_MS;
    const grownMb = rssMb - before.rssMb;
    this.#usedMs = Math.max(0, used);
    if (used > turnMs + (grownMb > GROWING_MB ? GROWING_MS : 0)) this.#convict(isolate, grownMb);
    else if (wallMs > turnMs + STARVED_MS + STARVED_GRACE_MS) this.kill('STARVED', `one turn got ${used} ms of CPU in ${wallMs} ms`, isolate);
  }

  /** The turn used its time up; what it did with it is told by the memory it took. */
  #convict(isolate: number, grownMb: number): void {
    const memoryMb = this.#isolates.get(isolate)?.memoryMb ?? Infinity;
    if (grownMb > memoryMb + YOUNG_MB) this.kill('OUT_OF_MEMORY', `one turn took ${Math.round(grownMb)} MB and did not stop`, isolate);
    else this.kill('TURN_TIMEOUT', 'one turn used more than its time and did not stop', isolate);
  }

  #exited(how: string): void {
    if (this.#dead) return;
    this.#dead = true;
    clearInterval(this.#watch);
    const suspect =
      this.#verdict ??
      (/memory|heap/i.test(this.#stderr)
        ? { code: 'OUT_OF_MEMORY' as const, message: 'the isolate passed its memory limit', isolate: this.#turns[0]?.isolate }
        : undefined);
    const isolates = [...this.#isolates];
    this.#isolates.clear();
    this.#turns.length = 0;
    for (const [id, { events }] of isolates) {
      if (suspect && suspect.isolate === id) {
        events.lost(suspect.code, suspect.message);
        events.turn(this.#usedMs);
      } else events.lost('SANDBOX_LOST', `the sandbox process ended (${how}${this.#verdict ? `: ${this.#verdict.message}` : ''})`);
    }
    this.onExit?.();
  }
}
