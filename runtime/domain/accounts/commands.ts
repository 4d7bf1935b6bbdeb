/** Accounts and the API tokens that speak for them. A token's secret is shown once and stored as a hash. */
import { randomBytes } from 'node:crypto';
import { PlatformError, sameSecret, sha256 } from '../../base/index.ts';
import type { AccountRow, Actor, Context, Role } from '../../store/index.ts';

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

export async function createAccount(ctx: Context, input: { name: string; role: AccountRole; external_id?: string; description?: string }): Promise<AccountRow> {
  const kind = ROLES[input.role];
  const row: AccountRow = {
    id: await ctx.id(kind.id, 'account'),
    name: input.name,
    type: kind.type,
    role: input.role,
    external_id: input.external_id ?? '',
    data: JSON.stringify({ description: input.description ?? '' }),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('account').values(row).execute();
  return row;
}

/** Answers the whole header value, `ApiKey SU-…:secret`; it cannot be read again. */
export async function createToken(
  ctx: Context,
  input: { accountId: string; name: string; description?: string; expires_at?: string | null },
): Promise<{ id: string; token: string }> {
  const id = await ctx.id('token', 'token');
  const secret = randomBytes(20).toString('hex');
  await ctx.tx
    .insertInto('token')
    .values({
      id,
      account_id: input.accountId,
      name: input.name,
      description: input.description ?? '',
      secret_hash: sha256(secret),
      status: 'active',
      expires_at: input.expires_at ?? null,
      created_at: ctx.now,
      updated_at: ctx.now,
    })
    .execute();
  return { id, token: `ApiKey ${id}:${secret}` };
}

/** The account behind an Authorization header. Every failure is the same 401, so that nothing can be learnt from it. */
export async function authenticate(ctx: Context, header: string | undefined): Promise<Actor> {
  const match = /^ApiKey (SU-\d{3}-\d{3}-\d{3}):([0-9a-f]{40})$/.exec(header ?? '');
  const unauthorized = new PlatformError('unauthorized', 'API request is unauthorized.');
  if (!match) throw unauthorized;
  const row = await ctx.tx
    .selectFrom('token')
    .innerJoin('account', 'account.id', 'token.account_id')
    .select(['token.id', 'token.name', 'token.secret_hash', 'token.status', 'token.expires_at', 'account.id as account_id', 'account.role'])
    .where('token.id', '=', match[1]!)
    .executeTakeFirst();
  if (!sameSecret(row?.secret_hash ?? '', sha256(match[2]!)) || !row) throw unauthorized;
  if (row.status !== 'active' || (row.expires_at && row.expires_at <= ctx.now)) throw unauthorized;
  return { accountId: row.account_id, role: row.role as Role, by: { id: row.id, name: row.name } };
}

export async function revokeToken(ctx: Context, id: string): Promise<void> {
  await ctx.tx.deleteFrom('token').where('id', '=', id).execute();
}
