/** A filter as SQL over a collection's declared fields. Every value is a bound parameter; every column is ours. */
import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import type { Dialect } from '../store/index.ts';
import type { Filter, Query } from './ast.ts';
import type { Field, Fields } from './fields.ts';
import { badRql } from './tokens.ts';
import { likePattern, readValue, requireOperator } from './values.ts';

type Condition = RawBuilder<SqlBool>;
/** A condition over one value expression. */
type Test = (value: RawBuilder<unknown>) => Condition;

export function filterToSql(dialect: Dialect, fields: Fields, filter: Filter): Condition {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const all = filter.all.map((f) => filterToSql(dialect, fields, f));
      return sql<SqlBool>`(${sql.join(all, filter.op === 'and' ? sql` and ` : sql` or `)})`;
    }
    case 'not':
      // unknown (NULL) counts as not matching, so its negation matches
      return sql<SqlBool>`not coalesce(${filterToSql(dialect, fields, filter.filter)}, ${falseOf(dialect)})`;
    case 'tuple':
      return tuple(dialect, fields, filter);
    default: {
      const field = fieldOf(fields, filter.field);
      const { negated, test } = testOf(dialect, filter, field);
      const condition = onField(dialect, field, test);
      return negated ? sql<SqlBool>`not coalesce(${condition}, ${falseOf(dialect)})` : condition;
    }
  }
}

export function orderToSql(dialect: Dialect, fields: Fields, ordering: Query['ordering']): RawBuilder<unknown>[] {
  return ordering.map(({ field: name, descending }) => {
    const field = fieldOf(fields, name);
    if (!field.order) throw badRql(`ordering: ${name} cannot be sorted by; allowed: ${orderable(fields).join(', ')}.`);
    return sql`${scalar(dialect, field)} ${sql.raw(descending ? 'desc' : 'asc')}`;
  });
}

/** OR of `ilike *term*` over the searchable fields. */
export function searchToSql(dialect: Dialect, fields: Fields, term: string): Condition {
  const searchable = Object.values(fields).filter((f) => f.search);
  if (!searchable.length) throw badRql('search: this collection has no searchable fields.');
  const pattern = likePattern(`*${term.replaceAll('*', '\\*')}*`);
  return sql<SqlBool>`(${sql.join(
    searchable.map((f) => onField(dialect, f, (value) => dialect.like(value, pattern, false))),
    sql` or `,
  )})`;
}

const falseOf = (dialect: Dialect) => (dialect.name === 'sqlite' ? sql`0` : sql`false`);
const orderable = (fields: Fields) => Object.keys(fields).filter((n) => fields[n]!.order);

function fieldOf(fields: Fields, name: string): Field {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) throw badRql(`${name}: this is not a filter here; known: ${Object.keys(fields).join(', ')}.`);
  return field;
}

/** What a single condition asks of one value. `ne` and `out` are the negation of `eq` and `in` over the whole field. */
function testOf(dialect: Dialect, filter: Exclude<Filter, { op: 'and' | 'or' | 'not' | 'tuple' }>, field: Field): { negated: boolean; test: Test } {
  const type = field.type ?? 'text';
  if (filter.op === 'like' || filter.op === 'ilike') {
    requireOperator(filter.field, field, filter.op);
    const pattern = likePattern(filter.pattern);
    return { negated: false, test: (value) => dialect.like(value, pattern, filter.op === 'like') };
  }
  if (filter.op === 'in' || filter.op === 'out') {
    requireOperator(filter.field, field, filter.op);
    const values = filter.values.map((v) => readValue(filter.field, type, v));
    return { negated: filter.op === 'out', test: (value) => sql<SqlBool>`${value} in (${sql.join(values)})` };
  }
  const { value } = filter as Extract<typeof filter, { value: unknown }>;
  if (value.kind === 'null') {
    requireOperator(filter.field, field, 'null');
    if (filter.op !== 'eq' && filter.op !== 'ne') throw badRql(`${filter.field}: null() goes with eq and ne only.`);
    return { negated: filter.op === 'ne', test: (v) => sql<SqlBool>`${v} is null` };
  }
  requireOperator(filter.field, field, filter.op);
  const wanted = value.kind === 'empty' ? '' : readValue(filter.field, type, value.text);
  if (filter.op === 'eq' || filter.op === 'ne') return { negated: filter.op === 'ne', test: (v) => sql<SqlBool>`${v} = ${wanted}` };
  const sign = { gt: '>', ge: '>=', lt: '<', le: '<=' }[filter.op];
  return { negated: false, test: (v) => sql<SqlBool>`${v} ${sql.raw(sign)} ${wanted}` };
}

function onField(dialect: Dialect, field: Field, test: Test): Condition {
  if ('table' in field) {
    return sql<SqlBool>`exists (select 1 from ${sql.table(field.table)} as other where ${sql.ref(`other.${field.key}`)} = ${sql.ref(field.column)} and ${test(sql.ref(`other.${field.target}`))})`;
  }
  if ('each' in field) {
    return sql<SqlBool>`exists (select 1 from ${dialect.jsonEach(sql.ref(field.column), field.each)} as element where ${test(dialect.elementText('element', field.path))})`;
  }
  return test(scalar(dialect, field));
}

function scalar(dialect: Dialect, field: Field): RawBuilder<unknown> {
  const column: Expression<unknown> = sql.ref(field.column);
  return 'path' in field && !('each' in field) ? dialect.jsonText(column, field.path) : (column as RawBuilder<unknown>);
}

/** All conditions within one element: `params=t(id=a,value=b)`. */
function tuple(dialect: Dialect, fields: Fields, filter: Extract<Filter, { op: 'tuple' }>): Condition {
  const members = filter.all.map((condition) => {
    if (!('field' in condition) || condition.op === 'tuple') throw badRql(`${filter.field}: t(...) takes plain conditions only.`);
    const field = fieldOf(fields, `${filter.field}.${condition.field}`);
    if (!('each' in field)) throw badRql(`${filter.field}.${condition.field}: this is not a member of a list.`);
    const { negated, test } = testOf(dialect, { ...condition, field: `${filter.field}.${condition.field}` }, field);
    const tested = test(dialect.elementText('element', field.path));
    return { field, condition: negated ? sql<SqlBool>`not coalesce(${tested}, ${falseOf(dialect)})` : tested };
  });
  const first = members[0]!.field;
  return sql<SqlBool>`exists (select 1 from ${dialect.jsonEach(sql.ref(first.column), first.each)} as element where ${sql.join(
    members.map((m) => m.condition),
    sql` and `,
  )})`;
}
