/**
 * The verbs of an order after its creation. Each follows load, check, move, save, consequences, emit, and is reached
 * the same way from a REST call and from an extension's decision.
 */
import { randomBytes } from 'node:crypto';
import { invalid, nextState } from '../../base/index.ts';
import { json, stamped } from '../kit/index.ts';
import {
  holdUniqueValues,
  mergeValues,
  missingValues,
  readDefinition,
  releaseUniqueValues,
  RIGHTS,
  type Definition,
  type ParamInput,
  type WriteRights,
} from '../products/index.ts';
import { setUpTiers } from '../tier-configs/index.ts';
import { showToVendor } from '../tiers/index.ts';
import { insertRows, type AssetRow, type Context, type RequestRow, type StoredItem, type StoredParam } from '../../store/index.ts';
import { cycleOf } from './billing-cycle.ts';
import { requestLifecycle, REQUEST_KINDS, type OrderRole, type RequestAction, type RequestType } from './lifecycle.ts';
import { deleteDraft, loadRequest, saveAsset, saveRequest } from './store.ts';
import { futureTime, utcTime } from './times.ts';
import { valuesOf } from './values.ts';

export interface Approval {
  template?: string;
  activationTile?: string;
  params?: ParamInput[];
  effectiveDate?: string;
  /** No billing request is made before. */
  nextDate?: string;
}

export async function approve(ctx: Context, id: string, input: Approval): Promise<RequestRow> {
  const { request, asset } = await loadRequest(ctx, id);
  const status = move(ctx, request, 'approve');
  const definition = await definitionOf(ctx, request);
  const params = await writtenValues(ctx, asset, definition, json(request.params), input.params ?? [], RIGHTS.vendorProcessing);
  const missing = missingValues(definition, 'asset', params, 'fulfillment');
  if (missing.length && request.type !== 'cancel') throw invalid('asset.params', `required fulfillment parameters have no value: ${missing.join(', ')}.`);
  const template = input.activationTile === undefined ? templateOf(definition, 'fulfillment', input.template) : undefined;
  const saved = await saveRequest(
    ctx,
    request,
    {
      status,
      params: JSON.stringify(params),
      template_id: template?.id ?? null,
      activation_tile: input.activationTile ?? null,
      effective_date: input.effectiveDate === undefined ? ctx.now : utcTime('effective_date', input.effectiveDate),
    },
    'approved',
  );
  const kind = REQUEST_KINDS[request.type as RequestType];
  await closeAsset(ctx, asset, {
    status: kind.approved ?? asset.status,
    params: saved.params,
    ...(kind.items ? { items: JSON.stringify(settledItems(json<StoredItem[]>(request.items))) } : {}),
    ...(template ? { template_id: template.id } : {}),
    ...billingAfter(ctx, asset, definition, request, input.nextDate),
  });
  emitRequest(ctx, saved);
  return saved;
}

/** A subscription that begins is billed from now on, or from the date its vendor gives; a change keeps its days. */
function billingAfter(ctx: Context, asset: AssetRow, definition: Definition, request: RequestRow, nextDate: string | undefined): Partial<AssetRow> {
  if (request.type === 'cancel') return { next_date: null };
  const next_date = nextDate === undefined ? undefined : utcTime('asset.billing.next_date', nextDate);
  const begins = asset.billing_uom === null;
  const cycle = begins ? cycleOf(definition.items, json(request.items), ctx.now) : undefined;
  if (cycle) return { billing_uom: cycle.uom, billing_anchor: (next_date ?? cycle.next_date).slice(5, 10), next_date: next_date ?? cycle.next_date };
  return next_date && !begins ? { next_date } : {};
}

export async function fail(ctx: Context, id: string, reason: string | undefined): Promise<RequestRow> {
  if (!reason?.trim()) throw invalid('reason', 'This field is required.');
  const { request, asset } = await loadRequest(ctx, id);
  const saved = await saveRequest(ctx, request, { status: move(ctx, request, 'fail'), reason, params_form_code: null }, 'failed');
  await ctx.tx.deleteFrom('request_tier_config').where('request_id', '=', id).execute();
  await undoAsset(ctx, asset, request);
  emitRequest(ctx, saved);
  return saved;
}

