/** What the API lets see, query and sort of products and of what belongs to them. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { publicTime } from '../../base/index.ts';
import { json, publicApi, references, rowsById, type Collection } from '../kit/index.ts';
import type { Fields } from '../../rql/index.ts';
import type { Context, ItemRow, ParameterRow, ProductRow, ProductVersionRow, TemplateRow } from '../../store/index.ts';
import { shownCapabilities } from './capabilities.ts';
import type { ItemData } from './items.ts';
import { mediaJson } from './media.ts';
import { resold, sold } from './scope.ts';

interface ProductData {
  purchase_model?: string;
  category?: { id: string; name: string };
  usage_rule?: object;
  customer_ui_settings?: object;
  changes_description?: string;
  published_at?: string;
  replacement?: string | null;
  end_of_sale_notes?: string;
}

/** Rows of a child table: all for the vendor, and for those who sell the product the ones meant for them. */
const childOf = (table: 'item' | 'parameter' | 'template', shared: (ctx: Context) => RawBuilder<SqlBool>) => (ctx: Context) => {
  const me = ctx.actor.accountId;
  const parent = sql.ref(`${table}.product_id`);
  return sql<SqlBool>`exists (select 1 from product where product.id = ${parent} and (product.owner_id = ${me} or (${sold(me)} and ${shared(ctx)})))`;
};

const productFields: Fields = {
  id: { column: 'id', order: true, search: true },
  name: { column: 'name', order: true, search: true },
  status: { column: 'status', order: true },
  external_id: { column: 'external_id' },
  version: { column: 'version', type: 'number', order: true },
  'owner.id': { column: 'owner_id' },
  'owner.name': { column: 'owner_id', table: 'account', key: 'id', target: 'name', search: true },
  'events.created.at': { column: 'created_at', type: 'time', order: true },
  'events.updated.at': { column: 'updated_at', type: 'time', order: true },
};
const face = { column: 'id', table: 'product_public', key: 'id', order: true } as const;
/** What changes from version to version, as those who sell the product see it. */
const soldFields: Fields = { ...productFields, name: { ...face, target: 'name', search: true }, version: { ...face, target: 'version', type: 'number' } };

export const products: Collection<ProductRow> = {
  table: 'product',
  scope: ({ actor: { accountId: me } }) => sql<SqlBool>`((product.owner_id = ${me} and product.status <> 'deleted') or ${sold(me)})`,
  fields: productFields,
  fieldsFor: ({ actor: { role } }) => (role === 'distributor' || role === 'reseller' ? soldFields : productFields),
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const owner = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    const told = await besides(ctx, rows);
    return rows.map((row) => productJson(ctx, row, owner(row.owner_id), told));
  },
};

/** Read once for a page: who lists what, the main media, how many versions there are, and the last one that is public. */
async function besides(ctx: Context, rows: ProductRow[]) {
  const ids = rows.map((r) => r.id);
  const me = ctx.actor.accountId;
  const of = (column: string) => ctx.dialect.among(column, ids);
  const main = await ctx.tx.selectFrom('product_part').selectAll().where(() => of('product_id')).where('version', '=', 0).where('kind', '=', 'media').where('position', '=', 1).execute(); // prettier-ignore
  const versions = await ctx.tx.selectFrom('product_version').select(['product_id', 'version', 'is_public', 'is_staging']).where(() => of('product_id')).orderBy('version').execute(); // prettier-ignore
  const listed = await ctx.tx.selectFrom('listing').select('product_id').where(() => of('product_id')).where('provider_id', '=', me).execute(); // prettier-ignore
  const { rows: sourced } = await sql<{ id: string }>`select id from product where ${of('id')} and ${resold(me)}`.execute(ctx.tx);
  const foreign = new Set(rows.filter((r) => r.owner_id !== me && ctx.actor.role !== 'operator' && ctx.actor.role !== 'system').map((r) => r.id));
  const open = new Map(versions.filter((v) => v.is_public && foreign.has(v.product_id)).map((v) => [v.product_id, `${v.product_id}/${v.version}`]));
  const bodies = open.size ? await ctx.tx.selectFrom('product_version').selectAll().where(() => ctx.dialect.among('id', [...open.values()])).execute() : []; // prettier-ignore
  const replacements = rows.flatMap((r) => json<ProductData>(r.data).replacement ?? []);
  return {
    api: main.length ? await publicApi(ctx) : '',
    main: new Map(main.map((m) => [m.product_id, m])),
    versions,
    listed: new Set(listed.map((l) => l.product_id)),
    sourced: new Set(sourced.map((s) => s.id)),
    seen: new Map(bodies.map((v) => [v.product_id, v])),
    replacement: replacements.length ? await references(ctx, 'product', replacements) : (id: string) => ({ id, name: id }),
  };
}

