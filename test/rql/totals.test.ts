/**
 * The promise of `Content-Range`: a total is exact to 10,000; beyond it is never more than there are, never zero where rows
 * match, and never at or below the last row shown when more follow. And pages by whatever parts show each row once, in order.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { inParts, listCollection, type Collection } from '../../runtime/domain/kit/index.ts';
import { SYSTEM, type Actor, type Context } from '../../runtime/store/index.ts';
import { describeEngines } from '../support/engines.ts';

const EXACT = 10_000;
const STATES = ['new', 'open', 'done'];
const ACCOUNTS = ['VA-1', 'VA-2', 'VA-3'];

interface Thing {
  id: string;
  n: number;
  buyer: string;
  seller: string;
  status: string;
  made: number;
}

const fields = {
  status: { column: 'status', order: true },
  made: { column: 'made', type: 'number', order: true },
  n: { column: 'n', type: 'number' },
} as const;
const base = { table: 'thing', fields, order: [['made', 'desc']], render: (_: Context, rows: Thing[]) => Promise.resolve(rows) };
/** The ways in which a list finds its rows: by columns, by columns and states, by predicates, or all. */
const COLLECTIONS = [
  { ...base, scope: ['buyer', 'seller'] },
  { ...base, scope: ['buyer', 'seller'], states: STATES },
  { ...base, ...inParts(({ actor: { accountId: me } }) => [sql<boolean>`buyer = ${me}`, sql<boolean>`seller = ${me} and buyer <> ${me}`]) },
  { ...base, scope: 'public' },
] as unknown as Collection<Thing>[];
const PUBLIC = COLLECTIONS.length - 1;

/** A query's filter, and what it lets through. */
const FILTERS: [text: string, passes: (t: Thing) => boolean][] = [
  ['', () => true],
  ['status=open', (t) => t.status === 'open'],
  ['in(status,(new,done,nosuch))', (t) => t.status !== 'open'],
  ['((status=new)|(status=open))', (t) => t.status !== 'done'],
  ['status=nosuch', () => false],
  ['not(eq(status,new))', (t) => t.status !== 'new'],
  ['ge(made,3)&status=done', (t) => t.made >= 3 && t.status === 'done'],
  ['n=7', (t) => t.n === 7],
];
const ORDERS: [text: string, by: (a: Thing, b: Thing) => number][] = [
  ['', (a, b) => b.made - a.made],
  ['ordering(made)', (a, b) => a.made - b.made],
  ['ordering(-made)', (a, b) => b.made - a.made],
  ['ordering(status)', (a, b) => (a.status < b.status ? -1 : a.status > b.status ? 1 : b.made - a.made)],
];

/** Row `n` of the table is made of its number alone, so that the test knows what the database holds. */
const mix = (n: number, to: number) => (n * 7919 + (n >> 3)) % to;
const thing = (n: number): Thing => ({
  ...{ id: `T-${String((n * 7919) % 100_003).padStart(6, '0')}`, n, buyer: ACCOUNTS[mix(n, 2)]!, seller: ACCOUNTS[1 + mix(n + 5, 2)]! },
  ...{ status: STATES[mix(n + 11, 3)]!, made: mix(n + 3, 50) },
});

async function fill(ctx: Context, rows: Thing[]): Promise<void> {
  await sql`create table thing (id text primary key, n integer not null, buyer text not null, seller text not null, status text not null, made integer not null)`.execute(ctx.tx); // prettier-ignore
  for (let at = 0; at < rows.length; at += 1000)
    await sql`insert into thing (id, n, buyer, seller, status, made)
      values ${sql.join(rows.slice(at, at + 1000).map((r) => sql`(${r.id}, ${r.n}, ${r.buyer}, ${r.seller}, ${r.status}, ${r.made})`))}`.execute(ctx.tx);
}

const asked = fc.record({
  collection: fc.nat(PUBLIC),
  account: fc.constantFrom(...ACCOUNTS, 'VA-none'),
  filter: fc.nat(FILTERS.length - 1),
  order: fc.nat(ORDERS.length - 1),
  limit: fc.constantFrom(0, 1, 7, 100, 1000),
  // the edges are where a total goes wrong
  offset: fc.oneof(fc.constantFrom(0, 1, EXACT - 1, EXACT, EXACT + 1), fc.nat(26_000)),
});

describeEngines('totals', (engine) => {
  test('are exact to 10,000 and an honest lower bound beyond', async () => {
    const store = await engine.open();
    try {
      const rows = Array.from({ length: 25_000 }, (_, n) => thing(n));
      await store.write(SYSTEM, (ctx) => fill(ctx, rows));
      await fc.assert(
        fc.asyncProperty(asked, async ({ collection, account, filter, order, limit, offset }) => {
          const actor: Actor = { accountId: account, role: 'vendor', by: { id: account, name: account } };
          const text = [FILTERS[filter]![0], ORDERS[order]![0], `limit=${limit}`, `offset=${offset}`].filter(Boolean).join('&');
          const page = await store.read(actor, (ctx) => listCollection(ctx, COLLECTIONS[collection]!, text));
          const seen = rows.filter((t) => (collection === PUBLIC || t.buyer === account || t.seller === account) && FILTERS[filter]![1](t));
          const shown = page.items as Thing[];
          const end = page.offset + shown.length;
          if (seen.length <= EXACT) expect(page.total).toBe(seen.length);
          expect(page.total).toBeLessThanOrEqual(seen.length);
          if (seen.length) expect(page.total).toBeGreaterThan(0);
          if (seen.length > EXACT) expect(page.total).toBeGreaterThan(EXACT);
          if (shown.length && seen.length > end) expect(page.total).toBeGreaterThan(end);
          expect(shown.length).toBe(Math.max(0, Math.min(limit, seen.length - page.offset)));
          // within ties the order is the database's own, which the next test holds to
          const expected = seen.toSorted(ORDERS[order]![1]).slice(page.offset, end);
          expect(shown.map(({ status, made }) => [order === ORDERS.length - 1 ? status : '', made])).toEqual(
            expected.map(({ status, made }) => [order === ORDERS.length - 1 ? status : '', made]),
          );
        }),
        { numRuns: engine.name === 'sqlite' ? 150 : 50 },
      );
    } finally {
      await store.close();
    }
  }, 120_000);

  test('lead a client that goes by them through every row once', async () => {
    const store = await engine.open();
    try {
      const rows = Array.from({ length: 12_500 }, (_, n) => thing(n));
      await store.write(SYSTEM, (ctx) => fill(ctx, rows));
      for (const collection of COLLECTIONS) {
        const met: string[] = [];
        for (let offset = 0, total = 1; offset < total; offset += 1000) {
          const page = await store.read({ accountId: 'VA-2', role: 'vendor', by: { id: 'x', name: 'x' } }, (ctx) =>
            listCollection(ctx, collection, `limit=1000&offset=${offset}`),
          );
          total = page.total;
          met.push(...(page.items as Thing[]).map((t) => t.id));
        }
        const all = rows.filter((t) => collection.scope === 'public' || t.buyer === 'VA-2' || t.seller === 'VA-2');
        expect(all.length).toBeGreaterThan(EXACT);
        expect(met.toSorted()).toEqual(all.map((t) => t.id).toSorted());
      }
    } finally {
      await store.close();
    }
  }, 60_000);
});
