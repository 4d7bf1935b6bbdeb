/**
 * The smaller things a product has (actions, item groups, media, messages, localizations, configurations) in one table.
 * Version 0 is the master; rows of other versions hold an object as the API showed it and never change.
 */
import { sql, type SqlBool } from 'kysely';
import { derivedId, publicTime } from '../../base/index.ts';
import { json, type Collection } from '../kit/index.ts';
import type { Fields } from '../../rql/index.ts';
import type { Context, ProductPartRow, ProductRow } from '../../store/index.ts';
import { sold } from './scope.ts';

export type PartKind = keyof typeof PARTS;

/** Kind -> prefix of its ids and the digits of their counter. */
// prettier-ignore
const PARTS = {
  action:        ['ACT',  3],
  item_group:    ['PRDG', 4],
  media:         ['PRDM', 5],
  message:       ['PRDS', 4],
  localization:  ['PRDL', 4],
  configuration: ['PRDC', 4],
} as const;

export const MASTER = 0;

export interface PartCollection extends Collection<ProductPartRow> {
  kind: PartKind;
}

const scope = ({ actor: { accountId: me } }: Context) =>
  sql<SqlBool>`exists (select 1 from product where product.id = product_part.product_id and (product.owner_id = ${me} or (product_part.shared = 1 and ${sold(me)})))`;

/** One kind in the master. `show` adds what is not stored. */
export function partsOf(
  kind: PartKind,
  fields: Fields,
  show: (ctx: Context, rows: ProductPartRow[]) => Promise<object[]> = (_ctx, rows) => Promise.resolve(rows.map(partJson)),
): PartCollection {
  return {
    ...{ kind, table: 'product_part', name: `product_${kind}`, scope },
    fields: { id: { column: 'object_id', order: true, search: true }, ...fields },
    order: [['position', 'asc']],
    render: show,
  };
}

/** The same objects, or items, parameters and templates, as a version holds them; filters are those of the master. */
export function snapshotsOf(kind: string, { fields }: { fields: Fields }): Collection<ProductPartRow> {
  const inside = Object.entries(fields).filter(([name]) => name !== 'id' && !name.startsWith('events.'));
  return {
    ...{ table: 'product_part', name: `product_version_${kind}`, scope },
    fields: {
      id: { column: 'object_id', order: true, search: true },
      ...Object.fromEntries(
        inside.map(([name, { type, order, search }]) => [
          name,
          { column: 'data', path: name.split('.'), ...(type ? { type } : {}), ...(order ? { order } : {}), ...(search ? { search } : {}) },
        ]),
      ),
    },
    order: [['position', 'asc']],
    render: (_ctx, rows) => Promise.resolve(rows.map((row) => json<object>(row.data))),
  };
}

export function partJson(row: ProductPartRow): object {
  return {
    id: row.object_id,
    ...json<object>(row.data),
    events: { created: { at: publicTime(row.created_at) }, updated: { at: publicTime(row.updated_at) } },
  };
}

export const inData = (name: string, more: { order?: boolean; search?: boolean; type?: 'boolean' | 'number' } = {}) => ({
  [name]: { column: 'data', path: name.split('.'), ...more },
});

export async function createPart(
  ctx: Context,
  kind: PartKind,
  product: string,
  data: object,
  { shared = true, position }: { shared?: boolean; position?: number } = {},
): Promise<ProductPartRow> {
  const { parts_made } = await ctx.tx
    .updateTable('product')
    .set((eb) => ({ parts_made: eb('parts_made', '+', 1) }))
    .where('id', '=', product)
    .returning('parts_made')
    .executeTakeFirstOrThrow();
  const [prefix, width] = PARTS[kind];
  const id = derivedId(prefix, product, parts_made, width);
  const row: ProductPartRow = {
    ...{ id, product_id: product, version: MASTER, kind, object_id: id, position: position ?? parts_made * 10_000, shared: shared ? 1 : 0 },
    ...{ data: JSON.stringify(data), created_at: ctx.now, updated_at: ctx.now },
  };
  await ctx.tx.insertInto('product_part').values(row).execute();
  return row;
}

export async function updatePart(ctx: Context, row: ProductPartRow, change: object, position = row.position): Promise<void> {
  const data = JSON.stringify({ ...json<object>(row.data), ...change });
  await ctx.tx.updateTable('product_part').set({ data, position, updated_at: ctx.now }).where('id', '=', row.id).execute();
}

export async function deletePart(ctx: Context, row: ProductPartRow): Promise<void> {
  await ctx.tx.deleteFrom('product_part').where('id', '=', row.id).execute();
}

/** All of a kind in the master, whoever asks. */
export function masterParts(ctx: Context, product: Pick<ProductRow, 'id'>, kind: PartKind): Promise<ProductPartRow[]> {
  return ctx.tx
    .selectFrom('product_part')
    .selectAll()
    .where('product_id', '=', product.id)
    .where('version', '=', MASTER)
    .where('kind', '=', kind)
    .orderBy('position')
    .execute();
}
