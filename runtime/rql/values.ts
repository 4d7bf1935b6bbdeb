/** How a query's text is read as a field's type; the same reading serves SQL and predicates. */
import type { Field, Operator } from './fields.ts';
import { badRql } from './tokens.ts';

export type FieldType = NonNullable<Field['type']>;

const ALLOWED: Record<FieldType, readonly Operator[]> = {
  text: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'out', 'like', 'ilike', 'null'],
  number: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'out', 'null'],
  time: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'out', 'null'],
  boolean: ['eq', 'ne', 'null'],
};

export function requireOperator(name: string, field: Field, operator: Operator): void {
  const allowed = field.operators ?? ALLOWED[field.type ?? 'text'];
  if (!allowed.includes(operator)) throw badRql(`${name}: operator ${operator} is not allowed; allowed: ${allowed.join(', ')}.`);
}

/** The comparable value: text, number, 0/1, or ISO text in UTC. */
export function readValue(name: string, type: FieldType, given: string): string | number {
  if (type === 'number') {
    const value = Number(given);
    if (given === '' || Number.isNaN(value)) throw badRql(`${name}: ${JSON.stringify(given)} is not a number.`);
    return value;
  }
  if (type === 'boolean') {
    if (given !== 'true' && given !== 'false') throw badRql(`${name}: ${JSON.stringify(given)} is not allowed; allowed: true, false.`);
    return given === 'true' ? 1 : 0;
  }
  if (type === 'time') {
    // a "+" of an offset arrives as a space from clients that do not encode it
    const text = given.replace(/ (\d{2}:?\d{2})$/, '+$1');
    const at = Date.parse(/^\d{4}-\d{2}-\d{2}([T ][\d:.]+)?$/.test(text) ? `${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}` : text);
    if (Number.isNaN(at)) throw badRql(`${name}: ${JSON.stringify(given)} is not an ISO date.`);
    return new Date(at).toISOString();
  }
  return given;
}

/** RQL's `*` wildcards (with `\*` escaped) as a LIKE pattern with `\` as its escape. */
export function likePattern(pattern: string): string {
  let out = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === '\\' && i + 1 < pattern.length) out += literal(pattern[++i]!);
    else out += c === '*' ? '%' : literal(c);
  }
  return out;
}

function literal(c: string): string {
  return c === '%' || c === '_' || c === '\\' ? `\\${c}` : c;
}
