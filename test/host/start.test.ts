/** A host as a user starts it: its files, its lock, its signals, and what a SIGKILL leaves behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../../runtime/host/config.ts';
import { until } from '../support/host.ts';

const folder = mkdtempSync(join(tmpdir(), 'entrepot-start-'));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(...more: string[]): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', 'runtime/host/main.ts', '--data', folder, '--port', '0', '--log', 'error', ...more], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  children.push(child);
  return child;
}

const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
const ready = (child: ChildProcess) =>
  until('host.json', async () => existsSync(join(folder, 'host.json')) && read<{ pid: number }>('host.json').pid === child.pid);

interface Credentials {
  api: string;
  accounts: Record<string, { id: string; token: string }>;
  world: { items: object; parameters: object; templates: object };
}

test('starts seeded, refuses a second host, survives SIGKILL, drains at SIGTERM', async () => {
  const first = start('--seed', 'demo');
  await ready(first);
  const { api, accounts, world } = read<Credentials>('credentials.json');
  expect(statSync(join(folder, 'credentials.json')).mode & 0o777).toBe(0o600);
  expect(Object.keys(accounts)).toEqual(['operator', 'vendor', 'distributor', 'reseller']);
  expect(Object.keys(world.items)).toEqual(['oneTime', 'recurring', 'payAsYouGo']);
  const own = await (await fetch(`${api}/accounts`, { headers: { authorization: accounts['vendor']!.token } })).json();
  expect(own).toMatchObject([{ id: accounts['vendor']!.id, role: 'vendor' }]);

  const second = start();
  let said = '';
  second.stderr!.on('data', (chunk: Buffer) => (said += String(chunk)));
  expect((await once(second, 'exit'))[0]).toBe(1);
  expect(said).toContain(`pid ${first.pid}`);

  first.kill('SIGKILL');
  await once(first, 'exit');
  const again = start();
  await ready(again);
  const after = read<Credentials>('credentials.json');
  expect(after.accounts).toEqual(accounts);
  expect((await fetch(`${after.api}/accounts`, { headers: { authorization: accounts['vendor']!.token } })).status).toBe(200);
  const health = await (await fetch(`${after.api.replace('/public/v1', '')}/healthz`)).json();
  expect(health).toMatchObject({ status: 'ready', database: 'ok' });

  again.kill('SIGTERM');
  expect((await once(again, 'exit'))[0]).toBe(0);
  expect(existsSync(join(folder, 'host.json'))).toBe(false);
});

test.each([
  [['--port', 'x'], /--port: "x" is not allowed/],
  [['--runners', '3'], /allowed: 1 or 0/],
  [['--database', 'mysql://x'], /--database/],
  [['--nosuch', '1'], /Known: --data/],
])('%j is refused by name', (args, message) => {
  expect(() => readConfig(args, {})).toThrow(message);
});
