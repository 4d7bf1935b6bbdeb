/**
 * What an admin enters, checked by the schema of a package. The schema passed settings-schema.ts; here it is tightened with our own
 * rules, and nothing that ajv is given may keep the host busy.
 */
import { Ajv2020 as Ajv, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { hint } from './did-you-mean.ts';
import { isObject, shown, type Fault } from './faults.ts';
import { linearRegExp, PATTERN_INPUT } from './patterns.ts';
import { weightOf, type SettingsSchema } from './schema-weight.ts';

export const FORMATS = ['email', 'uri', 'url', 'date', 'time', 'date-time', 'hostname', 'ipv4', 'ipv6', 'uuid', 'color'] as const;
/** Hints for the form; they check nothing. */
export const HINT = /^x-[a-z][a-z0-9-]{0,40}$/;

const LIST_MAX = 1000;
const NESTING_MAX = 32;
/** Parts of the schema times values of the settings: every value may meet every part, and each refusal is an object. */
const CHECKS_MAX = 1_000_000;
/** Text with a format; some of them take time in the square of its length. */
const FORMAT_INPUT = 2048;
const FAULTS_MAX = 20;
const SETTINGS_BYTES = 65_536;

const engine = Object.assign(linearRegExp, { code: 'linearRegExp' });
const ajv = new Ajv({
  ...{ allErrors: true, strict: false, allowUnionTypes: true, verbose: true, validateSchema: false, inlineRefs: false },
  code: { regExp: engine },
});
for (const name of FORMATS) ajv.addFormat(name, (text: string) => text.length > FORMAT_INPUT || isFormat(name, text));

function isFormat(name: (typeof FORMATS)[number], text: string): boolean {
  if (name === 'color') return /^#[0-9a-fA-F]{6}$/.test(text);
  // the library's own expression takes time in the square of the text
  if (name === 'url') return /^(https?|ftp):\/\/\S+$/i.test(text) && URL.canParse(text);
  const format = fullFormats[name] as RegExp | ((text: string) => boolean) | { validate(text: string): boolean };
  if (format instanceof RegExp) return format.test(text);
  return typeof format === 'function' ? format(text) : format.validate(text);
}

const CACHE_MAX = 200;
interface Compiled {
  validate: ValidateFunction;
  /** Parts, references written out. */
  weight: number;
}
const compiled = new Map<string, Compiled>();

function validatorOf(source: SettingsSchema): Compiled {
  const key = JSON.stringify(source);
  let known = compiled.get(key);
  if (!known) {
    if (compiled.size >= CACHE_MAX) compiled.clear();
    const schema = { ...(tightened(source) as object), type: 'object' };
    known = { validate: ajv.compile(schema), weight: weightOf(source) };
    // ajv keeps what it compiled for ever; the cache above is bounded
    ajv.removeSchema(schema);
    compiled.set(key, known);
  }
  return known;
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
  const longest = typeof out['pattern'] === 'string' ? PATTERN_INPUT : out['format'] === undefined ? undefined : FORMAT_INPUT;
  if (longest !== undefined) out['maxLength'] = Math.min(Number(out['maxLength'] ?? longest), longest);
  if (out['items'] !== undefined || out['uniqueItems'] === true) out['maxItems'] = Math.min(Number(out['maxItems'] ?? LIST_MAX), LIST_MAX);
  const isShape = ['properties', '$ref', 'if', ...BRANCHES].some((keyword) => keyword in out);
  if (isShape && !inBranch && !('additionalProperties' in out)) out['unevaluatedProperties'] = false;
  return out;
}

/** What is wrong with an admin's settings, each with its path, the value and what is allowed. */
export function settingsFaults(source: SettingsSchema, settings: unknown, root = 'settings'): Fault[] {
  if (!isObject(settings)) return [{ path: root, message: `${shown(settings)} is not allowed; allowed: an object.` }];
  if (JSON.stringify(settings).length > SETTINGS_BYTES) return [{ path: root, message: `Settings have at most ${SETTINGS_BYTES} bytes.` }];
  const { validate, weight } = validatorOf(source);
  const size = { values: 0, faults: [] as Fault[] };
  measure(settings, root, size, 1);
  if (size.faults.length) return size.faults.slice(0, FAULTS_MAX);
  if (size.values * weight > CHECKS_MAX)
    return [
      { path: root, message: `${size.values} values are too many for a schema of ${weight} parts; at most ${Math.floor(CHECKS_MAX / weight)} are allowed.` },
    ];
  if (validate(settings)) return [];
  return (validate.errors ?? []).slice(0, FAULTS_MAX).map((error) => describe(error, root));
}

/** What would make ajv slow before it says no: it compares the elements of a list although the list is too long. */
function measure(value: unknown, path: string, size: { values: number; faults: Fault[] }, depth: number): void {
  size.values++;
  if (typeof value !== 'object' || value === null) return;
  if (depth > NESTING_MAX) return void size.faults.push({ path, message: `Settings are at most ${NESTING_MAX} levels deep.` });
  const parts = Object.entries(value);
  if (Array.isArray(value) && parts.length > LIST_MAX)
    return void size.faults.push({ path, message: `${parts.length} elements are more than the ${LIST_MAX} a list may have.` });
  for (const [name, part] of parts) measure(part, `${path}.${name}`, size, depth + 1);
}

function describe(error: ErrorObject, root: string): Fault {
  const own = error.instancePath.slice(1).replaceAll('/', '.');
  const path = [root, own].filter(Boolean).join('.');
  const params = error.params as Record<string, unknown>;
  const extra = params['unevaluatedProperty'] ?? params['additionalProperty'];
  if (typeof extra === 'string') {
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
    return { path: `${path}.${extra}`, message: `This setting is not known to the extension; allowed: ${known.join(', ') || 'none'}.${hint(extra, known)}` };
  }
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
