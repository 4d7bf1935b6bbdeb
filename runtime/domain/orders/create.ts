/** Placing an order: from a body to an asset and its first or next request. */
import { randomUUID } from 'node:crypto';
import { derivedId, invalid, lookUp, PlatformError } from '../../base/index.ts';
import { json, stamped } from '../kit/index.ts';
import { resolveSalesRoute } from '../marketplaces/index.ts';
import { holdUniqueValues, mergeValues, RIGHTS, withDefaultChoices, type Definition, type ParamInput } from '../products/index.ts';
import { resolveTier, type TierInput } from '../tiers/index.ts';
import type { AssetRow, Context, RequestRow, StoredItem, StoredParam } from '../../store/index.ts';
import { definitionOf, emitAsset, emitRequest, openAsset, openOrInquire } from './commands.ts';
import { alreadyThere, openConflict } from './conflict.ts';
import { checkChangedItems, checkPurchaseItems, orderedItems, type ItemInput } from './items.ts';
import { REQUEST_KINDS, REQUEST_TYPES, type OrderRole, type RequestType } from './lifecycle.ts';
import { findAsset, insertAsset, insertRequest, lockAsset, saveAsset } from './store.ts';
import { futureTime } from './times.ts';
import { valuesOf } from './values.ts';

/** What a product without administrative hold cannot do: the platform refuses at once (platform-api.md section 11). */
const HOLD_TYPES = ['suspend', 'resume'];
const NO_HOLD = 'The product does not support administrative hold (capability subscription.hold).';

export interface RequestInput {
  type: string;
  status?: string;
  note?: string;
  planned_date?: string | null;
  marketplace?: { id?: string };
  asset?: {
    id?: string;
    external_id?: string;
    external_uid?: string;
    connection?: { id?: string };
    product?: { id?: string };
    items?: ItemInput[];
    params?: ParamInput[];
    tiers?: Partial<Record<'customer' | 'tier1' | 'tier2', TierInput | null>>;
  };
}

export async function createRequest(ctx: Context, input: RequestInput): Promise<RequestRow> {
  const kind = lookUp(REQUEST_KINDS, input.type);
  if (!kind) throw invalid('type', `${JSON.stringify(input.type)} is not allowed; allowed: ${REQUEST_TYPES.join(', ')}.`);
  if (!kind.by.includes(ctx.actor.role as OrderRole))
    throw new PlatformError('forbidden', `a ${input.type} request is created by ${kind.by.join(', ')}; you are ${ctx.actor.role}.`);
  return kind.needs.length === 0 ? createFirst(ctx, input) : createNext(ctx, input, kind);
}