export async function inquire(ctx: Context, id: string, input: { template?: string; activationTile?: string; params?: ParamInput[] }): Promise<RequestRow> {
  const { request, asset } = await loadRequest(ctx, id);
  const status = move(ctx, request, 'inquire');
  const definition = await definitionOf(ctx, request);
  const params = await writtenValues(ctx, asset, definition, json(request.params), input.params ?? [], RIGHTS.vendorProcessing);
  const template = input.activationTile === undefined ? templateOf(definition, 'inquire', input.template) : undefined;
  const saved = await saveRequest(
    ctx,
    request,
    {
      status,
      params: JSON.stringify(params),
      template_id: template?.id ?? null,
      activation_tile: input.activationTile ?? null,
      params_form_code: newFormCode(),
    },
    'inquired',
  );
  emitRequest(ctx, saved);
  return saved;
}

/** From inquiring or scheduled back to pending; missing ordering values keep it inquiring. */
export async function pend(ctx: Context, id: string, input: { params?: readonly ParamInput[] } = {}): Promise<RequestRow> {
  const { request, asset } = await loadRequest(ctx, id);
  const status = move(ctx, request, 'pend');
  const definition = await definitionOf(ctx, request);
  let params = json<StoredParam[]>(request.params);
  if (input.params?.length) params = await writtenValues(ctx, asset, definition, params, input.params, RIGHTS.buyerInquiring);
  const missing = missingValues(definition, 'asset', params, 'ordering');
  if (request.status === 'inquiring' && missing.length) throw invalid('asset.params', `required ordering parameters have no value: ${missing.join(', ')}.`);
  const cleared = params.map(({ value_error: _, structured_error: __, ...rest }) => rest);
  const saved = await saveRequest(ctx, request, { status, params: JSON.stringify(cleared), params_form_code: null }, 'pended');
  emitRequest(ctx, saved);
  return saved;
}

export async function schedule(ctx: Context, id: string, plannedDate: unknown): Promise<RequestRow> {
  const { request } = await loadRequest(ctx, id);
  const status = move(ctx, request, 'schedule');
  const { capabilities } = await definitionOf(ctx, request);
  const flow = (capabilities.subscription ?? {}) as Record<string, { scheduling?: boolean } | undefined>;
  if (!REQUEST_KINDS[request.type as RequestType].freelyScheduled && !flow[request.type]?.scheduling)
    throw invalid('planned_date', `the product does not allow scheduling of ${request.type} requests (capability subscription.${request.type}.scheduling).`);
  const saved = await saveRequest(ctx, request, { status, planned_date: futureTime(ctx, 'planned_date', plannedDate) }, 'scheduled');
  emitRequest(ctx, saved);
  return saved;
}

export async function revoke(ctx: Context, id: string, reason: string | undefined): Promise<RequestRow> {
  const { request } = await loadRequest(ctx, id);
  const saved = await saveRequest(ctx, request, { status: move(ctx, request, 'revoke'), reason: reason ?? '' }, 'revoking');
  emitRequest(ctx, saved);
  return saved;
}

export async function confirm(ctx: Context, id: string): Promise<RequestRow> {
  const { request, asset } = await loadRequest(ctx, id);
  const saved = await saveRequest(ctx, request, { status: move(ctx, request, 'confirm') }, 'revoked');
  await undoAsset(ctx, asset, request);
  emitRequest(ctx, saved);
  return saved;
}

/** A draft becomes an order: `purchase` for purchases, `submit` for the other types. */
export async function leaveDraft(ctx: Context, id: string, action: 'purchase' | 'submit'): Promise<RequestRow> {
  const { request, asset } = await loadRequest(ctx, id);
  if ((action === 'purchase') !== (request.type === 'purchase'))
    throw invalid('type', `a ${request.type} draft leaves by "${request.type === 'purchase' ? 'purchase' : 'submit'}".`);
  const status = move(ctx, request, action);
  const definition = await definitionOf(ctx, request);
  const flagged = json<StoredParam[]>(request.params).filter((p) => p.value_error);
  if (flagged.length) throw invalid('asset.params', `the draft is not valid: ${flagged.map((p) => `${p.id}: ${p.value_error}`).join('; ')}.`);
  const saved = await openOrInquire(ctx, await saveRequest(ctx, request, { status }), asset, definition);
  await openAsset(ctx, asset, request);
  return saved;
}

