/** Writing to a request without moving it: values, notes and assignment, by who may write what in which status (17.4). */
import { invalid, PlatformError } from '../../base/index.ts';
import { json } from '../kit/index.ts';
import { missingValues, readDefinition, RIGHTS, type ParamInput, type WriteRights } from '../products/index.ts';
import type { AssetRow, Context, RequestRow, StoredItem, StoredParam } from '../../store/index.ts';
import { writtenValues } from './commands.ts';
import { checkChangedItems, checkPurchaseItems, orderedItems, type ItemInput } from './items.ts';
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

/** The platform's own checks of a draft or an inquiry: every missing ordering value is flagged. */
export async function validateRequest(ctx: Context, id: string): Promise<void> {
  const { request } = await loadRequest(ctx, id);
  if (!['draft', 'inquiring'].includes(request.status))
    throw new PlatformError('transition', `status: ${id} is ${request.status}; "validate" is possible in draft, inquiring.`);
  const definition = (await readDefinition(ctx, request.product_id))!;
  const params = new Map(json<StoredParam[]>(request.params).map((p) => [p.id, p]));
  for (const name of missingValues(definition, 'asset', [...params.values()], 'ordering'))
    params.set(name, { id: name, value: '', value_error: 'This parameter is required.' });
  await saveRequest(ctx, request, { params: JSON.stringify([...params.values()]) });
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
