/** The verbs of a product itself: creating, editing, publishing and ending its sale. Each write gives it a new revision. */
import { randomBytes } from 'node:crypto';
import { invalid, nextState } from '../../base/index.ts';
import { findVisible, json, stamped } from '../kit/index.ts';
import type { Context, ProductRow, ProductVersionRow } from '../../store/index.ts';
import { mergedCapabilities } from './capabilities.ts';
import { products } from './fields.ts';
import { productLifecycle, type ProductAction } from './lifecycle.ts';

export interface ProductInput {
  name?: string;
  external_id?: string;
  short_description?: string;
  detailed_description?: string;
  capabilities?: Record<string, unknown>;
  customer_ui_settings?: object;
  purchase_model?: string;
  category?: { id: string };
  usage_rule?: object;
}

/** The row alone, in any status: for seeds, and for the route that adds the default templates. */
export async function createProduct(ctx: Context, input: ProductInput & { name: string; owner: string; status?: string }): Promise<ProductRow> {
  const row: ProductRow = {
    id: await ctx.id('product', 'product'),
    name: input.name,
    status: input.status ?? 'draft',
    owner_id: input.owner,
    external_id: input.external_id ?? '',
    short_description: input.short_description ?? '',
    detailed_description: input.detailed_description ?? '',
    version: 1,
    items_made: 0,
    parameters_made: 0,
    parts_made: 0,
    capabilities: JSON.stringify(mergedCapabilities({}, input.capabilities ?? {})),
    data: JSON.stringify({ customer_ui_settings: input.customer_ui_settings ?? {}, ...(await settingsOf(ctx, input)) }),
    events: stamped(ctx, undefined, 'created', 'updated', ...(input.status === 'published' ? ['published'] : [])),
    revision: newRevision(),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('product').values(row).execute();
  return row;
}

export async function updateProduct(ctx: Context, id: string, input: ProductInput): Promise<ProductRow> {
  const row = await findVisible(ctx, products, id, { lock: true });
  const { capabilities, customer_ui_settings, purchase_model: _model, category: _category, usage_rule: _rule, ...plain } = input;
  const settings = { ...(customer_ui_settings ? { customer_ui_settings } : {}), ...(await settingsOf(ctx, input)) };
  return saveProduct(ctx, row, {
    ...plain,
    ...(capabilities ? { capabilities: JSON.stringify(mergedCapabilities(json(row.capabilities), capabilities)) } : {}),
    ...(Object.keys(settings).length ? { data: JSON.stringify({ ...json<object>(row.data), ...settings }) } : {}),
  });
}

/** What is kept beside the columns. */
async function settingsOf(ctx: Context, { purchase_model, category, usage_rule }: ProductInput): Promise<object> {
  const known = category && (await ctx.tx.selectFrom('category').select(['id', 'name']).where('id', '=', category.id).executeTakeFirst());
  if (category && !known) throw invalid('category.id', `${JSON.stringify(category.id)} is not a category; see /categories.`);
  return { ...(purchase_model ? { purchase_model } : {}), ...(known ? { category: known } : {}), ...(usage_rule ? { usage_rule } : {}) };
}

export interface PublishInput {
  changes_description?: string;
  public?: boolean;
  staging?: boolean;
}

/**
 * What a version makes of its product: a new one counts it up, a public one publishes it and the draft items it holds.
 * `kept` names an older version that becomes public.
 */
export async function publishWith(ctx: Context, id: string, input: PublishInput, kept?: ProductVersionRow): Promise<ProductRow> {
  const { row, status } = await move(ctx, id, 'publish');
  const first = row.status === 'draft' && !(await hasVersions(ctx, id));
  const version = kept || first ? row.version : row.version + 1;
  if (!input.public) return saveProduct(ctx, row, { version });
  const drafts = ctx.tx.updateTable('item').set({ status: 'published', updated_at: ctx.now }).where('product_id', '=', id).where('status', '=', 'draft');
  const held = ctx.tx.selectFrom('product_part').select('object_id').where('product_id', '=', id).where('kind', '=', 'item').where('version', '=', kept?.version ?? 0); // prettier-ignore
  await (kept ? drafts.where('id', 'in', held) : drafts).execute();
  const data = JSON.stringify({ ...json<object>(row.data), changes_description: input.changes_description ?? '', published_at: ctx.now });
  return saveProduct(ctx, row, { status, version, data }, 'published');
}

async function hasVersions(ctx: Context, id: string): Promise<boolean> {
  return (await ctx.tx.selectFrom('product_version').select('id').where('product_id', '=', id).limit(1).executeTakeFirst()) !== undefined;
}

export async function endSale(ctx: Context, id: string, input: { replacement?: { id: string }; end_of_sale_notes?: string }): Promise<ProductRow> {
  const { row, status } = await move(ctx, id, 'endsale');
  const { replacement } = input;
  if (replacement?.id === id) throw invalid('replacement.id', 'a product cannot replace itself.');
  const other = replacement ? await findVisible(ctx, products, replacement.id).catch(() => undefined) : undefined;
  if (replacement && !other) throw invalid('replacement.id', `${JSON.stringify(replacement.id)} is not one of your products.`);
  const data = { ...json<object>(row.data), replacement: other?.id ?? null, end_of_sale_notes: input.end_of_sale_notes ?? '' };
  return saveProduct(ctx, row, { status, data: JSON.stringify(data) }, 'saleended');
}

export async function resumeSale(ctx: Context, id: string): Promise<ProductRow> {
  const { row, status } = await move(ctx, id, 'resumesale');
  const data = { ...json<object>(row.data), replacement: null, end_of_sale_notes: '' };
  return saveProduct(ctx, row, { status, data: JSON.stringify(data) }, 'saleresumed');
}

/** Everything that belongs to the product goes; the row stays, so that the event about it can still be told. */
export async function deleteProduct(ctx: Context, id: string): Promise<void> {
  const { row, status } = await move(ctx, id, 'delete');
  if (await hasVersions(ctx, id)) throw invalid('status', `product ${id} has a version; only a draft without one can be deleted.`);
  for (const table of ['item', 'parameter', 'template', 'product_part', 'product_file'] as const)
    await ctx.tx.deleteFrom(table).where('product_id', '=', id).execute();
  await saveProduct(ctx, row, { status }, 'deleted');
}

/** After a write to what belongs to the product. */
export async function productChanged(ctx: Context, row: ProductRow): Promise<void> {
  await saveProduct(ctx, row, {});
}

/** New for each write, never repeated: see queries.ts. */
export function newRevision(): string {
  return randomBytes(9).toString('base64url');
}

async function move(ctx: Context, id: string, action: ProductAction) {
  const row = await findVisible(ctx, products, id, { lock: true });
  return { row, status: nextState(productLifecycle, row, action, ctx.actor.role as 'vendor') };
}

async function saveProduct(ctx: Context, row: ProductRow, change: Partial<ProductRow>, ...stamps: string[]): Promise<ProductRow> {
  const set = { ...change, events: stamped(ctx, row.events, 'updated', ...stamps), revision: newRevision(), updated_at: ctx.now };
  await ctx.tx.updateTable('product').set(set).where('id', '=', row.id).execute();
  const next = { ...row, ...set };
  await emitProduct(ctx, next);
  return next;
}

/** Its vendor, and once it is public whoever sells it. */
export async function emitProduct(ctx: Context, row: ProductRow): Promise<void> {
  const isPublic = row.status === 'published' || row.status === 'endofsale';
  const sellers = isPublic ? await ctx.tx.selectFrom('listing').select('provider_id').distinct().where('product_id', '=', row.id).execute() : [];
  ctx.emit({
    type: 'product_changed',
    objectClass: 'product',
    objectId: row.id,
    status: row.status,
    accounts: [row.owner_id, ...sellers.map((s) => s.provider_id)],
  });
}
