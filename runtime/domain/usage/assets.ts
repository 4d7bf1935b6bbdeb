/** Which assets a usage file may report about, found by what its rows name. */
import type { Context, UsageFileRow } from '../../store/index.ts';
import { json } from '../kit/index.ts';

export interface FoundAsset {
  id: string;
  external_id: string;
  external_uid: string;
  hub_id: string;
  provider_id: string;
}

/** The assets of one file: its product under its contract, and under the syndication contracts that stand behind it. */
export interface Sold {
  productId: string;
  contracts: string[];
  /** parameter -> value -> assets, read when a row first asks for it. */
  byParameter: Map<string, Map<string, FoundAsset[]>>;
}

const COLUMNS = { 'asset.id': 'id', 'asset.external_id': 'external_id', 'asset.external_uid': 'external_uid' } as const;
const SELECTED = ['id', 'external_id', 'external_uid', 'hub_id', 'provider_id'] as const;
const PAGE = 1000;

export async function soldThrough(ctx: Context, file: UsageFileRow): Promise<Sold> {
  const contracts = [file.contract_id];
  const sellers = new Set([file.provider_id]);
  for (let issuers = [file.provider_id]; issuers.length;) {
    const behind = await ctx.tx.selectFrom('contract').select(['id', 'owner_id']).where('type', '=', 'syndication').where('issuer_id', 'in', issuers).execute();
    contracts.push(...behind.map((c) => c.id));
    issuers = [...new Set(behind.map((c) => c.owner_id))].filter((owner) => !sellers.has(owner));
    for (const owner of issuers) sellers.add(owner);
  }
  return { productId: file.product_id, contracts, byParameter: new Map() };
}

/** `criteria=value` -> the assets that fit. */
export async function findAssets(ctx: Context, sold: Sold, keys: { criteria: string; value: string }[]): Promise<Map<string, FoundAsset[]>> {
  const out = new Map<string, FoundAsset[]>();
  const wanted = Map.groupBy(keys, (k) => k.criteria);
  for (const [criteria, rows] of wanted) {
    const values = [...new Set(rows.map((r) => r.value))].filter(Boolean);
    const parameter = /^parameter\.(.+)$/.exec(criteria)?.[1];
    if (parameter !== undefined) {
      const index = sold.byParameter.get(parameter) ?? (await indexParameter(ctx, sold, parameter));
      for (const value of values) out.set(`${criteria}=${value}`, index.get(value) ?? []);
    } else if (values.length && Object.hasOwn(COLUMNS, criteria)) {
      const column = COLUMNS[criteria as keyof typeof COLUMNS];
      const assets = await reported(ctx, sold).where(column, 'in', values).select(SELECTED).execute();
      for (const [value, list] of Map.groupBy(assets, (a) => a[column])) out.set(`${criteria}=${value}`, list);
    }
  }
  return out;
}

const reported = (ctx: Context, { productId, contracts }: Sold) =>
  ctx.tx.selectFrom('asset').where('product_id', '=', productId).where('contract_id', 'in', contracts).where('status', '!=', 'draft');

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
      if (value) index.set(value, [...(index.get(value) ?? []), asset]);
    }
    if (page.length < PAGE) break;
    after = page.at(-1)!.id;
  }
  sold.byParameter.set(parameter, index);
  return index;
}
