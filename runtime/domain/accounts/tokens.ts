/** API tokens speak for an account. The secret is shown once, when it is made; what stays is its hash. */
import { randomBytes } from 'node:crypto';
import { invalid, nextState, PlatformError, sameSecret, sha256 } from '../../base/index.ts';
import { findVisible, json, stamped } from '../kit/index.ts';
import { granted, type Permission } from '../general/index.ts';
import type { Actor, Context, Role, TokenRow } from '../../store/index.ts';
import { tokens } from './fields.ts';
import { tokenLifecycle, type TokenAction } from './lifecycle.ts';

export interface TokenInput {
  name?: string;
  description?: string;
  external_id?: string;
  /** The integration it is for. */
  extension?: { id?: string; name?: string };
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
    // whoever runs the platform has nothing to wait for
    status: ctx.actor.role === 'operator' || ctx.actor.role === 'system' ? 'active' : 'pending',
    expires_at: expiry(ctx, input.expiration_date) ?? null,
    ...{ renewed_hash: null, renewed_expires_at: null, permissions: '[]', extension: JSON.stringify(input.extension ?? {}) },
    events: stamped(ctx, undefined, 'created', 'updated'),
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

export async function moveToken(ctx: Context, id: string, action: Extract<TokenAction, 'activate' | 'deactivate' | 'delete'>): Promise<void> {
  const row = await findVisible(ctx, tokens, id, { lock: true });
  const status = nextState(tokenLifecycle, row, action, 'holder');
  if (status !== 'active') await keepOperator(ctx, row);
  await ctx.tx.updateTable('token').set({ status, updated_at: ctx.now }).where('id', '=', id).execute();
}

/** A new secret; the one before stops working at once. */
export async function rotateToken(ctx: Context, id: string, input: Pick<TokenInput, 'expiration_date'> = {}): Promise<string> {
  const row = await findVisible(ctx, tokens, id, { lock: true });
  nextState(tokenLifecycle, row, 'rotate', 'holder');
  const { secret, secret_hash } = newSecret();
  const expires_at = input.expiration_date === undefined ? row.expires_at : expiry(ctx, input.expiration_date);
  const set = { status: 'active', secret_hash, expires_at, renewed_hash: null, renewed_expires_at: null, updated_at: ctx.now };
  await ctx.tx.updateTable('token').set(set).where('id', '=', id).execute();
  return headerOf(id, secret);
}

/** How long the first secret stays good where nothing else ends it. */
const OVERLAP_MS = 30 * 86_400_000;

/** A second secret, good beside the first until that one ends, and alone from then on. */
export async function renewToken(ctx: Context, id: string, input: Pick<TokenInput, 'expiration_date'>): Promise<string> {
  const row = await findVisible(ctx, tokens, id, { lock: true });
  const status = nextState(tokenLifecycle, row, 'renew', 'holder');
  const { secret, secret_hash } = newSecret();
  const renewed_expires_at = expiry(ctx, input.expiration_date);
  const set =
    row.status === 'expired'
      ? { secret_hash, expires_at: renewed_expires_at, renewed_hash: null, renewed_expires_at: null }
      : { expires_at: row.expires_at ?? new Date(ctx.clock.now() + OVERLAP_MS).toISOString(), renewed_hash: secret_hash, renewed_expires_at };
  await ctx.tx
    .updateTable('token')
    .set({ ...set, status, updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
  return headerOf(id, secret);
}

/** Limits it to a module more; without a module it takes all limits away. */
export async function limitToken(ctx: Context, id: string, input: { id?: string; object?: { id: string } } | undefined): Promise<void> {
  const row = await findVisible(ctx, tokens, id, { lock: true });
  if (row.status === 'deleted') throw new PlatformError('transition', `status: token ${id} is deleted; it can only be read.`);
  const permissions = JSON.stringify(input ? await granted(ctx, row.permissions, row.account_id, input) : []);
  await ctx.tx.updateTable('token').set({ permissions, updated_at: ctx.now }).where('id', '=', id).execute();
}

/** The account behind an Authorization header. Every failure is the same 401, so that nothing can be learnt from it. */
export async function authenticate(ctx: Context, header: string | undefined): Promise<Actor> {
  const match = /^ApiKey (SU-\d{3}-\d{3}-\d{3}):([0-9a-f]{40})$/.exec(header ?? '');
  const unauthorized = () => new PlatformError('unauthorized', 'API request is unauthorized.');
  if (!match) throw unauthorized();
  const row = await ctx.tx
    .selectFrom('token')
    .innerJoin('account', 'account.id', 'token.account_id')
    .select([
      'token.id',
      'token.name',
      'token.secret_hash',
      'token.status',
      'token.expires_at',
      'token.renewed_hash',
      'token.renewed_expires_at',
      'token.permissions',
      'account.id as account_id',
      'account.role',
    ])
    .where('token.id', '=', match[1]!)
    .executeTakeFirst();
  const given = sha256(match[2]!);
  const ended = (at: string | null | undefined) => at !== null && at !== undefined && at <= ctx.now;
  const first = sameSecret(row?.secret_hash ?? '', given) && !ended(row?.expires_at);
  const second = sameSecret(row?.renewed_hash ?? '', given) && !ended(row?.renewed_expires_at);
  if (!row || !(first || second) || !['pending', 'active'].includes(row.status)) throw unauthorized();
  const limits = row.permissions === '[]' ? {} : { modules: json<Permission[]>(row.permissions).map((p) => p.id) };
  return { accountId: row.account_id, role: row.role as Role, by: { id: row.id, name: row.name }, ...limits };
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
