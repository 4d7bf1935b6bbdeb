/** API tokens speak for an account. The secret is shown once, when it is made; what stays is its hash. */
import { randomBytes } from 'node:crypto';
import { invalid, nextState, PlatformError, sameSecret, sha256 } from '../../base/index.ts';
import { findVisible } from '../kit/index.ts';
import type { Actor, Context, Role, TokenRow } from '../../store/index.ts';
import { tokens } from './fields.ts';
import { tokenLifecycle, type TokenAction } from './lifecycle.ts';

export interface TokenInput {
  name?: string;
  description?: string;
  external_id?: string;
  expiration_date?: string | null;
}

/** Answers the whole header value, `ApiKey SU-…:secret`; it cannot be read again. */
export async function createToken(ctx: Context, input: TokenInput & { accountId: string; name: string }): Promise<{ id: string; token: string }> {
  const id = await ctx.id('token', 'token');
  const { secret, secret_hash } = newSecret();
  const row: TokenRow = {
    id,
    account_id: input.accountId,
    name: input.name,
    description: input.description ?? '',
    external_id: input.external_id ?? '',
    secret_hash,
    status: 'active',
    expires_at: expiry(ctx, input.expiration_date) ?? null,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('token').values(row).execute();
  return { id, token: headerOf(id, secret) };
}

export async function updateToken(ctx: Context, id: string, input: TokenInput): Promise<void> {
  const row = await findVisible(ctx, tokens, id, { lock: true });
  if (row.status === 'deleted') throw new PlatformError('transition', `status: token ${id} is deleted; it can only be read.`);
  const { name = row.name, description = row.description, external_id = row.external_id } = input;
  const expires_at = input.expiration_date === undefined ? row.expires_at : expiry(ctx, input.expiration_date);
  await ctx.tx.updateTable('token').set({ name, description, external_id, expires_at, updated_at: ctx.now }).where('id', '=', id).execute();
}

export async function moveToken(ctx: Context, id: string, action: Exclude<TokenAction, 'rotate'>): Promise<void> {
  const row = await findVisible(ctx, tokens, id, { lock: true });
  const status = nextState(tokenLifecycle, row, action, 'holder');
  if (status !== 'active') await keepOperator(ctx, row);
  await ctx.tx.updateTable('token').set({ status, updated_at: ctx.now }).where('id', '=', id).execute();
}

/** A new secret; the one before stops working at once. */
export async function rotateToken(ctx: Context, id: string): Promise<string> {
  const row = await findVisible(ctx, tokens, id, { lock: true });
  nextState(tokenLifecycle, row, 'rotate', 'holder');
  const { secret, secret_hash } = newSecret();
  await ctx.tx.updateTable('token').set({ secret_hash, updated_at: ctx.now }).where('id', '=', id).execute();
  return headerOf(id, secret);
}

/** The account behind an Authorization header. Every failure is the same 401, so that nothing can be learnt from it. */
export async function authenticate(ctx: Context, header: string | undefined): Promise<Actor> {
  const match = /^ApiKey (SU-\d{3}-\d{3}-\d{3}):([0-9a-f]{40})$/.exec(header ?? '');
  const unauthorized = () => new PlatformError('unauthorized', 'API request is unauthorized.');
  if (!match) throw unauthorized();
  const row = await ctx.tx
    .selectFrom('token')
    .innerJoin('account', 'account.id', 'token.account_id')
    .select(['token.id', 'token.name', 'token.secret_hash', 'token.status', 'token.expires_at', 'account.id as account_id', 'account.role'])
    .where('token.id', '=', match[1]!)
    .executeTakeFirst();
  if (!sameSecret(row?.secret_hash ?? '', sha256(match[2]!)) || !row) throw unauthorized();
  if (row.status !== 'active' || (row.expires_at && row.expires_at <= ctx.now)) throw unauthorized();
  return { accountId: row.account_id, role: row.role as Role, by: { id: row.id, name: row.name } };
}

/** Without any token of the operator nobody could make another. */
async function keepOperator(ctx: Context, row: TokenRow): Promise<void> {
  const { role } = await ctx.tx.selectFrom('account').select('role').where('id', '=', row.account_id).executeTakeFirstOrThrow();
  if (role !== 'operator' || row.status !== 'active') return;
  const others = await ctx.tx
    .selectFrom('token')
    .innerJoin('account', 'account.id', 'token.account_id')
    .select('token.id')
    .where('account.role', '=', 'operator')
    .where('token.status', '=', 'active')
    .where((eb) => eb.or([eb('token.expires_at', 'is', null), eb('token.expires_at', '>', ctx.now)]))
    .where('token.id', '!=', row.id)
    .executeTakeFirst();
  if (!others) throw new PlatformError('conflict', `token ${row.id} is the operator's last active one; make another first.`);
}

function newSecret(): { secret: string; secret_hash: string } {
  const secret = randomBytes(20).toString('hex');
  return { secret, secret_hash: sha256(secret) };
}

const headerOf = (id: string, secret: string) => `ApiKey ${id}:${secret}`;

/** A time still to come, as ISO text in UTC; null means never. */
function expiry(ctx: Context, given: string | null | undefined): string | null {
  if (given === undefined || given === null || given === '') return null;
  const at = new Date(given);
  if (Number.isNaN(at.getTime()))
    throw invalid('expiration_date', `${JSON.stringify(given)} is not a time; an ISO 8601 time such as 2030-01-01T00:00:00Z is expected.`);
  if (at.toISOString() <= ctx.now) throw invalid('expiration_date', `${JSON.stringify(given)} is past; a time to come is expected.`);
  return at.toISOString();
}
