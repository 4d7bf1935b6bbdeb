/**
 * The settings schema of a manifest is hostile input: ajv says that schemas must be trusted like code. So it is checked
 * here against a published subset, with bounds on everything, before ajv ever compiles it.
 */
import { Ajv2020 as Ajv, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import type { Fault } from './faults.ts';
import { PATTERN_INPUT, patternFault } from './patterns.ts';

export type SettingsSchema = Record<string, unknown>;

const DEPTH_MAX = 8;
const SUBSCHEMAS_MAX = 400;
const PROPERTIES_MAX = 200;
const BRANCHES_MAX = 20;
const ENUM_MAX = 200;
const TEXT_MAX = 4000;
/** Parts after references are written out. */
const EXPANDED_MAX = 4000;
const LIST_MAX = 1000;
const FAULTS_MAX = 20;
const SCHEMA_BYTES = 65_536;
const SETTINGS_BYTES = 65_536;
const SETTING_NAME = /^[A-Za-z][A-Za-z0-9_]{0,60}$/;
const RESERVED = new Set(['constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf']);

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const FORMATS = ['email', 'uri', 'url', 'date', 'time', 'date-time', 'hostname', 'ipv4', 'ipv6', 'uuid', 'color'];

type Check = (value: unknown, at: string, walk: Walk, depth: number) => void;

interface Walk {
  faults: Fault[];
  subschemas: number;
  properties: number;
}

const is = (what: string, test: (value: unknown) => boolean): Check => {
  return (value, at, walk) => void (test(value) || walk.faults.push({ path: at, message: `${shown(value)} is not allowed; allowed: ${what}.` }));
};
const text = is(`text of at most ${TEXT_MAX} characters`, (v) => typeof v === 'string' && v.length <= TEXT_MAX);
const count = is('a whole number from 0 to 1000000', (v) => Number.isInteger(v) && (v as number) >= 0 && (v as number) <= 1_000_000);
const number = is('a number', (v) => typeof v === 'number' && Number.isFinite(v));
const flag = is('true or false', (v) => typeof v === 'boolean');
const anything: Check = () => {};
const schema: Check = (value, at, walk, depth) => walkSchema(value, at, walk, depth + 1);
const list: Check = (value, at, walk, depth) => {
  if (!Array.isArray(value) || !value.length || value.length > BRANCHES_MAX)
    return is(`a list of 1 to ${BRANCHES_MAX} schemas`, () => false)(value, at, walk, depth);
  value.forEach((branch, i) => walkSchema(branch, `${at}.${i}`, walk, depth + 1));
};
const named: Check = (value, at, walk, depth) => {
  if (!isObject(value)) return is('an object of schemas', () => false)(value, at, walk, depth);
  for (const [name, child] of Object.entries(value)) {
    walk.properties++;
    if (!SETTING_NAME.test(name) || RESERVED.has(name))
      walk.faults.push({ path: `${at}.${name}`, message: 'This name is not allowed; allowed: a letter, then letters, digits and underscores.' });
    walkSchema(child, `${at}.${name}`, walk, depth + 1);
  }
};

/** Keyword -> what its value may be. What is not in this table is refused. */
// prettier-ignore
const KEYWORDS: Record<string, Check> = {
  $schema: is('the draft 2020-12 address', (v) => v === 'https://json-schema.org/draft/2020-12/schema'),
  $defs: named,
  $ref: is('#/$defs/NAME', (v) => typeof v === 'string' && /^#\/\$defs\/[A-Za-z][A-Za-z0-9_]{0,60}$/.test(v)),
  $comment: text, title: text, description: text, default: anything, examples: is('a list', Array.isArray),
  type: is(TYPES.join(', '), (v) => (Array.isArray(v) ? v.length > 0 && v.length <= 3 && v.every((t) => TYPES.includes(t as string)) : TYPES.includes(v as string))),
  enum: is(`a list of 1 to ${ENUM_MAX} values`, (v) => Array.isArray(v) && v.length > 0 && v.length <= ENUM_MAX),
  const: anything,
  format: is(FORMATS.join(', '), (v) => FORMATS.includes(v as string)),
  pattern: (value, at, walk) => {
    const fault = typeof value === 'string' ? patternFault(value) : 'it is not text';
    if (fault) walk.faults.push({ path: at, message: `${shown(value)} is not allowed: ${fault}.` });
  },
  minLength: count, maxLength: count, minItems: count, maxItems: count, minProperties: count, maxProperties: count, uniqueItems: flag,
  minimum: number, maximum: number, exclusiveMinimum: number, exclusiveMaximum: number, multipleOf: is('a number above 0', (v) => typeof v === 'number' && v > 0),
  items: schema, not: schema, if: schema, then: schema, else: schema, oneOf: list, anyOf: list, allOf: list,
  properties: named,
  required: is('a list of names', (v) => Array.isArray(v) && v.length <= PROPERTIES_MAX && v.every((n) => typeof n === 'string')),
  additionalProperties: (value, at, walk, depth) => (typeof value === 'boolean' ? undefined : schema(value, at, walk, depth)),
  readOnly: flag, deprecated: flag,
};
/** Hints for the form; they check nothing. */
const HINT = /^x-[a-z][a-z0-9-]{0,40}$/;
const SECRET_HINTS: Record<string, unknown> = { writeOnly: true, 'x-secret': true, format: 'password' };

/** What is wrong with a settings schema; `ajv` sees it only when the list is empty. */
export function settingsSchemaFaults(value: unknown, root = 'settings'): Fault[] {
  if (!isObject(value)) return [{ path: root, message: `${shown(value)} is not allowed; allowed: a JSON Schema of an object.` }];
  if (JSON.stringify(value).length > SCHEMA_BYTES) return [{ path: root, message: `The schema has more than ${SCHEMA_BYTES} bytes.` }];
  const walk: Walk = { faults: [], subschemas: 0, properties: 0 };
  walkSchema(value, root, walk, 1);
  if (value['type'] !== 'object') walk.faults.push({ path: `${root}.type`, message: `${shown(value['type'])} is not allowed; allowed: "object".` });
  if (walk.subschemas > SUBSCHEMAS_MAX) walk.faults.push({ path: root, message: `The schema has more than ${SUBSCHEMAS_MAX} parts.` });
  if (walk.properties > PROPERTIES_MAX) walk.faults.push({ path: root, message: `The schema has more than ${PROPERTIES_MAX} properties.` });
  if (!walk.faults.length) walk.faults.push(...referenceFaults(value, root));
  if (!walk.faults.length) walk.faults.push(...defaultFaults(value, root));
  return walk.faults;
}

function walkSchema(value: unknown, at: string, walk: Walk, depth: number): void {
  if (++walk.subschemas > SUBSCHEMAS_MAX) return;
  if (typeof value === 'boolean') return;
  if (!isObject(value)) return void walk.faults.push({ path: at, message: `${shown(value)} is not allowed; allowed: a schema.` });
  if (depth > DEPTH_MAX) return void walk.faults.push({ path: at, message: `Schemas are at most ${DEPTH_MAX} levels deep.` });
  for (const [keyword, part] of Object.entries(value)) {
    const path = `${at}.${keyword}`;
    if (keyword in SECRET_HINTS && SECRET_HINTS[keyword] === part)
      walk.faults.push({ path, message: 'A setting is shown and handed to the extension; declare a secret under permissions.secrets instead.' });
    else if (HINT.test(keyword)) text(typeof part === 'string' ? part : JSON.stringify(part), path, walk, depth);
    else if (Object.hasOwn(KEYWORDS, keyword)) KEYWORDS[keyword]!(part, path, walk, depth);
    else walk.faults.push({ path, message: `This keyword is not known here; allowed: ${Object.keys(KEYWORDS).join(', ')} and x-….` });
  }
}

/** References exist, do not go in circles, and do not multiply: twenty branches eight levels deep would never end. */
function referenceFaults(root: SettingsSchema, at: string): Fault[] {
  const definitions = (root['$defs'] ?? {}) as Record<string, unknown>;
  const weights = new Map<string, number>();
  const weigh = (value: unknown, path: readonly string[]): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, v) => sum + weigh(v, path), 0);
    if (!isObject(value)) return 0;
    const name = typeof value['$ref'] === 'string' ? value['$ref'].slice('#/$defs/'.length) : undefined;
    const referred = name === undefined ? 0 : weightOf(name, path);
    return Object.entries(value).reduce((sum, [keyword, part]) => (keyword === '$defs' ? sum : sum + weigh(part, path)), 1 + referred);
  };
  const weightOf = (name: string, path: readonly string[]): number => {
    if (!Object.hasOwn(definitions, name)) throw new RefusedReference(`There is no "${name}", which a $ref names.`);
    if (path.includes(name)) throw new RefusedReference(`"${name}" refers to itself.`);
    const known = weights.get(name) ?? weigh(definitions[name], [...path, name]);
    weights.set(name, known);
    return known;
  };
  try {
    for (const name of Object.keys(definitions)) weightOf(name, []);
    const total = weigh(root, []);
    return total > EXPANDED_MAX
      ? [{ path: at, message: `With its references written out the schema has ${total} parts; at most ${EXPANDED_MAX} are allowed.` }]
      : [];
  } catch (error) {
    if (error instanceof RefusedReference) return [{ path: `${at}.$defs`, message: error.message }];
    throw error;
  }
}

