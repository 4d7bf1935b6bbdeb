/**
 * Versions of a product: what the master was when it was forked, kept as it was shown. Public ones are what sellers see;
 * a version that was public stays so. Items of a version become published with its first publication.
 */
import { sql, type SqlBool } from 'kysely';
import { invalid, notFound, publicTime } from '../../base/index.ts';
import { findVisible, json, stamped, type Collection } from '../kit/index.ts';
import type { Context, ProductPartRow, ProductRow, ProductVersionRow } from '../../store/index.ts';
import { actions } from './actions.ts';
import { publishWith, productChanged, type PublishInput } from './commands.ts';
import { items, parameters, products, templates } from './fields.ts';
import { itemGroups } from './small.ts';
import { media } from './media.ts';
import { snapshotsOf } from './parts.ts';
import { sold } from './scope.ts';

/** Below /products/{id}/versions/{version}/: what is kept, and from which collection. */
// prettier-ignore
export const KEPT = {
  'actions':     { one: 'Action',    kind: 'action',     from: actions },
  'item-groups': { one: 'ItemGroup', kind: 'item_group', from: itemGroups },
  'items':       { one: 'Item',      kind: 'item',       from: items },
  'media':       { one: 'Media',     kind: 'media',      from: media },
  'parameters':  { one: 'Parameter', kind: 'parameter',  from: parameters },
  'templates':   { one: 'Template',  kind: 'template',   from: templates },
} as const;

export const snapshots = Object.fromEntries(Object.entries(KEPT).map(([path, { kind, from }]) => [path, snapshotsOf(kind, from)])) as Record<
  keyof typeof KEPT,
  Collection<ProductPartRow>
>;

interface Kept {
  /** The product as its owner saw it, without what tells who looks. */
  product: object;
}

export const versions: Collection<ProductVersionRow> = {
  table: 'product_version',
  scope: ({ actor: { accountId: me } }) =>
    sql<SqlBool>`exists (select 1 from product where product.id = product_version.product_id and (product.owner_id = ${me} or (product_version.is_public = 1 and ${sold(me)})))`,
  fields: {
    id: { column: 'product_id' },
    version: { column: 'version', type: 'number', order: true },
    changes_description: { column: 'changes_description', search: true },
    name: { column: 'data', path: ['product', 'name'] },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['version', 'desc']],
  async render(ctx, rows) {
    const owners = new Map<string, object>();
    for (const id of new Set(rows.map((r) => r.product_id))) {
      const [shown] = await products.render(ctx, [await ctx.tx.selectFrom('product').selectAll().where('id', '=', id).executeTakeFirstOrThrow()], 'one');
      owners.set(id, shown!);
    }
    return rows.map((row) => versionJson(row, owners.get(row.product_id)!));
  },
};

function versionJson(row: ProductVersionRow, now: object): object {
  return {
    ...now,
    ...json<Kept>(row.data).product,
    version: row.version,
    latest: (now as { version: number }).version === row.version,
    public: row.is_public === 1,
    staging: row.is_staging === 1,
    published_at: row.published_at ? publicTime(row.published_at) : null,
    changes_description: row.changes_description,
    events: json(row.events),
  };
}

export async function createVersion(ctx: Context, id: string, input: PublishInput): Promise<ProductVersionRow> {
  const isPublic = input.public ?? true;
  const row = await publishWith(ctx, id, { ...input, public: isPublic });
  const version: ProductVersionRow = {
    ...{ id: versionId(id, row.version), product_id: id, version: row.version },
    ...{ is_public: isPublic ? 1 : 0, is_staging: input.staging ? 1 : 0, changes_description: input.changes_description ?? '' },
    published_at: isPublic ? ctx.now : null,
    data: JSON.stringify(await keptOf(ctx, row)),
    events: stamped(ctx, undefined, 'created', 'updated', ...(isPublic ? ['published'] : [])),
    ...{ created_at: ctx.now, updated_at: ctx.now },
  };
  await ctx.tx.insertInto('product_version').values(version).execute();
  await keepParts(ctx, row);
  emitVersion(ctx, row, version);
  return version;
}

