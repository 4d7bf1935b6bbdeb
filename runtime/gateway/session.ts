/** One connected runner: its credits, the frames it sends, and what they mean. Work belongs to leases, not to the session. */
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { HostFrame, ResultFrame, RunnerFrame, TaskFrame } from '../../sdk/contract/index.ts';
import { asError, ERRORS, PlatformError, type Log } from '../base/index.ts';
import type { Dispatcher, Held, Worker } from '../dispatch/index.ts';
import type { RunnerIdentity } from '../registry/index.ts';
import type { Codec } from './codec.ts';
import { RateWindow } from './rate-window.ts';

export const CREDITS_MAX = 256;
/** Kept for tasks that somebody waits for; a runner that gives none of these serves them with its other credits. */
export const INTERACTIVE_CREDITS_MAX = 64;
/** Beats come at least this often, and several times within a lease. */
const BEAT_MS = 2_000;

/** What one session may take of the host (wire.md section 9). */
// prettier-ignore
export const SESSION_LIMITS = {
  /** From connecting to hello. */
  helloMs: 5_000,
  /** Without any frame the line counts as dead. */
  silenceMs: 30_000,
  /** A runner that does not read is not sent more tasks, and in the end is let go. */
  bufferedPause: 1_048_576,
  bufferedMax: 33_554_432,
  /** Size of a message to the runner. */
  messageBytes: 1_048_576,
  /** Calls of one session under way at once. */
  calls: 1_024,
  /** Frames being worked on; above, the socket is not read until half of them are done. */
  pending: 2_048,
  /** Frames refused for a lease that is not held, within a time. */
  refused: 1_000,
  refusedMs: 10_000,
} as const;
export type SessionLimits = { [K in keyof typeof SESSION_LIMITS]: number };

/** Waits between attempts to store a result while the database does not answer. */
const SETTLE_AGAIN_MS = [100, 500, 2_000];

/** Refusals that happen to the best of runners: said again, or not wanted any more. */
const INNOCENT: readonly string[] = ['DUPLICATE', 'TOO_LATE'];

/** Close codes: 1000 bye, 1001 host goes, 1008 rule broken, 1013 try again later. */
const RULE_BROKEN = 1008;
const TRY_LATER = 1013;

export class Session implements Worker {
  readonly id = randomUUID();
  readonly runnerId: string;
  readonly name: string;
  readonly environments: readonly string[];
  readonly secretsGranted: boolean;
  /** The sandbox walls that the runner found to hold, from its hello. */
  walls: Record<string, boolean> = {};
  readonly #socket: WebSocket;
  readonly #codec: Codec;
  readonly #dispatcher: Dispatcher;
  readonly #limits: SessionLimits;
  readonly #log: Log;
  readonly #refused: RateWindow;
  /** Tasks sent or beaten for and not yet acknowledged: a runner cannot hold more than credits ever allow. */
  readonly #held = new Set<string>();
  /** Log frames being written: a result waits for those of its task. */
  readonly #logs = new Map<string, Promise<void>>();
  #credits = 0;
  #kept: number | undefined;
  #calls = 0;
  #pending = 0;
  #greeted = false;
  #draining = false;
  #leave: (() => void) | undefined;
  #out: HostFrame[] = [];
  #silence: NodeJS.Timeout;

