/** A filter as SQL over a collection's declared fields. Every value is a bound parameter; every column is ours. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Dialect } from '../store/index.ts';
import type { Filter, Query } from './ast.ts';
import type { Field, Fields } from './fields.ts';
import { badRql } from './tokens.ts';
import { likePattern, readValue, requireOperator, type FieldType } from './values.ts';
import { lookUp } from '../base/index.ts';

/** What is queried. Columns are written with their table, so that no inner table can offer one of the same name. */
export interface Source {
  dialect: Dialect;
  table: string;
  fields: Fields;
}

type Condition = RawBuilder<SqlBool>;
/** A value as it is stored: in a column of its own, or inside JSON where it is text. */
interface Stored {
  value: RawBuilder<unknown>;
  json: boolean;
}
/** A condition over one value. */
type Test = (stored: Stored) => Condition;
type Plain = Exclude<Filter, { op: 'and' | 'or' | 'not' | 'tuple' }>;

export function filterToSql(source: Source, filter: Filter): Condition {
  switch (filter.op) {
    case 'and':
    case 'or':
      return sql<SqlBool>`(${sql.join(
        filter.all.map((f) => filterToSql(source, f)),
        filter.op === 'and' ? sql` and ` : sql` or `,
      )})`;
    case 'not':
      return negation(filterToSql(source, filter.filter));
    case 'tuple':
      return tuple(source, filter);
    default: {
      const field = fieldOf(source.fields, filter.field);
      const { negated, isNull, test } = testOf(source.dialect, filter, field);
      const equal = ['eq', 'ne', 'in', 'out'].includes(filter.op);
      const condition = isNull ? absent(source, field) : onField(source, field, test, equal);
      return negated ? negation(condition) : condition;
    }
  }
}

export function orderToSql(source: Source, ordering: Query['ordering']): { key: RawBuilder<unknown>; descending: boolean }[] {
  return ordering.map(({ field: name, descending }) => {
    const field = fieldOf(source.fields, name);
    if (!field.order) throw badRql(`ordering: ${name} cannot be sorted by; allowed: ${orderable(source.fields).join(', ') || 'nothing'}.`);
    return { key: sortKey(source, field), descending };
  });
}

/** OR of `ilike *term*` over the searchable fields. */
export function searchToSql(source: Source, term: string): Condition {
  const searchable = Object.values(source.fields).filter((f) => f.search);
  if (!searchable.length) throw badRql('search: this collection has no searchable fields.');
  const pattern = likePattern(`*${term.replaceAll(/[\\*]/g, '\\$&')}*`);
  return sql<SqlBool>`(${sql.join(
    searchable.map((f) => onField(source, f, ({ value }) => source.dialect.like(value, pattern, false))),
    sql` or `,
  )})`;
}

/** Unknown (NULL) counts as not matching, so its negation matches. */
const negation = (condition: Condition) => sql<SqlBool>`(${condition}) is not true`;
const orderable = (fields: Fields) => Object.keys(fields).filter((n) => fields[n]!.order);

function fieldOf(fields: Fields, name: string): Field {
  const field = lookUp(fields, name);
  if (!field) throw badRql(`${name}: this is not a filter here; allowed: ${Object.keys(fields).join(', ')}.`);
  return field;
}

/** What a single condition asks of one value. `ne` and `out` are the negation of `eq` and `in` over the whole field. */
function testOf(dialect: Dialect, filter: Plain, field: Field): { negated: boolean; isNull?: true; test: Test } {
  const type = field.type ?? 'text';
  const name = filter.field;
  const bound = (text: string, json: boolean) => boundValue(type, readValue(name, type, text), json);
  if (filter.op === 'like' || filter.op === 'ilike') {
    requireOperator(name, field, filter.op);
    const pattern = likePattern(filter.pattern);
    return { negated: false, test: ({ value }) => dialect.like(value, pattern, filter.op === 'like') };
  }
  if (filter.op === 'in' || filter.op === 'out') {
    requireOperator(name, field, filter.op);
    const { values } = filter;
    for (const text of values) readValue(name, type, text);
    const test: Test = (s) =>
      values.length ? sql<SqlBool>`${comparable(dialect, type, s)} in (${sql.join(values.map((v) => bound(v, s.json)))})` : sql<SqlBool>`1 = 0`;
    return { negated: filter.op === 'out', test };
  }
  const { op, value } = filter as Extract<Plain, { value: unknown }>;
  if (value.kind === 'null') {
    requireOperator(name, field, 'null');
    if (op !== 'eq' && op !== 'ne') throw badRql(`${name}: null() goes with eq and ne only, not with ${op}.`);
    return { negated: op === 'ne', isNull: true, test: (s) => sql<SqlBool>`${s.value} is null` };
  }
  requireOperator(name, field, op);
  if (value.kind === 'empty' && type !== 'text') {
    // only text can be empty; nothing else ever is
    return { negated: op === 'ne', test: () => sql<SqlBool>`1 = 0` };
  }
  const text = value.kind === 'empty' ? '' : value.text;
  readValue(name, type, text);
  if (op === 'eq' || op === 'ne') return { negated: op === 'ne', test: (s) => sql<SqlBool>`${comparable(dialect, type, s)} = ${bound(text, s.json)}` };
  const sign = sql.raw({ gt: '>', ge: '>=', lt: '<', le: '<=' }[op]);
  return {
    negated: false,
    test: (s) => sql<SqlBool>`${type === 'text' ? dialect.byBytes(s.value) : comparable(dialect, type, s)} ${sign} ${bound(text, s.json)}`,
  };
}

