/** The people of an account: invited by e-mail address, joined, expired, removed. They hold no secret of their own here. */
import { invalid, nextState, notFound } from '../../base/index.ts';
import { findVisible } from '../kit/index.ts';
import type { Context, UserRow } from '../../store/index.ts';
import { accounts, users } from './fields.ts';
import { userLifecycle, type UserAction } from './lifecycle.ts';

export interface UserInput {
  name?: string;
  email?: string;
}

export async function inviteUser(ctx: Context, accountId: string, input: UserInput & { email: string }): Promise<UserRow> {
  const account = await findVisible(ctx, accounts, accountId, { lock: true });
  const email = await freeEmail(ctx, account.id, input.email);
  const row: UserRow = {
    id: await ctx.id('user', 'account_user'),
    account_id: account.id,
    name: input.name ?? email,
    email,
    active: 0,
    status: 'invited',
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('account_user').values(row).execute();
  return row;
}

export async function updateUser(ctx: Context, accountId: string, id: string, input: UserInput): Promise<void> {
  const row = await findUser(ctx, accountId, id);
  const email = input.email === undefined ? row.email : await freeEmail(ctx, row.account_id, input.email, id);
  await ctx.tx
    .updateTable('account_user')
    .set({ name: input.name ?? row.name, email, updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
}

export async function moveUser(ctx: Context, accountId: string, id: string, action: UserAction): Promise<void> {
  const row = await findUser(ctx, accountId, id);
  const status = nextState(userLifecycle, row, action, 'holder');
  if (status === 'deleted') await ctx.tx.deleteFrom('account_user').where('id', '=', id).execute();
  else
    await ctx.tx
      .updateTable('account_user')
      .set({ status, active: Number(status === 'joined'), updated_at: ctx.now })
      .where('id', '=', id)
      .execute();
}

/** An invitation is revoked, anybody else is removed: one DELETE for both. */
export async function dismissUser(ctx: Context, accountId: string, id: string): Promise<void> {
  const { status } = await findUser(ctx, accountId, id);
  await moveUser(ctx, accountId, id, status === 'invited' ? 'revoke' : 'remove');
}

/** A user of this very account; another account's user is as absent as none. */
export async function findUser(ctx: Context, accountId: string, id: string): Promise<UserRow> {
  const row = await findVisible(ctx, users, id, { lock: true });
  if (row.account_id !== accountId) throw notFound(id);
  return row;
}

async function freeEmail(ctx: Context, accountId: string, given: string, except?: string): Promise<string> {
  const email = given.trim().toLowerCase();
  const taken = await ctx.tx.selectFrom('account_user').select('id').where('account_id', '=', accountId).where('email', '=', email).executeTakeFirst();
  if (taken && taken.id !== except) throw invalid('email', `${JSON.stringify(email)} already belongs to ${taken.id} of this account.`);
  return email;
}