/** A purchase or transfer: creates the asset. */
async function createFirst(ctx: Context, input: RequestInput): Promise<RequestRow> {
  const given = input.asset ?? {};
  if (!given.connection?.id) throw invalid('asset.connection.id', 'This field is required.');
  const repeated = given.external_uid ? await findAsset(ctx, { external_uid: given.external_uid, connectionId: given.connection.id }) : undefined;
  if (repeated && repeated.provider_id === ctx.actor.accountId) throw await alreadyThere(ctx, repeated);
  const tierInputs = (['customer', 'tier1', 'tier2'] as const).map((scope) => given.tiers?.[scope]);
  const route = await resolveSalesRoute(ctx, {
    connectionId: given.connection.id,
    marketplaceId: input.marketplace?.id,
    tierExternalIds: tierInputs.flatMap((t) => (t?.external_id ? [t.external_id] : [])),
  });
  if (given.product?.id && given.product.id !== route.connection.product_id)
    throw invalid('asset.product.id', `${given.product.id} is not the product of connection ${route.connection.id}.`);
  const definition = await definitionOf(ctx, { product_id: route.connection.product_id });
  if (definition.product.status !== 'published')
    throw invalid('asset.product.id', `${definition.product.id} is ${definition.product.status}; only a published product can be ordered.`);
  if (input.type === 'transfer' && !definition.capabilities.subscription?.transfer?.enable_transfer)
    throw invalid('type', 'the product does not allow transfers (capability subscription.transfer.enable_transfer).');
  const items = orderedItems(definition.items, [], given.items ?? []);
  checkPurchaseItems(items);
  const draft = isDraft(input, definition);
  const [customer, tier1, tier2] = [
    await resolveTier(ctx, 'customer', tierInputs[0], route.connection.hub_id),
    await resolveTier(ctx, 'tier1', tierInputs[1], route.connection.hub_id),
    await resolveTier(ctx, 'tier2', tierInputs[2], route.connection.hub_id),
  ];
  if (!customer) throw invalid('asset.tiers.customer', 'This field is required.');
  const id = await ctx.id('asset', 'asset');
  const params = withDefaultChoices(definition, 'asset', mergeValues(ctx, valuesOf(id), definition, [], given.params ?? [], RIGHTS.create));
  await holdUniqueValues(ctx, valuesOf(id), definition, params);
  const asset: AssetRow = {
    id,
    status: draft ? 'draft' : 'processing',
    product_id: definition.product.id,
    connection_id: route.connection.id,
    contract_id: route.contract.id,
    marketplace_id: route.marketplaceId,
    hub_id: route.connection.hub_id,
    vendor_id: route.connection.vendor_id,
    provider_id: route.connection.provider_id,
    external_id: given.external_id ?? '',
    external_uid: given.external_uid ?? randomUUID(),
    items: JSON.stringify(items),
    params: JSON.stringify(params),
    tiers: JSON.stringify({ customer: customer.id, tier1: tier1?.id ?? null, tier2: tier2?.id ?? null }),
    template_id: null,
    requests_made: 1,
    open_request_id: derivedId('PR', id, 1, 3),
    previous_status: null,
    ...{ next_date: null, billing_uom: null, billing_anchor: null, billing_cycle: 0 },
    events: stamped(ctx, undefined, 'created', 'updated'),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await insertAsset(ctx, asset, route.sellers);
  if (!draft) emitAsset(ctx, asset);
  return insertAndOpen(ctx, asset, definition, { ...input, draft, items, params, counter: 1, previous: null });
}

/** Any later request: on an asset that exists, is in a fitting status and has no open request. */
async function createNext(ctx: Context, input: RequestInput, kind: (typeof REQUEST_KINDS)[RequestType]): Promise<RequestRow> {
  const given = input.asset ?? {};
  const found = await findAsset(
    ctx,
    given.id
      ? { id: given.id }
      : { ...(given.external_uid ? { external_uid: given.external_uid } : {}), ...(given.connection?.id ? { connectionId: given.connection.id } : {}) },
  );
  const asset = found && (await ownAsset(ctx, found.id));
  if (!asset) throw invalid('asset.id', `${JSON.stringify(given.id ?? given.external_uid ?? null)} is not one of your assets.`);
  if (asset.open_request_id) throw await openConflict(ctx, asset);
  if (!kind.needs.includes(asset.status as never)) {
    throw new PlatformError('validation', `Request type ${input.type} is not allowed when asset state is ${asset.status}`);
  }
  const definition = await definitionOf(ctx, asset);
  const subscription = definition.capabilities.subscription ?? {};
  if (input.type === 'renew' && !subscription.renew?.enable_renew)
    throw invalid('type', 'the product does not allow renewals (capability subscription.renew.enable_renew).');
  const present = json<StoredItem[]>(asset.items);
  const items = kind.items && given.items ? orderedItems(definition.items, present, given.items) : present.map((i) => ({ ...i, old_quantity: i.quantity }));
  if (input.type === 'change') {
    if (!given.items?.length) throw new PlatformError('validation', 'asset.items: This list may not be empty.');
    checkChangedItems(items);
  }
  const rights = input.type === 'adjustment' ? RIGHTS.vendorProcessing : RIGHTS.create;
  const editable = input.type !== 'change' || subscription.change?.editable_ordering_parameters;
  const params = mergeValues(ctx, valuesOf(asset.id), definition, json<StoredParam[]>(asset.params), given.params ?? [], editable ? rights : RIGHTS.nothing);
  await holdUniqueValues(ctx, valuesOf(asset.id), definition, params);
  const refusal = HOLD_TYPES.includes(input.type) && !subscription.hold ? NO_HOLD : undefined;
  const draft = isDraft(input, definition);
  const counter = asset.requests_made + 1;
  const saved = await saveAsset(ctx, asset, { requests_made: counter, ...(refusal ? {} : { open_request_id: derivedId('PR', asset.id, counter, 3) }) });
  const previous = await lastApproved(ctx, asset.id);
  return insertAndOpen(ctx, saved, definition, { ...input, draft, refusal, items, params, counter, previous });
}

/** Undefined for what the caller does not see; an order names an asset in its body, so that is no 404. */
async function ownAsset(ctx: Context, id: string): Promise<AssetRow | undefined> {
  return lockAsset(ctx, id).catch((error: unknown) => {
    if (error instanceof PlatformError && error.kind === 'notFound') return undefined;
    throw error;
  });
}

interface Opening extends RequestInput {
  draft: boolean;
  /** Why the platform itself fails it at once. */
  refusal?: string | undefined;
  items: StoredItem[];
  params: StoredParam[];
  counter: number;
  previous: string | null;
}

async function insertAndOpen(ctx: Context, asset: AssetRow, definition: Definition, input: Opening): Promise<RequestRow> {
  const { product_id, connection_id, contract_id, marketplace_id, hub_id, vendor_id, provider_id } = asset;
  const row: RequestRow = {
    id: derivedId('PR', asset.id, input.counter, 3),
    type: input.type,
    status: input.refusal ? 'failed' : input.draft ? 'draft' : 'pending',
    asset_id: asset.id,
    ...{ product_id, connection_id, contract_id, marketplace_id, hub_id, vendor_id, provider_id },
    items: JSON.stringify(input.items),
    params: JSON.stringify(input.params),
    note: input.note ?? '',
    reason: input.refusal ?? '',
    template_id: null,
    activation_tile: null,
    params_form_code: null,
    assignee: null,
    effective_date: null,
    planned_date: input.planned_date ? futureTime(ctx, 'planned_date', input.planned_date) : null,
    previous_approved_id: input.previous,
    events: stamped(ctx, undefined, 'created', 'updated', ...(input.refusal ? ['failed'] : [])),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await insertRequest(ctx, row);
  if (input.refusal) emitRequest(ctx, row);
  if (input.draft || input.refusal) return row;
  await openAsset(ctx, asset, row);
  return openOrInquire(ctx, row, asset, definition);
}

/** Drafts exist where the product validates carts (purchase) or changes. */
function isDraft(input: RequestInput, definition: Definition): boolean {
  if (input.status === undefined || input.status === 'pending') return false;
  if (input.status !== 'draft') throw invalid('status', `${JSON.stringify(input.status)} is not allowed; allowed: draft, pending.`);
  const { cart, subscription } = definition.capabilities;
  const allowed = input.type === 'change' ? subscription?.change?.validation : cart?.validation;
  if (!allowed)
    throw invalid(
      'status',
      `draft is not allowed: the product has no ${input.type === 'change' ? 'subscription.change.validation' : 'cart.validation'} capability.`,
    );
  return true;
}

async function lastApproved(ctx: Context, assetId: string): Promise<string | null> {
  const row = await ctx.tx
    .selectFrom('request')
    .select('id')
    .where('asset_id', '=', assetId)
    .where('status', '=', 'approved')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.id ?? null;
}
