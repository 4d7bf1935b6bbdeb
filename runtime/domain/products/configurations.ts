/** Values of configuration-phase parameters: set by the vendor before any order, for the product, an item, a marketplace or both. */
import { invalid } from '../../base/index.ts';
import { findVisible, json, references, showMany } from '../kit/index.ts';
import type { Context, ParameterRow, ProductPartRow } from '../../store/index.ts';
import { parameters, products } from './fields.ts';
import { createPart, inData, masterParts, partJson, partsOf, updatePart, type PartCollection } from './parts.ts';

interface Ref {
  id: string;
}

export interface ConfigurationInput {
  parameter: Ref;
  item?: Ref;
  marketplace?: Ref;
  value?: string | null;
  structured_value?: object | null;
}

interface Stored {
  parameter_id: string;
  item_id?: string;
  marketplace_id?: string;
  value: string | null;
  structured_value: object;
}

/** Scope of a parameter -> what its value must name. */
// prettier-ignore
const NAMES: Record<string, readonly ('item' | 'marketplace')[]> = {
  product:          [],
  item:             ['item'],
  marketplace:      ['marketplace'],
  item_marketplace: ['item', 'marketplace'],
};

export const configurations: PartCollection = {
  id: 'none',
  ...partsOf(
    'configuration',
    {
      'parameter.id': { column: 'data', path: ['parameter_id'] },
      'item.id': { column: 'data', path: ['item_id'] },
      'marketplace.id': { column: 'data', path: ['marketplace_id'] },
      ...inData('value'),
    },
    async (ctx, rows) => {
      const stored = rows.map((row) => json<Stored>(row.data));
      const parameter = await showMany(ctx, parameters, stored.map((s) => s.parameter_id)); // prettier-ignore
      const item = await references(ctx, 'item', stored.flatMap((s) => s.item_id ?? [])); // prettier-ignore
      const marketplace = await references(ctx, 'marketplace', stored.flatMap((s) => s.marketplace_id ?? [])); // prettier-ignore
      return rows.map((row, i) => {
        const { parameter_id, item_id, marketplace_id, value, structured_value } = stored[i]!;
        const { id: _, events } = partJson(row) as { id: string; events: object };
        return {
          ...{ value, structured_value, parameter: parameter.get(parameter_id) ?? { id: parameter_id, name: '', title: '' } },
          ...(item_id ? { item: item(item_id) } : {}),
          ...(marketplace_id ? { marketplace: marketplace(marketplace_id) } : {}),
          events,
        };
      });
    },
  ),
};

/** A value for the same parameter and place replaces the one before. */
export async function configure(ctx: Context, productId: string, input: ConfigurationInput): Promise<ProductPartRow> {
  const product = await findVisible(ctx, products, productId, { lock: true });
  const parameter = await ctx.tx.selectFrom('parameter').selectAll().where('product_id', '=', productId).where((eb) => eb.or([eb('id', '=', input.parameter.id), eb('name', '=', input.parameter.id)])).executeTakeFirst(); // prettier-ignore
  if (parameter?.phase !== 'configuration')
    throw invalid('parameter.id', `${JSON.stringify(input.parameter.id)} is not a configuration parameter of ${productId}.`);
  const wanted = NAMES[parameter.scope]!;
  for (const name of ['item', 'marketplace'] as const)
    if (wanted.includes(name) !== (input[name] !== undefined))
      throw invalid(name, `a parameter of scope ${parameter.scope} ${wanted.includes(name) ? `needs the ${name} its value is for` : `has no ${name}`}.`);
  const item = input.item && (await itemOf(ctx, productId, input.item.id));
  if (input.marketplace) await requireMarketplace(ctx, input.marketplace.id);
  const { value = null, structured_value } = input;
  checkValue(parameter, value);
  const place = { ...(item ? { item_id: item } : {}), ...(input.marketplace ? { marketplace_id: input.marketplace.id } : {}) };
  const stored: Stored = { parameter_id: parameter.id, ...place, value, structured_value: structured_value ?? {} };
  const same = (await masterParts(ctx, product, 'configuration')).find((row) => {
    const data = json<Stored>(row.data);
    return data.parameter_id === parameter.id && data.item_id === stored.item_id && data.marketplace_id === stored.marketplace_id;
  });
  if (!same) return createPart(ctx, 'configuration', productId, stored, { shared: isShared(parameter) });
  await updatePart(ctx, same, stored);
  return same;
}

const isShared = (parameter: ParameterRow) => ['view', 'edit'].includes(json<{ shared?: string }>(parameter.constraints).shared ?? 'none');

function checkValue(parameter: ParameterRow, value: string | null): void {
  const {
    choices = [],
    min_length: min = 0,
    max_length: max = Infinity,
  } = json<{ choices?: { value: string }[]; min_length?: number; max_length?: number }>(parameter.constraints);
  if (value === null) return;
  if (['choice', 'dropdown'].includes(parameter.type) && !choices.some((c) => c.value === value))
    throw invalid('value', `${JSON.stringify(value)} is not allowed; allowed: ${choices.map((c) => c.value).join(', ')}.`);
  if (value.length < min || value.length > max) throw invalid('value', `has ${value.length} characters; allowed: ${min} to ${max}.`);
}

async function itemOf(ctx: Context, product: string, id: string): Promise<string> {
  const found = await ctx.tx.selectFrom('item').select('id').where('product_id', '=', product).where((eb) => eb.or([eb('id', '=', id), eb('local_id', '=', id)])).executeTakeFirst(); // prettier-ignore
  if (!found) throw invalid('item.id', `${JSON.stringify(id)} is not an item of ${product}.`);
  return found.id;
}

/** One that the vendor has a contract on; the table belongs to another module. */
async function requireMarketplace(ctx: Context, id: string): Promise<void> {
  const found = await ctx.tx
    .selectFrom('contract')
    .select('id')
    .where('marketplace_id', '=', id)
    .where('owner_id', '=', ctx.actor.accountId)
    .where('status', 'in', ['active', 'pending'])
    .executeTakeFirst();
  if (!found) throw invalid('marketplace.id', `${JSON.stringify(id)} is not a marketplace you have a contract on.`);
}
