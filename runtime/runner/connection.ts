/**
 * The runner's line to the host: connects, says hello, gives credits, beats, and reconnects by itself. Results are kept
 * until the host has acknowledged them and sent again after a reconnect; work goes on while the line is down.
 */
import { WebSocket } from 'ws';
import { PROTOCOL, type HostFrame, type LogLine, type ResultFrame, type RunnerFrame, type TaskFrame } from '../../sdk/contract/index.ts';
import type { Log } from '../base/index.ts';

export interface ConnectionOptions {
  /** Origin of the host, http or https. */
  url: string;
  token: string;
  name: string;
  credits: number;
  /** Credits kept for tasks that somebody waits for. */
  kept: number;
  walls: Record<string, boolean>;
  log: Log;
  onTask(task: TaskFrame): void;
  onCancel(task: string, fence: number): void;
  onDrain(): void;
}

interface Held {
  task: string;
  fence: number;
  class: TaskFrame['class'];
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Frames of one turn are cut into messages of about this size; the host refuses much larger ones. */
const MESSAGE_BYTES = 1_048_576;
const RECONNECT_MS = [100, 250, 500, 1_000, 2_000, 5_000];

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #held = new Map<string, Held>();
  readonly #unacked = new Map<string, ResultFrame>();
  readonly #calls = new Map<number, Pending & { frame: RunnerFrame }>();
  #socket: WebSocket | undefined;
  #welcome = false;
  #beat: NodeJS.Timeout | undefined;
  #call = 1;
  #failures = 0;
  #closed = false;
  #draining = false;
  #out: RunnerFrame[] = [];

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  connect(): void {
    const url = `${this.#options.url.replace(/^http/, 'ws')}/runner/v1/connect`;
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${this.#options.token}` }, perMessageDeflate: false, maxPayload: 16 * 1024 * 1024 });
    this.#socket = socket;
    socket.on('open', () =>
      this.#sendNow([{ t: 'hello', protocol: [PROTOCOL], runner: this.#options.name, walls: this.#options.walls, versions: { node: process.version } }]),
    );
    socket.on('message', (data) => {
      for (const frame of JSON.parse(String(data)) as HostFrame[]) this.#frame(frame);
    });
    socket.on('error', (error) => this.#options.log.warn({ reason: error.message }, 'the line to the host failed'));
    socket.on('close', () => this.#lost());
  }

  /** The task's lease is held until its result is acknowledged. */
  result(frame: ResultFrame): void {
    this.#unacked.set(keyOf(frame), frame);
    this.#send(frame);
  }

  call(task: TaskFrame, op: string, args: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const frame = { t: 'call', call: this.#call++, task: task.task, fence: task.fence, op, args } as const;
      this.#calls.set(frame.call, { resolve, reject, frame });
      this.#send(frame);
    });
  }

  log(task: TaskFrame, lines: LogLine[]): void {
    this.#send({ t: 'log', task: task.task, fence: task.fence, lines });
  }

  #release(key: string): Held | undefined {
    const held = this.#held.get(key);
    this.#held.delete(key);
    return held;
  }

  /** Room came back where it was taken. */
  #credit(held: Held | undefined): void {
    if (held && !this.#draining) this.#send({ t: 'credit', n: 1, ...(held.class ? { class: held.class } : {}) });
  }

  /** What is held, as a beat says it. */
  #beatFrame(): RunnerFrame {
    return { t: 'beat', tasks: [...this.#held.values()].map(({ task, fence }) => ({ task, fence })) };
  }

  /** From now on nothing new is asked for, over a new line either. */
  drain(): void {
    this.#draining = true;
  }

  get idle(): boolean {
    return this.#held.size === 0;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#beat);
    if (this.#socket?.readyState === WebSocket.OPEN) this.#sendNow([{ t: 'bye' }]);
    this.#socket?.close();
  }

  #frame(frame: HostFrame): void {
    switch (frame.t) {
      case 'welcome': {
        this.#welcome = true;
        this.#failures = 0;
        clearInterval(this.#beat);
        this.#beat = setInterval(() => this.#send(this.#beatFrame()), frame.beatMs);
        // whatever the old line may have lost is said again; the host drops what it already has
        const again = [...this.#unacked.values(), ...[...this.#calls.values()].map((c) => c.frame)];
        const running = [...this.#held].filter(([key]) => !this.#unacked.has(key)).map(([, held]) => held.class);
        const room = (all: number, kind?: 'interactive') => (this.#draining ? 0 : Math.max(0, all - running.filter((held) => held === kind).length));
        const credits: RunnerFrame[] = [
          { t: 'credit', n: room(this.#options.credits) },
          { t: 'credit', n: room(this.#options.kept, 'interactive'), class: 'interactive' },
        ];
        this.#sendNow([this.#beatFrame(), ...again, ...credits]);
        return;
      }
      case 'task':
        this.#held.set(keyOf(frame), { task: frame.task, fence: frame.fence, class: frame.class });
        return this.#options.onTask(frame);
      case 'ack': {
        const key = keyOf(frame);
        if (!frame.accepted) this.#options.log.warn({ task: frame.task, fence: frame.fence, reason: frame.reason }, 'the host did not accept a result');
        this.#unacked.delete(key);
        this.#credit(this.#release(key));
        return;
      }
      case 'beat.ok':
        for (const { task, fence } of frame.cancel) {
          const key = `${task}/${fence}`;
          this.#options.onCancel(task, fence);
          this.#unacked.delete(key);
          this.#credit(this.#release(key));
        }
        return;
      case 'reply': {
        const pending = this.#calls.get(frame.call);
        this.#calls.delete(frame.call);
        if (frame.ok) pending?.resolve(frame.value);
        else pending?.reject({ remote: true, code: frame.code ?? 'INTERNAL', message: frame.message ?? '' });
        return;
      }
      case 'drain':
        return this.#options.onDrain();
    }
  }

  /** Frames of one turn leave as one message; while the line is down they wait for the welcome, which says all again. */
  #send(frame: RunnerFrame): void {
    if (!this.#welcome) return;
    if (!this.#out.length) setImmediate(() => this.#flush());
    this.#out.push(frame);
  }

  #flush(): void {
    const frames = this.#out;
    this.#out = [];
    if (frames.length && this.#welcome) this.#sendNow(frames);
  }

  #sendNow(frames: RunnerFrame[]): void {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    let parts: string[] = [];
    let size = 0;
    for (const text of frames.map((frame) => JSON.stringify(frame))) {
      if (parts.length && size + text.length > MESSAGE_BYTES) {
        this.#socket.send(`[${parts.join(',')}]`);
        [parts, size] = [[], 0];
      }
      parts.push(text);
      size += text.length;
    }
    if (parts.length) this.#socket.send(`[${parts.join(',')}]`);
  }

  #lost(): void {
    this.#welcome = false;
    clearInterval(this.#beat);
    if (this.#closed) return;
    const wait = RECONNECT_MS[Math.min(this.#failures++, RECONNECT_MS.length - 1)]!;
    setTimeout(() => this.#closed || this.connect(), wait * (0.5 + Math.random()));
  }
}

function keyOf(frame: { task: string; fence: number }): string {
  return `${frame.task}/${frame.fence}`;
}
