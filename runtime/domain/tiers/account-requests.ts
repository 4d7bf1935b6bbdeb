/**
 * Tier account requests tell vendors that customer data changed: one per product whose vendor sells to the account.
 * The change itself stands whatever becomes of them (platform-api.md section 15.2).
 */
import { derivedId, invalid, nextState, PlatformError, publicTime, type Lifecycle } from '../../base/index.ts';
import { findVisible, json, references, showMany, stamped, type Collection, type EventStamps, type Subject } from '../kit/index.ts';
import { readDefinition } from '../products/index.ts';
import { insertRows, updateRow, type Context, type TierAccountRequestRow, type TierAccountRow } from '../../store/index.ts';
import { updateTierAccount, type TierInput } from './commands.ts';
import { renderTierAccounts, tierAccounts } from './fields.ts';

type Role = 'vendor' | 'distributor' | 'reseller';

export const accountRequestLifecycle = {
  name: 'tier account request',
  initial: ['pending', 'unsupported'],
  final: ['unsupported', 'accepted', 'ignored'],
  transitions: [
    { on: 'accept', from: ['pending'], to: 'accepted', by: ['vendor'], rule: 'tier-account-request/3' },
    { on: 'ignore', from: ['pending'], to: 'ignored', by: ['vendor'], rule: 'tier-account-request/4' },
  ],
} as const satisfies Lifecycle<string, string, Role>;

export const accountRequests: Collection<TierAccountRequestRow> = {
  table: 'tier_account_request',
  scope: ['vendor_id', 'provider_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    type: { column: 'type' },
    status: { column: 'status', order: true },
    'account.id': { column: 'account_id', search: true },
    'account.name': { column: 'account_id', table: 'tier_account', key: 'id', target: 'name', search: true },
    'account.external_id': { column: 'account_id', table: 'tier_account', key: 'id', target: 'external_id' },
    'account.external_uid': { column: 'account_id', table: 'tier_account', key: 'id', target: 'external_uid' },
    'product.id': { column: 'product_id' },
    'product.name': { column: 'product_id', table: 'product', key: 'id', target: 'name' },
    'vendor.id': { column: 'vendor_id' },
    'provider.id': { column: 'provider_id' },
    created: { column: 'created_at', type: 'time', order: true },
    updated: { column: 'updated_at', type: 'time', order: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['created_at', 'desc']],
  render: renderAccountRequests,
};

async function renderAccountRequests(ctx: Context, rows: TierAccountRequestRow[]): Promise<object[]> {
  const account = await references(ctx, 'account', rows.flatMap((r) => [r.vendor_id, r.provider_id])); // prettier-ignore
  const product = await references(ctx, 'product', rows.map((r) => r.product_id)); // prettier-ignore
  const accounts = await renderTierAccounts(ctx, rows.map((r) => json<TierAccountRow>(r.account))); // prettier-ignore
  return rows.map((row, i) => ({
    ...{ id: row.id, type: row.type, status: row.status },
    account: accounts[i],
    vendor: account(row.vendor_id),
    provider: account(row.provider_id),
    product: product(row.product_id),
    ...(row.reason ? { reason: row.reason } : {}),
    events: json<EventStamps>(row.events),
    created: publicTime(row.created_at),
    updated: publicTime(row.updated_at),
  }));
}

/** Changes the account, then one request per affected product; answers their ids. */
export async function createAccountRequests(ctx: Context, input: { type?: string; account?: TierInput }): Promise<string[]> {
  if (input.type !== undefined && input.type !== 'update') throw invalid('type', `${JSON.stringify(input.type)} is not allowed; allowed: update.`);
  const { id, ...change } = input.account ?? {};
  if (!id) throw invalid('account.id', 'This field is required.');
  const before = await findVisible(ctx, tierAccounts, id);
  const sales = await salesOf(ctx, id);
  if (!sales.length)
    throw new PlatformError('validation', `account.id: ${id} has no subscription of any product; no vendor needs to know.`, { code: 'TAR_003' });
  await updateTierAccount(ctx, id, change);
  const account = await findVisible(ctx, tierAccounts, id);
  if (account.version === before.version)
    throw new PlatformError('validation', `account: nothing differs from version ${before.version} of ${id}.`, { code: 'TAR_004' });
  const made: TierAccountRequestRow[] = [];
  for (const sale of sales) {
    const updates = (await readDefinition(ctx, sale.product_id))?.capabilities.tiers?.updates === true;
    made.push({
      id: derivedId('TAR', `${id}-${String(account.version).padStart(3, '0')}`, made.length + 1, 3),
      type: 'update',
      status: updates ? 'pending' : 'unsupported',
      account_id: id,
      account: JSON.stringify(account),
      ...sale,
      reason: '',
      events: stamped(ctx, undefined, 'created', 'updated'),
      created_at: ctx.now,
      updated_at: ctx.now,
    });
  }
  await insertRows(ctx, 'tier_account_request', made);
  for (const row of made) if (row.status === 'pending') emitAccountRequest(ctx, row);
  return made.map((row) => row.id);
}

export async function acceptAccountRequest(ctx: Context, id: string): Promise<void> {
  await move(ctx, id, 'accept', {}, 'accepted');
}

export async function ignoreAccountRequest(ctx: Context, id: string, reason: string | undefined): Promise<void> {
  await move(ctx, id, 'ignore', { reason: reason ?? '' }, 'ignored');
}

async function move(ctx: Context, id: string, action: 'accept' | 'ignore', change: Partial<TierAccountRequestRow>, stamp: string): Promise<void> {
  const row = await findVisible(ctx, accountRequests, id, { lock: true });
  const status = nextState(accountRequestLifecycle, row, action, ctx.actor.role as Role);
  const set = { ...change, status, events: stamped(ctx, row.events, 'updated', stamp), updated_at: ctx.now };
  await updateRow(ctx, 'tier_account_request', id, set);
  emitAccountRequest(ctx, { ...row, ...set });
}

/** The products that the account has a living subscription of. Assets belong to a higher module; who sells to whom stands in them. */
async function salesOf(ctx: Context, accountId: string): Promise<{ product_id: string; vendor_id: string; provider_id: string }[]> {
  return ctx.tx
    .selectFrom('asset')
    .select(['product_id', 'vendor_id', 'provider_id'])
    .distinct()
    .where('provider_id', '=', ctx.actor.accountId)
    .where('status', 'not in', ['draft', 'terminated'])
    .where('tiers', 'like', `%"${accountId}"%`)
    .orderBy('product_id')
    .execute();
}

function emitAccountRequest(ctx: Context, row: TierAccountRequestRow): void {
  ctx.emit({
    type: 'tier_account_update_request_processing',
    objectClass: 'tier_account_request',
    objectId: row.id,
    status: row.status,
    accounts: [row.vendor_id, row.provider_id],
  });
}

export const tierAccountRequestSubject: Subject = {
  objectClass: 'tier_account_request',
  status: (object) => (object as { status: string }).status,
  read: (ctx, ids) => showMany(ctx, accountRequests, ids),
  decisions: {},
};
