/**
 * A filter means the same in the database and on the object: random rows, random filters, every field kind and operator,
 * on every engine. The rows lie in tables whose columns bear one another's names, so that a subquery that reads the
 * wrong table's column is found out.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { filterToSql, matches, orderToSql, parseQuery, type Fields } from '../../runtime/rql/index.ts';
import { SYSTEM, type Context, type Store } from '../../runtime/store/index.ts';
import { describeEngines } from '../support/engines.ts';

const FIELDS: Fields = {
  id: { column: 'id', order: true },
  name: { column: 'name', order: true },
  rank: { column: 'rank', type: 'number', order: true },
  at: { column: 'at', type: 'time', order: true },
  flag: { column: 'flag', type: 'boolean' },
  'data.word': { column: 'data', path: ['word'] },
  'data.n': { column: 'data', path: ['n'], type: 'number', order: true },
  'data.at': { column: 'data', path: ['at'], type: 'time', order: true },
  'data.yes': { column: 'data', path: ['yes'], type: 'boolean' },
  'list.id': { column: 'list', each: [], path: ['id'] },
  'list.n': { column: 'list', each: [], path: ['n'], type: 'number' },
  'other.name': { column: 'other_id', table: 'thing_other', key: 'id', target: 'name', order: true },
  'other.rank': { column: 'other_id', table: 'thing_other', key: 'id', target: 'rank', type: 'number', order: true },
};
/** The database inside the process is slow, and reads SQL as the real one does. */
const RUNS = { sqlite: 200, pglite: 30, postgres: 60 };
const typeOf = (field: string) => FIELDS[field]?.type ?? 'text';

interface Thing {
  name: string | null;
  rank: number | null;
  at: string | null;
  flag: boolean | null;
  data: { word?: string; n?: number | string; at?: string; yes?: boolean };
  list: { id?: string; n?: number | string }[];
  other: { name: string | null; rank: number } | null;
}

const WORDS = ['', 'a', 'A', 'ab', 'b', 'ÄB', 'äb', 'a%b', 'a_b', 'a*b', 'a\\b', '10', '9', 'x,y', 'x(y)', 'é', '😀', '\uff5e', "O'Brien", '"q"'];
const NUMBERS = [-2, -1.5, 0, 1, 2, 9, 10, 100.25];
const TIMES = ['2026-01-31T00:00:00.000Z', '2026-01-31T08:30:00.000Z', '2026-01-31T08:30:00.250Z', '2026-02-01T00:00:00.000Z'];
const published = (iso: string) => iso.replace('.000Z', '+00:00').replace('Z', '+00:00');

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 });
const word = fc.constantFrom(...WORDS);
const number = fc.constantFrom(...NUMBERS);
const numeric = fc.oneof(number, number.map(String), word);
const time = fc.constantFrom(...TIMES);
const thing: fc.Arbitrary<Thing> = fc.record({
  name: maybe(word),
  rank: maybe(fc.constantFrom(...NUMBERS.filter(Number.isInteger))),
  at: maybe(time),
  flag: maybe(fc.boolean()),
  data: fc.record({ word, n: numeric, at: time.map(published), yes: fc.boolean() }, { requiredKeys: [] }),
  list: fc.array(fc.record({ id: word, n: numeric }, { requiredKeys: [] }), { maxLength: 3 }),
  other: maybe(fc.record({ name: maybe(word), rank: fc.constantFrom(1, 2, 3) })),
});

const quoted = (text: string) => encodeURIComponent(`"${text.replaceAll('"', '\\"')}"`);
const valueFor = (type: string): fc.Arbitrary<string> =>
  type === 'number' ? number.map(String) : type === 'time' ? fc.constantFrom(...TIMES, '2026-01-31', '2026-01-31T09:30:00%2B01:00') : word.map(quoted);

/** One condition on a field, in any of the spellings. */
function condition(name: string, type: string, prefix = ''): fc.Arbitrary<string> {
  const field = name.slice(prefix.length);
  if (type === 'boolean')
    return fc.oneof(fc.constantFrom(`eq(${field},true)`, `${field}=false`, `ne(${field},true)`, `eq(${field},null())`, `${field}__isnull=false`));
  const value = valueFor(type);
  const compared = fc.tuple(fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'), value, fc.constantFrom('call', 'between', 'django'));
  const kinds = [
    compared.map(([op, v, how]) => (how === 'call' ? `${op}(${field},${v})` : how === 'between' ? `${field}=${op}=${v}` : `${field}__${op}=${v}`)),
    fc.tuple(fc.constantFrom('in', 'out'), fc.array(value, { maxLength: 3 })).map(([op, v]) => `${op}(${field},(${v.join(',')}))`),
    fc.constantFrom('eq', 'ne').map((op) => `${op}(${field},null())`),
    fc.constantFrom('eq', 'ne').map((op) => `${op}(${field},empty())`),
  ];
  if (type === 'text') {
    const pattern = fc.tuple(fc.boolean(), word, fc.boolean(), word, fc.boolean()).map(([a, x, b, y, c]) => {
      const literal = (text: string) => text.replaceAll(/[\\*]/g, '\\$&');
      return quoted(`${a ? '*' : ''}${literal(x)}${b ? '*' : ''}${literal(y)}${c ? '*' : ''}`);
    });
    kinds.push(fc.tuple(fc.constantFrom('like', 'ilike'), pattern).map(([op, p]) => `${op}(${field},${p})`));
  }
  return fc.oneof(...kinds);
}

const plain = fc.constantFrom(...Object.keys(FIELDS)).chain((name) => condition(name, typeOf(name)));
const member = fc.constantFrom('list.id', 'list.n').chain((name) => condition(name, typeOf(name), 'list.').filter((c) => !/__|=(eq|ne|gt|ge|lt|le)=/.test(c)));
const tuple = fc.tuple(member, member).map(([a, b]) => `list=t(${a},${b})`);
const { filter } = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: plain },
    { weight: 1, arbitrary: tuple },
    { weight: 2, arbitrary: fc.tuple(fc.constantFrom('and', 'or'), tie('filter'), tie('filter')).map(([op, a, b]) => `${op}(${a},${b})`) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('&', '%7C', ';'), tie('filter'), tie('filter')).map(([op, a, b]) => `(${a}${op}${b})`) },
    { weight: 1, arbitrary: tie('filter').map((a) => `not(${a})`) },
  ),
}));

