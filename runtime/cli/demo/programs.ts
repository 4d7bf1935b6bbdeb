/** Programs of ours as processes of their own on one temporary folder: started together, ended together, or left running. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryArguments } from '../../base/index.ts';
import { CliError } from '../output.ts';

const START_MS = 30_000;
const POLL_MS = 25;

export class Programs {
  readonly folder: string;
  readonly #children: ChildProcess[] = [];

  constructor(name: string) {
    this.folder = mkdtempSync(join(tmpdir(), `entrepot-${name}-`));
  }

  /** A program that says in one line where it is reached, and ends when its input does. */
  async service(source: URL, args: string[]): Promise<string> {
    const child = spawn(process.execPath, [...entryArguments(source), ...args], { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
    this.#children.push(child);
    return new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (line: Buffer) => resolve(String(line).trim()));
      child.once('exit', () => reject(new CliError('The example service did not start.')));
    });
  }

  /** A host on this folder, when it is ready; answers what stands in its credentials.json. */
  async host<T>(args: string[]): Promise<T> {
    const source = new URL('../../host/main.ts', import.meta.url);
    const all = [...entryArguments(source), '--data', this.folder, '--port', '0', '--log', 'error', ...args];
    const child = spawn(process.execPath, all, { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
    this.#children.push(child);
    for (const end = Date.now() + START_MS; !existsSync(join(this.folder, 'host.json'));) {
      if (child.exitCode !== null || Date.now() > end) throw new CliError('The host did not start.');
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return JSON.parse(readFileSync(join(this.folder, 'credentials.json'), 'utf8')) as T;
  }

  async stop(): Promise<void> {
    for (const child of this.#children.reverse()) {
      if (child.exitCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Leaves everything running. */
  release(): void {
    for (const child of this.#children) child.unref();
  }
}
