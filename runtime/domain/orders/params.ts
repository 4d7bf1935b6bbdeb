/**
 * Parameter values of an asset or request: merging what a caller may write, finding what is missing, and sealing
 * passwords. Values are kept by symbolic name; a password is stored sealed and shown masked to all but the vendor.
 */
import { invalid } from '../../base/index.ts';
import type { Context, StoredParam } from '../../store/index.ts';
import type { Definition } from '../products/index.ts';

export const MASK = '********';

/** Types whose value is an object (platform-api.md section 9). */
const STRUCTURED = new Set(['address', 'phone', 'checkbox', 'object']);

export interface ParamInput {
  id: string;
  value?: unknown;
  structured_value?: unknown;
  value_error?: string | null;
  structured_error?: unknown;
}

type Parameter = Definition['parameters'][number];

/** What may be written: the phases whose values, and the phases whose errors. */
export interface WriteRights {
  values: readonly string[];
  errors: readonly string[];
  /** Ordering values only where the vendor flagged them. */
  onlyFlagged?: boolean;
}

// prettier-ignore
export const RIGHTS = {
  create:           { values: ['ordering'],    errors: [] },
  buyerDraft:       { values: ['ordering'],    errors: [] },
  buyerInquiring:   { values: ['ordering'],    errors: [], onlyFlagged: true },
  vendorProcessing: { values: ['fulfillment'], errors: ['ordering'] },
} as const satisfies Record<string, WriteRights>;

export function mergeParams(
  ctx: Context,
  assetId: string,
  definition: Definition,
  stored: StoredParam[],
  input: ParamInput[],
  rights: WriteRights,
): StoredParam[] {
  const result = new Map(stored.map((p) => [p.id, { ...p }]));
  input.forEach((given, index) => {
    const field = `asset.params.${index}`;
    const parameter = definition.parameters.find((p) => p.name === given.id || p.id === given.id);
    if (!parameter || parameter.scope !== 'asset') {
      const known = definition.parameters.filter((p) => p.scope === 'asset').map((p) => p.name);
      throw invalid(`${field}.id`, `${JSON.stringify(given.id)} is not a parameter of this product; known: ${known.join(', ') || 'none'}.`);
    }
    const present = result.get(parameter.name) ?? { id: parameter.name, value: '' };
    const next = { ...present };
    if (writesValue(ctx, assetId, parameter, present, given)) {
      if (!rights.values.includes(parameter.phase))
        throw invalid(`${field}.value`, `${parameter.name} is a ${parameter.phase} parameter; here you may set: ${rights.values.join(', ') || 'none'}.`);
      if (rights.onlyFlagged && !present.value_error && present.value !== '')
        throw invalid(`${field}.value`, `${parameter.name} was not asked for; only parameters with a value_error may be changed while inquiring.`);
      Object.assign(next, checkedValue(ctx, assetId, parameter, given, field));
      delete next.value_error;
      delete next.structured_error;
    }
    if (given.value_error && rights.errors.includes(parameter.phase)) next.value_error = given.value_error;
    if (given.value_error === '') delete next.value_error;
    if (given.structured_error && rights.errors.includes(parameter.phase)) next.structured_error = given.structured_error;
    result.set(parameter.name, next);
  });
  return [...result.values()];
}

/** Clients send whole parameters back; only a different value counts as writing one. */
function writesValue(ctx: Context, assetId: string, parameter: Parameter, present: StoredParam, given: ParamInput): boolean {
  if (given.structured_value !== undefined && given.structured_value !== null)
    return JSON.stringify(given.structured_value) !== JSON.stringify(present.structured_value);
  if (given.value === undefined || given.value === null) return false;
  if (parameter.type === 'password') return given.value !== MASK && String(given.value) !== plainValue(ctx, assetId, parameter, present);
  return String(given.value) !== present.value;
}

function checkedValue(ctx: Context, assetId: string, parameter: Parameter, given: ParamInput, field: string): Pick<StoredParam, 'value' | 'structured_value'> {
  if (STRUCTURED.has(parameter.type)) {
    const value = given.structured_value ?? given.value;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw invalid(`${field}.structured_value`, `${parameter.name} has type ${parameter.type} and takes an object.`);
    return { value: '', structured_value: value as Record<string, unknown> };
  }
  if (typeof given.value === 'object') throw invalid(`${field}.value`, `${parameter.name} has type ${parameter.type} and takes text.`);
  const text = String(given.value ?? '');
  const { min_length, max_length, choices } = parameter.constraints;
  if (text !== '' && min_length !== undefined && text.length < min_length)
    throw invalid(`${field}.value`, `has ${text.length} characters; at least ${min_length} are required.`);
  if (max_length !== undefined && text.length > max_length)
    throw invalid(`${field}.value`, `has ${text.length} characters; at most ${max_length} are allowed.`);
  if (text !== '' && choices?.length && !choices.some((c) => c.value === text))
    throw invalid(`${field}.value`, `${JSON.stringify(text)} is not one of ${choices.map((c) => c.value).join(', ')}.`);
  return { value: parameter.type === 'password' && text !== '' ? ctx.sealer.seal(text, sealId(assetId, parameter.name)) : text };
}

export function plainValue(ctx: Context, assetId: string, parameter: { name: string; type: string }, stored: StoredParam | undefined): string {
  const value = stored?.value ?? '';
  return parameter.type === 'password' && value !== '' ? ctx.sealer.open(value, sealId(assetId, parameter.name)) : value;
}

function sealId(assetId: string, name: string): string {
  return `asset:${assetId}:${name}`;
}

/** Required parameters of a phase that have no value yet. */
export function missingParams(definition: Definition, stored: StoredParam[], phase: 'ordering' | 'fulfillment'): string[] {
  const filled = new Set(stored.filter((p) => p.value !== '' || p.structured_value).map((p) => p.id));
  return definition.parameters.filter((p) => p.scope === 'asset' && p.phase === phase && p.constraints.required && !filled.has(p.name)).map((p) => p.name);
}

/** A template's `{{ name }}` places filled with parameter values; passwords stay masked. */
export function renderTemplate(body: string, definition: Definition, stored: StoredParam[], extra: Record<string, string> = {}): string {
  const values = new Map(stored.map((p) => [p.id, p.value]));
  const passwords = new Set(definition.parameters.filter((p) => p.type === 'password').map((p) => p.name));
  return body.replaceAll(/\{\{\s*([A-Za-z0-9_-]+)\s*\}\}/g, (_, name: string) => extra[name] ?? (passwords.has(name) ? MASK : (values.get(name) ?? '')));
}
