/**
 * The runner's side of one sandbox process: it starts it behind its walls, holds the clock for every turn, watches its
 * memory from outside, and kills it when it does not obey.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { OutcomeCode } from '../../../sdk/contract/index.ts';
import type { Log } from '../../base/index.ts';
import { sandboxEntry } from './bundle.ts';
import { createDecoder, encodeMessage, type FromSandbox, type ToSandbox } from './protocol.ts';

/** Beyond a turn's own limit, for the process to notice by itself before it is killed. */
const GRACE_MS = 500;
const RSS_POLL_MS = 100;
const MAX_MESSAGE = 64 * 1024 * 1024;
const PAGE_BYTES = 4096;

export interface IsolateEvents {
  sent(text: string): void;
  turn(cpuMs: number): void;
  /** The isolate is gone; every other outcome of it is void. */
  lost(code: OutcomeCode, message: string, stack?: string): void;
}

interface Turn {
  isolate: number;
  turnMs: number;
  since: number;
}

export interface SandboxOptions {
  rssMaxMb: number;
  log: Log;
}

export class SandboxProcess {
  readonly ready: Promise<{ walls: Record<string, boolean>; engine: string }>;
  readonly #child: ChildProcess;
  readonly #options: SandboxOptions;
  readonly #isolates = new Map<number, IsolateEvents>();
  /** Entries not yet answered, oldest first: the process works through them in order. */
  readonly #turns: Turn[] = [];
  readonly #watch: NodeJS.Timeout;
  #next = 1;
  #dead = false;
  /** Why it was killed, and whose fault it was; undefined isolate: nobody's. */
  #verdict: { code: OutcomeCode; message: string; isolate: number | undefined } | undefined;
  onExit: (() => void) | undefined;

  static async start(options: SandboxOptions): Promise<SandboxProcess> {
    return new SandboxProcess(await sandboxEntry(), options);
  }

  private constructor(entry: string, options: SandboxOptions) {
    this.#options = options;
    this.#child = spawn(process.execPath, [...flags(entry), entry], { env: {}, stdio: ['pipe', 'pipe', 'pipe'] });
    let ready!: (value: { walls: Record<string, boolean>; engine: string }) => void;
    let failed!: (error: Error) => void;
    this.ready = new Promise((resolve, reject) => ([ready, failed] = [resolve, reject]));
    this.ready.catch(() => {});
    this.#child.stdout!.on(
      'data',
      createDecoder<FromSandbox>((m) => (m.t === 'ready' ? ready(m) : this.#receive(m)), MAX_MESSAGE),
    );
    this.#child.stdin!.on('error', () => {});
    let stderr = '';
    this.#child.stderr!.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-2000)));
    this.#child.on('error', failed);
    this.#child.on('exit', (code, signal) => {
      failed(new Error(`the sandbox did not start (${signal ?? code}): ${stderr.trim()}`));
      this.#exited(signal, stderr);
    });
    this.#watch = setInterval(() => this.#check(), RSS_POLL_MS);
    this.#watch.unref();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get dead(): boolean {
    return this.#dead;
  }

  open(code: string, memoryMb: number, turnMs: number, events: IsolateEvents): number {
    const isolate = this.#next++;
    this.#isolates.set(isolate, events);
    this.#enter({ t: 'open', isolate, code, memoryMb, turnMs }, Math.max(turnMs, 1000));
    return isolate;
  }

  deliver(isolate: number, text: string, turnMs: number): void {
    if (this.#isolates.has(isolate)) this.#enter({ t: 'deliver', isolate, text, turnMs }, turnMs);
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

  #enter(message: Extract<ToSandbox, { t: 'open' | 'deliver' }>, turnMs: number): void {
    this.#turns.push({ isolate: message.isolate, turnMs, since: this.#turns.length ? 0 : Date.now() });
    this.#write(message);
  }

  #write(message: ToSandbox): void {
    if (!this.#dead) this.#child.stdin!.write(encodeMessage(message));
  }

  #receive(message: FromSandbox): void {
    if (message.t === 'ready') return;
    const events = this.#isolates.get(message.isolate);
    if (message.t === 'send') {
      for (const text of message.texts) events?.sent(text);
      return;
    }
    this.#turns.shift();
    if (this.#turns[0]) this.#turns[0].since = Date.now();
    events?.turn(message.cpuMs);
    if (message.failed && events) {
      this.#isolates.delete(message.isolate);
      events.lost(message.failed.code, message.failed.message, message.failed.stack);
    }
  }

  #check(): void {
    const turn = this.#turns[0];
    if (turn && turn.since && Date.now() - turn.since > turn.turnMs + GRACE_MS) {
      this.kill('TURN_TIMEOUT', 'one turn used more than its time and did not stop', turn.isolate);
      return;
    }
    const rss = residentMb(this.pid);
    if (rss !== undefined && rss > this.#options.rssMaxMb) this.kill('OUT_OF_MEMORY', `the sandbox process grew to ${Math.round(rss)} MB`, turn?.isolate);
  }

  #exited(signal: NodeJS.Signals | null, stderr: string): void {
    if (this.#dead) return;
    this.#dead = true;
    clearInterval(this.#watch);
    const suspect =
      this.#verdict ??
      (/memory|heap/i.test(stderr)
        ? { code: 'OUT_OF_MEMORY' as const, message: 'the isolate passed its memory limit', isolate: this.#turns[0]?.isolate }
        : undefined);
    const isolates = [...this.#isolates];
    this.#isolates.clear();
    for (const [id, events] of isolates) {
      if (suspect && suspect.isolate === id) events.lost(suspect.code, suspect.message);
      else events.lost('SANDBOX_LOST', `the sandbox process ended (${signal ?? 'exit'})`);
    }
    this.onExit?.();
  }
}

/** Node's permission flags: own files only, no children, and on Node 26 no network. */
function flags(entry: string): string[] {
  const addon = dirname(createRequire(import.meta.url).resolve('isolated-vm/package.json'));
  const own = [entry, realpathSync(addon), '/etc/alpine-release', ...nodeGypBuild()];
  return [
    '--permission',
    '--allow-addons',
    ...own.map((path) => `--allow-fs-read=${path}`),
    '--no-node-snapshot',
    '--jitless',
    '--max-old-space-size=64',
    '--disable-warning=SecurityWarning',
  ];
}

function nodeGypBuild(): string[] {
  try {
    return [dirname(realpathSync(createRequire(import.meta.url).resolve('node-gyp-build')))];
  } catch {
    return [];
  }
}

function residentMb(pid: number): number | undefined {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES) / 1_048_576;
  } catch {
    return undefined;
  }
}
