/**
 * Many rows into one table in one statement. Its text is made once per number of rows: a query builder would make a tree of
 * nodes for every value, which for a million rows is most of the time and of the memory.
 */
import { CompiledQuery } from 'kysely';
import type { Context } from './context.ts';
import type { Tables } from './tables/index.ts';

/** Both databases take more parameters; statements this long are kept prepared. */
const PARAMETERS_MAX = 6_500;
const texts = new Map<string, string>();

export async function insertMany<K extends keyof Tables>(
  ctx: Context,
  table: K,
  columns: readonly (keyof Tables[K] & string)[],
  rows: readonly Tables[K][],
): Promise<void> {
  const most = Math.max(1, Math.floor(PARAMETERS_MAX / columns.length));
  for (let from = 0; from < rows.length; from += most) {
    const some = rows.slice(from, from + most);
    const values = some.flatMap((row) => columns.map((column) => row[column]));
    await ctx.tx.executeQuery(CompiledQuery.raw(textOf(ctx, table, columns, some.length), values));
  }
}

function textOf({ dialect }: Context, table: string, columns: readonly string[], count: number): string {
  const key = `${dialect.name} ${table} ${columns.join()} ${count}`;
  let text = texts.get(key);
  if (!text) {
    const row = (r: number) => `(${columns.map((_, c) => dialect.parameter(r * columns.length + c + 1)).join(',')})`;
    text = `insert into ${table} (${columns.join(', ')}) values ${Array.from({ length: count }, (_, r) => row(r)).join(',')}`;
    if (texts.size > 500) texts.clear();
    texts.set(key, text);
  }
  return text;
}
