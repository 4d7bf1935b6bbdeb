/** Products with their items, parameters and templates: the verbs that write them. */
import { itemId } from '../../base/index.ts';
import { stamped } from '../kit/index.ts';
import type { Context, ItemRow, ParameterRow, ProductRow, TemplateRow } from '../../store/index.ts';

export async function createProduct(
  ctx: Context,
  input: { name: string; owner: string; capabilities?: object; external_id?: string; status?: string },
): Promise<ProductRow> {
  const row: ProductRow = {
    id: await ctx.id('product', 'product'),
    name: input.name,
    status: input.status ?? 'draft',
    owner_id: input.owner,
    external_id: input.external_id ?? '',
    short_description: '',
    detailed_description: '',
    version: 1,
    items_made: 0,
    parameters_made: 0,
    capabilities: JSON.stringify(input.capabilities ?? {}),
    data: '{}',
    events: stamped(ctx, undefined, 'created'),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('product').values(row).execute();
  return row;
}

type NewItem = Pick<ItemRow, 'name' | 'mpn'> & Partial<Pick<ItemRow, 'description' | 'status' | 'type' | 'period' | 'precision'>>;

export async function createItem(ctx: Context, productId: string, input: NewItem): Promise<ItemRow> {
  const id = itemId(productId, await nextCounter(ctx, productId, 'items_made'));
  const row: ItemRow = {
    id,
    product_id: productId,
    local_id: id.replaceAll('-', '_'),
    mpn: input.mpn,
    name: input.name,
    description: input.description ?? '',
    status: input.status ?? 'draft',
    type: input.type ?? 'reservation',
    period: input.period ?? 'monthly',
    precision: input.precision ?? 'integer',
    unit: JSON.stringify({ id: 'unit', name: 'unit', unit: 'unit' }),
    position: 0,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('item').values(row).execute();
  return row;
}

type NewParameter = Pick<ParameterRow, 'name' | 'title' | 'type' | 'phase'> & Partial<Pick<ParameterRow, 'description' | 'scope'>> & { constraints?: object };

export async function createParameter(ctx: Context, productId: string, input: NewParameter): Promise<ParameterRow> {
  const counter = await nextCounter(ctx, productId, 'parameters_made');
  const row: ParameterRow = {
    id: `PRM-${productId.slice(4)}-${String(counter).padStart(4, '0')}`,
    product_id: productId,
    name: input.name,
    title: input.title,
    description: input.description ?? '',
    type: input.type,
    phase: input.phase,
    scope: input.scope ?? 'asset',
    constraints: JSON.stringify({ required: false, hidden: false, unique: false, ...input.constraints }),
    hint: '',
    placeholder: '',
    position: counter * 10_000,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('parameter').values(row).execute();
  return row;
}

export async function createTemplate(
  ctx: Context,
  productId: string,
  input: { name: string; title?: string; body: string; type: string; scope?: string },
): Promise<TemplateRow> {
  const row: TemplateRow = {
    id: await ctx.id('template', 'template'),
    product_id: productId,
    name: input.name,
    title: input.title ?? input.name,
    body: input.body,
    scope: input.scope ?? 'asset',
    type: input.type,
    position: 0,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('template').values(row).execute();
  return row;
}

async function nextCounter(ctx: Context, productId: string, counter: 'items_made' | 'parameters_made'): Promise<number> {
  const row = await ctx.tx
    .updateTable('product')
    .set((eb) => ({ [counter]: eb(counter, '+', 1) }))
    .where('id', '=', productId)
    .returning(counter)
    .executeTakeFirstOrThrow();
  return row[counter];
}
