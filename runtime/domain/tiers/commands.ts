/**
 * Tier accounts: the customers and resellers of a distributor's chain. An order gives each tier by id or as a whole
 * object; a whole object is matched by (owner, external_uid) and reuses or creates an account. Every change of an
 * account's data makes a new version of it; the earlier ones stay readable.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { invalid, PlatformError } from '../../base/index.ts';
import { insertRows, type Context, type TierAccountRow } from '../../store/index.ts';
import { findVisible, json } from '../kit/index.ts';
import { tierAccounts } from './fields.ts';

export type TierScope = 'customer' | 'tier1' | 'tier2';

export interface TierInput {
  id?: string;
  name?: string;
  type?: string;
  tax_id?: string;
  external_id?: string;
  external_uid?: string;
  parent?: { id?: string; external_id?: string; external_uid?: string } | null;
  contact_info?: Record<string, unknown>;
  /** Where it orders; only said when it is made. */
  hub?: { id: string } | null;
}

/** The tier account an order names, created where it is new; undefined for an empty slot. */
export async function resolveTier(
  ctx: Context,
  scope: TierScope,
  input: TierInput | null | undefined,
  hubId: string | null,
): Promise<TierAccountRow | undefined> {
  const field = `asset.tiers.${scope}`;
  if (!input || Object.keys(input).length === 0) return undefined;
  const own = async (column: 'id' | 'external_uid', value: string) =>
    (await sql<TierAccountRow>`select * from tier_account where owner_id = ${ctx.actor.accountId} and ${sql.ref(column)} = ${value}`.execute(ctx.tx)).rows[0];
  if (input.id) {
    const found = await own('id', input.id);
    if (!found) throw invalid(`${field}.id`, `${JSON.stringify(input.id)} is not one of your tier accounts.`);
    return withScope(ctx, usable(found, `${field}.id`), scope);
  }
  if (input.external_uid) {
    const found = await own('external_uid', input.external_uid);
    if (found) return withScope(ctx, usable(found, `${field}.external_uid`), scope);
  }
  return insertTierAccount(ctx, { ...input, hubId, scope, field });
}

type NewTierAccount = TierInput & { hubId: string | null; scope: TierScope; field: string };

export async function createTierAccount(ctx: Context, input: Omit<NewTierAccount, 'hubId'>): Promise<TierAccountRow> {
  const { external_uid, field, hub } = input;
  const own = ctx.tx.selectFrom('tier_account').select('id').where('owner_id', '=', ctx.actor.accountId);
  const taken = external_uid ? await own.where('external_uid', '=', external_uid).executeTakeFirst() : undefined;
  if (taken) throw invalid(`${field ? `${field}.` : ''}external_uid`, `${JSON.stringify(external_uid)} already names ${taken.id}.`);
  const hubs = ctx.tx.selectFrom('hub').select('id').where('owner_id', '=', ctx.actor.accountId);
  if (hub && !(await hubs.where('id', '=', hub.id).executeTakeFirst())) throw invalid('hub.id', `${JSON.stringify(hub.id)} is not one of your hubs.`);
  return insertTierAccount(ctx, { ...input, hubId: hub?.id ?? null });
}

