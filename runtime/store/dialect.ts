/**
 * Every difference between SQLite and PostgreSQL, by name. Nobody outside this folder asks which database it is; queries
 * are written once and take their few different pieces from here.
 */
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import { NUMBER_TEXT } from '../base/index.ts';

export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /** Column type of a growing primary key. */
  readonly serial: string;
  /** Column type of a 64-bit whole number. */
  readonly bigint: string;
  /** Column type of bytes. */
  readonly bytes: string;
  /** The place of the n-th value of a statement, from 1. */
  parameter(n: number): string;
  /** Whether units never overlap, so that what one has read cannot change before it ends. */
  readonly oneWriter: boolean;
  /** Whether a statement is a call inside the process and not a journey to a server. */
  readonly inProcess: boolean;
  /** Whether a column holds one of the values; one text of a query for any number of them. */
  among(column: string, values: readonly string[] | readonly number[]): RawBuilder<SqlBool>;
  /** Locks the selected rows until the unit ends; SQLite has one writer, so there it is nothing. */
  readonly forUpdate: RawBuilder<unknown>;
  /** The same for the rows of some of the joined tables. */
  forUpdateOf(...tables: string[]): RawBuilder<unknown>;
  /** The same, leaving out rows that another transaction holds. */
  forUpdateSkipLocked(...tables: string[]): RawBuilder<unknown>;
  /** Held until the unit ends: one host at a time does the named work. */
  advisoryLock(name: string): RawBuilder<unknown>;
  /** The text at a path of a JSON text column. */
  jsonText(column: Expression<unknown>, path: readonly string[]): RawBuilder<string | null>;
  /** A table expression with one row per element of a JSON array, column `value`. */
  jsonEach(column: Expression<unknown>, path: readonly string[]): RawBuilder<unknown>;
  /** The text of a member of an element from `jsonEach`. */
  elementText(alias: string, path: readonly string[]): RawBuilder<string | null>;
  /** The number a text says, NULL where it says none. */
  numberIn(text: Expression<unknown>): RawBuilder<number | null>;
  /** Text that compares byte by byte, whatever language the database was made for. */
  byBytes(text: Expression<unknown>): RawBuilder<string | null>;
  /** LIKE with `\` as the escape character; the flag chooses case sensitivity. */
  like(column: Expression<unknown>, pattern: string, caseSensitive: boolean): RawBuilder<boolean>;
}

const arrow = (path: readonly string[]) => `$${path.map((p) => `."${p.replaceAll('"', '')}"`).join('')}`;
const braces = (path: readonly string[]) => `{${path.map((p) => p.replaceAll(/[{},"\\]/g, '')).join(',')}}`;
const names = (tables: string[]) => sql.join(tables.map((t) => sql.ref(t)));

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  serial: 'integer primary key autoincrement',
  bigint: 'integer',
  bytes: 'blob',
  parameter: () => '?',
  oneWriter: true,
  inProcess: true,
  among: (column, values) => sql`${sql.ref(column)} in (select value from json_each(${JSON.stringify(values)}))`,
  forUpdate: sql``,
  forUpdateOf: () => sql``,
  forUpdateSkipLocked: () => sql``,
  advisoryLock: () => sql`select 1`,
  jsonText: (column, path) => textAt(column, arrow(path)),
  jsonEach: (column, path) =>
    sql`json_each(case when json_type(${column}, ${arrow(path)}) = 'array' then json_extract(${column}, ${arrow(path)}) else '[]' end)`,
  elementText(alias, path) {
    const value = sql.ref(`${alias}.value`);
    const type = sql.ref(`${alias}.type`);
    if (!path.length) return sql`case ${type} when 'true' then 'true' when 'false' then 'false' else cast(${value} as text) end`;
    return sql`case when ${type} in ('object', 'array') then ${textAt(value, arrow(path))} end`;
  },
  numberIn: (text) => sql`number_in(${text})`,
  byBytes: (text) => sql`${text}`,
  // SQLite's LIKE folds ASCII case; GLOB does not, but has other wildcards.
  like: (column, pattern, caseSensitive) =>
    caseSensitive ? sql`${column} glob ${globOf(pattern)}` : sql`fold(${column}) like ${pattern.toLowerCase()} escape '\\'`,
};

/** json_extract answers 1 and 0 for true and false; the text of a value is the same on every engine. */
function textAt(json: Expression<unknown>, path: string): RawBuilder<string | null> {
  return sql`case json_type(${json}, ${path}) when 'true' then 'true' when 'false' then 'false' else cast(json_extract(${json}, ${path}) as text) end`;
}

export const postgresDialect: Dialect = {
  name: 'postgres',
  serial: 'bigserial primary key',
  bigint: 'bigint',
  bytes: 'bytea',
  parameter: (n) => `$${n}`,
  oneWriter: false,
  inProcess: false,
  among: (column, values) => sql`${sql.ref(column)} = any(${values}::${sql.raw(typeof values[0] === 'number' ? 'bigint[]' : 'text[]')})`,
  forUpdate: sql`for update`,
  forUpdateOf: (...tables) => sql`for update of ${names(tables)}`,
  forUpdateSkipLocked: (...tables) => (tables.length ? sql`for update of ${names(tables)} skip locked` : sql`for update skip locked`),
  advisoryLock: (name) => sql`select pg_advisory_xact_lock(hashtext(${name}))`,
  jsonText: (column, path) => sql`(${column}::jsonb #>> ${braces(path)}::text[])`,
  jsonEach: (column, path) => {
    const value = sql`(${column}::jsonb #> ${braces(path)}::text[])`;
    return sql`jsonb_array_elements(case when jsonb_typeof(${value}) = 'array' then ${value} else '[]'::jsonb end)`;
  },
  numberIn: (text) => sql`case when ${text} ~ ${NUMBER_TEXT.source} then (${text})::double precision end`,
  byBytes: (text) => sql`(${text} collate "C")`,
  elementText: (alias, path) => sql`(${sql.ref(`${alias}.value`)} #>> ${braces(path)}::text[])`,
  like: (column, pattern, caseSensitive) => (caseSensitive ? sql`${column} like ${pattern} escape '\\'` : sql`${column} ilike ${pattern} escape '\\'`),
};

/** A LIKE pattern (`%`, `_`, `\` escapes) as a GLOB pattern. */
function globOf(like: string): string {
  let out = '';
  for (let i = 0; i < like.length; i++) {
    const c = like[i]!;
    if (c === '\\' && i + 1 < like.length) out += literal(like[++i]!);
    else if (c === '%') out += '*';
    else if (c === '_') out += '?';
    else out += literal(c);
  }
  return out;
  function literal(c: string): string {
    return '*?['.includes(c) ? `[${c}]` : c;
  }
}
