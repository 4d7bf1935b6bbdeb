/**
 * Values of a product's parameters, as orders and tier configurations hold them: merging what a caller may write,
 * finding what is missing, sealing passwords. Values are kept by symbolic name; a password is stored sealed and shown
 * masked to all but the vendor (platform-api.md sections 9 and 17.4).
 */
import { invalid, lookUp } from '../../base/index.ts';
import type { Context, StoredParam } from '../../store/index.ts';
import type { Definition } from './queries.ts';
import { checkedValue, isStructured } from './value-types.ts';

const MASK = '********';

export interface ParamInput {
  id: string;
  value?: unknown;
  structured_value?: unknown;
  value_error?: string | null;
  structured_error?: unknown;
}

type Parameter = Definition['parameters'][number];

/** Whose values they are. */
export interface ValueOwner {
  /** Passwords are sealed to it: `asset:AS-…`. */
  key: string;
  scope: 'asset' | 'tier1' | 'tier2';
  /** Where they stand in a body: `asset.params`. */
  field: string;
}

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
  nothing:          { values: [],              errors: [] },
} as const satisfies Record<string, WriteRights>;

export function mergeValues(
  ctx: Context,
  owner: ValueOwner,
  definition: Definition,
  stored: StoredParam[],
  input: readonly ParamInput[],
  rights: WriteRights,
): StoredParam[] {
  const result = new Map(stored.map((p) => [p.id, { ...p }]));
  input.forEach((given, index) => {
    const field = `${owner.field}.${index}`;
    const parameter = definition.parameters.find((p) => p.name === given.id || p.id === given.id);
    if (!parameter || parameter.scope !== owner.scope) {
      const known = definition.parameters.filter((p) => p.scope === owner.scope).map((p) => p.name);
      throw invalid(
        `${field}.id`,
        `${JSON.stringify(given.id)} is not a parameter of this product with scope ${owner.scope}; known: ${known.join(', ') || 'none'}.`,
      );
    }
    const present = result.get(parameter.name) ?? { id: parameter.name, value: '' };
    const next = { ...present };
    if (writesValue(ctx, owner, parameter, present, given)) {
      if (!rights.values.includes(parameter.phase))
        throw invalid(`${field}.value`, `${parameter.name} is a ${parameter.phase} parameter; here you may set: ${rights.values.join(', ') || 'none'}.`);
      if (rights.onlyFlagged && !present.value_error && present.value !== '')
        throw invalid(`${field}.value`, `${parameter.name} was not asked for; only parameters with a value_error may be changed while inquiring.`);
      delete next.structured_value;
      Object.assign(next, sealedValue(ctx, owner, parameter, checkedValue(parameter, given, field)));
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
function writesValue(ctx: Context, owner: ValueOwner, parameter: Parameter, present: StoredParam, given: ParamInput): boolean {
  if (given.structured_value !== undefined && given.structured_value !== null)
    return JSON.stringify(given.structured_value) !== JSON.stringify(present.structured_value);
  if (given.value === undefined || given.value === null) return false;
  if (parameter.type === 'password') return given.value !== MASK && String(given.value) !== plainValue(ctx, owner.key, parameter, present);
  return String(given.value) !== present.value;
}

function sealedValue(ctx: Context, owner: ValueOwner, parameter: Parameter, checked: Pick<StoredParam, 'value' | 'structured_value'>) {
  if (parameter.type !== 'password' || checked.value === '') return checked;
  return { value: ctx.sealer.seal(checked.value, `${owner.key}:${parameter.name}`) };
}

export function plainValue(ctx: Context, ownerKey: string, parameter: { name: string; type: string }, stored: StoredParam | undefined): string {
  const value = stored?.value ?? '';
  return parameter.type === 'password' && value !== '' ? ctx.sealer.open(value, `${ownerKey}:${parameter.name}`) : value;
}

const isFilled = (param: StoredParam | undefined): boolean => param !== undefined && (param.value !== '' || param.structured_value !== undefined);

/** What another parameter's value makes of this one's constraints. */
function constraintsNow(parameter: Parameter, stored: ReadonlyMap<string, StoredParam>): { required: boolean; hidden: boolean } {
  const { required, hidden = false, dependency } = parameter.constraints;
  const other = dependency && stored.get(dependency.parameter)?.value;
  const applies = other !== undefined && (dependency?.values?.includes(other) ?? false);
  return { required: (applies ? dependency?.required : undefined) ?? required, hidden: (applies ? dependency?.hidden : undefined) ?? hidden };
}

/** Required parameters of a phase that have no value yet; what a dependency hides is not asked for. */
export function missingValues(definition: Definition, scope: ValueOwner['scope'], stored: readonly StoredParam[], phase: 'ordering' | 'fulfillment'): string[] {
  const byName = new Map(stored.map((p) => [p.id, p]));
  return definition.parameters
    .filter((p) => p.scope === scope && p.phase === phase && !isFilled(byName.get(p.name)))
    .filter((p) => {
      const { required, hidden } = constraintsNow(p, byName);
      return required && !(hidden && p.constraints.dependency);
    })
    .map((p) => p.name);
}

/** Choices marked as default stand for what a buyer left out. */
export function withDefaultChoices(definition: Definition, scope: ValueOwner['scope'], stored: StoredParam[]): StoredParam[] {
  const given = new Map(stored.map((p) => [p.id, p]));
  const defaults = definition.parameters.flatMap((p) => {
    const choice =
      p.scope === scope && p.phase === 'ordering' && !isStructured(p.type) && !given.has(p.name) ? p.constraints.choices?.find((c) => c.default) : undefined;
    return choice ? [{ id: p.name, value: choice.value }] : [];
  });
  return [...stored, ...defaults];
}

/** Values in the published shape. `passwords`: whether this reader sees them. */
export function shownValues(ctx: Context, owner: ValueOwner, definition: Definition | undefined, stored: readonly StoredParam[], passwords: boolean): object[] {
  return (definition?.parameters ?? [])
    .filter((p) => p.scope === owner.scope && p.phase !== 'configuration')
    .map((p) => {
      const own = stored.find((s) => s.id === p.name);
      const masked = p.type === 'password' && !passwords && own?.value;
      return {
        ...{ id: p.name, name: p.name, title: p.title, description: p.description, type: p.type, phase: p.phase, scope: p.scope },
        value: masked ? MASK : plainValue(ctx, owner.key, p, own),
        ...(own?.structured_value ? { structured_value: own.structured_value } : {}),
        value_error: own?.value_error ?? '',
        ...(own?.structured_error ? { structured_error: own.structured_error } : {}),
        value_choices: (p.constraints.choices ?? []).map((c) => c.label),
        constraints: { required: p.constraints.required, hidden: p.constraints.hidden ?? false, unique: p.constraints.unique ?? false },
      };
    });
}

/** A template's `{{ name }}` places filled with parameter values; passwords stay masked. */
export function renderTemplate(body: string, definition: Definition, stored: readonly StoredParam[], extra: Record<string, string> = {}): string {
  const values = new Map(stored.map((p) => [p.id, p.value]));
  const passwords = new Set(definition.parameters.filter((p) => p.type === 'password').map((p) => p.name));
  return body.replaceAll(
    /\{\{\s*([A-Za-z0-9_-]+)\s*\}\}/g,
    (_, name: string) => lookUp(extra, name) ?? (passwords.has(name) ? MASK : (values.get(name) ?? '')),
  );
}

/** `{name: value}` of a decision as the API's parameter list; an object becomes a structured value. */
export function paramInputsOf(values: Record<string, unknown> = {}): ParamInput[] {
  return Object.entries(values).map(([id, value]) => (typeof value === 'object' ? { id, structured_value: value } : { id, value: String(value) }));
}

export function paramErrorsOf(errors: Record<string, string> = {}): ParamInput[] {
  return Object.entries(errors).map(([id, value_error]) => ({ id, value_error }));
}
