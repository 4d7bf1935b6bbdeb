/** Backups on every engine: one moment while others write, row by row the same, into either database, or nothing at all. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import {
  copyFromPostgres,
  copyIntoPostgres,
  copyPages,
  differences,
  openSqlite,
  readBackup,
  storeOn,
  SYSTEM,
  walkOf,
  type Context,
  type Store,
} from '../../runtime/store/index.ts';
import { TableDigest } from '../../runtime/store/backup/walk.ts';
import { describeEngines, TEST_SEALER } from '../support/engines.ts';
import { createWorld } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'entrepot-backup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const file = () => join(folder, `${++files}.db`);
const walkFile = (path: string) => {
  const db = new Database(path, { readonly: true });
  try {
    return walkOf(db);
  } finally {
    db.close();
  }
};
const emit = (store: Store, objectId: string) =>
  store.write(SYSTEM, async (ctx) => ctx.emit({ type: 'contract_changed', objectClass: 'contract', objectId, status: 'active', accounts: ['VA-1'] }));
const bytes = (ctx: Context) => ctx.tx.insertInto('usage_upload_part').values({ upload_id: 'U-1', n: 0, bytes: Buffer.from([0, 1, 255]) }).execute(); // prettier-ignore

test('a checksum tells a changed value, a lost and a doubled row, and not the order of rows', () => {
  const digest = (...rows: object[]) => {
    const sum = new TableDigest();
    for (const row of rows) sum.add({ ...row });
    return sum.value;
  };
  const [a, b] = [{ id: 1, text: 'x' }, { text: 'y', id: 2 }]; // prettier-ignore
  expect(digest(a, b)).toEqual(digest({ ...b, id: 2 }, a));
  const walk = (value: { rows: number; digest: string }) => ({ t: value });
  for (const other of [digest(a), digest(a, a), digest(a, b, b), digest(a, { ...b, text: 'z' }), digest(a, { ...b, text: null })])
    expect(differences(walk(digest(a, b)), walk(other))).toEqual(['t']);
});

test('a copy of SQLite is one moment of it while units go on committing', async () => {
  const path = file();
  const store = await storeOn(openSqlite(path), { sealer: TEST_SEALER });
  await createWorld(store);
  await store.write(SYSTEM, async (ctx) => {
    // enough pages that the copy takes several steps
    for (let i = 0; i < 2_000; i++)
      await ctx.tx
        .insertInto('host_meta')
        .values({ key: `filler ${i}`, value: 'x'.repeat(8_000) })
        .execute();
  });
  let [writing, commits] = [true, 0];
  const writer = (async () => {
    for (; writing; commits++) await emit(store, `CRD-${commits}`);
  })();
  const copy = file();
  const walk = await copyPages(path, copy);
  writing = false;
  await writer;
  expect(commits).toBeGreaterThan(1);
  expect(walk['host_meta']!.rows).toBe(2_000);
  expect(differences(walk, walkFile(copy))).toEqual([]);
  expect(walk['event']!.rows).toBeLessThan(commits);
  await store.close();
});

describeEngines('a backup', (engine) => {
  if (engine.name === 'sqlite') return void test.skip('SQLite is copied by pages, see above', () => {});

  test('has every row of one moment, and goes back into the same kind of database, whose keys go on growing', async () => {
    const database = await engine.database();
    const store = await database.open();
    await createWorld(store);
    await store.write(SYSTEM, bytes);
    await emit(store, 'CRD-1');
    const copy = file();
    const walk = await copyFromPostgres(await database.engine(), copy);
    expect(differences(walk, walkFile(copy))).toEqual([]);
    for (const table of ['event', 'account', 'product', 'token', 'usage_upload_part', 'migration'])
      expect([table, walk[table]!.rows > 0]).toEqual([table, true]);

    const other = await engine.database();
    await copyIntoPostgres(copy, await other.engine());
    const again = file();
    expect(differences(await copyFromPostgres(await other.engine(), again), walk)).toEqual([]);
    const restored = await other.open();
    const last = (s: Store) => s.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').select((eb) => eb.fn.max('seq').as('seq')).executeTakeFirstOrThrow()); // prettier-ignore
    const before = Number((await last(restored)).seq);
    await emit(restored, 'CRD-2');
    expect(Number((await last(restored)).seq)).toBe(before + 1);
    // a second time it is refused: there are accounts
    await expect(copyIntoPostgres(copy, await other.engine())).rejects.toThrow('has accounts already');
    for (const s of [store, restored]) await s.close();
    for (const d of [database, other]) await d.drop();
  });

  test('of SQLite goes into it, and what was made here into SQLite', async () => {
    const path = file();
    const store = await storeOn(openSqlite(path), { sealer: TEST_SEALER });
    const world = await createWorld(store);
    await store.write(SYSTEM, bytes);
    await store.close();
    const copy = file();
    const walk = await copyPages(path, copy);
    const database = await engine.database();
    await copyIntoPostgres(copy, await database.engine());
    const back = file();
    expect(differences(await copyFromPostgres(await database.engine(), back), walk)).toEqual([]);
    const reopened = await storeOn(openSqlite(back), { sealer: TEST_SEALER });
    const products = await reopened.read(SYSTEM, (ctx) => ctx.tx.selectFrom('product').select('id').execute());
    expect(products.map((p) => p.id)).toContain(world.product);
    await reopened.close();
    await database.drop();
  });

  test('of tables that are not this version is refused by the migration that differs', async () => {
    const database = await engine.database();
    const store = await database.open();
    await store.write(
      SYSTEM,
      async (ctx) =>
        void (await ctx.tx
          .deleteFrom('migration' as 'event')
          .where('name' as 'id', '=', '0016-billing')
          .execute()),
    );
    await expect(copyFromPostgres(await database.engine(), file())).rejects.toThrow('differ by migration 0016-billing');
    await store.close();
    await database.drop();
  });
});

test('what is no backup is told apart', async () => {
  const path = file();
  await (await storeOn(openSqlite(path), { sealer: TEST_SEALER })).close();
  expect(() => readBackup(path)).toThrow('not a backup made by entrepot backup');
  expect(() => readBackup(join(folder, 'nothing.db'))).toThrow('cannot be read as a backup');
});
