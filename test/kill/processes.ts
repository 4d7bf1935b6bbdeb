/** The real processes of the kill test: the vendor's service, and a host with its runner and sandboxes, killed by pid. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const SERVICE_KEY = 'kill-key';
const START_MS = 30_000;

export type Kind = 'host' | 'runner' | 'sandbox';

/** How to know a process of each kind by its command line, so that no other pid is ever hit. */
const MARK: Record<Kind, string> = { host: 'host/main.ts', runner: 'runner/main.ts', sandbox: '--permission' };

export class Platform {
  readonly folder: string;
  readonly database: string | undefined;
  readonly #port: number;
  #host: ChildProcess | undefined;
  /** Runners outlive a killed host for a while, to hand over what they finished. */
  readonly #runners = new Set<number>();

  static async on(folder: string, database?: string): Promise<Platform> {
    return new Platform(folder, await freePort(), database);
  }

  private constructor(folder: string, port: number, database: string | undefined) {
    this.folder = folder;
    this.#port = port;
    this.database = database;
  }

  /** Resolves when the host is ready to serve. */
  async start(): Promise<void> {
    rmSync(join(this.folder, 'host.json'), { force: true });
    const args = [
      '--data',
      this.folder,
      '--port',
      String(this.#port),
      '--seed',
      'demo',
      '--limit',
      'leaseMs=4000',
      '--log',
      process.env['KILL_LOG'] ?? 'silent',
    ];
    const host = spawn(
      process.execPath,
      ['--import', 'tsx', join(ROOT, 'runtime/host/main.ts'), ...args, ...(this.database ? ['--database', this.database] : [])],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    this.#host = host;
    await waitFor('the host', START_MS, () => {
      if (host.exitCode !== null) throw new Error(`the host ended with ${host.exitCode}`);
      return this.#file<{ pid: number }>('host.json')?.pid === host.pid;
    });
  }

  credentials(): { api: string; accounts: Record<string, { id: string; token: string }>; world: { connection: string; items: Record<string, string> } } {
    return { ...this.#file<object>('credentials.json')!, api: `http://127.0.0.1:${this.#port}/public/v1` } as never;
  }

  pids(kind: Kind): number[] {
    const host = this.#host?.exitCode === null && this.#host.signalCode === null ? [this.#host.pid!] : [];
    if (kind === 'host') return host;
    for (const pid of host.flatMap(childrenOf)) if (isKind(pid, 'runner')) this.#runners.add(pid);
    for (const pid of this.#runners) if (!isKind(pid, 'runner')) this.#runners.delete(pid);
    if (kind === 'runner') return [...this.#runners];
    return [...this.#runners].flatMap(childrenOf).filter((pid) => isKind(pid, 'sandbox'));
  }

  /** SIGKILL to every live process of the kind; answers how many that were. */
  kill(kind: Kind): number {
    const pids = this.pids(kind);
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    return pids.length;
  }

  async hostEnded(): Promise<void> {
    await waitFor('the host to end', START_MS, () => this.#host!.exitCode !== null || this.#host!.signalCode !== null);
  }

  /** Drains as an operator would; what is left after that is ended by force. */
  async stop(): Promise<void> {
    const host = this.#host;
    if (host && host.exitCode === null && host.signalCode === null) {
      this.pids('runner');
      host.kill('SIGTERM');
      await this.hostEnded().catch(() => host.kill('SIGKILL'));
    }
    this.kill('sandbox');
    this.kill('runner');
  }

  #file<T>(name: string): T | undefined {
    const path = join(this.folder, name);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
  }
}

/** The example's service, as its vendor would run it. */
export async function startService(folder: string, dedupe: boolean): Promise<{ url: string; stop(): void }> {
  const args = ['--database', join(folder, 'vendor.db'), '--key', SERVICE_KEY, ...(dedupe ? [] : ['--no-dedupe'])];
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'examples/first-order/service/main.ts'), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(String(line).trim()));
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
  });
  return { url, stop: () => void child.kill('SIGTERM') };
}

export async function waitFor(what: string, timeoutMs: number, probe: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + timeoutMs; !(await probe()); await new Promise((resolve) => setTimeout(resolve, 20)))
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`);
}

/** Processes started by this one that live. */
export function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

export function isKind(pid: number, kind: Kind): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(MARK[kind]);
  } catch {
    return false;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