export async function discard(ctx: Context, id: string): Promise<void> {
  const { request, asset } = await loadRequest(ctx, id);
  move(ctx, request, 'discard');
  await deleteDraft(ctx, request, asset);
  if (asset.status === 'draft') await releaseUniqueValues(ctx, valuesOf(asset.id).key);
  else await saveAsset(ctx, asset, { open_request_id: null });
}

/**
 * What a pending purchase is, as the system decides: it waits for tier configurations, is inquiring where a required
 * ordering parameter has no value (fulfilment-request/8), or is the vendor's. `again`: looked at before, and told then.
 */
export async function openOrInquire(
  ctx: Context,
  request: RequestRow,
  asset: AssetRow,
  definition: Definition,
  options: { again?: boolean } = {},
): Promise<RequestRow> {
  const purchase = request.type === 'purchase';
  const first = REQUEST_KINDS[request.type as RequestType].needs.length === 0;
  if (first && !options.again) await showToVendor(ctx, asset.vendor_id, Object.values(json<Record<string, string | null>>(asset.tiers)));
  const configs = purchase ? await setUpTiers(ctx, { ...asset, tiers: json(asset.tiers) }, definition) : [];
  if (configs.length) {
    const status = nextState(requestLifecycle, request, 'wait', 'system');
    await insertRows(ctx, 'request_tier_config', configs.map((config_id) => ({ request_id: request.id, config_id }))); // prettier-ignore
    // no event: the published ones do not know this status, and nobody has anything to do yet
    return saveRequest(ctx, request, { status });
  }
  if (purchase && missingValues(definition, 'asset', json(request.params), 'ordering').length) return ask(ctx, request, definition);
  if (!options.again) emitRequest(ctx, request);
  return request;
}

async function ask(ctx: Context, request: RequestRow, definition: Definition): Promise<RequestRow> {
  const status = nextState(requestLifecycle, request, 'ask', 'system');
  const template = definition.templates.find((t) => t.type === 'inquire' && t.scope === 'asset');
  const saved = await saveRequest(ctx, request, { status, template_id: template?.id ?? null, params_form_code: newFormCode() }, 'inquired');
  emitRequest(ctx, saved);
  return saved;
}

/** One configuration an order waited for is there; with the last of them it goes on (fulfilment-request/7). */
export async function releaseFromTiers(ctx: Context, id: string, configId: string): Promise<void> {
  const { request } = await loadRequest(ctx, id);
  await ctx.tx.deleteFrom('request_tier_config').where('request_id', '=', id).where('config_id', '=', configId).execute();
  const left = await ctx.tx.selectFrom('request_tier_config').select('config_id').where('request_id', '=', id).executeTakeFirst();
  if (left || request.status !== 'tiers_setup') return;
  const released = await saveRequest(ctx, request, { status: nextState(requestLifecycle, request, 'release', 'system') });
  const definition = await definitionOf(ctx, request);
  if (missingValues(definition, 'asset', json(released.params), 'ordering').length) await ask(ctx, released, definition);
  else emitRequest(ctx, released);
}

/** A tier configuration that the order waited for was refused (fulfilment-request/6). */
export async function failAsSystem(ctx: Context, id: string, reason: string): Promise<void> {
  const { status } = (await loadRequest(ctx, id)).request;
  if (status === 'tiers_setup') await fail(ctx, id, reason);
}

/** What opening a request does to its asset. */
export async function openAsset(ctx: Context, asset: AssetRow, request: RequestRow): Promise<void> {
  const { open } = REQUEST_KINDS[request.type as RequestType];
  if (open && open !== asset.status) emitAsset(ctx, await saveAsset(ctx, asset, { status: open, previous_status: asset.status }));
}

