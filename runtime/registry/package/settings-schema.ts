/**
 * The settings schema of a manifest is hostile input: ajv says that schemas must be trusted like code. So it is checked
 * here against a published subset, with bounds on everything, before ajv ever compiles it.
 */
import { hint } from './did-you-mean.ts';
import { isObject, shown, type Fault } from './faults.ts';
import { patternFault } from './patterns.ts';
import { RefusedReference, weightOf, type SettingsSchema } from './schema-weight.ts';
import { FORMATS, HINT, settingsFaults, withDefaults } from './settings.ts';
import { lookUp } from '../../base/index.ts';

const DEPTH_MAX = 8;
const SUBSCHEMAS_MAX = 400;
const PROPERTIES_MAX = 200;
const BRANCHES_MAX = 20;
const ENUM_MAX = 200;
const TEXT_MAX = 4000;
/** Parts after references are written out. */
const EXPANDED_MAX = 4000;
const SCHEMA_BYTES = 65_536;
const SETTING_NAME = /^[A-Za-z][A-Za-z0-9_]{0,60}$/;
const RESERVED = new Set(['constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf']);

const TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

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
  format: is(FORMATS.join(', '), (v) => FORMATS.includes(v as never)),
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
    if (part !== undefined && lookUp(SECRET_HINTS, keyword) === part)
      walk.faults.push({ path, message: 'A setting is shown and handed to the extension; declare a secret under permissions.secrets instead.' });
    else if (HINT.test(keyword)) text(typeof part === 'string' ? part : JSON.stringify(part), path, walk, depth);
    else if (Object.hasOwn(KEYWORDS, keyword)) KEYWORDS[keyword]!(part, path, walk, depth);
    else
      walk.faults.push({
        path,
        message: `This keyword is not known here; allowed: ${Object.keys(KEYWORDS).join(', ')} and x-….${hint(keyword, Object.keys(KEYWORDS))}`,
      });
  }
}

/** References exist, do not go in circles, and do not multiply: twenty branches eight levels deep would never end. */
function referenceFaults(root: SettingsSchema, at: string): Fault[] {
  try {
    const total = weightOf(root);
    return total > EXPANDED_MAX
      ? [{ path: at, message: `With its references written out the schema has ${total} parts; at most ${EXPANDED_MAX} are allowed.` }]
      : [];
  } catch (error) {
    if (error instanceof RefusedReference) return [{ path: `${at}.$defs`, message: error.message }];
    throw error;
  }
}

/** Defaults are what an admin gets without typing: each must be allowed by its own schema. */
function defaultFaults(root: SettingsSchema, at: string): Fault[] {
  const { required: _required, ...rest } = root;
  const faults = settingsFaults(rest, withDefaults(root, {}), at);
  return faults.map((fault) => ({ ...fault, message: `The default is wrong: ${fault.message}` }));
}