  constructor(socket: WebSocket, codec: Codec, identity: RunnerIdentity, dispatcher: Dispatcher, log: Log, limits: SessionLimits = SESSION_LIMITS) {
    this.runnerId = identity.id;
    this.name = identity.name;
    this.environments = identity.environments;
    this.secretsGranted = identity.secretsGranted;
    this.#socket = socket;
    this.#codec = codec;
    this.#dispatcher = dispatcher;
    this.#limits = limits;
    this.#refused = new RateWindow(limits.refused, limits.refusedMs);
    this.#log = log.child({ session: this.id, runner: identity.name });
    this.#silence = setTimeout(() => this.close(RULE_BROKEN, `no hello within ${limits.helloMs} ms`), limits.helloMs);
    socket.on('message', (data, binary) => (binary ? this.close(1003, 'messages are text') : this.#message(String(data))));
    socket.on('error', (error) => this.#log.warn({ reason: error.message }, 'socket error'));
    socket.on('close', () => this.#gone());
  }

  room(): number {
    return this.#stopped ? 0 : Math.max(0, Math.min(this.#credits, CREDITS_MAX - this.#held.size));
  }

  askedRoom(): number | undefined {
    return this.#stopped ? 0 : this.#kept;
  }

  deliver(frames: TaskFrame[]): boolean {
    if (this.#socket.readyState !== this.#socket.OPEN) return false;
    for (const frame of frames) {
      if (frame.class && this.#kept !== undefined) this.#kept--;
      else this.#credits--;
      this.#held.add(keyOf(frame));
    }
    this.send(...frames);
    return true;
  }

  get #stopped(): boolean {
    return this.#draining || this.#socket.readyState !== this.#socket.OPEN || this.#socket.bufferedAmount > this.#limits.bufferedPause;
  }

  /** Frames of one turn of the event loop leave together. */
  send(...frames: HostFrame[]): void {
    if (!this.#out.length) queueMicrotask(() => this.#flush());
    this.#out.push(...frames);
  }

  /** Whether the runner holds nothing that was not acknowledged. */
  get idle(): boolean {
    return this.#held.size === 0 && this.#pending === 0;
  }

  /** Tasks that the runner holds. */
  get tasks(): number {
    return this.#held.size;
  }

  /** The runner finishes what it has and gets nothing new. */
  drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    this.#leave?.();
    if (this.#greeted) this.send({ t: 'drain' });
  }

  close(code: number, reason: string): void {
    if (code === RULE_BROKEN) this.#log.warn({ reason }, 'the session is closed');
    this.#leave?.();
    // a reason has at most 123 bytes
    this.#socket.close(code, Buffer.from(reason).subarray(0, 120).toString().replaceAll('\ufffd', ''));
  }

  #gone(): void {
    clearTimeout(this.#silence);
    this.#leave?.();
  }

  #flush(): void {
    const frames = this.#out;
    this.#out = [];
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    for (const message of this.#codec.encode(frames, this.#limits.messageBytes)) this.#socket.send(message);
    if (this.#socket.bufferedAmount > this.#limits.bufferedMax) {
      this.#log.warn({ buffered: this.#socket.bufferedAmount }, 'the runner does not read; the session is ended');
      this.#socket.terminate();
    }
  }

  #message(text: string): void {
    if (this.#greeted) this.#silence.refresh();
    let frames: RunnerFrame[];
    try {
      frames = this.#codec.decode(text);
    } catch (error) {
      return this.close(RULE_BROKEN, asError(error).message);
    }
    for (const frame of frames) {
      if (!this.#greeted && frame.t !== 'hello') return this.close(RULE_BROKEN, `${frame.t} before hello`);
      this.#begin();
      this.#frame(frame)
        .catch((error: unknown) => this.#log.error({ err: error, frame: frame.t }, 'a frame failed'))
        .finally(() => this.#end());
    }
  }

  #begin(): void {
    if (++this.#pending === this.#limits.pending) this.#socket.pause();
  }

  #end(): void {
    if (--this.#pending === Math.floor(this.#limits.pending / 2)) this.#socket.resume();
  }

  async #frame(frame: RunnerFrame): Promise<void> {
    switch (frame.t) {
      case 'hello':
        return this.#hello(frame);
      case 'credit': {
        const full = !(frame.class ? this.#kept : this.room());
        // what is sent beyond the maximum is not believed
        if (frame.class) this.#kept = Math.min(INTERACTIVE_CREDITS_MAX, (this.#kept ?? 0) + frame.n);
        else this.#credits = Math.min(CREDITS_MAX, this.#credits + frame.n);
        // where there was room, nothing that could have been claimed is waiting
        return full ? this.#dispatcher.wake() : undefined;
      }
      case 'beat': {
        const gone = await this.#dispatcher.extend(frame.tasks, this);
        for (const held of frame.tasks) this.#held.add(keyOf(held));
        for (const held of gone) this.#held.delete(keyOf(held));
        return this.send({ t: 'beat.ok', cancel: gone });
      }
      case 'call':
        return this.#call(frame);
      case 'log':
        return this.#writeLog(frame);
      case 'result':
        return this.#result(frame);
      case 'bye':
        return this.close(1000, 'bye');
    }
  }

  #hello(frame: Extract<RunnerFrame, { t: 'hello' }>): void {
    if (this.#greeted) return this.close(RULE_BROKEN, 'hello was said already');
    if (!frame.protocol.includes(this.#codec.protocol))
      return this.close(RULE_BROKEN, `protocol: ${frame.protocol.join(', ') || 'none'} is not spoken here; ${this.#codec.protocol} is.`);
    this.#greeted = true;
    this.walls = frame.walls;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.close(RULE_BROKEN, `no frame within ${this.#limits.silenceMs} ms`), this.#limits.silenceMs);
    this.#log.info({ host: frame.runner, walls: frame.walls, versions: frame.versions }, 'a runner connected');
    this.send({
      t: 'welcome',
      session: this.id,
      beatMs: Math.min(BEAT_MS, Math.ceil(this.#dispatcher.leaseMs / 4)),
      leaseMs: this.#dispatcher.leaseMs,
      creditsMax: CREDITS_MAX,
    });
    if (this.#draining) this.send({ t: 'drain' });
    else this.#leave = this.#dispatcher.join(this);
  }

  async #writeLog(frame: Extract<RunnerFrame, { t: 'log' }>): Promise<void> {
    const key = keyOf(frame);
    const written = Promise.all([this.#logs.get(key), this.#dispatcher.log(frame, this, frame.lines)]).then(() => {});
    this.#logs.set(key, written);
    await written.finally(() => this.#logs.get(key) === written && this.#logs.delete(key));
  }

  async #result(frame: ResultFrame): Promise<void> {
    await this.#logs.get(keyOf(frame))?.catch(() => {});
    for (const wait of [...SETTLE_AGAIN_MS, undefined]) {
      try {
        const settled = await this.#dispatcher.settle(frame, this);
        this.#held.delete(keyOf(frame));
        if (!settled.accepted && !INNOCENT.includes(settled.reason ?? '')) this.#strike();
        return this.send({ t: 'ack', task: frame.task, fence: frame.fence, ...settled });
      } catch (error) {
        if (!(error instanceof PlatformError && error.kind === 'unavailable')) throw error;
        // without an acknowledgement the runner keeps the result and says it again over its next line
        if (wait === undefined) return this.close(TRY_LATER, 'the database does not answer');
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  async #call(frame: Extract<RunnerFrame, { t: 'call' }>): Promise<void> {
    const refuse = (code: string, message: string) => this.send({ t: 'reply', call: frame.call, ok: false, code, message });
    if (this.#calls >= this.#limits.calls) return refuse(ERRORS.tooMany.code, `at most ${this.#limits.calls} calls of a session run at once.`);
    this.#calls++;
    try {
      const value = await this.#dispatcher.call(frame, this, frame.op, frame.args);
      this.send({ t: 'reply', call: frame.call, ok: true, value: value ?? null });
    } catch (error) {
      if (!(error instanceof PlatformError)) this.#log.error({ err: error, op: frame.op }, 'a call failed');
      const known = error instanceof PlatformError ? error : new PlatformError('internal', 'The call failed inside the platform.');
      if (known.kind === 'staleFence') this.#strike();
      refuse(known.code, known.errors.join(' '));
    } finally {
      this.#calls--;
    }
  }

  /** A few frames come late in the best of runners; a stream of them is a broken one. */
  #strike(): void {
    if (this.#refused.hit()) this.close(RULE_BROKEN, 'too many frames for leases that are not held');
  }
}

function keyOf(held: Held): string {
  return `${held.task}/${held.fence}`;
}
