/** /products and what belongs to one, as data (platform-api.md sections 7 to 11). */
import Type, { type TObject } from 'typebox';
import { notFound } from '../../base/index.ts';
import { findVisible, showOne, type CallRoute, type Route } from '../kit/index.ts';
import type { Context, ItemRow, ParameterRow, TemplateRow } from '../../store/index.ts';
import { calledRoutes } from './called.ts';
import { children, known, VENDOR } from './children.ts';
import { createProduct, deleteProduct, emitProduct, endSale, resumeSale, updateProduct, type ProductInput } from './commands.ts';
import { items, parameters, products, templates } from './fields.ts';
import { createItem, deleteItem, itemAnswer, markItem, updateItem, type ItemInput } from './items.ts';
import { createParameter, deleteParameter, updateParameter, type ParameterInput } from './parameters.ts';
import { partRoutes } from './part-routes.ts';
import * as template from './templates.ts';
import { versionRoutes } from './version-routes.ts';

const maybe = Type.Optional;
const Name = Type.String({ minLength: 1, maxLength: 255 });
const Line = maybe(Type.String({ maxLength: 255 }));
const Text = maybe(Type.String({ maxLength: 4000 }));
const Word = maybe(Type.String());
const Anything = maybe(Type.Record(Type.String(), Type.Unknown()));
const Position = maybe(Type.Integer());

// prettier-ignore
const ProductBody = Type.Object({
  name: Name, external_id: maybe(Type.String({ maxLength: 128 })), short_description: Line, detailed_description: Text,
  capabilities: Anything, customer_ui_settings: Anything, usage_rule: Anything,
  purchase_model: maybe(Type.Enum(['transactable', 'referral'])), category: maybe(Type.Object({ id: Type.String() })),
});
// prettier-ignore
const ItemBody = Type.Object({
  name: Name, mpn: Name, description: Text, type: Word, period: Word, precision: Word, position: Position, external_id: maybe(Type.Union([Type.Null(), Type.String({ maxLength: 255 })])),
  group: maybe(Type.Union([Type.Null(), Type.Object({ id: Word, mpn: Word })])), dynamic: maybe(Type.Boolean()), applicability: maybe(Type.Union([Type.Null(), Type.String()])),
  commitment: maybe(Type.Unknown()), ui: maybe(Type.Object({ visibility: maybe(Type.Boolean()) })), unit: maybe(Type.Object({ id: Word, name: Word, title: Word, unit: Word })),
});
// prettier-ignore
const ParameterBody = Type.Object({
  name: Type.String({ pattern: '^[A-Za-z0-9_-]+$', maxLength: 100 }), title: Name, description: Text, type: Type.String(), phase: Type.String(), scope: Word,
  constraints: Anything, hint: Line, placeholder: Line, position: Position,
});
// prettier-ignore
const TemplateBody = Type.Object({
  name: Name, title: maybe(Name), body: Type.String({ maxLength: 100_000 }), position: Position,
  type: Type.Enum(template.TEMPLATE_TYPES), scope: maybe(Type.Enum(template.TEMPLATE_SCOPES)),
});
const EndOfSale = Type.Object({ replacement: maybe(Type.Object({ id: Type.String() })), end_of_sale_notes: Text });
const Nothing = Type.Object({});

/** A verb on one product that answers the product. */
const act = (
  name: string,
  operation: string,
  summary: string,
  body: TObject,
  run: (ctx: Context, id: string, body: object) => Promise<unknown>,
): CallRoute => ({
  ...{ kind: 'write', method: 'POST', path: `/products/{id}/${name}`, operation, tag: 'Products', summary, roles: VENDOR, body },
  async run(ctx, input) {
    await run(ctx, input.params['id']!, known(body, input.body));
    return showOne(ctx, products, input.params['id']!);
  },
});

const shownTemplate = (name: string, summary: string, run: (ctx: Context, row: TemplateRow) => Promise<string>): CallRoute => ({
  ...{
    kind: 'read',
    method: 'GET',
    path: `/products/{id}/templates/{child}/${name}`,
    operation: `${name}Template`,
    tag: 'Products',
    summary,
    roles: 'everyone',
  },
  async run(ctx, input) {
    const product = await findVisible(ctx, products, input.params['id']!);
    const row = await findVisible(ctx, templates, input.params['child']!);
    if (row.product_id !== product.id) throw notFound(row.id);
    return run(ctx, row);
  },
});

// prettier-ignore
export const productRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/products', operation: 'listProducts', tag: 'Products', summary: 'Own products, or those one may sell', roles: 'everyone', collection: products },
  { kind: 'write', method: 'POST', path: '/products', operation: 'createProduct', tag: 'Products', summary: 'A new product, as a draft with default templates', roles: VENDOR, body: ProductBody, status: 201,
    async run(ctx, input) {
      const row = await createProduct(ctx, { ...known<ProductInput & { name: string }>(ProductBody, input.body), owner: ctx.actor.accountId, status: 'draft' });
      await template.createDefaultTemplates(ctx, row.id);
      await emitProduct(ctx, row);
      return showOne(ctx, products, row.id);
    } },
  { kind: 'read', method: 'GET', path: '/products/{id}', operation: 'getProduct', tag: 'Products', summary: 'One product', roles: 'everyone', run: (ctx, input) => showOne(ctx, products, input.params['id']!) },
  { kind: 'write', method: 'PUT', path: '/products/{id}', operation: 'updateProduct', tag: 'Products', summary: 'Change a product; capabilities are merged', roles: VENDOR, body: Type.Partial(ProductBody),
    async run(ctx, input) {
      await updateProduct(ctx, input.params['id']!, known(ProductBody, input.body));
      return showOne(ctx, products, input.params['id']!);
    } },
  { kind: 'write', method: 'DELETE', path: '/products/{id}', operation: 'deleteProduct', tag: 'Products', summary: 'Remove a draft', roles: VENDOR, status: 204, run: (ctx, input) => deleteProduct(ctx, input.params['id']!) },
  act('endsale', 'endProductSale', 'No new orders', EndOfSale, endSale),
  act('resumesale', 'resumeProductSale', 'Sell again', Nothing, resumeSale),
  ...children<ItemRow, ItemInput>({
    path: 'items', one: 'Item', collection: items, body: ItemBody, answer: (item, product) => itemAnswer(item, product.version), create: createItem, update: updateItem, remove: deleteItem,
    verbs: {
      endsale: { summary: 'Mark an item as no longer sold', body: EndOfSale, run: (ctx, row, body) => markItem(ctx, row, 'endsale', body) },
      resumesale: { summary: 'Take the mark away', body: Nothing, run: (ctx, row) => markItem(ctx, row, 'resumesale') },
    },
  }),
  ...children<ParameterRow, ParameterInput>({ path: 'parameters', one: 'Parameter', collection: parameters, body: ParameterBody, create: createParameter, update: updateParameter, remove: deleteParameter }),
  ...children<TemplateRow, template.TemplateInput>({ path: 'templates', one: 'Template', collection: templates, body: TemplateBody, create: template.createTemplate, update: template.updateTemplate, remove: template.deleteTemplate }),
  shownTemplate('preview', 'Its text with an example of each value', template.preview),
  shownTemplate('render', 'Its text with an example of each value; an order renders with its own', template.preview),
  ...versionRoutes,
  ...partRoutes,
  ...calledRoutes,
];
