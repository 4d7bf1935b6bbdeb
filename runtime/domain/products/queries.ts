/** What higher modules read of a product: its definition as an order needs it, in one go. */
import { json } from '../kit/index.ts';
import type { Context, ItemRow, ParameterRow, ProductRow, TemplateRow } from '../../store/index.ts';

export interface Constraints {
  required: boolean;
  hidden?: boolean;
  unique?: boolean;
  readonly?: boolean;
  min_length?: number;
  max_length?: number;
  choices?: { label: string; value: string }[];
}

export interface Capabilities {
  cart?: { validation?: boolean };
  inquiring?: { validation?: boolean };
  ppu?: { schema?: string } | null;
  subscription?: {
    hold?: boolean;
    purchase?: { scheduling?: boolean };
    change?: { editable_ordering_parameters?: boolean; validation?: boolean; scheduling?: boolean };
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

export async function readDefinition(ctx: Context, productId: string): Promise<Definition | undefined> {
  const product = await ctx.tx.selectFrom('product').selectAll().where('id', '=', productId).executeTakeFirst();
  if (!product) return undefined;
  const items = await ctx.tx.selectFrom('item').selectAll().where('product_id', '=', productId).orderBy('id').execute();
  const parameters = await ctx.tx.selectFrom('parameter').selectAll().where('product_id', '=', productId).orderBy('position').execute();
  const templates = await ctx.tx.selectFrom('template').selectAll().where('product_id', '=', productId).orderBy('position').orderBy('id').execute();
  return {
    product,
    capabilities: json<Capabilities>(product.capabilities),
    items,
    parameters: parameters.map((p) => ({ ...p, constraints: json<Constraints>(p.constraints) })),
    templates,
  };
}
