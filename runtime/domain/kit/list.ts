/**
 * One page of a collection: tenancy, then the query's filter, then order, limits and branches. What a page costs depends on
 * what it shows and not on how many rows there are, as far as an index serves its filter and its order.
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { applySelect, certain, filterToSql, matches, orderToSql, parseQuery, searchToSql, type Query } from '../../rql/index.ts';
import type { Context } from '../../store/index.ts';
import { visible, visibleParts, type Collection } from './collection.ts';

const PAGE_DEFAULT = 100;
const PAGE_MAX = 1000;
/** A total is exact up to here. Beyond it is a lower bound, which always tells whether more rows follow. */
const TOTAL_EXACT = 10_000;

export interface Page {
  items: object[];
  total: number;
  offset: number;
}

/** Rows that are looked for: in parts without a row in common, and their order. */
interface Search {
  table: string;
  parts: readonly RawBuilder<SqlBool>[];
  order: readonly { key: RawBuilder<unknown>; descending: boolean }[];
}

export async function listCollection<Row extends { id: string }>(
  ctx: Context,
  collection: Collection<Row>,
  text: string,
  within: Record<string, string> = {},
): Promise<Page> {
  const query = parseQuery(text);
  const limit = Math.min(query.limit ?? PAGE_DEFAULT, PAGE_MAX);
  const offset = query.offset ?? 0;
  if (collection.rows) {
    const all = (await collection.render(ctx, [...collection.rows], 'list')).filter((o) => !query.filter || matches(query.filter, o));
    return { items: all.slice(offset, offset + limit), total: all.length, offset: limit === 0 ? 0 : offset };
  }
  const search = searchOf(ctx, collection, query, within);
  if (limit === 0) return { items: [], total: await count(ctx, search), offset: 0 };
  // one more than is shown tells whether there are more
  const found = await read<Row>(ctx, search, limit + 1, offset);
  const rows = found.slice(0, limit);
  const end = offset + rows.length;
  const total = found.length > limit ? await totalBeyond(ctx, search, end) : rows.length || !offset ? end : await count(ctx, search);
  const shown = await collection.render(ctx, rows, 'list');
  return { items: shown.map((o) => applySelect(o, collection.hidden ?? [], query.select)), total, offset };
}

function searchOf<Row extends { id: string }>(ctx: Context, collection: Collection<Row>, query: Query, within: Record<string, string>): Search {
  const { table } = collection;
  const source = { dialect: ctx.dialect, table, fields: collection.fieldsFor?.(ctx) ?? collection.fields };
  const conditions = Object.entries(within).map(([column, value]) => sql<SqlBool>`${sql.ref(column)} = ${value}`);
  if (query.filter) conditions.push(filterToSql(source, query.filter));
  if (query.search) conditions.push(searchToSql(source, query.search));
  const said = certain(query.filter);
  for (const { field, value, says } of collection.partial ?? []) if (said.get(field)?.every((v) => v === value)) conditions.push(says);
  const inherent = collection.order.map(([column, direction]) => ({ key: sql.ref(column), descending: direction === 'desc' }));
  // the id at the end keeps pages disjoint where the asked order leaves ties
  const last = collection.order.some(([column]) => column === 'id') ? [] : [{ key: sql.ref('id'), descending: false }];
  return {
    table,
    parts: partsOf(ctx, collection, query, said, Object.keys(within).length > 0).map((part) => sql<SqlBool>`${sql.join([part, ...conditions], sql` and `)}`),
    order: [...orderToSql(source, query.ordering), ...inherent, ...last],
  };
}

/**
 * What the account sees, in parts that an index each has in the collection's order: one for each column that may hold the
 * account, and for each state. Where something else leads to fewer rows, or the order is another one, there is one part;
 * `is true` then keeps the planner from the index of the account (see showMany).
 */
function partsOf<Row extends { id: string }>(
  ctx: Context,
  collection: Collection<Row>,
  query: Query,
  said: ReturnType<typeof certain>,
  within: boolean,
): RawBuilder<SqlBool>[] {
  const { fields, order, states } = collection;
  if (within || [...said.keys()].some((name) => fields[name]?.indexed)) return [sql<SqlBool>`(${visible(ctx, collection)}) is true`];
  const [first] = query.ordering;
  if (first && fields[first.field]?.column !== order[0]?.[0]) return [visible(ctx, collection)];
  const seen = visibleParts(ctx, collection);
  if (!states || !seen) return seen ?? [visible(ctx, collection)];
  const wanted = said.get('status')?.filter((status) => states.includes(status)) ?? states;
  const parts = seen.flatMap((part) => wanted.map((status) => sql<SqlBool>`${part} and status = ${status}`));
  return parts.length ? parts : [sql<SqlBool>`1 = 0`];
}

async function read<Row>(ctx: Context, { table: name, parts, order }: Search, limit: number, offset: number): Promise<Row[]> {
  const table = sql.table(name);
  const direction = (term: Search['order'][number]) => (term.descending ? sql`desc` : sql`asc`);
  if (parts.length === 1) {
    const by = sql.join(order.map((term) => sql`${term.key} ${direction(term)}`));
    return (await sql<Row>`select * from ${table} where ${parts[0]} order by ${by} limit ${limit} offset ${offset}`.execute(ctx.tx)).rows;
  }
  // the database merges the parts as it reads them
  const keys = sql.join(order.map((term, i) => sql`${term.key} as ${sql.ref(`k${i}`)}`));
  const by = sql.join(order.map((term, i) => sql`${sql.ref(`k${i}`)} ${direction(term)}`));
  const merged = sql.join(
    parts.map((part) => sql`select id as page_id, ${keys} from ${table} where ${part}`),
    sql` union all `,
  );
  const rows = await sql<Row>`select ${table}.* from (${merged} order by ${by} limit ${limit} offset ${offset}) as page
    cross join ${table} where ${sql.ref(`${name}.id`)} = page_id order by ${by}`.execute(ctx.tx);
  return rows.rows;
}

/** More rows follow the one at `end`. */
async function totalBeyond(ctx: Context, search: Search, end: number): Promise<number> {
  return end > TOTAL_EXACT ? end + 1 : Math.max(await count(ctx, search), end + 1);
}

async function count(ctx: Context, { table, parts }: Search): Promise<number> {
  const each = parts.map((part) => sql`select 1 as one from ${sql.table(table)} where ${part}`);
  const counted = sql<{ total: number }>`select count(*) as total from (${sql.join(each, sql` union all `)} limit ${TOTAL_EXACT + 1}) as counted`;
  return Number((await counted.execute(ctx.tx)).rows[0]!.total);
}
