/** TypeBox schemas checked by ajv, with messages that name the field, the value and what is allowed. */
import { Ajv2020 as Ajv, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import type { Static, TSchema } from 'typebox';
import { PlatformError, type ErrorKind } from './errors.ts';

const addFormats = formatsPlugin as unknown as (ajv: Ajv) => void;

function createAjv(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: false, allowUnionTypes: true, verbose: true });
  addFormats(ajv);
  return ajv;
}

const ajv = createAjv();
const compiled = new WeakMap<object, ValidateFunction>();

function validatorOf(schema: TSchema): ValidateFunction {
  let validate = compiled.get(schema);
  if (!validate) compiled.set(schema, (validate = ajv.compile(schema)));
  return validate;
}

/** The value, typed, or a PlatformError that lists each fault with its path. */
export function check<T extends TSchema>(schema: T, value: unknown, kind: ErrorKind = 'validation', root = ''): Static<T> {
  const faults = faultsOf(schema, value, root);
  if (faults.length) throw new PlatformError(kind, faults);
  return value as Static<T>;
}

export function faultsOf(schema: TSchema, value: unknown, root = ''): string[] {
  const validate = validatorOf(schema);
  if (validate(value)) return [];
  return [...new Set((validate.errors ?? []).map((e) => describe(e, root)))].slice(0, 20);
}

/** `items.0.id: 7 must be string` with the allowed values where ajv knows them. */
function describe(error: ErrorObject, root: string): string {
  const own = error.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
  const path = [root, own].filter(Boolean).join('.');
  const params = error.params as Record<string, unknown>;
  const extra = params['additionalProperty'];
  if (typeof extra === 'string') {
    const known = Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
    return `${[path, extra].filter(Boolean).join('.')}: This field is not known here; allowed: ${known.join(', ') || 'none'}.`;
  }
  const missing = params['missingProperty'];
  if (typeof missing === 'string') return `${[path, missing].filter(Boolean).join('.')}: This field is required.`;
  const allowed = params['allowedValues'] ?? params['allowedValue'];
  const shown = typeof error.data === 'object' ? '' : `${clipped(JSON.stringify(error.data))} `;
  const what = allowed === undefined ? (error.message ?? 'is not valid') : `is not allowed; allowed: ${JSON.stringify(allowed)}`;
  return `${path || 'body'}: ${shown}${what}.`;
}

/** A value in a message is there to be recognised, not to be sent back. */
function clipped(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
