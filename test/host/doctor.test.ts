/** `entrepot doctor`: each thing that can be wrong, made wrong, is found and answered with what to do. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Finding } from '../../runtime/host/doctor.ts';
import { examine } from '../../runtime/host/doctor.ts';
import { until } from '../support/host.ts';
import { DataFolder, entrepot } from '../support/process.ts';

const place = (folder: DataFolder, more: object = {}) => ({ data: folder.path, database: undefined, host: '127.0.0.1', port: 0, environment: {}, ...more });
const troubles = async (folder: DataFolder, more: object = {}) =>
  Object.fromEntries((await examine(place(folder, more))).filter((f) => f.level !== 'ok').map((f) => [f.check, `${f.level}: ${f.found} -> ${f.todo}`]));

test('a new folder, a running host and a stopped one are in order', async () => {
  await using folder = new DataFolder();
  expect(await troubles(folder)).toEqual({});
  const host = await folder.host('--runners', '0');
  const { code, stdout } = await entrepot(['doctor', '--data', folder.path, '--json']);
  const findings = JSON.parse(stdout) as Finding[];
  expect([code, findings.map((f) => f.check)]).toEqual([
    0,
    ['node', 'sandbox', 'data folder', 'disk', 'port', 'variables', 'database', 'schema', 'sealing key', 'clock'],
  ]);
  expect(findings.find((f) => f.check === 'port')!.found).toContain(`the host with pid ${host.pid} is ready`);
  await host.kill('SIGTERM');
  expect(await troubles(folder)).toEqual({});
});

test('what is wrong is named with what to do, and the exit code says so', async () => {
  await using folder = new DataFolder();
  const host = await folder.host('--runners', '0');
  await host.kill('SIGKILL');
  expect(await troubles(folder)).toEqual({ port: expect.stringMatching(/^fail: the host with pid \d+ .* does not answer -> /) as string });
  rmSync(join(folder.path, 'host.json'));

  const db = new Database(join(folder.path, 'entrepot.db'));
  const { name } = db.prepare('select name from migration order by name desc limit 1').get() as { name: string };
  db.exec(`delete from migration where name = '${name}'; insert into migration values ('9999-later', '')`);
  db.exec(`insert into event (id, type, object_class, object_id, status, accounts, data, actor, correlation, hop, created_at, routed)
    values ('EV-X', 'x', 'x', 'x', '', '[]', '{}', '', '', 0, '2999-01-01T00:00:00.000Z', 1)`);
  chmodSync(join(folder.path, 'sealing.key'), 0o644);
  const server = createServer().listen(0, '127.0.0.1');
  await until('the server', async () => server.listening);
  const { port } = server.address() as AddressInfo;
  const found = await troubles(folder, { port, environment: { ENTREPOT_PROT: '1' } });
  server.close();
  expect(found).toEqual({
    'data folder': expect.stringMatching(/^warn: others can read sealing\.key -> chmod 700/) as string,
    port: expect.stringMatching(/^fail: \d+ on 127.0.0.1 cannot be listened on \(EADDRINUSE\) -> /) as string,
    variables: expect.stringMatching(/^warn: no setting has ENTREPOT_PROT/) as string,
    schema: expect.stringMatching(/^fail: .*later version \(9999-later\)/) as string,
    clock: expect.stringMatching(/^fail: the newest event is \d+ s in the future/) as string,
  });
  db.exec(`delete from migration where name = '9999-later'; delete from event where id = 'EV-X'`);
  db.close();
  expect(await troubles(folder)).toMatchObject({ schema: `warn: 1 migrations wait, from ${name} on -> entrepot backup first; the next start applies them.` });

  chmodSync(join(folder.path, 'sealing.key'), 0o600);
  writeFileSync(join(folder.path, 'sealing.key'), 'ab'.repeat(32));
  expect(await troubles(folder)).toHaveProperty('sealing key', expect.stringContaining('is not the key of this database'));
  rmSync(join(folder.path, 'sealing.key'));
  expect(await troubles(folder)).toHaveProperty('sealing key', expect.stringContaining('is not there'));
  writeFileSync(join(folder.path, 'entrepot.db'), 'not a database, whatever it is called'.repeat(100));
  const { code, stdout } = await entrepot(['doctor', '--data', folder.path, '--port', '0']);
  expect([code, stdout]).toEqual([1, expect.stringMatching(/fail {2}database {5}entrepot\.db: .*\n +-> Put .*restore a backup/) as string]);
  rmSync(join(folder.path, 'entrepot.db'));
  mkdirSync(join(folder.path, 'entrepot.db'));
  expect((await troubles(folder))['database']).toMatch(/^fail/);
});

test('a PostgreSQL out of reach is told without its password', async () => {
  await using folder = new DataFolder();
  const { code, stdout, stderr } = await entrepot(['doctor', '--data', folder.path, '--port', '0'], {
    env: { ENTREPOT_DATABASE: 'postgres://a:hunter2@127.0.0.1:1/x' },
  });
  expect([code, stdout]).toEqual([1, expect.stringMatching(/fail {2}database .*ECONNREFUSED.*\n +-> Check that the server runs/) as string]);
  expect(stdout + stderr).not.toContain('hunter2');
  expect(await entrepot(['doctor', '--port', 'x'])).toMatchObject({ code: 2, stderr: expect.stringContaining('--port') as string });
});

const postgres = process.env['ENTREPOT_TEST_POSTGRES'];
test.skipIf(!postgres)('a PostgreSQL that answers is named with its version, an empty one has everything to come', async () => {
  await using folder = new DataFolder();
  const findings = await examine(place(folder, { database: postgres }));
  expect(findings.find((f) => f.check === 'database')).toMatchObject({ level: 'ok', found: expect.stringMatching(/^PostgreSQL \d+/) as string });
  expect(findings.find((f) => f.check === 'schema')!.level).not.toBe('fail');
});
