/** /products with what belongs to one: creating, reading and publishing. Visible to its vendor and to who lists it. */
import { sql, type SqlBool } from 'kysely';
import Type from 'typebox';
import { publicTime, PlatformError } from '../../base/index.ts';
import { findVisible, json, references, showOne, stamped, type Collection, type Route } from '../kit/index.ts';
import type { Context, ItemRow, ParameterRow, ProductRow, TemplateRow } from '../../store/index.ts';
import { createItem, createParameter, createProduct, createTemplate } from './commands.ts';

/** Providers see a product through a listing of theirs; other vendors never. */
const products: Collection<ProductRow> = {
  table: 'product',
  scope: (ctx) =>
    sql<SqlBool>`(owner_id = ${ctx.actor.accountId} or exists (select 1 from listing where listing.product_id = product.id and listing.provider_id = ${ctx.actor.accountId}))`,
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    status: { column: 'status', order: true },
    external_id: { column: 'external_id' },
    'owner.id': { column: 'owner_id' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const owner = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    return rows.map((r) => ({
      id: r.id, name: r.name, status: r.status, external_id: r.external_id, version: r.version, owner: owner(r.owner_id),
      short_description: r.short_description, detailed_description: r.detailed_description, capabilities: json(r.capabilities), events: json(r.events),
    })); // prettier-ignore
  },
};

const items: Collection<ItemRow> = {
  table: 'item',
  scope: 'public',
  fields: {
    id: { column: 'id', order: true },
    local_id: { column: 'local_id' },
    mpn: { column: 'mpn' },
    name: { column: 'name', search: true },
    status: { column: 'status' },
    type: { column: 'type' },
  },
  order: [['id', 'asc']],
  render: async (_ctx, rows) =>
    rows.map((r) => ({
      id: r.id,
      local_id: r.local_id,
      mpn: r.mpn,
      name: r.name,
      description: r.description,
      status: r.status,
      type: r.type,
      period: r.period,
      precision: r.precision,
      unit: json(r.unit),
    })),
};

const parameters: Collection<ParameterRow> = {
  table: 'parameter',
  scope: 'public',
  fields: {
    id: { column: 'id', order: true },
    name: { column: 'name', search: true },
    phase: { column: 'phase' },
    scope: { column: 'scope' },
    type: { column: 'type' },
  },
  order: [['position', 'asc']],
  render: async (_ctx, rows) =>
    rows.map((r) => ({
      id: r.id,
      name: r.name,
      title: r.title,
      description: r.description,
      type: r.type,
      phase: r.phase,
      scope: r.scope,
      constraints: json(r.constraints),
      position: r.position,
    })),
};

const templates: Collection<TemplateRow> = {
  table: 'template',
  scope: 'public',
  fields: { id: { column: 'id', order: true }, name: { column: 'name', search: true }, type: { column: 'type' }, scope: { column: 'scope' } },
  order: [['position', 'asc']],
  render: async (_ctx, rows) =>
    rows.map((r) => ({
      id: r.id,
      name: r.name,
      title: r.title,
      body: r.body,
      scope: r.scope,
      type: r.type,
      events: { created: { at: publicTime(r.created_at) } },
    })),
};

