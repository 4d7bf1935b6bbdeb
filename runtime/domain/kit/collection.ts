/**
 * A collection: which rows an account may see, what may be queried, and how rows become JSON. Tenant scoping happens
 * here and only here: every list, count and single read of the API goes through `visible`.
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { notFound } from '../../base/index.ts';
import type { Fields } from '../../rql/index.ts';
import type { Context, Tables } from '../../store/index.ts';

export interface Collection<Row extends { id: string }> {
  table: keyof Tables;
  /** Of its objects, where several kinds live in one table. */
  name?: string;
  /** What its objects have for an id, where it is no text. */
  id?: 'none' | 'number';
  /** Columns of which one must hold the caller's account, or a predicate of its own. The operator sees every row. */
  scope: readonly string[] | ((ctx: Context) => RawBuilder<SqlBool>) | 'public';
  fields: Fields;
  /** The same names for those whom an object shows otherwise, so that a filter tells them no more than the object does. */
  fieldsFor?(ctx: Context): Fields;
  /** Default order. */
  order: readonly [column: string, direction: 'asc' | 'desc'][];
  /** Branches left out unless selected. */
  hidden?: readonly string[];
  /** All of them, where the list is written in the code and stands in no table. */
  rows?: readonly Row[];
  /** Rows of one page at once, so that references are read in batches. */
  render(ctx: Context, rows: Row[], view: 'list' | 'one'): Promise<object[]>;
}

/** The predicate that keeps tenants apart. */
export function visible(ctx: Context, collection: Pick<Collection<never>, 'scope'>): RawBuilder<SqlBool> {
  const { scope } = collection;
  if (ctx.actor.role === 'operator' || ctx.actor.role === 'system' || scope === 'public') return sql<SqlBool>`1 = 1`;
  if (typeof scope === 'function') return scope(ctx);
  const own = scope.map((column) => sql`${sql.ref(column)} = ${ctx.actor.accountId}`);
  return sql<SqlBool>`(${sql.join(own, sql` or `)})`;
}

/** One visible row, or the same 404 whether it is absent, somebody else's, or not `within` what it was asked for. */
export async function findVisible<Row extends { id: string }>(
  ctx: Context,
  collection: Collection<Row>,
  id: string,
  options: { lock?: boolean; within?: Record<string, string> } = {},
): Promise<Row> {
  const within = Object.entries(options.within ?? {}).map(([column, value]) => sql` and ${sql.ref(column)} = ${value}`);
  const row = await sql<Row>`
    select * from ${sql.table(collection.table)} where id = ${id}${sql.join(within, sql``)} and ${visible(ctx, collection)}
    ${options.lock ? ctx.dialect.forUpdate : sql``}`.execute(ctx.tx);
  if (!row.rows[0]) throw notFound(id);
  return row.rows[0];
}

/**
 * The visible ones of some objects as JSON, by id, in one query. `is true` keeps the tenancy condition away from the
 * planner: from eight ids on SQLite would read all rows of the account by its index instead of the named ones.
 */
export async function showMany<Row extends { id: string }>(
  ctx: Context,
  collection: Collection<Row>,
  ids: readonly string[],
  view: 'list' | 'one' = 'one',
): Promise<Map<string, object>> {
  const { rows } = await sql<Row>`
    select * from ${sql.table(collection.table)} where ${ctx.dialect.among('id', ids)} and (${visible(ctx, collection)}) is true`.execute(ctx.tx);
  const shown = await collection.render(ctx, rows, view);
  return new Map(rows.map((row, i) => [row.id, shown[i]!]));
}

/** A single object as JSON. */
export async function showOne<Row extends { id: string }>(ctx: Context, collection: Collection<Row>, id: string): Promise<object> {
  const [json] = await collection.render(ctx, [await findVisible(ctx, collection, id)], 'one');
  return json!;
}
