/** Accounts: who trades here, and in which business role. The operator creates them; each looks after its own words. */
import { sql } from 'kysely';
import { invalid, PlatformError } from '../../base/index.ts';
import { findVisible, json } from '../kit/index.ts';
import type { AccountRow, Context } from '../../store/index.ts';
import { accounts } from './fields.ts';

/** Business role -> published account type and id prefix. */
// prettier-ignore
const ROLES = {
  vendor:      { type: 'vendor',   id: 'vendorAccount' },
  distributor: { type: 'provider', id: 'providerAccount' },
  reseller:    { type: 'provider', id: 'providerAccount' },
  operator:    { type: 'operator', id: 'operatorAccount' },
} as const;

export type AccountRole = keyof typeof ROLES;
export const ACCOUNT_ROLES = Object.keys(ROLES) as AccountRole[];

/** What an account says of itself; kept as one JSON text. */
const WORDS = ['description', 'overview', 'headquarters', 'industries', 'brand', 'sourcing', 'public', 'countries', 'languages', 'websites'] as const;

export type AccountWords = Partial<Record<(typeof WORDS)[number], unknown>>;
export type AccountInput = AccountWords & { name?: string; external_id?: string };

export async function createAccount(ctx: Context, input: AccountInput & { name: string; role: AccountRole }): Promise<AccountRow> {
  const kind = ROLES[input.role];
  const row: AccountRow = {
    id: await ctx.id(kind.id, 'account'),
    name: input.name,
    type: kind.type,
    role: input.role,
    external_id: input.external_id ?? '',
    data: JSON.stringify(wordsOf(input)),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('account').values(row).execute();
  return row;
}

export async function updateAccount(ctx: Context, id: string, input: AccountInput & { role?: string; type?: string }): Promise<void> {
  const row = await findVisible(ctx, accounts, id, { lock: true });
  for (const field of ['role', 'type'] as const)
    if (input[field] !== undefined && input[field] !== row[field])
      throw invalid(field, `${JSON.stringify(input[field])} cannot replace ${JSON.stringify(row[field])}; the ${field} of an account stays.`);
  const { name = row.name, external_id = row.external_id } = input;
  const data = JSON.stringify({ ...json<object>(row.data), ...wordsOf(input) });
  await ctx.tx.updateTable('account').set({ name, external_id, data, updated_at: ctx.now }).where('id', '=', id).execute();
}

/** Where an account is named by something that outlives it. */
const USES = [
  ...([['agreement', 'owner_id'], ['contract', 'owner_id'], ['contract', 'issuer_id'], ['product', 'owner_id'], ['marketplace', 'owner_id'], ['hub', 'owner_id']] as const), // prettier-ignore
  ...([['tier_account', 'owner_id'], ['installation', 'account_id']] as const), // prettier-ignore
];

/** An account that never traded goes with all that is its own; one that did stays, for others have its name in their books. */
export async function deleteAccount(ctx: Context, id: string): Promise<void> {
  const row = await findVisible(ctx, accounts, id, { lock: true });
  if (row.role === 'operator') throw new PlatformError('conflict', `account ${id} runs the platform and cannot be removed.`);
  for (const [table, column] of USES) {
    const { rows } = await sql<{ id: string }>`select id from ${sql.table(table)} where ${sql.ref(column)} = ${id} limit 1`.execute(ctx.tx);
    if (rows[0]) throw new PlatformError('conflict', `account ${id} is used by ${table.replace('_', ' ')} ${rows[0].id} and cannot be removed.`);
  }
  const users = ctx.tx.selectFrom('account_user').select('id').where('account_id', '=', id);
  await ctx.tx.deleteFrom('group_user').where('id', 'in', users).execute();
  await ctx.tx.deleteFrom('user_setting').where('user_id', 'in', users).execute();
  for (const table of ['user_contact', 'user_session', 'account_user', 'account_group', 'account_media', 'token'] as const)
    await ctx.tx.deleteFrom(table).where('account_id', '=', id).execute();
  await ctx.tx.deleteFrom('account').where('id', '=', id).execute();
}

function wordsOf(input: AccountWords): object {
  return Object.fromEntries(WORDS.flatMap((word) => (input[word] === undefined ? [] : [[word, input[word]]])));
}
