/** Parameters of a product: what is asked of whom, and the rules of platform-api.md section 9. */
import Type from 'typebox';
import { check, invalid } from '../../base/index.ts';
import { json } from '../kit/index.ts';
import type { Context, ParameterRow } from '../../store/index.ts';
import { newRevision } from './commands.ts';
import { oneOf } from './items.ts';

/** Phase -> where such a parameter may belong; the first is the default. */
// prettier-ignore
const SCOPES = {
  ordering:      ['asset', 'tier1', 'tier2'],
  fulfillment:   ['asset', 'tier1', 'tier2'],
  configuration: ['product', 'item', 'marketplace', 'item_marketplace'],
} as const;

const PHASES = Object.keys(SCOPES) as (keyof typeof SCOPES)[];
// prettier-ignore
const PARAMETER_TYPES = [
  'text', 'email', 'address', 'checkbox', 'choice', 'domain', 'subdomain', 'url', 'dropdown', 'object', 'password', 'phone', 'heading', 'content',
] as const;
/** They offer a list to choose from. */
const CHOOSING = ['checkbox', 'choice', 'dropdown'];
/** They only lay out a form and never have a value. */
const LAYOUT = ['heading', 'content'];

const flag = () => Type.Optional(Type.Boolean());
const Length = Type.Optional(Type.Union([Type.Null(), Type.Integer({ minimum: 0, maximum: 100_000 })]));
const Choice = Type.Object({ label: Type.String(), value: Type.String({ minLength: 1 }), default: Type.Optional(Type.Boolean()) });
const Dependency = Type.Object({
  parameter: Type.Unknown(),
  values: Type.Optional(Type.Array(Type.String())),
  required: flag(),
  hidden: flag(),
  readonly: flag(),
});
const Constraints = Type.Object({
  ...{ required: flag(), hidden: flag(), unique: flag(), readonly: flag(), reconciliation: flag() },
  shared: Type.Optional(Type.Enum(['none', 'view', 'edit'])),
  ...{ min_length: Length, max_length: Length },
  choices: Type.Optional(Type.Array(Choice, { maxItems: 1000 })),
  level: Type.Optional(Type.Integer()),
  display_content: Type.Optional(Type.String()),
  dependency: Type.Optional(Dependency),
});

const PLAIN = { required: false, hidden: false, unique: false, readonly: false, reconciliation: false };

export interface ParameterInput {
  name?: string;
  title?: string;
  description?: string;
  type?: string;
  phase?: string;
  scope?: string;
  constraints?: object;
  hint?: string;
  placeholder?: string;
  position?: number;
}

type NewParameter = ParameterInput & { name: string; title: string; type: string; phase: string };