/** Whose external_uid was just found to name no account of the owner. */
async function insertTierAccount(ctx: Context, input: NewTierAccount): Promise<TierAccountRow> {
  const at = input.field ? `${input.field}.` : '';
  checkContact(at, input);
  const row: TierAccountRow = {
    id: await ctx.id('tierAccount', 'tier_account'),
    status: 'active',
    version: 1,
    type: input.type ?? (input.scope === 'customer' ? 'customer' : 'reseller'),
    owner_id: ctx.actor.accountId,
    hub_id: input.hubId,
    db: ctx.region,
    name: input.name!,
    tax_id: input.tax_id ?? '',
    external_id: input.external_id ?? '',
    external_uid: input.external_uid || randomUUID(),
    parent_id: await parentOf(ctx, `${at}parent`, input.parent),
    contact_info: JSON.stringify(input.contact_info ?? {}),
    scopes: JSON.stringify([input.scope]),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await insertRows(ctx, 'tier_account', [row]);
  return row;
}

/** A partial body laid over the account. Nothing changed: the same version. */
export async function updateTierAccount(ctx: Context, id: string, input: TierInput): Promise<void> {
  const row = await ownAccount(ctx, id);
  usable(row, 'id');
  if (input.external_uid !== undefined && input.external_uid !== row.external_uid)
    throw invalid('external_uid', `${JSON.stringify(input.external_uid)} cannot replace ${JSON.stringify(row.external_uid)}; orders find the account by it.`);
  const contact_info = input.contact_info ? { ...json<object>(row.contact_info), ...input.contact_info } : json<Record<string, unknown>>(row.contact_info);
  const next = {
    ...row,
    name: input.name ?? row.name,
    type: input.type ?? row.type,
    tax_id: input.tax_id ?? row.tax_id,
    external_id: input.external_id ?? row.external_id,
    parent_id: input.parent === undefined ? row.parent_id : await parentOf(ctx, 'parent', input.parent, row.id),
    contact_info: JSON.stringify(contact_info),
  };
  checkContact('', { name: next.name, contact_info });
  if (JSON.stringify(next) === JSON.stringify(row)) return;
  await ctx.tx
    .insertInto('tier_account_version')
    .values({ id: row.id, version: row.version, data: JSON.stringify(row), created_at: row.updated_at })
    .execute();
  const { id: _, ...set } = { ...next, version: row.version + 1, updated_at: ctx.now };
  await ctx.tx.updateTable('tier_account').set(set).where('id', '=', row.id).execute();
}

/** Only where nobody needs it: no subscription that lives, no account below it. */
export async function decommissionTierAccount(ctx: Context, id: string): Promise<void> {
  const row = await ownAccount(ctx, id);
  usable(row, 'id');
  const child = await ctx.tx.selectFrom('tier_account').select('id').where('parent_id', '=', id).where('status', '=', 'active').executeTakeFirst();
  if (child) throw new PlatformError('conflict', `${id} is the parent of ${child.id}; it cannot be decommissioned.`);
  const assets = await ctx.tx
    .selectFrom('asset')
    .select(['id', 'status', 'tiers'])
    .where('provider_id', '=', row.owner_id)
    .where('status', '!=', 'terminated')
    .where('tiers', 'like', `%"${id}"%`)
    .limit(1)
    .execute();
  if (assets[0]) throw new PlatformError('conflict', `${id} is used by ${assets[0].id} (${assets[0].status}); it cannot be decommissioned.`);
  await ctx.tx.updateTable('tier_account').set({ status: 'decommissioned', updated_at: ctx.now }).where('id', '=', id).execute();
}

/** Vendors may read an account of their orders; only its owner writes it. */
async function ownAccount(ctx: Context, id: string): Promise<TierAccountRow> {
  const row = await findVisible(ctx, tierAccounts, id, { lock: true });
  if (row.owner_id !== ctx.actor.accountId) throw new PlatformError('forbidden', `${id} belongs to ${row.owner_id}; only its owner may change it.`);
  return row;
}

function usable(row: TierAccountRow, field: string): TierAccountRow {
  if (row.status !== 'active') throw invalid(field, `${row.id} is ${row.status}; it can no longer be used.`);
  return row;
}

async function parentOf(ctx: Context, field: string, parent: TierInput['parent'], self?: string): Promise<string | null> {
  if (!parent) return null;
  const [name, value] = parent.id ? ['id', parent.id] : parent.external_uid ? ['external_uid', parent.external_uid] : ['external_id', parent.external_id ?? ''];
  const found = await ctx.tx
    .selectFrom('tier_account')
    .selectAll()
    .where('owner_id', '=', ctx.actor.accountId)
    .where(name as 'id', '=', value!)
    .executeTakeFirst();
  if (!value || !found) throw invalid(`${field}.${name}`, `${JSON.stringify(value ?? null)} is not one of your tier accounts.`);
  if (found.id === self) throw invalid(`${field}.${name}`, 'an account cannot be its own parent.');
  return usable(found, `${field}.${name}`).id;
}

async function withScope(ctx: Context, row: TierAccountRow, scope: TierScope): Promise<TierAccountRow> {
  const scopes = json<string[]>(row.scopes);
  if (scopes.includes(scope)) return row;
  const updated = { ...row, scopes: JSON.stringify([...scopes, scope]) };
  await ctx.tx.updateTable('tier_account').set({ scopes: updated.scopes }).where('id', '=', row.id).execute();
  return updated;
}

/** The published contact fields that may not be blank (platform-api.md section 1.5). */
function checkContact(at: string, input: TierInput): void {
  if (!input.name?.trim()) throw invalid(`${at}name`, 'This field may not be blank or null.');
  const info = input.contact_info;
  if (!info) throw invalid(`${at}contact_info`, 'This field is required.');
  const contact = (info['contact'] ?? {}) as Record<string, unknown>;
  for (const name of ['address_line1', 'city', 'country']) if (!info[name]) throw invalid(`${at}contact_info.${name}`, 'This field may not be blank or null.');
  for (const name of ['first_name', 'last_name', 'email'])
    if (!contact[name]) throw invalid(`${at}contact_info.contact.${name}`, 'This field may not be blank or null.');
  if (!/^[A-Za-z]{2}$/.test(String(info['country'])))
    throw invalid(`${at}contact_info.country`, `${JSON.stringify(info['country'])} is not a country code; two letters are expected, for example DE.`);
}
