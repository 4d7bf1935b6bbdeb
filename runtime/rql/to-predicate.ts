/** The same filter over a plain JSON object: hook filters are asked of an object's REST representation. */
import type { Filter } from './ast.ts';
import { numberOf, patternParts, readValue, timeOf, type FieldType } from './values.ts';
import { lookUp } from '../base/index.ts';

/** Field -> how its values compare. What is not said is seen from the values: numbers as numbers, times as times. */
export type TypeOf = (field: string) => FieldType | undefined;

export function matches(filter: Filter, object: unknown, typeOf: TypeOf = () => undefined): boolean {
  switch (filter.op) {
    case 'and':
      return filter.all.every((f) => matches(f, object, typeOf));
    case 'or':
      return filter.all.some((f) => matches(f, object, typeOf));
    case 'not':
      return !matches(filter.filter, object, typeOf);
    case 'tuple': {
      const within: TypeOf = (field) => typeOf(`${filter.field}.${field}`);
      return valuesAt(object, filter.field).some((element) => filter.all.every((f) => matches(f, element, within)));
    }
    case 'in':
      return anyEqual(filter.field, filter.values, object, typeOf);
    case 'out':
      return !anyEqual(filter.field, filter.values, object, typeOf);
    case 'like':
    case 'ilike': {
      const fold = filter.op === 'ilike' ? (text: string) => text.toLowerCase() : (text: string) => text;
      const parts = patternParts(filter.pattern).map(fold);
      return valuesAt(object, filter.field).some((v) => v !== null && isLike(fold(textOf(v)), parts));
    }
    default:
      return compare(filter, object, typeOf);
  }
}

function compare(filter: Extract<Filter, { value: unknown }>, object: unknown, typeOf: TypeOf): boolean {
  const { op, field, value } = filter;
  if (value.kind === 'null') {
    const found = valuesAt(object, field);
    const isNull = found.length === 0 || found.includes(null);
    return op === 'eq' ? isNull : !isNull;
  }
  const wanted = value.kind === 'empty' ? '' : value.text;
  if (op === 'eq') return anyEqual(field, [wanted], object, typeOf);
  if (op === 'ne') return !anyEqual(field, [wanted], object, typeOf);
  return valuesAt(object, field).some((v) => {
    const [a, b] = comparable(field, v, wanted, typeOf(field));
    if (a === undefined || b === undefined) return false;
    const order = typeof a === 'string' && typeof b === 'string' ? byCodePoint(a, b) : Number(a) - Number(b);
    return op === 'gt' ? order > 0 : op === 'ge' ? order >= 0 : op === 'lt' ? order < 0 : order <= 0;
  });
}

function anyEqual(field: string, wanted: readonly string[], object: unknown, typeOf: TypeOf): boolean {
  const type = typeOf(field) ?? 'text';
  const values = new Set<unknown>(wanted.map((text) => (text === '' ? '' : readValue(field, type, text))));
  return valuesAt(object, field).some((v) => values.has(typed(v, type)));
}

type Comparable = string | number | boolean | undefined;

function comparable(field: string, value: unknown, wanted: string, type: FieldType | undefined): [Comparable, Comparable] {
  if (type) return [typed(value, type), readValue(field, type, wanted)];
  for (const read of [numberOf, timeOf]) {
    const [a, b] = [value === null ? undefined : read(textOf(value)), read(wanted)];
    if (a !== undefined && b !== undefined) return [a, b];
  }
  return [typed(value, 'text'), wanted];
}

/** A value of the object as its type compares; undefined, which equals nothing, for null and what is not of the type. */
function typed(value: unknown, type: FieldType): Comparable {
  if (value === null) return undefined;
  const text = textOf(value);
  if (type === 'number') return numberOf(text);
  if (type === 'time') return timeOf(text);
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  return text;
}

/** The values at a dotted path; lists along the way stand for all their elements, what is absent is null. */
function valuesAt(object: unknown, path: string): unknown[] {
  let found: unknown[] = [object];
  for (const name of path.split('.')) {
    found = found
      .flatMap((v) => (Array.isArray(v) ? (v as unknown[]) : [v]))
      .map((v) => (typeof v === 'object' && v !== null ? (lookUp(v as Record<string, unknown>, name) ?? null) : null));
  }
  return found.flatMap((v) => (Array.isArray(v) ? (v as unknown[]) : [v])).map((v) => v ?? null);
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** As databases compare bytes of UTF-8; JavaScript's own order puts emoji before some letters. */
function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Each part is found behind the one before, the last at the end: time grows with the text, not with the stars. */
function isLike(text: string, [first, ...others]: readonly string[]): boolean {
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first!)) return false;
  let at = first!.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
