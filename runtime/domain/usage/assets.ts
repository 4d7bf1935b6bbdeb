/** Which assets a usage file may report about, found by what its rows name. */
import { sql } from 'kysely';
import type { Context, UsageFileRow } from '../../store/index.ts';
import { json } from '../kit/index.ts';
import { lookUp } from '../../base/index.ts';

export interface FoundAsset {
  id: string;
  external_id: string;
  external_uid: string;
  hub_id: string;
  provider_id: string;
  contract_id: string;
  marketplace_id: string;
}

/** The assets of one file: its product sold through its listing, and through the listings that sell on from there. */
export interface Sold {
  productId: string;
  /** Contract and marketplace of each listing. */
  places: ReadonlySet<string>;
  /** parameter -> value -> assets, read when a row first asks for it. */
  byParameter: Map<string, Map<string, FoundAsset[]>>;
}

const COLUMNS = { 'asset.id': 'id', 'asset.external_id': 'external_id', 'asset.external_uid': 'external_uid' } as const;
const SELECTED = ['id', 'external_id', 'external_uid', 'hub_id', 'provider_id', 'contract_id', 'marketplace_id'] as const;
const PAGE = 1000;

const placeOf = (at: { contract_id: string; marketplace_id: string }) => `${at.contract_id}/${at.marketplace_id}`;

export async function soldThrough(ctx: Context, file: UsageFileRow): Promise<Sold> {
  const { rows } = await sql<{ contract_id: string; marketplace_id: string }>`
    with recursive sold (id, contract_id, marketplace_id) as (
      select id, contract_id, marketplace_id from listing where contract_id = ${file.contract_id} and product_id = ${file.product_id}
      union all select listing.id, listing.contract_id, listing.marketplace_id from listing join sold on listing.source_id = sold.id)
    select contract_id, marketplace_id from sold`.execute(ctx.tx);
  return { productId: file.product_id, places: new Set(rows.map(placeOf)), byParameter: new Map() };
}

/** `criteria=value` -> the assets that fit. */
export async function findAssets(ctx: Context, sold: Sold, keys: { criteria: string; value: string }[]): Promise<Map<string, FoundAsset[]>> {
  const out = new Map<string, FoundAsset[]>();
  const wanted = Map.groupBy(keys, (k) => k.criteria);
  for (const [criteria, rows] of wanted) {
    const values = [...new Set(rows.map((r) => r.value))].filter(Boolean);
    const column = lookUp(COLUMNS, criteria);
    const parameter = /^parameter\.(.+)$/.exec(criteria)?.[1];
    if (parameter !== undefined) {
      const index = sold.byParameter.get(parameter) ?? (await indexParameter(ctx, sold, parameter));
      for (const value of values) out.set(`${criteria}=${value}`, index.get(value) ?? []);
    } else if (values.length && column) {
      const found = await reported(ctx, sold).where(column, 'in', values).select(SELECTED).execute();
      const assets = found.filter((asset) => sold.places.has(placeOf(asset)));
      for (const [value, list] of Map.groupBy(assets, (a) => a[column])) out.set(`${criteria}=${value}`, list);
    }
  }
  return out;
}

const reported = (ctx: Context, { productId }: Sold) => ctx.tx.selectFrom('asset').where('product_id', '=', productId).where('status', '!=', 'draft');

async function indexParameter(ctx: Context, sold: Sold, parameter: string): Promise<Map<string, FoundAsset[]>> {
  const index = new Map<string, FoundAsset[]>();
  for (let after = ''; ;) {
    const page = await reported(ctx, sold)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .select([...SELECTED, 'params'])
      .execute();
    for (const { params, ...asset } of page) {
      const value = json<{ id: string; value: string }[]>(params).find((p) => p.id === parameter)?.value;
      if (value && sold.places.has(placeOf(asset))) index.set(value, [...(index.get(value) ?? []), asset]);
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!.id;
  }
  sold.byParameter.set(parameter, index);
  return index;
}
