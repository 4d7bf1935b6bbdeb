/**
 * Tier accounts: the customers and resellers of a distributor's chain. An order gives each tier by id or as a whole
 * object; a whole object is matched by (owner, external_uid) and reuses or creates an account.
 */
import { randomUUID } from 'node:crypto';
import { invalid } from '../../base/index.ts';
import type { Context, TierAccountRow } from '../../store/index.ts';
import { json } from '../kit/index.ts';

export type TierScope = 'customer' | 'tier1' | 'tier2';

export interface TierInput {
  id?: string;
  name?: string;
  type?: string;
  tax_id?: string;
  external_id?: string;
  external_uid?: string;
  contact_info?: Record<string, unknown>;
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
  const own = ctx.tx.selectFrom('tier_account').selectAll().where('owner_id', '=', ctx.actor.accountId);
  if (input.id) {
    const found = await own.where('id', '=', input.id).executeTakeFirst();
    if (!found) throw invalid(`${field}.id`, `${JSON.stringify(input.id)} is not one of your tier accounts.`);
    return withScope(ctx, found, scope);
  }
  if (input.external_uid) {
    const found = await own.where('external_uid', '=', input.external_uid).executeTakeFirst();
    if (found) return withScope(ctx, found, scope);
  }
  return createTierAccount(ctx, { ...input, hubId, scope, field });
}

export async function createTierAccount(ctx: Context, input: TierInput & { hubId: string | null; scope: TierScope; field: string }): Promise<TierAccountRow> {
  checkContact(input.field, input);
  const row: TierAccountRow = {
    id: await ctx.id('tierAccount', 'tier_account'),
    version: 1,
    type: input.type ?? (input.scope === 'customer' ? 'customer' : 'reseller'),
    owner_id: ctx.actor.accountId,
    hub_id: input.hubId,
    name: input.name!,
    tax_id: input.tax_id ?? '',
    external_id: input.external_id ?? '',
    external_uid: input.external_uid ?? randomUUID(),
    parent_id: null,
    contact_info: JSON.stringify(input.contact_info ?? {}),
    scopes: JSON.stringify([input.scope]),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('tier_account').values(row).execute();
  return row;
}

async function withScope(ctx: Context, row: TierAccountRow, scope: TierScope): Promise<TierAccountRow> {
  const scopes = json<string[]>(row.scopes);
  if (scopes.includes(scope)) return row;
  const updated = { ...row, scopes: JSON.stringify([...scopes, scope]) };
  await ctx.tx.updateTable('tier_account').set({ scopes: updated.scopes }).where('id', '=', row.id).execute();
  return updated;
}

/** The published contact fields that may not be blank (platform-api.md section 1.5). */
function checkContact(field: string, input: TierInput): void {
  if (!input.name?.trim()) throw invalid(`${field}.name`, 'This field may not be blank or null.');
  const info = input.contact_info;
  if (!info) throw invalid(`${field}.contact_info`, 'This field is required.');
  const contact = (info['contact'] ?? {}) as Record<string, unknown>;
  for (const name of ['address_line1', 'city', 'country'])
    if (!info[name]) throw invalid(`${field}.contact_info.${name}`, 'This field may not be blank or null.');
  for (const name of ['first_name', 'last_name', 'email'])
    if (!contact[name]) throw invalid(`${field}.contact_info.contact.${name}`, 'This field may not be blank or null.');
}
