/** Hosts and commands as processes of their own, the way users start them; nothing is left running after the test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from './host.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const TSX = ['--import', import.meta.resolve('tsx')];
const START_MS = 20_000;

export interface Credential {
  id: string;
  token: string;
}

export interface CredentialsFile {
  url: string;
  api: string;
  accounts: Record<string, Credential>;
  world?: { product: string; connection: string; items: Record<string, string>; parameters: Record<string, string>; templates: Record<string, string> };
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A folder under the system's temporary one, removed with everything that was started on it. */
export class DataFolder {
  readonly path: string;
  readonly #children: ChildProcess[] = [];

  constructor(path = mkdtempSync(join(tmpdir(), 'entrepot-process-'))) {
    this.path = path;
  }

  text(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  json<T>(name: string): T {
    return JSON.parse(this.text(name)) as T;
  }

  has(name: string): boolean {
    return existsSync(join(this.path, name));
  }

  get credentials(): CredentialsFile {
    return this.json('credentials.json');
  }

  /** Starts a host on this folder and waits until it says that it is ready. */
  async host(...flags: string[]): Promise<HostProcess> {
    const host = this.launch(...flags);
    await until(
      'host.json',
      async () => {
        if (host.child.exitCode !== null) throw new Error(`the host ended with ${host.child.exitCode}: ${host.stderr}`);
        return this.has('host.json') && this.json<{ pid: number }>('host.json').pid === host.child.pid;
      },
      START_MS,
    );
    return host;
  }

  /** Starts a host without waiting: it may be meant to refuse. */
  launch(...flags: string[]): HostProcess {
    const standard = [...(flags.includes('--data') ? [] : ['--data', this.path]), ...(flags.includes('--port') ? [] : ['--port', '0'])];
    const host = new HostProcess(['runtime/host/main.ts', ...standard, '--log', 'warn', ...flags]);
    this.#children.push(host.child);
    return host;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    }
    rmSync(this.path, { recursive: true, force: true });
  }
}

export class HostProcess {
  readonly child: ChildProcess;
  stdout = '';
  stderr = '';

  constructor(args: string[]) {
    const { ENTREPOT_DATA: _data, ENTREPOT_URL: _url, ENTREPOT_TOKEN: _token, ...env } = process.env;
    this.child = spawn(process.execPath, [...TSX, ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout!.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr!.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  get pid(): number {
    return this.child.pid!;
  }

  async ended(): Promise<Ended> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return { code: this.child.exitCode, stdout: this.stdout, stderr: this.stderr };
  }

  async kill(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended();
  }
}

/** Runs one command of the command line to its end. */
export function entrepot(args: string[], options: { cwd?: string; env?: Record<string, string>; input?: string } = {}): Promise<Ended> {
  const { ENTREPOT_DATA: _data, ENTREPOT_URL: _url, ENTREPOT_TOKEN: _token, ...env } = process.env;
  const child = spawn(process.execPath, [...TSX, join(ROOT, 'runtime/cli/main.ts'), ...args], { cwd: options.cwd ?? ROOT, env: { ...env, ...options.env } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(options.input ?? '');
  return once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