/** A stored value so that it compares as its type: JSON holds numbers as text and times as they are published. */
function comparable(dialect: Dialect, type: FieldType, { value, json }: Stored): RawBuilder<unknown> {
  if (!json || type === 'text' || type === 'boolean') return value;
  return type === 'number' ? dialect.numberIn(value) : sql`replace(replace(${value}, 'Z', '+00:00'), '.000+', '+')`;
}

/** The other side of a comparison, in the same form. */
function boundValue(type: FieldType, value: string | number | boolean, json: boolean): RawBuilder<unknown> {
  // a whole-number column would refuse 1.5 instead of not being equal to it
  if (type === 'number') return sql`cast(${value} as double precision)`;
  if (type === 'boolean') return json ? sql`${String(value)}` : sql`${value ? 1 : 0}`;
  return type === 'time' && json ? sql`${String(value).replace('Z', '+00:00').replace('.000+', '+')}` : sql`${value}`;
}

function onField(source: Source, field: Field, test: Test, equal = false): Condition {
  if ('table' in field) return (equal && field.indexed ? fromOther : inOther)(source, field, test({ value: sql.ref(`other.${field.target}`), json: false }));
  if ('each' in field) return sql<SqlBool>`exists (${elements(source, field)} where ${test(member(source.dialect, field))})`;
  return test(scalar(source, field));
}

/** No value: NULL, a row that is not there, an empty list, or an element without it. */
function absent(source: Source, field: Field): Condition {
  if ('table' in field) return sql<SqlBool>`not ${inOther(source, field, sql<SqlBool>`${sql.ref(`other.${field.target}`)} is not null`)}`;
  if ('each' in field) {
    const all = elements(source, field);
    return sql<SqlBool>`(not exists (${all}) or exists (${all} where ${member(source.dialect, field).value} is null))`;
  }
  return sql<SqlBool>`${scalar(source, field).value} is null`;
}

type Joined = Extract<Field, { table: string }>;
type Listed = Extract<Field, { each: readonly string[] }>;

const columnOf = (source: Source, field: Field) => sql.ref(`${source.table}.${field.column}`);
const inOther = (source: Source, field: Joined, condition: Condition) =>
  sql<SqlBool>`exists (select 1 from ${sql.table(field.table)} as other where ${sql.ref(`other.${field.key}`)} = ${columnOf(source, field)} and ${condition})`;
/** The same the other way round: the few rows there lead to ours. */
const fromOther = (source: Source, field: Joined, condition: Condition) =>
  sql<SqlBool>`${columnOf(source, field)} in (select ${sql.ref(`other.${field.key}`)} from ${sql.table(field.table)} as other where ${condition})`;
const elements = (source: Source, field: Listed) => sql`select 1 from ${source.dialect.jsonEach(columnOf(source, field), field.each)} as element`;
const member = (dialect: Dialect, field: Listed): Stored => ({ value: dialect.elementText('element', field.path), json: true });

function scalar(source: Source, field: Exclude<Field, Joined | Listed>): Stored {
  const column = columnOf(source, field);
  return 'path' in field ? { value: source.dialect.jsonText(column, field.path), json: true } : { value: column, json: false };
}

/** What a row is sorted by; a field of another table by its value there, not by the id that leads to it. */
function sortKey(source: Source, field: Field): RawBuilder<unknown> {
  if ('each' in field) throw badRql('ordering: a list cannot be sorted by.');
  if (!('table' in field)) return comparable(source.dialect, field.type ?? 'text', scalar(source, field));
  const [target, key] = [sql.ref(`other.${field.target}`), sql.ref(`other.${field.key}`)];
  return sql`(select ${target} from ${sql.table(field.table)} as other where ${key} = ${columnOf(source, field)})`;
}

/** All conditions within one element: `params=t(id=a,value=b)`. */
function tuple(source: Source, filter: Extract<Filter, { op: 'tuple' }>): Condition {
  const members = filter.all.map((condition) => {
    if (!('field' in condition) || condition.op === 'tuple') throw badRql(`${filter.field}: t(...) takes plain conditions only.`);
    const name = `${filter.field}.${condition.field}`;
    const field = fieldOf(source.fields, name);
    if (!('each' in field)) throw badRql(`${name}: this is not a member of a list.`);
    const { negated, test } = testOf(source.dialect, { ...condition, field: name }, field);
    const tested = test(member(source.dialect, field));
    return { field, condition: negated ? negation(tested) : tested };
  });
  const list = members[0]!.field;
  if (members.some(({ field }) => field.column !== list.column || field.each.join('.') !== list.each.join('.')))
    throw badRql(`${filter.field}: t(...) takes members of one list only.`);
  return sql<SqlBool>`exists (${elements(source, list)} where ${sql.join(
    members.map((m) => m.condition),
    sql` and `,
  )})`;
}
