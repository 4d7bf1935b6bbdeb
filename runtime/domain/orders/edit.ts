/** Writing to a request without moving it: values, notes and assignment, by who may write what in which status (17.4). */
import { invalid, PlatformError } from '../../base/index.ts';
import { json, type Question, type Word } from '../kit/index.ts';
import { flagMissing, judgedValues, readDefinition, RIGHTS, type Definition, type ParamInput, type WriteRights } from '../products/index.ts';
import type { AssetRow, Context, RequestRow, StoredItem } from '../../store/index.ts';
import { definitionOf, writtenValues } from './commands.ts';
import { checkChangedItems, checkPurchaseItems, orderedItems, type ItemInput } from './items.ts';
import { REQUEST_KINDS, type RequestType } from './lifecycle.ts';
import { loadRequest, saveAsset, saveRequest } from './store.ts';

export interface RequestChange {
  note?: string;
  asset?: { external_id?: string; items?: ItemInput[]; params?: ParamInput[] };
}

type Side = 'vendor' | 'buyer';

/** Side and status -> what may be written; a missing row means nothing. */
// prettier-ignore
const WRITABLE: Record<Side, Partial<Record<string, WriteRights>>> = {
  vendor: { pending: RIGHTS.vendorProcessing, scheduled: RIGHTS.vendorProcessing, revoking: RIGHTS.vendorProcessing },
  buyer:  { draft: RIGHTS.buyerDraft, inquiring: RIGHTS.buyerInquiring },
};

export async function updateRequest(ctx: Context, id: string, input: RequestChange): Promise<void> {
  const { request, asset } = await loadRequest(ctx, id);
  const side: Side = ctx.actor.role === 'vendor' ? 'vendor' : 'buyer';
  const rights = WRITABLE[side][request.status];
  if (!rights) {
    const statuses = Object.keys(WRITABLE[side]).join(', ');
    throw new PlatformError('transition', `status: ${id} is ${request.status}; a ${side} may change it while it is ${statuses}.`);
  }
  const definition = (await readDefinition(ctx, request.product_id))!;
  const change: Partial<RequestRow> = {};
  if (input.note !== undefined) change.note = input.note;
  if (input.asset?.params) change.params = JSON.stringify(await writtenValues(ctx, asset, definition, json(request.params), input.asset.params, rights));
  if (input.asset?.items) {
    if (request.status !== 'draft') throw invalid('asset.items', 'items can be changed in a draft only.');
    const items = orderedItems(definition.items, asset.status === 'draft' ? [] : json<StoredItem[]>(asset.items), input.asset.items);
    if (request.type === 'change') checkChangedItems(items);
    else checkPurchaseItems(items);
    change.items = JSON.stringify(items);
  }
  await saveRequest(ctx, request, change);
  if (input.asset?.external_id !== undefined && request.status === 'draft') await saveAsset(ctx, asset, { external_id: input.asset.external_id });
  await keepDraftAsset(ctx, asset, change);
}

/**
 * A draft or an inquiry is checked: what the body brings is written, required values that are missing are flagged, and where
 * the product wants it the vendor's extension is asked.
 */
export async function validateRequest(ctx: Context, id: string, input: RequestChange = {}): Promise<Question | undefined> {
  const { status } = (await loadRequest(ctx, id)).request;
  if (!WRITABLE.buyer[status]) throw new PlatformError('transition', `status: ${id} is ${status}; "validate" is possible in draft, inquiring.`);
  // whole requests come back here; of an inquiry only the values can be written
  const { items: _, external_id: __, ...values } = input.asset ?? {};
  if (input.asset) await updateRequest(ctx, id, status === 'draft' ? input : { asset: values });
  const { request } = await loadRequest(ctx, id);
  const definition = await definitionOf(ctx, request);
  await saveRequest(ctx, request, { params: JSON.stringify(flagMissing(definition, 'asset', json(request.params))) });
  return questionOf(request, definition);
}

/** A draft is there to be validated (see `isDraft`); an inquiry where the product says so. */
export function questionOf(request: RequestRow, { capabilities }: Definition): Question | undefined {
  const event = REQUEST_KINDS[request.type as RequestType].validation;
  const asks = request.type === 'change' ? capabilities.subscription?.change?.inquiring_validation : capabilities.inquiring?.validation;
  if (!event || !(request.status === 'draft' || (request.status === 'inquiring' && asks))) return undefined;
  return { event, objectClass: 'request', objectId: request.id, status: request.status, accounts: [request.vendor_id] };
}

/** What the extensions said is written to the request, if it still waits for it. */
export async function judgeRequest(ctx: Context, id: string, words: readonly Word[]): Promise<void> {
  if (!words.length) return;
  const { request } = await loadRequest(ctx, id);
  if (!WRITABLE.buyer[request.status]) throw new PlatformError('transition', `status: ${id} became ${request.status} while it was validated.`);
  const params = judgedValues(await definitionOf(ctx, request), 'asset', json(request.params), words);
  await saveRequest(ctx, request, { params: JSON.stringify(params) });
}

/** `{}` assigns the caller, `{email}` a user of the vendor; somebody else's only with force. */
export async function assignRequest(ctx: Context, id: string, input: { email?: string; force?: boolean }): Promise<void> {
  const { request } = await loadRequest(ctx, id);
  if (request.assignee && !input.force) throw new PlatformError('conflict', `assignee: ${id} is assigned already; give force to take it over.`);
  const assignee = input.email ? await userByEmail(ctx, input.email) : ctx.actor.by;
  await saveRequest(ctx, request, { assignee: JSON.stringify(assignee) }, 'assigned');
}

export async function unassignRequest(ctx: Context, id: string): Promise<void> {
  const { request } = await loadRequest(ctx, id);
  await saveRequest(ctx, request, { assignee: null });
}

async function userByEmail(ctx: Context, email: string): Promise<{ id: string; name: string; email: string }> {
  const user = await ctx.tx
    .selectFrom('account_user')
    .select(['id', 'name', 'email'])
    .where('account_id', '=', ctx.actor.accountId)
    .where('email', '=', email)
    .executeTakeFirst();
  if (!user) throw invalid('email', `${JSON.stringify(email)} is no user of your account.`);
  return user;
}

/** The asset of a draft purchase or transfer shows what the draft says. */
async function keepDraftAsset(ctx: Context, asset: AssetRow, change: Partial<RequestRow>): Promise<void> {
  if (asset.status !== 'draft') return;
  const { items, params } = { ...asset, ...change };
  await saveAsset(ctx, asset, { items, params });
}
