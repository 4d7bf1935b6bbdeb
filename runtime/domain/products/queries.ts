/**
 * What higher modules read of a product: its definition as an order needs it. Every order reads it several times, so a
 * definition is kept in memory under the product's revision, which is random and new with every write: one row is read
 * to know that the copy still holds, on any host and inside any transaction, and a rolled-back write leaves nothing wrong.
 */
import { sql } from 'kysely';
import { findVisible, json } from '../kit/index.ts';
import type { Context, ItemRow, ParameterRow, ProductRow, TemplateRow } from '../../store/index.ts';
import { products } from './fields.ts';

export interface Constraints {
  required: boolean;
  hidden?: boolean;
  unique?: boolean;
  readonly?: boolean;
  min_length?: number;
  max_length?: number;
  choices?: { label: string; value: string; default?: boolean }[];
  /** While the other parameter has one of these values, these hold instead. */
  dependency?: { parameter: string; values?: string[]; required?: boolean; hidden?: boolean; readonly?: boolean };
}

export interface Capabilities {
  cart?: { validation?: boolean };
  inquiring?: { validation?: boolean };
  ppu?: { schema?: string } | null;
  tiers?: {
    configs?: { level?: 1 | 2; setup?: { inquiring_validation?: boolean }; update?: { inquiring_validation?: boolean } } | null;
    updates?: boolean;
    validation?: boolean;
  };
  subscription?: {
    hold?: boolean;
    purchase?: { scheduling?: boolean };
    change?: { editable_ordering_parameters?: boolean; validation?: boolean; inquiring_validation?: boolean; scheduling?: boolean };
    renew?: { enable_renew?: boolean };
    transfer?: { enable_transfer?: boolean };
    cancel?: { scheduling?: boolean };
  };
}

export interface Definition {
  product: ProductRow;
  capabilities: Capabilities;
  items: ItemRow[];
  parameters: (Omit<ParameterRow, 'constraints'> & { constraints: Constraints })[];
  templates: TemplateRow[];
}

/** Definitions in memory; a product with 1,000 items is about 1 MB. */
const KEPT = 200;
const kept = new Map<string, Definition>();

export async function readDefinition(ctx: Context, productId: string): Promise<Definition | undefined> {
  const { rows } = await sql<ProductRow>`select * from product where id = ${productId} and status <> 'deleted'`.execute(ctx.tx);
  const product = rows[0];
  if (!product) return undefined;
  if (product.revision === '') return load(ctx, product);
  const key = `${product.id}/${product.revision}`;
  const definition = kept.get(key) ?? frozen(await load(ctx, product));
  kept.delete(key); // to the end: the first one is the least used
  kept.set(key, definition);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
  return definition;
}

/** The product when the caller may see it; otherwise the same 404 as for an unknown one. */
export function requireProduct(ctx: Context, id: string, options: { lock?: boolean } = {}): Promise<ProductRow> {
  return findVisible(ctx, products, id, options);
}

async function load(ctx: Context, product: ProductRow): Promise<Definition> {
  const items = await ctx.tx.selectFrom('item').selectAll().where('product_id', '=', product.id).orderBy('id').execute();
  const parameters = await ctx.tx.selectFrom('parameter').selectAll().where('product_id', '=', product.id).orderBy('position').orderBy('id').execute();
  const templates = await ctx.tx.selectFrom('template').selectAll().where('product_id', '=', product.id).orderBy('position').orderBy('id').execute();
  return {
    product,
    capabilities: json<Capabilities>(product.capabilities),
    items,
    parameters: parameters.map((p) => ({ ...p, constraints: json<Constraints>(p.constraints) })),
    templates,
  };
}

/** Shared by many orders, so nobody may change it. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
