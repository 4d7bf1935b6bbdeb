/** Data folders as earlier versions left them (test/fixtures): migrated at start, readable, and what was open is carried on. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MIGRATIONS } from '../../runtime/store/migrations/index.ts';
import { until } from '../support/host.ts';
import { DataFolder, entrepot } from '../support/process.ts';
import { approved, call, placed, tasksOf } from '../support/trade.ts';

interface Shown {
  id: string;
  status: string;
  asset: { external_uid: string; params: { id: string; value: string }[] };
}

const EARLIER = [
  { schema: '0009-calls', fixture: 'data-folder-0009.tgz' },
  { schema: '0016-billing', fixture: 'data-folder-0016.tgz' },
];

test.each(EARLIER)(
  'a data folder of schema $schema starts, and its orders go on',
  async ({ schema, fixture }) => {
    await using folder = new DataFolder();
    execFileSync('tar', ['-xzf', join(import.meta.dirname, '../fixtures', fixture), '-C', folder.path]);
    const before = await entrepot(['backup', join(folder.path, 'before.db'), '--data', folder.path, '--json']);
    expect(JSON.parse(before.stdout)).toMatchObject({ schema });

    await folder.host();
    const health = (await (await fetch(`${folder.credentials.url}/healthz`)).json()) as { schema: string };
    expect(health.schema).toBe(MIGRATIONS.at(-1)!.name);
    const { body: orders } = await call<Shown[]>(folder, 'vendor', 'GET', '/requests?limit=10');
    const [served, dead, waiting] = ['approved', 'dead', 'waiting'].map((uid) => orders.find((order) => order.asset.external_uid === uid)!);

    // what was there is there, secrets included
    const { body: old } = await call<Shown>(folder, 'vendor', 'GET', `/requests/${served!.id}`);
    expect(old).toMatchObject({ status: 'approved' });
    expect(old.asset.params.find((p) => p.id === 'password')!.value).toBe(`step-of-${served!.id}`);
    // what waited is served by the package that was installed then
    await approved(folder, waiting!.id);
    // a dead letter can be replayed, and its recorded step is opened with the old key
    const [letter] = await tasksOf(folder, dead!.id);
    expect(letter).toMatchObject({ state: 'dead' });
    const { body: again } = await call<{ id: string }>(folder, 'vendor', 'POST', `/devops/tasks/${letter!.id}/replay`, {});
    await until('the replay to end', async () => (await call(folder, 'vendor', 'GET', `/devops/tasks/${again.id}`)).body['state'] === 'dead');
    // and new orders walk
    await approved(folder, await placed(folder, 'after the upgrade'));
  },
  90_000,
);

test('a database of a later version is refused by the migration that is not known, and is left as it was', async () => {
  await using folder = new DataFolder();
  await (await folder.host('--runners', '0')).kill('SIGTERM');
  const { default: Database } = await import('better-sqlite3');
  const db = new Database(join(folder.path, 'entrepot.db'));
  db.exec(`insert into migration values ('9999-later', '')`);
  db.close();
  const ended = await folder.launch('--runners', '0').ended();
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining('migration 9999-later, which this version does not know') as string });
});