export async function createParameter(ctx: Context, productId: string, input: NewParameter): Promise<ParameterRow> {
  const type = oneOf('type', PARAMETER_TYPES, input.type);
  const phase = oneOf('phase', PHASES, input.phase);
  const scope = oneOf<string>('scope', SCOPES[phase], input.scope ?? SCOPES[phase][0]);
  const constraints = await checkedConstraints(ctx, { product_id: productId, type, name: input.name }, {}, input.constraints ?? {});
  await requireFreeName(ctx, productId, input.name);
  const { parameters_made } = await ctx.tx
    .updateTable('product')
    .set((eb) => ({ parameters_made: eb('parameters_made', '+', 1), revision: newRevision() }))
    .where('id', '=', productId)
    .returning('parameters_made')
    .executeTakeFirstOrThrow();
  const row: ParameterRow = {
    id: `PRM-${productId.slice(4)}-${String(parameters_made).padStart(4, '0')}`,
    product_id: productId,
    name: input.name,
    title: input.title,
    description: input.description ?? '',
    ...{ type, phase, scope },
    constraints: JSON.stringify(constraints),
    hint: input.hint ?? '',
    placeholder: input.placeholder ?? '',
    position: input.position ?? parameters_made * 10_000,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('parameter').values(row).execute();
  return row;
}

/** Orders hold values by name, type, phase and scope of a parameter: those four never change. */
export async function updateParameter(ctx: Context, parameter: ParameterRow, input: ParameterInput): Promise<void> {
  for (const field of ['name', 'type', 'phase', 'scope'] as const)
    if (input[field] !== undefined && input[field] !== parameter[field])
      throw invalid(field, `${JSON.stringify(input[field])} cannot replace ${JSON.stringify(parameter[field])}; the ${field} of a parameter does not change.`);
  const stored = json<object>(parameter.constraints);
  const constraints = input.constraints ? await checkedConstraints(ctx, parameter, stored, input.constraints) : stored;
  const { title = parameter.title, description = parameter.description, hint = parameter.hint } = input;
  const { placeholder = parameter.placeholder, position = parameter.position } = input;
  await ctx.tx
    .updateTable('parameter')
    .set({ title, description, hint, placeholder, position, constraints: JSON.stringify(constraints), updated_at: ctx.now })
    .where('id', '=', parameter.id)
    .execute();
}

export async function deleteParameter(ctx: Context, parameter: ParameterRow): Promise<void> {
  const others = await ctx.tx.selectFrom('parameter').selectAll().where('product_id', '=', parameter.product_id).where('id', '!=', parameter.id).execute();
  const user = others.find((p) => dependencyOf(json<object>(p.constraints)) === parameter.name);
  if (user) throw invalid('constraints.dependency.parameter', `${user.id} (${user.name}) depends on ${parameter.name}; change that one first.`);
  await ctx.tx.deleteFrom('parameter').where('id', '=', parameter.id).execute();
}

type Subject = Pick<ParameterRow, 'product_id' | 'type' | 'name'>;

async function checkedConstraints(ctx: Context, parameter: Subject, stored: object, given: object): Promise<object> {
  const fresh = check(Constraints, given, 'validation', 'constraints') as Record<string, unknown>;
  const known = Object.fromEntries(Object.keys(Constraints.properties).flatMap((name) => (fresh[name] === undefined ? [] : [[name, fresh[name]]])));
  const merged: Record<string, unknown> = { ...PLAIN, ...stored, ...known };
  for (const name of ['min_length', 'max_length']) if (merged[name] === null) delete merged[name];
  const { min_length: min, max_length: max, choices } = merged as { min_length?: number; max_length?: number; choices?: { value: string }[] };
  const { type } = parameter;
  if (min !== undefined && max !== undefined && min > max) throw invalid('constraints.min_length', `${min} is more than max_length ${max}.`);
  if (CHOOSING.includes(type) && !choices?.length) throw invalid('constraints.choices', `a ${type} parameter needs at least one choice {label, value}.`);
  const repeated = choices?.find((c, i) => choices.findIndex((d) => d.value === c.value) !== i);
  if (repeated) throw invalid('constraints.choices', `${JSON.stringify(repeated.value)} is there twice; values are unique.`);
  if (LAYOUT.includes(type) && merged['required']) throw invalid('constraints.required', `true is not allowed for a ${type}; it never has a value.`);
  const dependency = dependencyOf(merged);
  if (dependency === undefined) return merged;
  const found = await ctx.tx
    .selectFrom('parameter')
    .select('name')
    .where('product_id', '=', parameter.product_id)
    .where((eb) => eb.or([eb('name', '=', dependency), eb('id', '=', dependency)]))
    .executeTakeFirst();
  if (!found || found.name === parameter.name)
    throw invalid('constraints.dependency.parameter', `${JSON.stringify(dependency)} is not another parameter of this product.`);
  return { ...merged, dependency: { ...(merged['dependency'] as object), parameter: found.name } };
}

/** Given as a name or an id, alone or in an object; kept as a name. */
function dependencyOf(constraints: object): string | undefined {
  const { parameter } = (constraints as { dependency?: { parameter?: unknown } }).dependency ?? {};
  if (typeof parameter === 'string') return parameter;
  const { id, name } = (parameter ?? {}) as { id?: string; name?: string };
  return id ?? name;
}

async function requireFreeName(ctx: Context, productId: string, name: string): Promise<void> {
  const taken = await ctx.tx.selectFrom('parameter').select('id').where('product_id', '=', productId).where('name', '=', name).executeTakeFirst();
  if (taken) throw invalid('name', `${JSON.stringify(name)} is already the name of ${taken.id}; it is unique within a product.`);
}
