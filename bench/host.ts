/** The bench's end of the line to its host process. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ask } from './host-process.ts';
import type { ProfileLine } from './profile.ts';
import type { Trade } from './world.ts';

export interface HostState {
  approved: number;
  done: number;
  steps: number;
  /** Lanes with something left to do. */
  open: number;
  unrouted: number;
  rssMb: number;
}

export class BenchHost {
  readonly url: string;
  readonly pid: number;
  readonly runnerPid: number;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { resolve(v: unknown): void; reject(e: Error): void }>();
  #next = 1;

  /** On SQLite unless a PostgreSQL database is named. `folder` is where it keeps its files, the system's temporary one otherwise. */
  static async start({ database, folder }: { database?: string; folder?: string } = {}): Promise<BenchHost> {
    const profiled = process.env['BENCH_PROFILE'] ? ['--cpu-prof', `--cpu-prof-dir=${process.env['BENCH_PROFILE']}`] : [];
    const child = fork(join(import.meta.dirname, 'host-process.ts'), database === undefined ? [] : [database], {
      execArgv: ['--import', 'tsx', ...profiled],
      env: { ...process.env, ...(folder === undefined ? {} : { TMPDIR: folder }) },
    });
    const ready = await new Promise<{ ready: string; runner: number }>((resolve, reject) => {
      child.once('message', (message) => resolve(message as { ready: string; runner: number }));
      child.once('exit', (code) => reject(new Error(`the bench's host ended with ${code}`)));
    });
    return new BenchHost(child, ready.ready, ready.runner);
  }

  private constructor(child: ChildProcess, url: string, runnerPid: number) {
    this.#child = child;
    this.url = url;
    this.pid = child.pid!;
    this.runnerPid = runnerPid;
    child.on('message', (message: { id: number; value?: unknown; error?: string }) => {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) waiting?.reject(new Error(message.error));
      else waiting?.resolve(message.value);
    });
  }

  trade(source: string): Promise<Trade> {
    return this.#ask({ ask: 'trade', source });
  }
  accept(trade: Trade, count: number, concurrency: number): Promise<{ id: string; at: number }[]> {
    return this.#ask({ ask: 'accept', trade, count, concurrency });
  }
  /** Request id and the time its approval was committed, as many as were expected or as came in time. */
  approvals(expect: number, timeoutMs = 60_000): Promise<[string, number][]> {
    return this.#ask({ ask: 'approvals', expect, timeoutMs });
  }
  state(): Promise<HostState> {
    return this.#ask({ ask: 'state' });
  }
  /** Of SQLite, or of PostgreSQL. */
  settings(): Promise<{ journal_mode?: string; synchronous?: number; wal_autocheckpoint?: number; fsync?: string; synchronous_commit?: string }> {
    return this.#ask({ ask: 'settings' });
  }
  /** Runs so many orders in the host and tells where its time went. */
  profile(trade: Trade, count: number): Promise<{ functions: ProfileLine[]; modules: ProfileLine[] }> {
    return this.#ask({ ask: 'profile', trade, count });
  }
  /** Statements executed so far. */
  statements(): Promise<number> {
    return this.#ask({ ask: 'statements' });
  }
  async stop(): Promise<void> {
    await this.#ask({ ask: 'stop' });
  }
  /** At once: it ends its runner and leaves its files. */
  async abandon(): Promise<void> {
    if (!this.#child.connected) return;
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }

  #ask<T>(message: Ask): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { resolve: resolve as (v: unknown) => void, reject });
      this.#child.send({ id, message });
    });
  }
}

/** Resident memory of a process in MB; undefined where the system does not tell. */
export function residentMb(pid: number): number | undefined {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 1_048_576;
  } catch {
    return undefined;
  }
}
