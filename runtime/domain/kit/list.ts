/** One page of a collection: tenancy, then the query's filter, then order, limits and branches. */
import { sql, type RawBuilder } from 'kysely';
import { applySelect, filterToSql, matches, orderToSql, parseQuery, searchToSql } from '../../rql/index.ts';
import type { Context } from '../../store/index.ts';
import { visible, type Collection } from './collection.ts';

const PAGE_DEFAULT = 100;
const PAGE_MAX = 1000;

export interface Page {
  items: object[];
  total: number;
  offset: number;
}

export async function listCollection<Row extends { id: string }>(
  ctx: Context,
  collection: Collection<Row>,
  text: string,
  within: Record<string, string> = {},
): Promise<Page> {
  const query = parseQuery(text);
  const source = { dialect: ctx.dialect, table: collection.table, fields: collection.fieldsFor?.(ctx) ?? collection.fields };
  const conditions: RawBuilder<unknown>[] = [visible(ctx, collection)];
  for (const [column, value] of Object.entries(within)) conditions.push(sql`${sql.ref(column)} = ${value}`);
  if (query.filter) conditions.push(filterToSql(source, query.filter));
  if (query.search) conditions.push(searchToSql(source, query.search));
  const where = sql.join(conditions, sql` and `);
  const table = sql.table(collection.table);
  const limit = Math.min(query.limit ?? PAGE_DEFAULT, PAGE_MAX);
  const offset = query.offset ?? 0;
  // the id at the end keeps pages disjoint where the asked order leaves ties
  const order = [...orderToSql(source, query.ordering), ...collection.order.map(([c, d]) => sql`${sql.ref(c)} ${sql.raw(d)}`), sql`${sql.ref('id')} asc`];
  if (collection.rows) {
    const all = (await collection.render(ctx, [...collection.rows], 'list')).filter((o) => !query.filter || matches(query.filter, o));
    return { items: all.slice(offset, offset + limit), total: all.length, offset: limit === 0 ? 0 : offset };
  }
  const counted = await sql<{ total: number }>`select count(*) as total from ${table} where ${where}`.execute(ctx.tx);
  const total = Number(counted.rows[0]!.total);
  if (limit === 0 || offset >= total) return { items: [], total, offset: limit === 0 ? 0 : offset };
  const rows = await sql<Row>`select * from ${table} where ${where} order by ${sql.join(order)} limit ${limit} offset ${offset}`.execute(ctx.tx);
  const shown = await collection.render(ctx, rows.rows, 'list');
  return { items: shown.map((o) => applySelect(o, collection.hidden ?? [], query.select)), total, offset };
}
