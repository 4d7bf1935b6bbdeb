/** The processes of the demo: a host on a temporary folder, and the vendor's service; all gone at the end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { entryArguments } from '../../base/index.ts';
import type { Credential, DemoWorld } from '../../host/seed.ts';
import { CliError } from '../output.ts';

export const SERVICE_KEY = 'demo-key';
export const EXAMPLE = fileURLToPath(new URL('../../../examples/first-order', import.meta.url));
const START_MS = 30_000;

export interface Credentials {
  api: string;
  url: string;
  accounts: Record<'operator' | 'vendor' | 'distributor' | 'reseller', Credential>;
  world: DemoWorld;
}

export interface DemoWorldProcesses {
  folder: string;
  credentials: Credentials;
  service: string;
  stop(): Promise<void>;
  /** Leaves everything running. */
  release(): void;
}

export async function startDemo(): Promise<DemoWorldProcesses> {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-demo-'));
  const children: ChildProcess[] = [];
  const run = (source: URL, args: string[], stdout: 'pipe' | 'ignore') => {
    const child = spawn(process.execPath, [...entryArguments(source), ...args], { stdio: ['ignore', stdout, 'inherit'], detached: true });
    children.push(child);
    return child;
  };
  const host = run(new URL('../../host/main.ts', import.meta.url), ['--data', folder, '--port', '0', '--seed', 'demo', '--log', 'error'], 'ignore');
  const vendor = spawn(
    process.execPath,
    [...entryArguments(pathToFileURL(join(EXAMPLE, 'service/main.ts'))), '--database', join(folder, 'vendor.db'), '--key', SERVICE_KEY],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    },
  );
  children.push(vendor);
  const service = await new Promise<string>((resolve, reject) => {
    vendor.stdout.once('data', (line: Buffer) => resolve(String(line).trim()));
    vendor.once('exit', () => reject(new CliError('The example service did not start.')));
  });
  const until = Date.now() + START_MS;
  while (!existsSync(join(folder, 'host.json'))) {
    if (host.exitCode !== null || Date.now() > until) throw new CliError('The host did not start.');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return {
    folder,
    service,
    credentials: JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8')) as Credentials,
    async stop() {
      for (const child of children.reverse()) {
        if (child.exitCode !== null) continue;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
    release: () => children.forEach((child) => child.unref()),
  };
}
