/** Subscriptions and billing requests in the published JSON shapes (platform-api.md section 19): quantities are numbers here. */
import { publicTime } from '../../base/index.ts';
import { json, visible, type EventStamps } from '../kit/index.ts';
import { renderAssets } from '../orders/index.ts';
import type { AssetRow, BillingRequestRow, Context } from '../../store/index.ts';
import { billingScope } from './scope.ts';

type Json = Record<string, unknown>;
interface AssetJson extends Json {
  items: { quantity: string }[];
  params: Json[];
}

const numeric = (quantity: string): number => (quantity === 'unlimited' ? -1 : Number(quantity));

export async function renderSubscriptions(ctx: Context, rows: AssetRow[], view: 'list' | 'one'): Promise<object[]> {
  const shown = (await renderAssets(ctx, rows, view)) as AssetJson[];
  const pending = await pendingOf(ctx, rows);
  const stats = await statsOf(ctx, rows);
  return rows.map((row, i) => {
    const { items, params, configuration: _, pending_request: __, billing: ___, ...asset } = shown[i]!;
    // what a seller bills its own customers is no business of the vendor's, not even that it did
    const own = stats.get(row.id)?.filter((s) => s.type === 'vendor' || row.vendor_id !== ctx.actor.accountId);
    return {
      ...asset,
      items: items.map(({ ...item }) => {
        const { old_quantity: _old, params: _params, quantity, ...rest } = item as typeof item & Json;
        return { ...rest, quantity: numeric(quantity), ...(view === 'one' ? { billing: { stats: itemStats(own, (rest as { id?: string }).id ?? '') } } : {}) };
      }),
      params: params.map(shortParam),
      ...(row.billing_uom === null ? {} : { billing: { ...billingOf(row), stats: allStats(own) } }),
      ...(pending.has(row.id) ? { pending_request: pending.get(row.id) } : {}),
    };
  });
}

export async function renderBillingRequests(ctx: Context, rows: BillingRequestRow[]): Promise<object[]> {
  const ids = [...new Set(rows.map((r) => r.asset_id))];
  const assets = ids.length ? await ctx.tx.selectFrom('asset').selectAll().where(() => ctx.dialect.among('id', ids)).execute() : []; // prettier-ignore
  const shown = new Map(((await renderAssets(ctx, assets, 'list')) as AssetJson[]).map((a, i) => [assets[i]!.id, { ...a, row: assets[i]! }]));
  return rows.map((row) => {
    const {
      row: asset,
      items: _,
      configuration: __,
      template: ___,
      pending_request: ____,
      params,
      ...rest
    } = shown.get(row.asset_id)! as AssetJson & { row: AssetRow };
    return {
      ...{ id: row.id, type: row.type },
      asset: { ...rest, params: params.map(shortParam), ...(asset.billing_uom === null ? {} : { billing: billingOf(asset) }) },
      items: json(row.items),
      attributes: { vendor: json(row.attributes_vendor), provider: json(row.attributes_provider) },
      period: { from: publicTime(row.period_from), to: publicTime(row.period_to), delta: row.period_delta, uom: row.period_uom },
      events: json<EventStamps>(row.events),
    };
  });
}

const shortParam = ({ id, name, description, type, value, value_error, structured_value }: Json): Json => ({
  ...{ id, name, description, type, value, value_error },
  ...(structured_value === undefined ? {} : { structured_value }),
});

function billingOf(row: AssetRow): object {
  const [month = 1, day = 1] = (row.billing_anchor ?? '').split('-').map(Number);
  return {
    period: { delta: 1, uom: row.billing_uom },
    ...(row.next_date === null ? {} : { next_date: publicTime(row.next_date) }),
    anniversary: { day, month },
  };
}

async function pendingOf(ctx: Context, rows: AssetRow[]): Promise<Map<string, object>> {
  const open = rows.flatMap((r) => (r.open_request_id ? [r.open_request_id] : []));
  const found = open.length ? await ctx.tx.selectFrom('request').leftJoin('template', 'template.id', 'request.template_id').select(['request.id', 'request.asset_id', 'request.type', 'request.status', 'template.id as template_id', 'template.name as template_name']).where(() => ctx.dialect.among('request.id', open)).execute() : []; // prettier-ignore
  return new Map(
    found.map((r) => [
      r.asset_id,
      { ...{ id: r.id, type: r.type, status: r.status }, ...(r.template_id ? { template: { id: r.template_id, name: r.template_name } } : {}) },
    ]),
  );
}

type Stats = { type: string; items: string; summary: object }[];

/** The billing requests of each asset that the caller sees, the newest first. */
async function statsOf(ctx: Context, rows: AssetRow[]): Promise<Map<string, Stats>> {
  const ids = rows.map((r) => r.id);
  if (!ids.length) return new Map();
  const found = await ctx.tx
    .selectFrom('billing_request')
    .select(['id', 'type', 'asset_id', 'items', 'period_from', 'period_to', 'period_delta', 'period_uom'])
    .where(() => ctx.dialect.among('asset_id', ids))
    .where(() => visible(ctx, { scope: billingScope }))
    .orderBy('period_from', 'desc')
    .execute();
  const summarized = found.map((r) => ({
    ...{ asset: r.asset_id, type: r.type, items: r.items },
    summary: { id: r.id, type: r.type, period: { from: publicTime(r.period_from), to: publicTime(r.period_to), delta: r.period_delta, uom: r.period_uom } },
  }));
  return Map.groupBy(summarized, (r) => r.asset);
}

const TYPES = ['vendor', 'provider'] as const;

function allStats(stats: Stats = []): object {
  return Object.fromEntries(
    TYPES.map((type) => {
      const own = stats.filter((s) => s.type === type);
      return [type, { count: own.length, ...(own[0] ? { last_request: own[0].summary } : {}) }];
    }),
  );
}

const itemStats = (stats: Stats = [], item: string): object => allStats(stats.filter((s) => s.items.includes(JSON.stringify(item))));