export async function updateVersion(ctx: Context, id: string, number: string, input: PublishInput): Promise<ProductVersionRow> {
  const { product, version } = await findVersion(ctx, id, number, { lock: true });
  if (version.is_public && input.public === false) throw invalid('public', `version ${version.version} is public; that cannot be taken back.`);
  const publishes = input.public === true && !version.is_public;
  const next: ProductVersionRow = {
    ...version,
    is_public: publishes ? 1 : version.is_public,
    is_staging: (input.staging ?? version.is_staging === 1) ? 1 : 0,
    changes_description: input.changes_description ?? version.changes_description,
    published_at: publishes ? ctx.now : version.published_at,
    events: stamped(ctx, version.events, 'updated', ...(publishes ? ['published'] : [])),
    updated_at: ctx.now,
  };
  const { id: versionKey, ...set } = next;
  await ctx.tx.updateTable('product_version').set(set).where('id', '=', versionKey).execute();
  const row = publishes ? await publishWith(ctx, id, { ...input, public: true }, version) : product;
  if (!publishes) await productChanged(ctx, product);
  emitVersion(ctx, row, next);
  return next;
}

/** A build prepares what is delivered with a version. Versions here are whole when they are made, so it only answers. */
export async function buildVersion(ctx: Context, id: string, number: string): Promise<ProductVersionRow> {
  return (await findVersion(ctx, id, number)).version;
}

export async function findVersion(ctx: Context, id: string, number: string, options: { lock?: boolean } = {}) {
  const product = await findVisible(ctx, products, id, options);
  if (!/^[1-9]\d{0,8}$/.test(number)) throw notFound(`${id}/versions/${number}`);
  return { product, version: await findVisible(ctx, versions, versionId(id, number), options) };
}

const versionId = (product: string, version: number | string) => `${product}/${version}`;
export const snapshotId = (product: string, version: string, kind: string, object: string) => `${product}/${version}/${kind}/${object}`;

async function keptOf(ctx: Context, row: ProductRow): Promise<Kept> {
  const [shown] = (await products.render(ctx, [row], 'one')) as Record<string, unknown>[];
  const { name, short_description, detailed_description, customer_ui_settings, media: main, icon } = shown!;
  return { product: { name, short_description, detailed_description, customer_ui_settings, ...(main ? { media: main } : {}), ...(icon ? { icon } : {}) } };
}

/** What each collection shows to the vendor, with a mark on what sellers may see too. */
async function keepParts(ctx: Context, product: ProductRow): Promise<void> {
  for (const { kind, from } of Object.values(KEPT)) {
    const isPart = from.table === 'product_part';
    const query = ctx.tx
      .selectFrom(from.table as 'product_part')
      .selectAll()
      .where('product_id', '=', product.id);
    const rows = await (isPart ? query.where('kind', '=', kind).where('version', '=', 0) : query).execute();
    const shown = await (from as Collection<never>).render(ctx, rows as never[], 'list');
    const made = rows.map((row, i) => ({
      id: snapshotId(product.id, String(product.version), kind, row.id),
      ...{ product_id: product.id, version: product.version, kind, object_id: row.id, position: row.position },
      shared: kind !== 'parameter' || isShared(shown[i] as SharedParameter) ? 1 : 0,
      ...{ data: JSON.stringify(shown[i]), created_at: row.created_at, updated_at: row.updated_at },
    }));
    for (let i = 0; i < made.length; i += 500)
      await ctx.tx
        .insertInto('product_part')
        .values(made.slice(i, i + 500))
        .execute();
  }
}

type SharedParameter = { phase: string; constraints: { shared?: string } };
const isShared = ({ phase, constraints }: SharedParameter) => phase === 'ordering' || ['view', 'edit'].includes(constraints.shared ?? '');

function emitVersion(ctx: Context, product: ProductRow, version: ProductVersionRow): void {
  const data = { version: version.version, public: version.is_public === 1, staging: version.is_staging === 1 };
  ctx.emit({ type: 'product_version_changed', objectClass: 'product', objectId: product.id, status: product.status, accounts: [product.owner_id], data });
}
