/** The host that a project is tried on: one that is named, or one of the project's own that lives as long as the command. */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entryArguments } from '../../base/index.ts';
import { connect, dataOf, DEV_DATA, seeded, type Client, type Target } from '../client.ts';
import { CliError } from '../output.ts';
import type { World } from '../trigger.ts';

const START_MS = 60_000;
const POLL_MS = 25;

export interface DevHost extends AsyncDisposable {
  client: Client;
  /** Data folder, where it is on this machine. */
  data: string;
  /** Whose extension it is, where the operator of the project's own host installs it; it may reach this machine then. */
  account?: string;
  /** Whether it was started for this command. */
  started: boolean;
}

export async function devHost(folder: string, target: Target, role: 'vendor' | 'distributor'): Promise<DevHost> {
  const named = [target.url, target.data, process.env['ENTREPOT_URL'], process.env['ENTREPOT_DATA']].some((given) => given !== undefined && given !== '');
  if (named) return { client: connect({ as: role, ...target }), data: dataOf(target), started: false, [Symbol.asyncDispose]: async () => {} };
  const data = join(folder, DEV_DATA);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  // whatever the project ignores, this never belongs to it
  writeFileSync(join(data, '../.gitignore'), '*\n');
  const stop = isAlive(data) ? undefined : await start(data);
  const { accounts } = seeded<World>(data);
  return {
    client: connect({ ...target, data }),
    data,
    account: accounts[role].id,
    started: stop !== undefined,
    [Symbol.asyncDispose]: stop ?? (async () => {}),
  };
}

/** Answers how to stop it. */
async function start(data: string): Promise<() => Promise<void>> {
  const child = spawn(
    process.execPath,
    [...entryArguments(new URL('../../host/main.ts', import.meta.url)), '--data', data, '--port', '0', '--log', 'error', '--seed', 'demo', '--attached', '1'],
    // its input ends with this process, however that ends, and it with its input; Ctrl-C is for us to pass on
    { stdio: ['pipe', 'ignore', 'inherit'], detached: true },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  for (const end = Date.now() + START_MS; !isReady(data, child.pid);) {
    if (child.exitCode !== null) throw new CliError(`The host on ${data} did not start; entrepot start --data ${data} tells why.`);
    if (Date.now() > end) {
      await stop();
      throw new CliError(`The host on ${data} was not ready within ${START_MS / 1000} s.`);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return stop;
}

const pidOf = (data: string): number | undefined => {
  try {
    return (JSON.parse(readFileSync(join(data, 'host.json'), 'utf8')) as { pid: number }).pid;
  } catch {
    return undefined;
  }
};

const isReady = (data: string, pid: number | undefined): boolean => pidOf(data) === pid;

function isAlive(data: string): boolean {
  const pid = pidOf(data);
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