class RefusedReference extends Error {}

/** Defaults are what an admin gets without typing: each must be allowed by its own schema. */
function defaultFaults(root: SettingsSchema, at: string): Fault[] {
  const { required: _required, ...rest } = root;
  const faults = settingsFaults(rest, withDefaults(root, {}), at);
  return faults.map((fault) => ({ ...fault, message: `The default is wrong: ${fault.message}` }));
}

const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true, verbose: true, validateSchema: false, inlineRefs: false });
(formatsPlugin as unknown as (ajv: Ajv, formats: string[]) => void)(
  ajv,
  FORMATS.filter((f) => f !== 'color'),
);
ajv.addFormat('color', /^#[0-9a-fA-F]{6}$/);

const CACHE_MAX = 200;
const compiled = new Map<string, ValidateFunction>();

function validatorOf(source: SettingsSchema): ValidateFunction {
  const key = JSON.stringify(source);
  let validate = compiled.get(key);
  if (!validate) {
    if (compiled.size >= CACHE_MAX) compiled.clear();
    const schema = { ...(tightened(source) as object), type: 'object' };
    validate = ajv.compile(schema);
    // ajv keeps what it compiled for ever; the cache above is bounded
    ajv.removeSchema(schema);
    compiled.set(key, validate);
  }
  return validate;
}

const BRANCHES = ['oneOf', 'anyOf', 'allOf'];

/** The same schema with our own rules: unknown fields are refused, lists end, and text meant for a pattern is short. */
function tightened(value: unknown, inBranch = false): unknown {
  if (!isObject(value)) return value;
  const out: Record<string, unknown> = {};
  for (const [keyword, part] of Object.entries(value)) {
    if (keyword === 'properties' || keyword === '$defs')
      out[keyword] = mapValues(part as Record<string, unknown>, (child) => tightened(child, keyword === '$defs'));
    else if (keyword === 'items' || keyword === 'additionalProperties') out[keyword] = tightened(part);
    else if (['not', 'if', 'then', 'else'].includes(keyword)) out[keyword] = tightened(part, true);
    else if (BRANCHES.includes(keyword)) out[keyword] = (part as unknown[]).map((branch) => tightened(branch, true));
    else if (!['default', 'examples', '$comment', '$schema'].includes(keyword) && !HINT.test(keyword)) out[keyword] = part;
  }
  if (typeof out['pattern'] === 'string') out['maxLength'] = Math.min(Number(out['maxLength'] ?? PATTERN_INPUT), PATTERN_INPUT);
  if (out['items'] !== undefined || out['uniqueItems'] === true) out['maxItems'] = Math.min(Number(out['maxItems'] ?? LIST_MAX), LIST_MAX);
  const isShape = ['properties', '$ref', 'if', ...BRANCHES].some((keyword) => keyword in out);
  if (isShape && !inBranch && !('additionalProperties' in out)) out['unevaluatedProperties'] = false;
  return out;
}

/** What is wrong with an admin's settings, each with its path, the value and what is allowed. */
export function settingsFaults(source: SettingsSchema, settings: unknown, root = 'settings'): Fault[] {
  if (!isObject(settings)) return [{ path: root, message: `${shown(settings)} is not allowed; allowed: an object.` }];
  if (JSON.stringify(settings).length > SETTINGS_BYTES) return [{ path: root, message: `Settings have at most ${SETTINGS_BYTES} bytes.` }];
  const validate = validatorOf(source);
  if (validate(settings)) return [];
  return (validate.errors ?? []).slice(0, FAULTS_MAX).map((error) => describe(error, root));
}

function describe(error: ErrorObject, root: string): Fault {
  const own = error.instancePath.slice(1).replaceAll('/', '.');
  const path = [root, own].filter(Boolean).join('.');
  const params = error.params as Record<string, unknown>;
  const extra = params['unevaluatedProperty'] ?? params['additionalProperty'];
  if (typeof extra === 'string') return { path: `${path}.${extra}`, message: 'This setting is not known to the extension.' };
  if (typeof params['missingProperty'] === 'string') return { path: `${path}.${params['missingProperty']}`, message: 'This setting is required.' };
  const allowed = params['allowedValues'] ?? params['allowedValue'];
  return {
    path,
    message: allowed === undefined ? `${shown(error.data)} ${error.message}.` : `${shown(error.data)} is not allowed; allowed: ${JSON.stringify(allowed)}.`,
  };
}

/** The settings an extension sees: the schema's defaults below what the admin entered. */
export function withDefaults(source: SettingsSchema | undefined, settings: Record<string, unknown>): Record<string, unknown> {
  const properties = isObject(source?.['properties']) ? source['properties'] : {};
  const out: Record<string, unknown> = { ...settings };
  for (const [name, part] of Object.entries(properties)) {
    if (!isObject(part)) continue;
    if (out[name] === undefined && 'default' in part) out[name] = structuredClone(part['default']);
    if (isObject(part['properties'])) {
      const inner = isObject(out[name]) ? out[name] : out[name] === undefined ? {} : undefined;
      const filled = inner && withDefaults(part, inner);
      if (filled && Object.keys(filled).length) out[name] = filled;
    }
  }
  return out;
}

function mapValues(value: Record<string, unknown>, map: (child: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, map(child)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
