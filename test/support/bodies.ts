/** Bodies for a schema: right ones, nearly right ones, and ones that nobody would think of; by a seeded source of chance. */

export type Chance = () => number;

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  required?: string[];
  pattern?: string;
  format?: string;
  minimum?: number;
}

/** Names that every object inherits: a table looked up by one must not find it. */
export const INHERITED = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf'];
/** The same names as keys. */
const KEYED = JSON.parse(`{${INHERITED.map((name) => `"${name}": {"id": "${name}"}`).join()}}`) as object;

const ODD: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  '',
  ' ',
  'x',
  'x'.repeat(10_000),
  '\u0000',
  '\ud800',
  '😀',
  '../..',
  "' or 1=1 --",
  '<b>',
  '{{ x }}',
  '%',
  '_',
  '*', // prettier-ignore
  'null',
  '2026-02-31',
  '2026-01-31T00:00:00Z',
  '999999999999999999999',
  ...INHERITED.slice(0, 3),
  KEYED,
  [],
  {},
  [[]],
  [null],
  { id: null },
  { id: [] },
  Array(1200).fill(0),
  { a: { b: { c: {} } } },
];

export const pick = <T>(chance: Chance, list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;

/** Ids of objects that exist: all of them, or those that fit a place in the body such as `asset.connection.id`. */
export type Ids = readonly string[] | ((at: string) => readonly string[]);

/** A whole body. `odd` are the values that take the place of right ones. */
export function bodyFor(schema: object | undefined, chance: Chance, ids: Ids, odd: readonly unknown[] = ODD): unknown {
  const roll = chance();
  if (roll < 0.06) return undefined;
  if (roll < 0.14) return pick(chance, odd);
  return valueFor({ chance, ids, odd, wrong: roll < 0.55 && odd === ODD ? 0 : 0.2 }, (schema ?? {}) as Schema);
}

interface Source {
  chance: Chance;
  ids: Ids;
  odd: readonly unknown[];
  /** The share of values that are wrong; none of them half of the time. */
  wrong: number;
}

function valueFor(source: Source, schema: Schema, at = ''): unknown {
  const { chance, ids, odd } = source;
  if (chance() < source.wrong) return pick(chance, odd);
  if (schema.enum) return pick(chance, schema.enum);
  if ('const' in schema) return schema.const;
  if (schema.anyOf) return valueFor(source, pick(chance, schema.anyOf), at);
  switch (schema.type) {
    case 'object': {
      const entries = Object.entries(schema.properties ?? {}).filter(([key]) => schema.required?.includes(key) || chance() < 0.5);
      const value = Object.fromEntries(entries.map(([key, part]) => [key, valueFor(source, part, at ? `${at}.${key}` : key)]));
      return schema.properties && !schema.patternProperties ? value : { ...value, any: pick(chance, odd) };
    }
    case 'array':
      return Array.from({ length: Math.floor(chance() * 3) }, () => valueFor(source, schema.items ?? {}, at));
    case 'string': {
      const fitting = typeof ids === 'function' ? ids(at) : ids;
      if (schema.format === 'email') return `a${Math.floor(chance() * 1e6)}@b.example`;
      if (schema.pattern === '^[A-Z]{3}$') return 'EUR';
      if (schema.pattern === '^[A-Z]{2}$') return 'DE';
      return /id$/.test(at)
        ? pick(chance, fitting)
        : pick(chance, ['purchase', 'change', 'basic', 'draft', '2026-03-01', '2030-01-01T00:00:00Z', 'x', ...fitting]);
    }
    case 'number':
    case 'integer':
      return (schema.minimum ?? 0) + Math.floor(chance() * 5);
    case 'boolean':
      return chance() < 0.5;
    case 'null':
      return null;
    default:
      return pick(chance, odd);
  }
}