function productJson(ctx: Context, row: ProductRow, owner: object, told: Awaited<ReturnType<typeof besides>>): object {
  const data = json<ProductData>(row.data);
  const capabilities = shownCapabilities(json(row.capabilities));
  const { subscription, tiers } = capabilities as { subscription: { hold: boolean }; tiers: { configs?: object } };
  const own = row.owner_id === ctx.actor.accountId;
  const [listing, syndication] = [told.listed.has(row.id), told.sourced.has(row.id)];
  const versions = told.versions.filter((v) => v.product_id === row.id);
  const media = told.main.get(row.id);
  const seen = told.seen.get(row.id);
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
    staging: versions.some((v) => v.is_staging === 1),
    stats: { versions: versions.length },
    ...(media ? { media: mediaJson(media, told.api) } : {}),
    ...(data.category ? { category: data.category } : {}),
    purchase_model: data.purchase_model ?? 'transactable',
    usage_rule: data.usage_rule ?? { enabled: false, providers: [] },
    ...(data.replacement ? { replacement: told.replacement(data.replacement) } : {}),
    ...(data.end_of_sale_notes ? { end_of_sale_notes: data.end_of_sale_notes } : {}),
    configurations: { suspend_resume_supported: subscription.hold, requires_reseller_information: tiers.configs !== undefined },
    customer_ui_settings: data.customer_ui_settings ?? {},
    capabilities,
    visibility: { owner: own, listing, syndication, catalog: !own && !listing && !syndication },
    events: json(row.events),
    ...(seen ? publicFace(seen) : {}),
  };
}

/** Those who sell a product see its texts as of the last public version; what orders need is always the master's. */
function publicFace(version: ProductVersionRow): object {
  const { product } = json<{ product: object }>(version.data);
  return { ...product, version: version.version, changes_description: version.changes_description, published_at: publicTime(version.published_at!) };
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
  async render(ctx, rows) {
    const kept = rows.map((row) => json<ItemData>(row.data));
    const groups = await ctx.tx.selectFrom('product_part').selectAll().where(() => ctx.dialect.among('id', kept.flatMap((k) => k.group ?? []))).execute(); // prettier-ignore
    const replaced = await rowsById(ctx, 'item', kept.flatMap((k) => k.replacement ?? [])); // prettier-ignore
    return rows.map((row, i) => {
      const data = kept[i]!;
      const group = groups.find((g) => g.id === data.group);
      const replacement = data.replacement ? replaced.get(data.replacement) : undefined;
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
        dynamic: data.dynamic ?? false,
        applicability: data.applicability ?? null,
        ...{ parent: {}, depth: 0 },
        group: group ? { id: group.id, ...json<object>(group.data) } : { name: null, mpn: '' },
        replacement: replacement ? { id: replacement.id, name: replacement.name, status: replacement.status } : {},
        end_of_sale_notes: data.end_of_sale_notes || null,
        events: { ...stamps(row), ...(data.saleended ? { saleended: { at: publicTime(data.saleended) } } : {}) },
      };
    });
  },
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
