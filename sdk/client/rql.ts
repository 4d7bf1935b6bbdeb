/**
 * Conditions and queries as RQL text, written so that the host reads back exactly what was meant: commas, brackets, quotes, stars,
 * backslashes and any other character of a value are text.
 */

/** What a field is compared with; a Date is sent as ISO text in UTC, null asks for no value. */
export type RqlValue = string | number | boolean | Date | null;

declare const FIELD: unique symbol;

/** A condition over fields of the names `Field`; made by the functions of `rql`. */
export interface Condition<Field extends string = string> {
  /** The condition as it goes into a query, percent escapes included. */
  readonly text: string;
  readonly [FIELD]?: Field;
}

/** Fields of a query, and a page. */
export interface Query {
  filter?: readonly Condition[];
  /** Each with a "-" before it for descending. */
  ordering?: readonly string[];
  /** Branches: `-asset.items` leaves one out, `template` brings one in that is left out by default. */
  select?: readonly string[];
  /** What people type: a part of any of the searched fields. */
  search?: string;
  limit?: number;
  offset?: number;
}

const NAME = /^[A-Za-z][A-Za-z0-9_.-]*$/;
/** What stands for itself in RQL and in a URL. */
const PLAIN = /^[A-Za-z0-9_.:*-]+$/;

const made = <F extends string>(text: string): Condition<F> => ({ text });
const compare =
  (op: string) =>
  <F extends string>(field: F, value: RqlValue): Condition<F> =>
    made(`${op}(${nameOf(field)},${valueOf(field, value)})`);
const match =
  (op: string) =>
  <F extends string>(field: F, pattern: string): Condition<F> =>
    made(`${op}(${nameOf(field)},${quote(field, pattern)})`);
const among =
  (op: string) =>
  <F extends string>(field: F, values: readonly Exclude<RqlValue, null>[]): Condition<F> =>
    made(`${op}(${nameOf(field)},(${values.map((value) => valueOf(field, value)).join(',')}))`);
const join =
  (op: string) =>
  <F extends string>(...all: readonly Condition<F>[]): Condition<F> => {
    if (!all.length) throw new TypeError(`${op}(): at least one condition is needed.`);
    return all.length === 1 ? all[0]! : made(`${op}(${all.map(({ text }) => text).join(',')})`);
  };

/**
 * The operators of RQL. `eq` and `ne` take null for "no value".
 * @example rql.and(rql.in('status', ['pending', 'inquiring']), rql.ilike('asset.external_id', `${rql.literal(typed)}*`))
 */
export const rql = {
  eq: compare('eq'),
  ne: compare('ne'),
  gt: compare('gt'),
  ge: compare('ge'),
  lt: compare('lt'),
  le: compare('le'),
  in: among('in'),
  out: among('out'),
  /** `*` stands for any text. */
  like: match('like'),
  /** The same without regard to case. */
  ilike: match('ilike'),
  and: join('and'),
  or: join('or'),
  not: <F extends string>(condition: Condition<F>): Condition<F> => made(`not(${condition.text})`),
  /** Text inside a pattern of `like` or `ilike`: its stars are stars. */
  literal: (text: string): string => text.replaceAll(/[\\*]/g, '\\$&'),
  /** A whole query string without its "?", for calls by hand: filter, ordering, select, search, limit, offset. */
  query: queryText,
} as const;

/** The query string without its "?". */
export function queryText(query: Query): string {
  const { filter = [], ordering = [], select = [], search, limit, offset } = query;
  return [
    // first, where no bracket of a value can be taken for one around it
    ...(search === undefined ? [] : [`search=${encode('search', /^(["'])[^]*\1$/.test(search) ? `"${search}"` : search)}`]),
    ...(select.length ? [`select(${select.map(signed).join(',')})`] : []),
    ...filter.map(({ text }) => text),
    ...(ordering.length ? [`ordering(${ordering.map(signed).join(',')})`] : []),
    ...(limit === undefined ? [] : [`limit=${countOf('limit', limit)}`]),
    ...(offset === undefined ? [] : [`offset=${countOf('offset', offset)}`]),
  ].join('&');
}

function nameOf(field: string): string {
  if (!NAME.test(field)) throw new TypeError(`${JSON.stringify(field)} is not a field name; allowed: letters, digits, "_", "-" and ".".`);
  return field;
}

const signed = (name: string): string => (name.startsWith('-') ? `-${nameOf(name.slice(1))}` : nameOf(name));

function countOf(what: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new TypeError(`${what}: ${value} is not allowed; allowed: a whole number of 0 or more.`);
  return value;
}

function valueOf(field: string, value: RqlValue): string {
  if (value === null) return 'null()';
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${field}: ${value} is not a number that can be compared.`);
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new TypeError(`${field}: this Date is not valid.`);
    return quote(field, value.toISOString());
  }
  return quote(field, String(value));
}

/** A value in quotes where it needs any. A backslash before the closing quote would escape it, so those at the end stand behind the quotes. */
function quote(field: string, value: string): string {
  if (PLAIN.test(value)) return value;
  const tail = /\\*$/.exec(value)![0];
  const body = value.slice(0, value.length - tail.length).replaceAll('"', '\\"');
  return encode(field, `"${body}"${tail}`);
}

/** Percent escapes for all that means something in a URL or in RQL. */
function encode(field: string, text: string): string {
  if (!text.isWellFormed() || text.includes('\0')) throw new TypeError(`${field}: NUL and halves of character pairs are not allowed in text.`);
  return encodeURIComponent(text).replaceAll(/[!'()]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}
