/** What the API lets see, query and sort of products and of what belongs to them. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { publicTime } from '../../base/index.ts';
import { json, references, type Collection } from '../kit/index.ts';
import type { Context, ItemRow, ParameterRow, ProductRow, TemplateRow } from '../../store/index.ts';
import { shownCapabilities } from './capabilities.ts';
import type { ItemData } from './items.ts';

interface ProductData {
  customer_ui_settings?: object;
  changes_description?: string;
  published_at?: string;
  replacement?: string | null;
  end_of_sale_notes?: string;
}

/**
 * Of public products: a provider who lists it, or who has a contract with its vendor. Other vendors never. The tables
 * belong to other modules; tenancy has to name them, no rule is read from them.
 */
const sold = (me: string) => sql<SqlBool>`(product.status in ('published', 'endofsale') and (
  exists (select 1 from listing where listing.product_id = product.id and listing.provider_id = ${me})
  or exists (select 1 from contract where contract.owner_id = product.owner_id and contract.issuer_id = ${me} and contract.status = 'active')))`;

/** Rows of a child table: all for the vendor, and for those who sell the product the ones meant for them. */
const childOf = (table: 'item' | 'parameter' | 'template', shared: (ctx: Context) => RawBuilder<SqlBool>) => (ctx: Context) => {
  const me = ctx.actor.accountId;
  const parent = sql.ref(`${table}.product_id`);
  return sql<SqlBool>`exists (select 1 from product where product.id = ${parent} and (product.owner_id = ${me} or (${sold(me)} and ${shared(ctx)})))`;
};

export const products: Collection<ProductRow> = {
  table: 'product',
  scope: ({ actor: { accountId: me } }) => sql<SqlBool>`((product.owner_id = ${me} and product.status <> 'deleted') or ${sold(me)})`,
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    status: { column: 'status', order: true },
    external_id: { column: 'external_id' },
    version: { column: 'version', type: 'number', order: true },
    'owner.id': { column: 'owner_id' },
    'owner.name': { column: 'owner_id', table: 'account', key: 'id', target: 'name', search: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const owner = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    return rows.map((row) => productJson(ctx, row, owner(row.owner_id)));
  },
};

function productJson(ctx: Context, row: ProductRow, owner: object): object {
  const data = json<ProductData>(row.data);
  const capabilities = shownCapabilities(json(row.capabilities));
  const { subscription, tiers } = capabilities as { subscription: { hold: boolean }; tiers: { configs: object | null } };
  const own = row.owner_id === ctx.actor.accountId;
  return {
    id: row.id,
    name: row.name,
    external_id: row.external_id,
    status: row.status,
    version: row.version,
    latest: true,
    public: row.status !== 'draft',
    short_description: row.short_description,
    detailed_description: row.detailed_description,
    owner,
    published_at: data.published_at ? publicTime(data.published_at) : null,
    changes_description: data.changes_description ?? '',
    ...(data.replacement ? { replacement: { id: data.replacement } } : {}),
    ...(data.end_of_sale_notes ? { end_of_sale_notes: data.end_of_sale_notes } : {}),
    configurations: { suspend_resume_supported: subscription.hold, requires_reseller_information: tiers.configs !== null },
    customer_ui_settings: data.customer_ui_settings ?? {},
    capabilities,
    visibility: { owner: own, listing: !own, syndication: false, catalog: false },
    events: json(row.events),
  };
}

/** A draft item is not public yet. */
export const items: Collection<ItemRow> = {
  table: 'item',
  scope: childOf('item', () => sql<SqlBool>`item.status <> 'draft'`),
  fields: {
    id: { column: 'id', order: true, search: true },
    local_id: { column: 'local_id' },
    mpn: { column: 'mpn', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    status: { column: 'status', order: true },
    type: { column: 'type', order: true },
    period: { column: 'period', order: true },
    precision: { column: 'precision' },
    position: { column: 'position', type: 'number', order: true },
    'unit.id': { column: 'unit', path: ['id'] },
  },
  order: [
    ['position', 'asc'],
    ['id', 'asc'],
  ],
  render: async (_ctx, rows) =>
    rows.map((row) => {
      const data = json<ItemData>(row.data);
      return {
        id: row.id,
        local_id: row.local_id,
        mpn: row.mpn,
        name: row.name,
        display_name: row.name,
        description: row.description,
        external_id: data.external_id ?? '',
        status: row.status,
        type: row.type,
        period: row.period,
        precision: row.precision,
        ...(data.commitment ? { commitment: data.commitment } : {}),
        unit: json(row.unit),
        ui: data.ui ?? { visibility: true },
        position: row.position,
        ...(data.end_of_sale_notes ? { end_of_sale_notes: data.end_of_sale_notes } : {}),
        events: { ...stamps(row), ...(data.saleended ? { saleended: { at: publicTime(data.saleended) } } : {}) },
      };
    }),
};

/** What the buyer fills in, and what the vendor chose to share. */
export const parameters: Collection<ParameterRow> = {
  table: 'parameter',
  scope: childOf(
    'parameter',
    (ctx) => sql<SqlBool>`(parameter.phase = 'ordering' or ${ctx.dialect.jsonText(sql.ref('parameter.constraints'), ['shared'])} in ('view', 'edit'))`,
  ),
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    title: { column: 'title', order: true, search: true },
    phase: { column: 'phase', order: true },
    scope: { column: 'scope', order: true },
    type: { column: 'type', order: true },
    position: { column: 'position', type: 'number', order: true },
    'constraints.required': { column: 'constraints', path: ['required'], type: 'boolean' },
    'constraints.hidden': { column: 'constraints', path: ['hidden'], type: 'boolean' },
    'constraints.unique': { column: 'constraints', path: ['unique'], type: 'boolean' },
  },
  order: [
    ['position', 'asc'],
    ['id', 'asc'],
  ],
  render: async (_ctx, rows) =>
    rows.map((row) => ({
      ...{ id: row.id, name: row.name, title: row.title, description: row.description },
      ...{ type: row.type, phase: row.phase, scope: row.scope, hint: row.hint, placeholder: row.placeholder, position: row.position },
      constraints: json(row.constraints),
      events: stamps(row),
    })),
};

export const templates: Collection<TemplateRow> = {
  table: 'template',
  scope: childOf('template', () => sql<SqlBool>`1 = 1`),
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    title: { column: 'title', search: true },
    type: { column: 'type', order: true },
    scope: { column: 'scope', order: true },
    position: { column: 'position', type: 'number', order: true },
  },
  order: [
    ['position', 'asc'],
    ['id', 'asc'],
  ],
  render: async (_ctx, rows) =>
    rows.map((row) => ({
      ...{ id: row.id, name: row.name, title: row.title, body: row.body, scope: row.scope, type: row.type, position: row.position },
      events: stamps(row),
    })),
};

function stamps(row: { created_at: string; updated_at: string }): object {
  return { created: { at: publicTime(row.created_at) }, updated: { at: publicTime(row.updated_at) } };
}