async function tables(store: Store): Promise<void> {
  await store.write(SYSTEM, async ({ tx }) => {
    const columns = sql`id text, name text, rank integer, at text, flag integer, data text, list text, other_id text`;
    for (const table of ['thing', 'thing_other']) await sql`create table ${sql.table(table)} (${columns})`.execute(tx);
  });
}

async function insert(ctx: Context, things: Thing[]): Promise<void> {
  for (const table of ['thing', 'thing_other']) await sql`delete from ${sql.table(table)}`.execute(ctx.tx);
  for (const [i, t] of things.entries()) {
    const flag = t.flag === null ? null : t.flag ? 1 : 0;
    const other = t.other === null ? null : `o-${i}`;
    await sql`insert into thing values (${`t-${i}`}, ${t.name}, ${t.rank}, ${t.at}, ${flag}, ${JSON.stringify(t.data)}, ${JSON.stringify(t.list)}, ${other})`.execute(
      ctx.tx,
    );
    // other_id leads nowhere from here: a query that reads it instead of the outer one finds nothing
    if (t.other) await sql`insert into thing_other values (${other}, ${t.other.name}, ${t.other.rank}, null, null, '{}', '[]', 'nowhere')`.execute(ctx.tx);
  }
}

describeEngines('filters', (engine) => {
  test('the database and the object agree on random rows and random filters', async () => {
    const store = await engine.open();
    try {
      await tables(store);
      await fc.assert(
        fc.asyncProperty(fc.array(thing, { minLength: 1, maxLength: 6 }), fc.array(filter, { minLength: 1, maxLength: 8 }), async (things, texts) => {
          await store.write(SYSTEM, async (ctx) => {
            await insert(ctx, things);
            for (const text of texts) {
              const parsed = parseQuery(text).filter!;
              const where = filterToSql({ dialect: ctx.dialect, table: 'thing', fields: FIELDS }, parsed);
              const found = await sql<{ id: string }>`select id from thing where ${where} order by id`.execute(ctx.tx);
              const expected = things.flatMap((t, i) => (matches(parsed, { id: `t-${i}`, ...t }, typeOf) ? [`t-${i}`] : []));
              expect(
                found.rows.map((r) => r.id),
                decodeURIComponent(text),
              ).toEqual(expected);
            }
          });
        }),
        { numRuns: RUNS[engine.name] },
      );
    } finally {
      await store.close();
    }
  });

  test('an order by a field of another table is by its value, one inside JSON by its type', async () => {
    const store = await engine.open();
    try {
      await tables(store);
      const base = { name: null, at: null, rank: null, flag: null, list: [] };
      const rows = [
        { ...base, data: { n: 10 }, other: { name: 'b', rank: 3 } },
        { ...base, data: { n: 9 }, other: { name: 'c', rank: 1 } },
        { ...base, data: { n: '100' }, other: { name: 'a', rank: 2 } },
      ];
      await store.write(SYSTEM, async (ctx) => {
        await insert(ctx, rows);
        const ids = async (text: string) => {
          const order = orderToSql({ dialect: ctx.dialect, table: 'thing', fields: FIELDS }, parseQuery(text).ordering);
          return (
            await sql<{
              id: string;
            }>`select id from thing order by ${sql.join(order.map(({ key, descending }) => sql`${key} ${sql.raw(descending ? 'desc' : 'asc')}`))}`.execute(
              ctx.tx,
            )
          ).rows.map((r) => r.id);
        };
        expect(await ids('ordering(other.name)')).toEqual(['t-2', 't-0', 't-1']);
        expect(await ids('ordering(-other.rank)')).toEqual(['t-0', 't-2', 't-1']);
        expect(await ids('ordering(data.n)')).toEqual(['t-1', 't-0', 't-2']);
      });
    } finally {
      await store.close();
    }
  });
});