function move(ctx: Context, request: RequestRow, action: RequestAction) {
  return nextState(requestLifecycle, request, action, ctx.actor.role as OrderRole);
}

export async function definitionOf(ctx: Context, request: Pick<RequestRow, 'product_id'>): Promise<Definition> {
  const definition = await readDefinition(ctx, request.product_id);
  if (!definition) throw invalid('asset.product.id', `${request.product_id} does not exist.`);
  return definition;
}

/** Other types than purchase and cancel leave the asset as it was; see REQUEST_KINDS. */
async function undoAsset(ctx: Context, asset: AssetRow, request: RequestRow): Promise<void> {
  const { failed } = REQUEST_KINDS[request.type as RequestType];
  await closeAsset(ctx, asset, { status: failed === 'previous' ? (asset.previous_status ?? 'active') : (failed ?? asset.status) });
  // what the refused request wanted to hold is free again
  if (failed !== 'terminated') await holdUniqueValues(ctx, valuesOf(asset.id), await definitionOf(ctx, request), json(asset.params));
}

async function closeAsset(ctx: Context, asset: AssetRow, change: Partial<AssetRow>): Promise<void> {
  const moved = change.status !== asset.status;
  const stamps = change.status && moved ? stamped(ctx, asset.events, change.status) : asset.events;
  const saved = await saveAsset(ctx, asset, { ...change, events: stamps, open_request_id: null, previous_status: null });
  if (moved) emitAsset(ctx, saved);
  else if (change.params !== undefined) emitAsset(ctx, saved, { told: 'Its items or values changed.' });
  if (change.status === 'terminated') await releaseUniqueValues(ctx, valuesOf(asset.id).key);
}

/** After approval the new quantity is the only one. */
function settledItems(items: StoredItem[]): StoredItem[] {
  return items.filter((i) => i.quantity !== '0').map((i) => ({ ...i, old_quantity: '0' }));
}

function templateOf(definition: Definition, type: 'fulfillment' | 'inquire', wanted: string | undefined) {
  const fitting = definition.templates.filter((t) => t.type === type && t.scope === 'asset');
  const found = wanted === undefined ? fitting[0] : fitting.find((t) => t.id === wanted || t.name === wanted);
  if (found) return found;
  const known = fitting.map((t) => `${t.id} (${t.name})`).join(', ') || 'none';
  if (wanted === undefined && type === 'inquire') return undefined;
  throw invalid(
    'template_id',
    wanted === undefined ? `the product has no ${type} template.` : `${JSON.stringify(wanted)} is not a ${type} template of scope asset; known: ${known}.`,
  );
}

export function emitRequest(ctx: Context, request: RequestRow): void {
  ctx.emit({
    type: REQUEST_KINDS[request.type as RequestType].event,
    objectClass: 'request',
    objectId: request.id,
    status: request.status,
    accounts: [request.vendor_id, request.provider_id],
  });
}

/** To those who trade it, at every change but of a draft, which is no subscription yet. */
export function emitAsset(ctx: Context, asset: AssetRow, data: { told?: string } = {}): void {
  const { id: objectId, status, vendor_id, provider_id } = asset;
  ctx.emit({ type: 'subscription_changed', objectClass: 'asset', objectId, status, accounts: [vendor_id, provider_id], data });
}

/** Values laid over those that are there, the unique ones held from now on. */
export async function writtenValues(
  ctx: Context,
  asset: AssetRow,
  definition: Definition,
  stored: StoredParam[],
  input: readonly ParamInput[],
  rights: WriteRights,
): Promise<StoredParam[]> {
  const params = mergeValues(ctx, valuesOf(asset.id), definition, stored, input, rights);
  if (input.length) await holdUniqueValues(ctx, valuesOf(asset.id), definition, params);
  return params;
}

/** Any ISO form with or without an offset, as UTC text that sorts. */
function newFormCode(): string {
  return randomBytes(16).toString('hex');
}
