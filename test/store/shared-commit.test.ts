/** The last unit of a commit, and rows written by kept statements. */
import { expect, test } from 'vitest';
import { invalid } from '../../runtime/base/index.ts';
import { insertRows, SYSTEM, updateRow, type Context, type Store } from '../../runtime/store/index.ts';
import { describeEngines } from '../support/engines.ts';

const NOTICE = { type: 'product_changed', objectClass: 'product', objectId: 'PRD-000-000-001', status: 'draft', accounts: ['VA-1'] };
const keys = (ctx: Context) => ctx.tx.selectFrom('host_meta').select('key').orderBy('key').execute();
const stored = async (store: Store) => (await store.read(SYSTEM, keys)).map((row) => row.key);
const put = (ctx: Context, key: string) => insertRows(ctx, 'host_meta', [{ key, value: '' }]);

describeEngines('the last unit of a commit', (engine) => {
  test('runs after all units of a commit that ask for it, is stored with them, and ends after the commit', async () => {
    const store = await engine.open();
    const seen: string[][] = [];
    const ended: unknown[] = [];
    const shared = store.lastly(
      SYSTEM,
      async (ctx) => {
        seen.push((await keys(ctx)).map((row) => row.key));
        await put(ctx, `last ${seen.length}`);
        return seen.length;
      },
      (result) => void ended.push(stored(store).then((now) => [result, now])),
    );
    expect(shared).toBe(engine.name === 'sqlite');
    await store.write(SYSTEM, (ctx) => put(ctx, 'quiet'));
    await Promise.all(['a', 'b'].map((key) => store.write(SYSTEM, async (ctx) => (await put(ctx, key), ctx.emit(NOTICE)))));
    await store.write(SYSTEM, (ctx) => put(ctx, 'c'), { lastly: true });
    expect(seen).toEqual(shared ? [['a', 'b', 'quiet'], ['a', 'b', 'c', 'last 1', 'quiet']] : []); // prettier-ignore
    expect(await Promise.all(ended)).toEqual(
      shared
        ? [
            [{ status: 'fulfilled', value: 1 }, ['a', 'b', 'last 1', 'quiet']],
            [{ status: 'fulfilled', value: 2 }, ['a', 'b', 'c', 'last 1', 'last 2', 'quiet']],
          ]
        : [],
    );
    await store.close();
  });

  test('takes nothing of the commit with it when it fails, and is not asked for by a unit that failed', async () => {
    const store = await engine.open();
    const ended: unknown[] = [];
    const refusing = async (ctx: Context) => {
      await put(ctx, 'last');
      throw invalid('last', 'no');
    };
    const shared = store.lastly(SYSTEM, refusing, (result) => void ended.push(result));
    const failing = store.write(SYSTEM, async (ctx) => (ctx.emit(NOTICE), Promise.reject(invalid('unit', 'no'))));
    await expect(failing).rejects.toThrow('unit: no');
    expect(ended).toEqual([]);
    await store.write(SYSTEM, async (ctx) => (await put(ctx, 'a'), ctx.emit(NOTICE)));
    expect(ended).toMatchObject(shared ? [{ status: 'rejected', reason: { errors: ['last: no'] } }] : []);
    expect(await stored(store)).toEqual(['a']);
    await store.close();
  });
});

describeEngines('rows written by kept statements', (engine) => {
  test('have all their columns, whatever order they are named in, and an update touches the named ones of one row', async () => {
    const store = await engine.open();
    const row = (id: string) => ({ id, account_id: 'VA-1', name: `n ${id}`, next_due_ms: 7, installation_id: 'EIN-1', every_ms: null, timezone: 'UTC', cron: '* * * * *', created_at: 'now' }); // prettier-ignore
    await store.write(SYSTEM, async (ctx) => {
      await insertRows(ctx, 'schedule', [row('a'), row('b'), row('c')]);
      await insertRows(ctx, 'schedule', [Object.fromEntries(Object.entries(row('d')).reverse()) as ReturnType<typeof row>]);
      await insertRows(ctx, 'schedule', []);
      await updateRow(ctx, 'schedule', 'b', { cron: null, every_ms: 60_000 });
    });
    const rows = await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('schedule').selectAll().orderBy('id').execute());
    expect(rows).toEqual([row('a'), { ...row('b'), cron: null, every_ms: 60_000 }, row('c'), row('d')]);
    await store.close();
  });
});
