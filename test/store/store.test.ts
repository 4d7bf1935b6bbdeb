/** The contract of the unit of work: the same promises on every engine. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { invalid, PlatformError } from '../../runtime/base/index.ts';
import { HOP_LIMIT, LOOP_DETECTED, SYSTEM, type Actor, type Context, type Engine, type Store } from '../../runtime/store/index.ts';
import { describeEngines, TEST_SEALER, type TestDatabase } from '../support/engines.ts';
import { storeOn } from '../../runtime/store/index.ts';

const put = (ctx: Context, key: string, value: string) => ctx.tx.insertInto('host_meta').values({ key, value }).execute();
const all = async (store: Store) =>
  Object.fromEntries((await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('host_meta').selectAll().orderBy('key').execute())).map((r) => [r.key, r.value]));
const events = (store: Store) => store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').selectAll().orderBy('seq').execute());
const NOTICE = { type: 'product_changed', objectClass: 'product', objectId: 'PRD-000-000-001', status: 'draft', accounts: ['VA-1', 'VA-1', 'PA-1'] };

describeEngines('the store', (engine) => {
  let database: TestDatabase;
  let store: Store;
  beforeAll(async () => {
    database = await engine.database();
    store = await database.open();
  });
  beforeEach(() => store.write(SYSTEM, async (ctx) => void (await ctx.tx.deleteFrom('host_meta').execute(), await ctx.tx.deleteFrom('event').execute())));
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  test('all of a unit is stored, or nothing of it', async () => {
    const failing = store.write(SYSTEM, async (ctx) => {
      await put(ctx, 'a', '1');
      ctx.emit(NOTICE);
      throw invalid('b', 'no');
    });
    await expect(failing).rejects.toThrow('b: no');
    expect(await all(store)).toEqual({});
    expect(await events(store)).toEqual([]);
    await store.write(SYSTEM, async (ctx) => void (await put(ctx, 'a', '1'), await put(ctx, 'b', '2')));
    expect(await all(store)).toEqual({ a: '1', b: '2' });
  });

  test('a failing unit takes nothing of the units committed with it', async () => {
    const units = Array.from({ length: 40 }, (_, i) =>
      store.write(SYSTEM, async (ctx) => {
        await put(ctx, `k${String(i).padStart(2, '0')}`, 'x');
        if (i % 4 === 0) throw invalid('i', String(i));
        if (i % 4 === 1) await put(ctx, `k${String(i).padStart(2, '0')}`, 'twice'); // the database's own refusal
        return i;
      }),
    );
    const ended = await Promise.allSettled(units);
    expect(ended.map((e) => e.status === 'fulfilled')).toEqual(units.map((_, i) => i % 4 > 1));
    expect(Object.keys(await all(store))).toEqual(units.map((_, i) => `k${String(i).padStart(2, '0')}`).filter((_, i) => i % 4 > 1));
  });

  test('events commit with the state that caused them, and the signal follows the commit', async () => {
    let seen: Promise<unknown>[] = [];
    store.onEvents(() => void seen.push(events(store)));
    await store.write(SYSTEM, (ctx) => put(ctx, 'quiet', '1'));
    expect(seen).toEqual([]);
    const vendor: Actor = { accountId: 'VA-1', role: 'vendor', by: { id: 'SU-1', name: 'token' } };
    await store.write(vendor, async (ctx) => ctx.emit(NOTICE), { correlation: 'c1', hop: 2 });
    expect(await Promise.all(seen)).toMatchObject([
      [{ type: 'product_changed', accounts: '["VA-1","PA-1"]', actor: 'SU-1', correlation: 'c1', hop: 2, routed: 0 }],
    ]);
    seen = [];
  });

  test('events carry whom a unit acts for, and where in a chain of events it stands', async () => {
    const vendor: Actor = { accountId: 'VA-1', role: 'vendor', by: { id: 'EIN-1', name: 'Acme' }, installationId: 'EIN-1' };
    await store.write(SYSTEM, async (ctx) => {
      const acting = ctx.as({ actor: vendor, correlation: 'chain', hop: 4 });
      expect(acting.actor).toBe(vendor);
      acting.emit(NOTICE);
      ctx.emit(NOTICE);
    });
    const [acted, own] = await events(store);
    expect(acted).toMatchObject({ actor: 'EIN-1', correlation: 'chain', hop: 4 });
    expect(own).toMatchObject({ actor: 'system', hop: 0 });
  });

  test('a chain of events longer than the limit is refused with its whole unit', async () => {
    const looping = store.write(SYSTEM, async (ctx) => void (await put(ctx, 'a', '1'), ctx.as({ hop: HOP_LIMIT + 1 }).emit(NOTICE)));
    await expect(looping).rejects.toMatchObject({ code: LOOP_DETECTED });
    expect(await all(store)).toEqual({});
  });

  test('units that change one row wait for one another', async () => {
    await store.write(SYSTEM, (ctx) => put(ctx, 'counter', '0'));
    const add = () =>
      store.write(SYSTEM, async (ctx) => {
        const row = await sql<{ value: string }>`select value from host_meta where key = 'counter' ${ctx.dialect.forUpdate}`.execute(ctx.tx);
        await new Promise((resolve) => setImmediate(resolve));
        await ctx.tx
          .updateTable('host_meta')
          .set({ value: String(Number(row.rows[0]!.value) + 1) })
          .where('key', '=', 'counter')
          .execute();
      });
    await Promise.all(Array.from({ length: 25 }, add));
    expect(await all(store)).toEqual({ counter: '25' });
  });

  test('two that lock the same rows in opposite order both get through', async () => {
    if (store.dialect.oneWriter || engine.name === 'pglite') return; // nothing overlaps there
    await store.write(SYSTEM, async (ctx) => void (await put(ctx, 'a', '0'), await put(ctx, 'b', '0')));
    const bump = (ctx: Context, key: string) => sql`update host_meta set value = (value::int + 1)::text where key = ${key}`.execute(ctx.tx);
    let inside = 0;
    let both!: () => void;
    const met = new Promise<void>((resolve) => (both = resolve));
    const unit = (first: string, second: string) =>
      store.write(SYSTEM, async (ctx) => {
        await bump(ctx, first);
        if (++inside === 2) both();
        await met;
        await bump(ctx, second);
      });
    await Promise.all([unit('a', 'b'), unit('b', 'a')]);
    expect(await all(store)).toEqual({ a: '2', b: '2' });
  });

  test('of two that take one name at once the second is run again, sees the first, and refuses by itself', async () => {
    if (store.dialect.oneWriter || engine.name === 'pglite') return; // nothing overlaps there
    let looked = 0;
    let both!: () => void;
    const met = new Promise<void>((resolve) => (both = resolve));
    const take = () =>
      store.write(SYSTEM, async (ctx) => {
        const held = await ctx.tx.selectFrom('host_meta').select('key').where('key', '=', 'name').executeTakeFirst();
        if (held) return 'held';
        if (++looked === 2) both();
        await met;
        await put(ctx, 'name', 'mine');
        return 'taken';
      });
    expect((await Promise.all([take(), take()])).sort()).toEqual(['held', 'taken']);
  });

  test('reads see only what is committed', async () => {
    if (engine.name === 'pglite') return; // one session: a read waits for the open unit instead
    await store.write(SYSTEM, async (ctx) => {
      await put(ctx, 'a', '1');
      expect(await all(store)).toEqual({});
    });
    expect(await all(store)).toEqual({ a: '1' });
  });

  test('an id that is taken is drawn again', async () => {
    const draws = ['TQ-1', 'TQ-1', 'TQ-2'];
    const other = await database.open({ newId: () => draws.shift()! });
    await other.write(SYSTEM, async (ctx) => {
      const row = { name: 'x', type: 't', owner_id: 'o', description: '', created_at: ctx.now };
      for (let i = 0; i < 2; i++)
        await ctx.tx
          .insertInto('extension')
          .values({ id: await ctx.id('task', 'extension'), ...row, name: `x${i}` })
          .execute();
    });
    const rows = await other.read(SYSTEM, (ctx) => ctx.tx.selectFrom('extension').select('id').orderBy('id').execute());
    expect(rows.map((r) => r.id)).toEqual(['TQ-1', 'TQ-2']);
    await other.close();
  });

  test('two that open a new database at once both find it migrated', async () => {
    const fresh = await engine.database({ empty: true });
    const stores = await Promise.all([fresh.open(), fresh.open(), fresh.open()]);
    await Promise.all(stores.map((s, i) => s.write(SYSTEM, (ctx) => put(ctx, `host${i}`, 'up'))));
    expect(await all(stores[0])).toEqual({ host0: 'up', host1: 'up', host2: 'up' });
    const applied = await stores[1].read(SYSTEM, (ctx) => sql<{ name: string }>`select name from migration order by name`.execute(ctx.tx));
    expect(applied.rows.at(-1)!.name).toBe(await stores[1].schemaVersion());
    for (const s of stores) await s.close();
    await fresh.drop();
  });

  test('a database of a newer version is not touched', async () => {
    const fresh = await engine.database();
    const first = await fresh.open();
    await first.write(SYSTEM, (ctx) => sql`insert into migration (name, applied_at) values ('9999-later', 'now')`.execute(ctx.tx));
    await expect(fresh.open()).rejects.toThrow('9999-later');
    await first.close();
    await fresh.drop();
  });

  test('whole numbers of 64 bits come back as numbers, counts too', async () => {
    const at = 1_893_456_000_123;
    await store.write(SYSTEM, (ctx) =>
      ctx.tx
        .insertInto('lane')
        .values({
          ...{ id: 'l', installation_id: 'i', account_id: 'a', environment_id: 'e', state: 'ready', head_task_id: 't' },
          ...{ run_at_ms: at, lease_until_ms: null, lease_end_ms: null, lease_runner: null },
        })
        .execute(),
    );
    const row = await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('lane').select(['run_at_ms', 'lease_until_ms']).executeTakeFirstOrThrow());
    expect(row).toEqual({ run_at_ms: at, lease_until_ms: null });
    const counted = await store.read(SYSTEM, (ctx) => sql<{ n: number }>`select count(*) as n from lane`.execute(ctx.tx));
    expect(counted.rows[0]!.n).toBe(1);
  });

  test('truth is stored as 1 and 0', async () => {
    await store.write(SYSTEM, async (ctx) =>
      ctx.tx
        .insertInto('account_user')
        .values([1, 0].map((active) => ({ id: `UR-${active}`, account_id: 'a', name: 'n', email: `${active}@x`, active, created_at: ctx.now })))
        .execute(),
    );
    const rows = await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('account_user').select('active').orderBy('id').execute());
    expect(rows).toEqual([{ active: 0 }, { active: 1 }]);
  });
});

describeEngines('a commit that fails', (engine) => {
  test('is told to every unit of it as unavailable, and nothing of it is stored', async () => {
    const database = await engine.database();
    const working = await database.open();
    const broken = await storeOn(await refusingCommit(database), { sealer: TEST_SEALER });
    const ended = await Promise.allSettled(['a', 'b', 'c'].map((key) => broken.write(SYSTEM, (ctx) => put(ctx, key, '1'))));
    for (const end of ended) {
      expect(end.status).toBe('rejected');
      expect((end as PromiseRejectedResult).reason).toBeInstanceOf(PlatformError);
      expect((end as PromiseRejectedResult).reason).toMatchObject({ kind: 'unavailable', status: 503 });
    }
    expect(await all(working)).toEqual({});
    await working.close();
    await broken.close();
    await database.drop();
  });
});

/**
 * An engine whose commits fail from now on, by the database's own doing: SQLite checks deferred foreign keys at the
 * commit; on PostgreSQL the session is ended under the unit.
 */
async function refusingCommit(database: TestDatabase): Promise<Engine> {
  const engine = await database.engine();
  const { transaction } = engine;
  let migrated = 0;
  return {
    ...engine,
    transaction: (work) =>
      transaction(async (tx) => {
        const value = await work(tx);
        if (engine.dialect.name === 'sqlite') {
          if (migrated++ === 0) await sql`create table if not exists bad (id text references host_meta (key) deferrable initially deferred)`.execute(tx);
          await sql`insert into bad (id) values ('nobody')`.execute(tx);
        } else {
          await sql`do $$ begin raise exception 'gone' using errcode = '57P01'; end $$`.execute(tx);
        }
        return value;
      }),
  };
}
