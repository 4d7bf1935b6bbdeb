/** A host as a user starts it: its files, its lock, its signals, and what a SIGKILL leaves behind. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { statSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { until } from '../support/host.ts';
import { createDatabase, POSTGRES } from '../support/postgres.ts';
import { DataFolder, isAlive } from '../support/process.ts';

const mode = (folder: DataFolder, name: string) => statSync(join(folder.path, name)).mode & 0o777;
const get = (api: string, path: string, token: string) => fetch(api + path, { headers: { authorization: token } });

describe('the first start', () => {
  test('on an empty folder makes the operator, and nobody else', async () => {
    await using folder = new DataFolder();
    const host = await folder.host('--runners', '0');
    const { pid, url, api, startedAt } = folder.json<{ pid: number; url: string; api: string; startedAt: string }>('host.json');
    expect(pid).toBe(host.pid);
    expect(api).toBe(`${url}/public/v1`);
    expect(Date.parse(startedAt)).toBeGreaterThan(0);
    const { accounts, ...rest } = folder.credentials;
    expect(rest).toEqual({ url, api });
    expect(Object.keys(accounts)).toEqual(['operator']);
    expect(accounts['operator']!.token).toMatch(/^ApiKey SU-/);
    expect((await get(api, '/accounts', accounts['operator']!.token)).status).toBe(200);
    for (const name of ['credentials.json', 'sealing.key', 'runner.token', 'entrepot.db']) expect([name, mode(folder, name)]).toEqual([name, 0o600]);
    expect(host.stdout).toContain(`ready at ${url}`);
  });

  test('with --seed demo makes the whole world, and the credentials of everybody in it', async () => {
    await using folder = new DataFolder();
    await folder.host('--seed', 'demo', '--runners', '0');
    const { api, accounts, world } = folder.credentials;
    expect(Object.keys(accounts)).toEqual(['operator', 'vendor', 'distributor', 'reseller']);
    for (const name of ['product', 'marketplace', 'hub', 'connection', 'contract', 'listing', 'agreement'])
      expect(world).toHaveProperty(name, expect.any(String));
    expect(Object.keys(world!.items)).toEqual(['oneTime', 'recurring', 'payAsYouGo']);
    expect(world!.parameters).toMatchObject({ admin_email: expect.any(String) as string });
    expect(Object.keys(world!.templates)).toEqual(['fulfillment', 'inquire']);
    for (const [role, { id, token }] of Object.entries(accounts))
      expect(await (await get(api, '/accounts', token)).json()).toContainEqual(expect.objectContaining({ id, role }));
  });
});

describe('a second start', () => {
  test('on a folder in use is refused, naming the pid, and harms nothing', async () => {
    await using folder = new DataFolder();
    const first = await folder.host('--runners', '0');
    const second = await folder.launch('--runners', '0').ended();
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`in use by the host with pid ${first.pid}`);
    expect(folder.json<{ pid: number }>('host.json').pid).toBe(first.pid);
    expect((await get(folder.credentials.api, '/accounts', folder.credentials.accounts['operator']!.token)).status).toBe(200);
  });

  test('after SIGKILL goes on: same accounts, same runner token, new address', async () => {
    await using folder = new DataFolder();
    const first = await folder.host();
    const before = folder.credentials;
    const token = folder.text('runner.token');
    const runner = await until('the runner', async () => folder.has('runner.pid') && Number(folder.text('runner.pid')));
    await until('the runner to connect', async () => (await runners(before.url)) === 1, 20_000);
    await first.kill('SIGKILL');
    await until('the runner to end with its host', async () => !isAlive(runner), 15_000);

    await folder.host('--runners', '0');
    const after = folder.credentials;
    expect(after.accounts).toEqual(before.accounts);
    expect(after.url).toBe(folder.json<{ url: string }>('host.json').url);
    expect(after.url).not.toBe(before.url);
    expect(folder.text('runner.token')).toBe(token);
    expect((await get(after.api, '/accounts', after.accounts['operator']!.token)).status).toBe(200);
  });

  test('with --public-url publishes that one and keeps listening where it was told to', async () => {
    await using folder = new DataFolder();
    await folder.host('--runners', '0', '--public-url', 'https://shop.example/');
    expect(folder.json('host.json')).toMatchObject({ url: 'https://shop.example', api: 'https://shop.example/public/v1' });
    expect(folder.credentials.api).toBe('https://shop.example/public/v1');
  });
});

describe('a start that cannot be', () => {
  test('says so for a port in use', async () => {
    await using folder = new DataFolder();
    const server = createServer().listen(0, '127.0.0.1');
    await until('the server', async () => server.listening);
    const { port } = server.address() as AddressInfo;
    const ended = await folder.launch('--port', String(port), '--runners', '0').ended();
    server.close();
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining(`--port: ${port} on 127.0.0.1 is taken`) as string });
  });

  test('says so for a sealing key that is none, and for one of another folder', async () => {
    await using folder = new DataFolder();
    const host = await folder.host('--runners', '0');
    expect((await host.kill('SIGTERM')).code).toBe(0);
    writeFileSync(join(folder.path, 'sealing.key'), 'gone');
    expect(await folder.launch().ended()).toMatchObject({ code: 1, stderr: expect.stringContaining('sealing.key holds no key') as string });
    writeFileSync(join(folder.path, 'sealing.key'), randomBytes(32).toString('hex'));
    expect(await folder.launch().ended()).toMatchObject({ code: 1, stderr: expect.stringContaining('sealed with another key') as string });
    expect(folder.has('host.json')).toBe(false);
  });

  test('says so for a database that does not answer, without its password', async () => {
    await using folder = new DataFolder();
    const ended = await folder.launch('--database', 'postgres://admin:hunter2@127.0.0.1:1/x').ended();
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot start') as string });
    expect(ended.stderr + ended.stdout).not.toContain('hunter2');
  });

  test('says so for wrong flags, with exit 2', async () => {
    await using folder = new DataFolder();
    expect(await folder.launch('--nosuch').ended()).toMatchObject({ code: 2, stderr: expect.stringContaining('--nosuch: This is not known here') as string });
  });

  test('says so for a folder that cannot be made', async () => {
    await using folder = new DataFolder();
    writeFileSync(join(folder.path, 'file'), '');
    expect(await folder.launch('--data', join(folder.path, 'file', 'data')).ended()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be created') as string,
    });
  });
});

describe('the end', () => {
  test('at SIGTERM is 0: files put away, runner ended, and the same folder starts again', async () => {
    await using folder = new DataFolder();
    const host = await folder.host();
    const { url } = folder.credentials;
    await until('the runner to connect', async () => (await runners(url)) === 1, 20_000);
    const runner = Number(folder.text('runner.pid'));
    const started = Date.now();
    expect((await host.kill('SIGTERM')).code).toBe(0);
    expect(Date.now() - started).toBeLessThan(10_000);
    expect([folder.has('host.json'), folder.has('runner.pid'), isAlive(runner)]).toEqual([false, false, false]);
    await folder.host('--runners', '0');
  });

  test('waits for a request that is under way, refuses new ones, and comes at once at a second signal', async () => {
    await using folder = new DataFolder();
    const host = await folder.host('--runners', '0');
    const { url } = folder.credentials;
    const { port } = new URL(url);
    // a request whose body has not come yet
    const socket = connect(Number(port), '127.0.0.1');
    const token = folder.credentials.accounts['operator']!.token;
    socket.write(`POST /public/v1/accounts HTTP/1.1\r\nhost: x\r\nauthorization: ${token}\r\ncontent-type: application/json\r\ncontent-length: 40\r\n\r\n`);
    await until('the request to be seen', async () => (await fetch(`${url}/healthz`)).ok);
    host.child.kill('SIGTERM');
    const refused = await until('a refusal', async () => {
      const answer = await fetch(`${url}/public/v1/accounts`);
      return answer.status === 503 && answer;
    });
    expect(await refused.json()).toMatchObject({ error_code: 'SYS_003' });
    // npm passes on a Ctrl-C that the terminal has sent already: that is no second one
    host.child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(host.child.exitCode).toBe(null);
    expect((await host.kill('SIGTERM')).code).toBe(1);
    socket.destroy();
  });
});

test('the bundled runner is started again when it dies', async () => {
  await using folder = new DataFolder();
  await folder.host();
  const first = await until('the runner', async () => folder.has('runner.pid') && Number(folder.text('runner.pid')));
  process.kill(first, 'SIGKILL');
  const second = await until('another runner', async () => Number(folder.text('runner.pid')) !== first && Number(folder.text('runner.pid')));
  await until('it to connect', async () => (await runners(folder.credentials.url)) === 1, 20_000);
  expect(isAlive(second)).toBe(true);
});

test.skipIf(!POSTGRES)('two hosts share a PostgreSQL database when they share its key', async () => {
  await using database = await createDatabase(POSTGRES!);
  await using one = new DataFolder();
  await using other = new DataFolder();
  await one.host('--database', database.url, '--runners', '0');
  const refused = await other.launch('--database', database.url, '--runners', '0').ended();
  expect(refused.stderr).toContain('sealed with another key');
  writeFileSync(join(other.path, 'sealing.key'), one.text('sealing.key'));
  await other.host('--database', database.url, '--runners', '0');
  const { accounts } = one.credentials;
  expect(other.has('credentials.json')).toBe(false);
  const { api } = other.json<{ api: string }>('host.json');
  expect((await get(api, '/accounts', accounts['operator']!.token)).status).toBe(200);
});

async function runners(url: string): Promise<number> {
  const health = (await (await fetch(`${url}/healthz`)).json()) as { runners: unknown[] };
  return health.runners.length;
}
