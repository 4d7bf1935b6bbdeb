/**
 * What a form may ask, and whether answers fit. A form is written by another tenant, so it is a small language of its own with the
 * words of JSON Schema and nothing in it that costs more than its size: no patterns, no references, no conditions.
 */
import { invalid, lookUp } from '../../base/index.ts';

export interface FormSchema {
  type?: string;
  title?: string;
  description?: string;
  properties?: Record<string, FormSchema>;
  required?: string[];
  items?: FormSchema;
  enum?: unknown[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean'];
const DEPTH_MAX = 5;
const FIELDS_MAX = 200;

/** Keyword -> whether its value may stand there. */
// prettier-ignore
const KEYWORDS: Record<string, (value: unknown) => boolean> = {
  type:        (v) => TYPES.includes(v as string),
  title:       (v) => typeof v === 'string',
  description: (v) => typeof v === 'string',
  properties:  (v) => isObject(v) && Object.keys(v).length <= FIELDS_MAX,
  required:    (v) => Array.isArray(v) && v.every((name) => typeof name === 'string'),
  items:       isObject,
  enum:        (v) => Array.isArray(v) && v.length > 0 && v.length <= FIELDS_MAX && v.every((one) => !isObject(one) && !Array.isArray(one)),
  minLength:   isCount,
  maxLength:   isCount,
  minimum:     (v) => typeof v === 'number',
  maximum:     (v) => typeof v === 'number',
};

/** Refuses a schema with anything in it that would not be checked. */
export function requireSchema(schema: unknown, path = 'schema', depth = 0): void {
  if (!isObject(schema)) throw invalid(path, 'an object is expected.');
  if (depth > DEPTH_MAX) throw invalid(path, `fields are at most ${DEPTH_MAX} levels deep.`);
  for (const [key, value] of Object.entries(schema)) {
    const fits = lookUp(KEYWORDS, key);
    if (!fits) throw invalid(`${path}.${key}`, `This keyword is not known here; allowed: ${Object.keys(KEYWORDS).join(', ')}.`);
    if (!fits(value)) throw invalid(`${path}.${key}`, `${JSON.stringify(value)?.slice(0, 80)} is not allowed here.`);
  }
  const { properties, required, items } = schema as FormSchema;
  for (const name of required ?? [])
    if (!Object.hasOwn(properties ?? {}, name)) throw invalid(`${path}.required`, `${JSON.stringify(name)} is not one of the properties.`);
  for (const [name, inner] of Object.entries(properties ?? {})) requireSchema(inner, `${path}.properties.${name}`, depth + 1);
  if (items) requireSchema(items, `${path}.items`, depth + 1);
}

/** What is wrong with the answers, a sentence each. */
export function faultsOfAnswers(schema: FormSchema, value: unknown, path = 'data'): string[] {
  if (schema.type !== undefined && typeOf(value, schema.type) !== schema.type) return [`${path}: ${shown(value)} is not allowed; a value of type ${schema.type} is expected.`]; // prettier-ignore
  const faults: string[] = [];
  const say = (bad: boolean, what: string) => void (bad && faults.push(`${path}: ${shown(value)} ${what}`));
  say(schema.enum !== undefined && !schema.enum.includes(value), `is not allowed; allowed: ${JSON.stringify(schema.enum)}.`);
  if (typeof value === 'string') {
    say(value.length < (schema.minLength ?? 0), `is too short; at least ${schema.minLength} characters are expected.`);
    say(value.length > (schema.maxLength ?? Infinity), `is too long; at most ${schema.maxLength} characters are allowed.`);
  }
  if (typeof value === 'number') {
    say(value < (schema.minimum ?? -Infinity), `is too small; at least ${schema.minimum} is expected.`);
    say(value > (schema.maximum ?? Infinity), `is too large; at most ${schema.maximum} is allowed.`);
  }
  if (Array.isArray(value)) return [...faults, ...value.flatMap((one, i) => (schema.items ? faultsOfAnswers(schema.items, one, `${path}.${i}`) : []))];
  if (!isObject(value)) return faults;
  const { properties = {}, required = [] } = schema;
  for (const name of required) if (!Object.hasOwn(value, name)) faults.push(`${path}.${name}: This field is required.`);
  for (const [name, one] of Object.entries(value))
    if (Object.hasOwn(properties, name)) faults.push(...faultsOfAnswers(properties[name]!, one, `${path}.${name}`));
    else faults.push(`${path}.${name}: This field is not asked for; allowed: ${Object.keys(properties).join(', ') || 'none'}.`);
  return faults;
}

function typeOf(value: unknown, wanted: string): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return wanted === 'integer' && Number.isInteger(value) ? 'integer' : 'number';
  return value === null ? 'null' : typeof value;
}

const shown = (value: unknown) => (typeof value === 'object' ? 'this' : JSON.stringify(value)?.slice(0, 80));

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0;
}
