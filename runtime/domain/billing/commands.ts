/**
 * Billing requests are facts: who bills what to whom for which period. The platform writes the vendor's by itself when a
 * subscription's next date comes; either side may write its own, and repeats of one period are the same request.
 */
import { invalid, PlatformError } from '../../base/index.ts';
import { findVisible, json, stamped } from '../kit/index.ts';
import { addPeriod, MONTHS, requireParty } from '../orders/index.ts';
import { readDefinition } from '../products/index.ts';
import { insertRows, updateRow, type AssetRow, type BillingRequestRow, type Context, type ItemRow, type StoredItem } from '../../store/index.ts';
import { billingRequests, subscriptions } from './fields.ts';

export type BillingType = 'vendor' | 'provider';

export interface BillingInput {
  type?: string;
  asset?: { id?: string; external_uid?: string };
  asset_id?: string | null;
  asset_external_uid?: string | null;
  items?: { id?: string; quantity?: number | string }[];
  period?: { from?: string; to?: string; delta?: number; uom?: string };
  period_from?: string;
  period_to?: string;
  period_delta?: number;
  period_uom?: string;
  attributes?: { vendor?: object; provider?: object };
}

interface Period {
  from: string;
  to: string;
  delta: number;
  uom: string;
}

export async function createBillingRequest(ctx: Context, input: BillingInput): Promise<string> {
  const side: BillingType = ctx.actor.role === 'vendor' ? 'vendor' : 'provider';
  if (input.type !== undefined && input.type !== side)
    throw new PlatformError('forbidden', `type: ${JSON.stringify(input.type)} is not allowed; a ${ctx.actor.role} creates requests of type ${side}.`);
  const asset = await assetOf(ctx, input);
  const period = periodOf(input);
  const definition = await readDefinition(ctx, asset.product_id);
  const items = (input.items ?? []).map((given, index) => {
    const item = definition?.items.find((k) => k.local_id === given.id || k.id === given.id || k.mpn === given.id);
    if (!item || item.status === 'draft') throw invalid(`items.${index}.id`, `${JSON.stringify(given.id ?? null)} is not an item of ${asset.product_id}.`);
    const quantity = Number(given.quantity ?? json<StoredItem[]>(asset.items).find((i) => i.id === item.local_id)?.quantity ?? 0);
    if (!Number.isFinite(quantity)) throw invalid(`items.${index}.quantity`, `${JSON.stringify(given.quantity)} is not a number.`);
    return itemJson(item, quantity, 1);
  });
  if (!items.length) throw invalid('items', 'This list may not be empty.');
  return (await insert(ctx, asset, side, period, items, input.attributes?.[side])).id;
}

/** Each side edits only its own map. */
export async function setAttributes(ctx: Context, id: string, input: { vendor?: object; provider?: object }): Promise<object> {
  const row = await findVisible(ctx, billingRequests, id, { lock: true });
  requireParty(ctx, row);
  const side: BillingType = ctx.actor.accountId === row.vendor_id ? 'vendor' : 'provider';
  const other = side === 'vendor' ? 'provider' : 'vendor';
  if (input[other] !== undefined) throw new PlatformError('forbidden', `${other}: only the ${other} may set these attributes; you are the ${side}.`);
  const column = `attributes_${side}` as const;
  const set = { [column]: JSON.stringify(input[side] ?? {}), events: stamped(ctx, row.events, 'updated'), updated_at: ctx.now };
  await updateRow(ctx, 'billing_request', id, set);
  const next = { ...row, ...set };
  return { vendor: json(next.attributes_vendor), provider: json(next.attributes_provider) };
}

/** The next date of a subscription has come: the vendor's request for the period that starts there, and the date after it. */
export async function billDue(ctx: Context, asset: AssetRow): Promise<void> {
  const { billing_uom: uom, next_date: from, billing_cycle: cycle } = asset as AssetRow & { billing_uom: string; next_date: string };
  const to = addPeriod(from, uom, Number(asset.billing_anchor?.split('-')[1] ?? 1));
  const definition = await readDefinition(ctx, asset.product_id);
  const items = json<StoredItem[]>(asset.items).flatMap((ordered) => {
    const item = definition?.items.find((k) => k.local_id === ordered.id);
    return item && isBilled(item, uom, cycle) ? [itemJson(item, ordered.quantity === 'unlimited' ? -1 : Number(ordered.quantity), cycle + 1)] : [];
  });
  // on hold, time passes without a bill
  if (items.length && asset.status !== 'suspended') await insert(ctx, asset, 'vendor', { from, to, delta: 1, uom }, items, {});
  await updateRow(ctx, 'asset', asset.id, { next_date: to, billing_cycle: cycle + 1 });
}

