/**
 * Rows written again and again with the same columns. Building and compiling such a statement costs more than running it
 * (25 columns: 12 us against 5), so its text is kept for each engine, table and list of columns.
 */
import { CompiledQuery, sql, type Insertable, type RawBuilder, type Updateable } from 'kysely';
import type { Context } from './context.ts';
import type { Tables } from './tables/index.ts';

type Writing = Pick<Context, 'tx' | 'dialect'>;
type Row = Record<string, unknown>;

/** PostgreSQL takes so many parameters in one statement. */
const PARAMETERS_MAX = 60_000;
/** Shapes are the program's own, so this only bounds a mistake. */
const TEXTS_KEPT = 5_000;
const texts = new Map<string, string>();

/** All rows have the columns of the first, and a table has one `onConflict`, without parameters. Where a statement is a call inside the process, each row is one; otherwise one carries many. */
export async function insertRows<T extends keyof Tables>(
  ctx: Writing,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
  onConflict: RawBuilder<unknown> = sql``,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const at = ctx.dialect.inProcess ? 1 : Math.floor(PARAMETERS_MAX / columns.length);
  for (let i = 0; i < rows.length; i += at) {
    const some = rows.slice(i, i + at) as Row[];
    const text = kept(ctx, `insert ${table} ${some.length} ${columns.join()}`, () => sql`${insertText(table, columns, some.length)} ${onConflict}`);
    await run(
      ctx,
      text,
      some.flatMap((row) => columns.map((column) => row[column])),
    );
  }
}

/** Writes only the columns given: those that keep their value need no new index entries. */
export async function updateRow<T extends keyof Tables & TablesWithId>(ctx: Writing, table: T, id: string, set: Updateable<Tables[T]>): Promise<void> {
  const given = set as Row;
  const columns = Object.keys(given);
  const text = kept(ctx, `update ${table} ${columns.join()}`, () => updateText(table, columns));
  await run(ctx, text, [...columns.map((column) => given[column]), id]);
}

type TablesWithId = { [K in keyof Tables]: Tables[K] extends { id: string } ? K : never }[keyof Tables];

function insertText(table: string, columns: string[], rows: number): RawBuilder<unknown> {
  const row = sql`(${sql.join(columns.map(() => sql.val(null)))})`;
  return sql`insert into ${sql.table(table)} (${sql.join(columns.map((c) => sql.ref(c)))}) values ${sql.join(Array.from({ length: rows }, () => row))}`;
}

function updateText(table: string, columns: string[]): RawBuilder<unknown> {
  const set = columns.map((c) => sql`${sql.ref(c)} = ${sql.val(null)}`);
  return sql`update ${sql.table(table)} set ${sql.join(set)} where id = ${sql.val(null)}`;
}

function kept(ctx: Writing, shape: string, build: () => RawBuilder<unknown>): string {
  const key = `${ctx.dialect.name} ${shape}`;
  let text = texts.get(key);
  if (text === undefined) {
    if (texts.size >= TEXTS_KEPT) texts.clear();
    texts.set(key, (text = build().compile(ctx.tx).sql));
  }
  return text;
}

async function run(ctx: Writing, text: string, values: unknown[]): Promise<void> {
  await ctx.tx.executeQuery(CompiledQuery.raw(text, values));
}
