/** The few pieces of SQL that differ: they must answer the same everywhere. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM, type Context, type Store } from '../../runtime/store/index.ts';
import { describeEngines } from '../support/engines.ts';

const DOCUMENT = {
  name: 'Größe',
  flag: true,
  off: false,
  none: null,
  count: 7,
  deep: { er: { text: 'x "quoted"' } },
  'with.dot': 'dotted',
  list: [{ id: 'a', ok: true, in: { er: 'x' } }, { id: 'b', ok: false }, { id: null }, 'plain', 3],
  words: ['tier1', 'customer', true],
  notList: { id: 'a' },
};

describeEngines('the dialect', (engine) => {
  let store: Store;
  const read = <T>(query: (ctx: Context, column: ReturnType<typeof sql.ref>) => ReturnType<typeof sql<T>>) =>
    store.read(SYSTEM, async (ctx) => (await query(ctx, sql.ref('host_meta.value')).execute(ctx.tx)).rows);

  beforeAll(async () => {
    store = await engine.open();
    await store.write(SYSTEM, (ctx) =>
      ctx.tx
        .insertInto('host_meta')
        .values({ key: 'doc', value: JSON.stringify(DOCUMENT) })
        .execute(),
    );
  });
  afterAll(() => store.close());

  // prettier-ignore
  test.each([
    [['name'], 'Größe'], [['flag'], 'true'], [['off'], 'false'], [['none'], null], [['count'], '7'], [['absent'], null],
    [['deep', 'er', 'text'], 'x "quoted"'], [['with.dot'], 'dotted'], [['name', 'deeper'], null],
  ])('the text at %j is %j', async (path, expected) => {
    const rows = await read<{ text: string | null }>((ctx, column) => sql`select ${ctx.dialect.jsonText(column, path)} as text from host_meta`);
    expect(rows).toEqual([{ text: expected }]);
  });

  // prettier-ignore
  test.each([
    [['list'], ['id'], ['a', 'b', null, null, null]], [['list'], ['ok'], ['true', 'false', null, null, null]],
    [['list'], ['in', 'er'], ['x', null, null, null, null]], [['words'], [], ['tier1', 'customer', 'true']],
    [['absent'], ['id'], []], [['notList'], ['id'], []], [['name'], ['id'], []],
  ])('the elements of %j at %j are %j', async (list, path, expected) => {
    const rows = await read<{ text: string | null }>(
      (ctx, column) => sql`select ${ctx.dialect.elementText('e', path)} as text from host_meta, ${ctx.dialect.jsonEach(column, list)} as e`,
    );
    expect(rows.map((r) => r.text)).toEqual(expected);
  });

  // prettier-ignore
  test.each([
    ['Backup Pro', 'Backup%', true, true], ['Backup Pro', 'backup%', true, false], ['Backup Pro', 'backup%', false, true],
    ['Backup Pro', 'Backup_Pro', true, true], ['100%', '100\\%', true, true], ['1000', '100\\%', true, false],
    ['a*b?c[d]', 'a*b?c[d]', true, true], ['aXb', 'a*b', true, false], ['a_b', 'a\\_b', true, true], ['axb', 'a\\_b', false, false],
    ['GRÖSSE', 'größ%', false, false], ['GRÖẞE', 'grö%', false, true], ['Größe', 'Gr%', true, true], ['back\\slash', 'back\\\\%', true, true],
    ['', '%', true, true], ['a\nb', 'a%b', true, true],
  ])('%j like %j (case sensitive: %j) is %j', async (text, pattern, caseSensitive, expected) => {
    const rows = await store.read(SYSTEM, async (ctx) => {
      const column = sql`cast(${text} as text)`;
      return (await sql`select 1 as hit where ${ctx.dialect.like(column, pattern, caseSensitive)}`.execute(ctx.tx)).rows;
    });
    expect(rows.length === 1).toBe(expected);
  });

  test('skipping locked rows leaves out what another unit holds', async () => {
    await store.write(SYSTEM, (ctx) => ctx.tx.insertInto('host_meta').values({ key: 'other', value: '{}' }).execute());
    const keys = (ctx: Context) => sql<{ key: string }>`select key from host_meta order by key ${ctx.dialect.forUpdateSkipLocked('host_meta')}`.execute(ctx.tx);
    const found = await store.write(SYSTEM, async (ctx) => {
      await sql`select key from host_meta where key = 'doc' ${ctx.dialect.forUpdateOf('host_meta')}`.execute(ctx.tx);
      if (ctx.dialect.oneWriter || engine.name === 'pglite') return (await keys(ctx)).rows;
      return store.write(SYSTEM, async (inner) => (await keys(inner)).rows);
    });
    expect(found.map((r) => r.key)).toEqual(store.dialect.oneWriter || engine.name === 'pglite' ? ['doc', 'other'] : ['other']);
  });
});
