/** The same filter over a plain JSON object: hook filters are asked of an object's REST representation. */
import type { Filter } from './ast.ts';

export function matches(filter: Filter, object: unknown): boolean {
  switch (filter.op) {
    case 'and':
      return filter.all.every((f) => matches(f, object));
    case 'or':
      return filter.all.some((f) => matches(f, object));
    case 'not':
      return !matches(filter.filter, object);
    case 'tuple':
      return valuesAt(object, filter.field).some((element) => filter.all.every((f) => matches(f, element)));
    case 'in':
      return valuesAt(object, filter.field).some((v) => filter.values.includes(textOf(v)));
    case 'out':
      return !valuesAt(object, filter.field).some((v) => filter.values.includes(textOf(v)));
    case 'like':
    case 'ilike': {
      const pattern = wildcard(filter.pattern, filter.op === 'ilike');
      return valuesAt(object, filter.field).some((v) => pattern.test(textOf(v)));
    }
    default:
      return compare(filter, valuesAt(object, filter.field));
  }
}

function compare(filter: Extract<Filter, { value: unknown }>, found: unknown[]): boolean {
  const { op, value } = filter;
  if (value.kind === 'null') {
    const isNull = found.length === 0 || found.some((v) => v === null);
    return op === 'eq' ? isNull : !isNull;
  }
  const wanted = value.kind === 'empty' ? '' : value.text;
  if (op === 'eq') return found.some((v) => textOf(v) === wanted);
  if (op === 'ne') return !found.some((v) => textOf(v) === wanted);
  return found.some((v) => {
    const [a, b] = comparable(v, wanted);
    return op === 'gt' ? a > b : op === 'ge' ? a >= b : op === 'lt' ? a < b : a <= b;
  });
}

/** Numbers as numbers, times as times, everything else as text. */
function comparable(value: unknown, wanted: string): [number | string, number | string] {
  const text = textOf(value);
  if (text !== '' && wanted !== '' && !Number.isNaN(Number(text)) && !Number.isNaN(Number(wanted))) return [Number(text), Number(wanted)];
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && /^\d{4}-\d{2}-\d{2}/.test(wanted)) return [Date.parse(text), Date.parse(wanted)];
  return [text, wanted];
}

/** The values at a dotted path; lists along the way stand for all their elements. */
function valuesAt(object: unknown, path: string): unknown[] {
  let found: unknown[] = [object];
  for (const name of path.split('.')) {
    found = found
      .flatMap((v) => (Array.isArray(v) ? (v as unknown[]) : [v]))
      .flatMap((v) => (typeof v === 'object' && v !== null && Object.hasOwn(v, name) ? [(v as Record<string, unknown>)[name]] : []));
  }
  return found.flatMap((v) => (Array.isArray(v) ? (v as unknown[]) : [v]));
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function wildcard(pattern: string, ignoreCase: boolean): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] === '\\' && i + 1 < pattern.length ? pattern[++i]! : pattern[i] === '*' ? undefined : pattern[i]!;
    source += c === undefined ? '[^]*' : c.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  }
  return new RegExp(`^${source}$`, ignoreCase ? 'i' : '');
}