/** Longer periods than the subscription's own come up when they divide the months passed; one-time items once. */
function isBilled(item: ItemRow, uom: string, cycle: number): boolean {
  if (item.type === 'ppu') return false;
  const months = MONTHS[item.period];
  return months === undefined ? item.period === 'onetime' && cycle === 0 : (cycle * MONTHS[uom]!) % months === 0;
}

function itemJson(item: ItemRow, quantity: number, cycle: number): object {
  return {
    ...{ id: item.local_id, global_id: item.id, display_name: item.name, mpn: item.mpn, period: item.period, quantity },
    ...{ item_type: item.type === 'ppu' ? 'PPU' : 'Reservation', type: json<{ name?: string }>(item.unit).name ?? 'unit' },
    billing: { cycle_number: cycle },
  };
}

async function insert(ctx: Context, asset: AssetRow, type: BillingType, period: Period, items: object[], attributes: object = {}): Promise<BillingRequestRow> {
  // each seller of a chain bills for itself
  const provider_id = type === 'provider' ? ctx.actor.accountId : asset.provider_id;
  const same = await ctx.tx
    .selectFrom('billing_request')
    .selectAll()
    .where('asset_id', '=', asset.id)
    .where('type', '=', type)
    .where('provider_id', '=', provider_id)
    .where('period_from', '=', period.from)
    .where('period_to', '=', period.to)
    .executeTakeFirst();
  if (same) return same;
  const row: BillingRequestRow = {
    id: await ctx.id(type === 'vendor' ? 'vendorBilling' : 'providerBilling', 'billing_request'),
    type,
    asset_id: asset.id,
    ...{ product_id: asset.product_id, connection_id: asset.connection_id, contract_id: asset.contract_id, marketplace_id: asset.marketplace_id },
    ...{ hub_id: asset.hub_id, vendor_id: asset.vendor_id, provider_id },
    ...{ period_from: period.from, period_to: period.to, period_delta: period.delta, period_uom: period.uom },
    items: JSON.stringify(items),
    attributes_vendor: JSON.stringify(type === 'vendor' ? attributes : {}),
    attributes_provider: JSON.stringify(type === 'provider' ? attributes : {}),
    events: stamped(ctx, undefined, 'created', 'updated'),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await insertRows(ctx, 'billing_request', [row]);
  const accounts = type === 'vendor' ? [row.vendor_id, row.provider_id] : [row.provider_id];
  ctx.emit({ type: 'billing_request_created', objectClass: 'billing_request', objectId: row.id, status: '', accounts });
  return row;
}

async function assetOf(ctx: Context, input: BillingInput): Promise<AssetRow> {
  const id = input.asset?.id ?? input.asset_id;
  if (id) return findVisible(ctx, subscriptions, id).catch(() => { throw invalid('asset.id', `${JSON.stringify(id)} is not one of your assets.`); }); // prettier-ignore
  const uid = input.asset?.external_uid ?? input.asset_external_uid;
  if (!uid) throw invalid('asset.id', 'This field is required, or asset.external_uid.');
  const mine = ctx.tx.selectFrom('asset').select('id').where((eb) => eb.or([eb('vendor_id', '=', ctx.actor.accountId), eb('provider_id', '=', ctx.actor.accountId)])); // prettier-ignore
  const found = await mine.where('external_uid', '=', uid).executeTakeFirst();
  if (!found) throw invalid('asset.external_uid', `${JSON.stringify(uid)} is not one of your assets.`);
  return findVisible(ctx, subscriptions, found.id);
}

/** Nested as clients send it, or flat as described; hubs count in other units, too. */
function periodOf(input: BillingInput): Period {
  const { from = input.period_from, to = input.period_to, delta = input.period_delta ?? 1, uom = input.period_uom ?? 'monthly' } = input.period ?? {};
  const [start, end] = [timeOf('period.from', from), timeOf('period.to', to)];
  if (end <= start) throw invalid('period.to', `${JSON.stringify(to)} is not after period.from ${JSON.stringify(from)}.`);
  return { from: start, to: end, delta, uom };
}

function timeOf(field: string, value: string | undefined): string {
  const at = Date.parse(value ?? '');
  if (Number.isNaN(at)) throw invalid(field, `${JSON.stringify(value ?? null)} is not a time; an ISO date is expected.`);
  return new Date(at).toISOString();
}
