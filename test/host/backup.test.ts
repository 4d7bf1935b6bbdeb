/** Backup and restore as an operator does them: beside a running host, with and without the sealing key. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { DataFolder, entrepot } from '../support/process.ts';
import { approved, call, installHandler, place, placed } from '../support/trade.ts';

const HANDLER = `return approve({ params: { url: 'https://it.example', password: 'opened-' + request.asset.id } });`;
const password = async (folder: DataFolder, id: string) => {
  const { body } = await call<{ asset: { id: string; params: { id: string; value: string }[] } }>(folder, 'vendor', 'GET', `/requests/${id}`);
  return [body.asset.params.find((p) => p.id === 'password')!.value, `opened-${body.asset.id}`];
};

test('a backup made while orders come in is restored into an empty folder and goes on from there, secrets included', async () => {
  await using folder = new DataFolder();
  await using other = new DataFolder();
  const host = await folder.host('--seed', 'demo');
  await installHandler(folder, HANDLER);
  const before = await placed(folder, 'before');
  await approved(folder, before);

  let placing = true;
  const orders = (async () => {
    let n = 0;
    for (; placing; n++) await place(folder, `meanwhile-${n}`);
    return n;
  })();
  const backup = join(other.path, 'backup.db');
  const made = await entrepot(['backup', backup, '--data', folder.path]);
  placing = false;
  expect(await orders).toBeGreaterThan(0);
  expect([made.code, made.stderr]).toEqual([0, expect.stringContaining('The sealing key is NOT in it') as string]);
  expect(made.stdout).toMatch(/request +\d+ +[0-9a-f]{32}\n/);
  expect(made.stdout).toContain('the same as the database, row by row');
  expect(statSync(backup).mode & 0o777).toBe(0o600);
  await host.kill('SIGTERM');

  const target = join(other.path, 'restored');
  const keyless = await entrepot(['restore', backup, '--data', target]);
  expect([keyless.code, keyless.stderr]).toEqual([4, expect.stringMatching(/fingerprint begins with [0-9a-f]{12}, and no key is given[^]*--key/) as string]);
  expect(existsSync(join(target, 'entrepot.db'))).toBe(false);
  const wrong = join(other.path, 'wrong.key');
  writeFileSync(wrong, randomBytes(32).toString('hex'));
  expect(await entrepot(['restore', backup, '--data', target, '--key', wrong])).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('another key than this backup') as string,
  });
  const restored = await entrepot(['restore', backup, '--data', target, '--key', join(folder.path, 'sealing.key')]);
  expect(restored.code, restored.stderr).toBe(0);
  expect(readFileSync(join(target, 'sealing.key'), 'utf8')).toBe(folder.text('sealing.key'));
  expect(await entrepot(['restore', backup, '--data', target])).toMatchObject({ code: 4, stderr: expect.stringContaining('is there; put it away') as string });

  // the tokens that people have are good for the restored host
  writeFileSync(join(target, 'credentials.json'), folder.text('credentials.json'));
  await using again = new DataFolder(target);
  await again.host();
  expect(await password(again, before)).toSatisfy(([shown, expected]: string[]) => shown === expected);
  await approved(again, await placed(again, 'after'));
}, 120_000);

test('the key can go with it, a damaged backup is found out, and what would mislead is refused', async () => {
  await using folder = new DataFolder();
  const host = await folder.host('--seed', 'demo', '--runners', '0');
  const backups = join(folder.path, 'backups');
  mkdirSync(backups);
  const run = (...args: string[]) => entrepot([...args, '--data', folder.path]);
  const made = JSON.parse((await run('backup', backups, '--with-key', '--json')).stdout) as { file: string; walk: Record<string, { rows: number }> };
  expect(made.file).toMatch(/backups\/entrepot-\d{8}T\d{6}Z\.db$/);
  expect(made.walk['account']!.rows).toBe(4);
  expect([readFileSync(`${made.file}.key`, 'utf8'), statSync(`${made.file}.key`).mode & 0o777]).toEqual([folder.text('sealing.key'), 0o600]);
  expect(await run('backup', made.file)).toMatchObject({ code: 4, stderr: expect.stringContaining('never overwritten') as string });
  expect(await run('restore', made.file, '--check')).toMatchObject({ code: 0, stdout: expect.stringContaining('is whole') as string });
  expect(await run('restore', made.file)).toMatchObject({ code: 4, stderr: expect.stringContaining('in use by a host') as string });

  const db = new Database(made.file);
  db.exec(`update account set name = 'Somebody else' where role = 'vendor'`);
  db.close();
  expect(await run('restore', made.file, '--check')).toMatchObject({ code: 4, stderr: expect.stringContaining('is damaged in account') as string });

  await host.kill('SIGTERM');
  const key = folder.text('sealing.key');
  writeFileSync(join(folder.path, 'sealing.key'), randomBytes(32).toString('hex'));
  const other = join(backups, 'other.db');
  expect(await run('backup', other)).toMatchObject({ code: 4, stderr: expect.stringContaining('not the key that this database was sealed with') as string });
  expect(existsSync(other)).toBe(false);
  expect((await run('backup', other, '--without-key')).stderr).toContain('NOT in it');
  writeFileSync(join(folder.path, 'sealing.key'), key);
}, 60_000);

const postgres = process.env['ENTREPOT_TEST_POSTGRES'];
test.skipIf(!postgres)(
  'a host on PostgreSQL is backed up by name, and restored into an empty database or into SQLite',
  async () => {
    const { default: pg } = await import('pg');
    const names = [1, 2].map(() => `entrepot_backup_${randomBytes(6).toString('hex')}`);
    const admin = new pg.Client({ connectionString: postgres });
    await admin.connect();
    for (const name of names) await admin.query(`create database ${name}`);
    const [one, two] = names.map((name) => Object.assign(new URL(postgres!), { pathname: `/${name}` }).href);
    try {
      await using folder = new DataFolder();
      await using inPostgres = new DataFolder();
      await using inSqlite = new DataFolder();
      await folder.host('--seed', 'demo', '--runners', '0', '--database', one!);
      const order = await placed(folder, 'one');
      const backup = join(folder.path, 'backup.db');
      expect(await entrepot(['backup', backup, '--data', folder.path])).toMatchObject({
        code: 4,
        stderr: expect.stringContaining('runs on PostgreSQL') as string,
      });
      expect((await entrepot(['backup', backup, '--data', folder.path, '--database', one!])).code).toBe(0);
      for (const [target, ...flags] of [[inPostgres, '--database', two!], [inSqlite]] as [DataFolder, ...string[]][]) {
        const restored = await entrepot(['restore', backup, '--data', target.path, '--key', join(folder.path, 'sealing.key'), ...flags]);
        expect(restored.code, restored.stderr).toBe(0);
        writeFileSync(join(target.path, 'credentials.json'), folder.text('credentials.json'));
        await target.host('--runners', '0', ...flags);
        expect((await call(target, 'vendor', 'GET', `/requests/${order}`)).status).toBe(200);
        await placed(target, 'two');
      }
    } finally {
      for (const name of names) await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    }
  },
  120_000,
);
