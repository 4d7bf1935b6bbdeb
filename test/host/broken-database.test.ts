/** A host whose database cannot be used refuses by the published error, says so, loses nothing, and goes on without a restart. */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { until } from '../support/host.ts';
import { DataFolder } from '../support/process.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { approved, installHandler, place, placed } from '../support/trade.ts';

const HANDLER = `return approve({ params: { url: 'https://it.example' } });`;
const health = async (folder: DataFolder) => {
  const answer = await fetch(`${folder.json<{ url: string }>('host.json').url}/healthz`);
  return { status: answer.status, body: (await answer.json()) as { status: string; database: string; since?: string } };
};
const logged = (text: string) => text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as { level: number; msg: string }] : []));

/** Orders before, during and after `breaks`; how often the log told of it. */
async function outage(folder: DataFolder, host: Awaited<ReturnType<DataFolder['host']>>, reason: RegExp, breaks: () => unknown, mends: () => unknown) {
  await installHandler(folder, HANDLER);
  await approved(folder, await placed(folder, 'before'));
  await breaks();
  // what is left of the room is used up first
  let n = 0;
  const refused = await until('a refusal', async () => {
    const answer = await place(folder, `during-${n++}`);
    return answer.status !== 201 && answer;
  });
  const last = `during-${n - 1}`;
  expect(refused).toMatchObject({ status: 503, body: { error_code: 'SYS_003', errors: [expect.stringMatching(reason)] } });
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await health(folder)).toMatchObject({ status: 503, body: { status: 'not ready', since: expect.any(String) as string } });
  await new Promise((resolve) => setTimeout(resolve, 3_000)); // loops meet it again and again meanwhile
  await mends();
  await until('the host to be ready', async () => (await health(folder)).status === 200, 20_000);
  const during = await place(folder, last);
  // a refusal may come after a commit whose answer was lost: then the order is there already
  const id = during.status === 409 ? (during.body as unknown as { params: { request_id: string } }).params.request_id : during.body.id;
  await approved(folder, id);
  await approved(folder, await placed(folder, 'after'));
  expect(host.child.exitCode).toBe(null);
  const lines = logged((await host.kill('SIGTERM')).stderr);
  expect(lines.filter((line) => /cannot be used/.test(line.msg)).length).toBeLessThanOrEqual(2);
  expect(lines.some((line) => /cannot be used/.test(line.msg))).toBe(true);
  expect(lines.filter((line) => line.level >= 50).length).toBeLessThan(10);
}

const prlimit = spawnSync('prlimit', ['--version']).status === 0;
test.skipIf(!prlimit)(
  'a disk that takes no more (file size limit of the process)',
  async () => {
    await using folder = new DataFolder();
    const host = await folder.host('--seed', 'demo');
    const limit = (bytes: string) => execFileSync('prlimit', ['--pid', String(host.pid), `--fsize=${bytes}:`]);
    // the write-ahead log may grow no further than it is; the files cannot shrink below the database itself
    const full = () => limit(String(Math.max(...['entrepot.db', 'entrepot.db-wal'].map((name) => statSync(join(folder.path, name)).size))));
    await outage(folder, host, /^The disk of the database (does not take what is written|is full); nothing of this call was stored\.$/, full, () =>
      limit('unlimited'),
    );
  },
  90_000,
);

const postgres = process.env['ENTREPOT_TEST_POSTGRES'];
test.skipIf(!postgres)(
  'a PostgreSQL whose line is cut',
  async () => {
    const { default: pg } = await import('pg');
    const admin = new pg.Client({ connectionString: postgres });
    await admin.connect();
    const name = `entrepot_line_${randomBytes(6).toString('hex')}`;
    await admin.query(`create database ${name}`);
    const server = new URL(postgres!);
    const proxy = await TcpProxy.to(server.hostname, Number(server.port || 5432));
    const database = Object.assign(new URL(postgres!), { pathname: `/${name}`, hostname: '127.0.0.1', port: String(proxy.port) }).href;
    try {
      await using folder = new DataFolder();
      const host = await folder.host('--seed', 'demo', '--database', database);
      await outage(folder, host, /^The database does not answer; /, () => proxy.cut(), () => proxy.mend()); // prettier-ignore
    } finally {
      await proxy.cut();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    }
  },
  120_000,
);
