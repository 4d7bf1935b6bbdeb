/** How a query's text is read as a field's type; the same reading serves SQL and predicates. */
import { NUMBER_TEXT } from '../base/index.ts';
import type { Field, Operator } from './fields.ts';
import { badRql } from './tokens.ts';

export type FieldType = NonNullable<Field['type']>;

const ALLOWED: Record<FieldType, readonly Operator[]> = {
  text: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'out', 'like', 'ilike', 'null'],
  number: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'out', 'null'],
  time: ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in', 'out', 'null'],
  boolean: ['eq', 'ne', 'null'],
};

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

export function allowedOperators(field: Field): readonly Operator[] {
  return field.operators ?? ALLOWED[field.type ?? 'text'];
}

export function requireOperator(name: string, field: Field, operator: Operator): void {
  const allowed = allowedOperators(field);
  if (!allowed.includes(operator)) throw badRql(`${name}: operator ${operator} is not allowed; allowed: ${allowed.join(', ')}.`);
}

/** The comparable value: text, number, true or false, or ISO text in UTC. */
export function readValue(name: string, type: FieldType, given: string): string | number | boolean {
  switch (type) {
    case 'text':
      return given;
    case 'number':
      return numberOf(given) ?? refuse(name, given, 'a number such as 12 or -0.5');
    case 'boolean':
      return /^true$/i.test(given) || (/^false$/i.test(given) ? false : refuse(name, given, 'true, false'));
    case 'time':
      // a "+" of an offset arrives as a space from clients that do not encode it
      return timeOf(given.replace(/ (\d{2}:?\d{2})$/, '+$1')) ?? refuse(name, given, 'an ISO 8601 time such as 2026-01-31 or 2026-01-31T08:30:00Z');
  }
}

function refuse(name: string, given: string, allowed: string): never {
  throw badRql(`${name}: ${JSON.stringify(given)} is not allowed; allowed: ${allowed}.`);
}

export function numberOf(text: string): number | undefined {
  return NUMBER_TEXT.test(text) ? Number(text) : undefined;
}

/** ISO text in UTC; a time without an offset is UTC. */
export function timeOf(text: string): string | undefined {
  const [, day, clock = '00:00', offset = 'Z'] = TIME.exec(text) ?? [];
  if (day === undefined) return undefined;
  const [date, zone] = [new Date(`${day}T00:00:00Z`), offset.length === 3 ? `${offset}:00` : offset];
  const at = Date.parse(`${day}T${clock.replace(',', '.')}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
  // 31 February rolls over to March in some readers
  if (Number.isNaN(at) || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) return undefined;
  return new Date(at).toISOString();
}

/** `*` stands for any text, `\*` for a star; the parts between are literal. */
export function patternParts(pattern: string): string[] {
  const parts = [''];
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i]!;
    if (c === '*') parts.push('');
    else parts[parts.length - 1] += c === '\\' && i + 1 < pattern.length ? pattern[++i]! : c;
  }
  return parts;
}

/** RQL's wildcards as a LIKE pattern with `\` as its escape. */
export function likePattern(pattern: string): string {
  return patternParts(pattern)
    .map((part) => part.replaceAll(/[%_\\]/g, '\\$&'))
    .join('%');
}