const PERIODS = ['monthly', 'yearly', 'years_2', 'years_3', 'years_4', 'years_5', 'years_6', 'onetime'] as const;
const TYPES = ['text', 'email', 'address', 'checkbox', 'choice', 'domain', 'subdomain', 'url', 'dropdown', 'object', 'password', 'phone'] as const;
const Name = Type.String({ minLength: 1, maxLength: 255 });
const ProductBody = Type.Object({
  name: Name,
  external_id: Type.Optional(Type.String({ maxLength: 128 })),
  capabilities: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
const ItemBody = Type.Object({
  name: Name,
  mpn: Name,
  description: Type.Optional(Type.String()),
  type: Type.Optional(Type.Enum(['reservation', 'ppu'] as const)),
  period: Type.Optional(Type.Enum(PERIODS)),
});
const ParameterBody = Type.Object({
  name: Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength: 100 }),
  title: Name,
  type: Type.Enum(TYPES),
  phase: Type.Enum(['ordering', 'fulfillment', 'configuration'] as const),
  scope: Type.Optional(Type.Enum(['asset', 'tier1', 'tier2', 'product', 'item', 'marketplace', 'item_marketplace'] as const)),
  constraints: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
const TemplateBody = Type.Object({
  name: Name,
  title: Type.Optional(Name),
  body: Type.String(),
  type: Type.Enum(['fulfillment', 'inquire', 'pending'] as const),
  scope: Type.Optional(Type.Enum(['asset', 'tier1', 'tier2'] as const)),
});

const within = async (ctx: Context, params: Record<string, string>) => ({ product_id: (await findVisible(ctx, products, params['id']!)).id });

/** A child list and its creation by the product's owner. */
function children<Row extends { id: string }>(
  name: string,
  one: string,
  collection: Collection<Row>,
  body: object,
  create: (ctx: Context, product: string, body: never) => Promise<Row>,
): Route[] {
  const path = `/products/{id}/${name}`;
  return [
    { kind: 'list', method: 'GET', path, operation: `list${one}s`, tag: 'Products', summary: `${one}s of a product`, roles: 'everyone', collection, within },
    {
      kind: 'write',
      method: 'POST',
      path,
      operation: `create${one}`,
      tag: 'Products',
      summary: `A new ${one.toLowerCase()}`,
      roles: ['vendor'],
      body: body as never,
      status: 201,
      async run(ctx, input) {
        const product = await findVisible(ctx, products, input.params['id']!, { lock: true });
        const row = await create(ctx, product.id, input.body as never).catch((error: { code?: string }) => {
          if (/UNIQUE|23505/.test(String(error.code)))
            throw new PlatformError('validation', `name: ${one} with same name or mpn already exists for the product.`);
          throw error;
        });
        return showOne(ctx, collection, row.id);
      },
    },
  ];
}

/** The first public version: product and draft items become published. */
async function publish(ctx: Context, id: string): Promise<void> {
  const product = await findVisible(ctx, products, id, { lock: true });
  if (product.status === 'endofsale') throw new PlatformError('transition', `status: product ${id} is endofsale; resume its sale first.`);
  const version = product.status === 'draft' ? product.version : product.version + 1;
  await ctx.tx
    .updateTable('product')
    .set({ status: 'published', version, events: stamped(ctx, product.events, 'updated', 'published'), updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
  await ctx.tx.updateTable('item').set({ status: 'published', updated_at: ctx.now }).where('product_id', '=', id).where('status', '=', 'draft').execute();
}

// prettier-ignore
export const productRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/products', operation: 'listProducts', tag: 'Products', summary: 'Products', roles: 'everyone', collection: products },
  { kind: 'write', method: 'POST', path: '/products', operation: 'createProduct', tag: 'Products', summary: 'A new product', roles: ['vendor'], body: ProductBody, status: 201,
    async run(ctx, input) {
      const product = await createProduct(ctx, { ...(input.body as { name: string }), owner: ctx.actor.accountId });
      await createTemplate(ctx, product.id, { name: 'Default', body: 'Your subscription is active.', type: 'fulfillment' });
      await createTemplate(ctx, product.id, { name: 'Default inquire', body: 'Please fill in {{ activation_form_url }}', type: 'inquire' });
      return showOne(ctx, products, product.id);
    } },
  { kind: 'read', method: 'GET', path: '/products/{id}', operation: 'getProduct', tag: 'Products', summary: 'One product', roles: 'everyone', run: (ctx, input) => showOne(ctx, products, input.params['id']!) },
  { kind: 'write', method: 'POST', path: '/products/{id}/versions', operation: 'createProductVersion', tag: 'Products', summary: 'Publish', roles: ['vendor'], body: Type.Object({}), status: 201,
    async run(ctx, input) {
      await publish(ctx, input.params['id']!);
      return showOne(ctx, products, input.params['id']!);
    } },
  ...children('items', 'Item', items, ItemBody, createItem),
  ...children('parameters', 'Parameter', parameters, ParameterBody, createParameter),
  ...children('templates', 'Template', templates, TemplateBody, createTemplate),
];
