/** One connected runner: its credits, the frames it sends, and what they mean. Work belongs to leases, not to the session. */
import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { HostFrame, RunnerFrame, TaskFrame } from '../../sdk/contract/index.ts';
import { asError, PlatformError, type Log } from '../base/index.ts';
import type { Dispatcher, Worker } from '../dispatch/index.ts';
import type { RunnerIdentity } from '../registry/index.ts';
import type { Codec } from './codec.ts';

export const CREDITS_MAX = 256;
/** A runner that does not read is not sent more. */
const BUFFERED_MAX = 1_048_576;
const BEAT_MS = 2_000;

export class Session implements Worker {
  readonly id = randomUUID();
  readonly name: string;
  readonly environments: readonly string[];
  readonly secretsGranted: boolean;
  readonly #socket: WebSocket;
  readonly #codec: Codec;
  readonly #dispatcher: Dispatcher;
  readonly #log: Log;
  /** Which walls around its sandboxes the runner found to hold. */
  walls: Record<string, boolean> | undefined;
  #credits = 0;
  #leave: (() => void) | undefined;
  #out: HostFrame[] = [];

  constructor(socket: WebSocket, codec: Codec, identity: RunnerIdentity, dispatcher: Dispatcher, log: Log) {
    this.name = identity.name;
    this.environments = identity.environments;
    this.secretsGranted = identity.secretsGranted;
    this.#socket = socket;
    this.#codec = codec;
    this.#dispatcher = dispatcher;
    this.#log = log.child({ session: this.id, runner: identity.name });
    socket.on('message', (data) => this.#message(String(data)));
    socket.on('error', (error) => this.#log.warn({ err: error }, 'socket error'));
    socket.on('close', () => this.#leave?.());
  }

  room(): number {
    return this.#socket.bufferedAmount > BUFFERED_MAX ? 0 : this.#credits;
  }

  deliver(frames: TaskFrame[]): void {
    this.#credits -= frames.length;
    this.send(...frames);
  }

  /** Frames of one turn of the event loop leave as one message. */
  send(...frames: HostFrame[]): void {
    if (!this.#out.length) queueMicrotask(() => this.#flush());
    this.#out.push(...frames);
  }

  drain(): void {
    this.#leave?.();
    this.send({ t: 'drain' });
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason.slice(0, 120));
  }

  #flush(): void {
    const frames = this.#out;
    this.#out = [];
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(this.#codec.encode(frames));
  }

  #message(text: string): void {
    let frames: RunnerFrame[];
    try {
      frames = this.#codec.decode(text);
    } catch (error) {
      this.#log.warn({ reason: asError(error).message }, 'a message was refused, the session is closed');
      this.close(1008, asError(error).message);
      return;
    }
    for (const frame of frames) this.#frame(frame).catch((error: unknown) => this.#log.error({ err: error, frame: frame.t }, 'a frame failed'));
  }

  async #frame(frame: RunnerFrame): Promise<void> {
    switch (frame.t) {
      case 'hello':
        this.walls = frame.walls;
        this.send({ t: 'welcome', session: this.id, beatMs: BEAT_MS, leaseMs: this.#dispatcher.leaseMs, creditsMax: CREDITS_MAX });
        this.#leave ??= this.#dispatcher.join(this);
        return;
      case 'credit':
        this.#credits = Math.min(CREDITS_MAX, this.#credits + frame.n);
        this.#dispatcher.wake();
        return;
      case 'beat':
        this.send({ t: 'beat.ok', cancel: await this.#dispatcher.extend(frame.tasks) });
        return;
      case 'call':
        return this.#call(frame);
      case 'log':
        return this.#dispatcher.log(frame, frame.lines);
      case 'result': {
        const settled = await this.#dispatcher.settle(frame);
        this.send({ t: 'ack', task: frame.task, fence: frame.fence, ...settled });
        return;
      }
      case 'bye':
        this.close(1000, 'bye');
    }
  }

  async #call(frame: Extract<RunnerFrame, { t: 'call' }>): Promise<void> {
    try {
      const value = await this.#dispatcher.call(frame, frame.op, frame.args);
      this.send({ t: 'reply', call: frame.call, ok: true, value: value ?? null });
    } catch (error) {
      if (!(error instanceof PlatformError)) this.#log.error({ err: error, op: frame.op }, 'a call failed');
      const known = error instanceof PlatformError ? error : new PlatformError('internal', 'The call failed inside the platform.');
      this.send({ t: 'reply', call: frame.call, ok: false, code: known.code, message: known.errors.join(' ') });
    }
  }
}
