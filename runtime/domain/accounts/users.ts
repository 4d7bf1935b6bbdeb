/** The people of an account: invited by e-mail address, joined, expired, removed. They hold no secret of their own here. */
import { invalid, nextState, notFound, publicTime } from '../../base/index.ts';
import { findVisible, json, stamped } from '../kit/index.ts';
import type { Context, UserRow } from '../../store/index.ts';
import { accounts, users } from './fields.ts';
import { userLifecycle, type UserAction } from './lifecycle.ts';

/** What a user says besides name and address; kept as one JSON text. */
const WORDS = ['external_id', 'notifications', 'announcements', 'region', 'timeformat', 'timezone', 'title', 'phone'] as const;

export type UserInput = Partial<Record<(typeof WORDS)[number], unknown>> & { name?: string; email?: string; groups?: { id: string }[] };

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
    data: JSON.stringify(wordsOf(input)),
    events: stamped(ctx, undefined, 'created', 'invited'),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('account_user').values(row).execute();
  if (input.groups) await setGroups(ctx, row, input.groups);
  return row;
}

export async function updateUser(ctx: Context, accountId: string, id: string, input: UserInput): Promise<void> {
  const row = await findUser(ctx, accountId, id);
  const email = input.email === undefined ? row.email : await freeEmail(ctx, row.account_id, input.email, id);
  await ctx.tx
    .updateTable('account_user')
    .set({ name: input.name ?? row.name, email, data: JSON.stringify({ ...json<object>(row.data), ...wordsOf(input) }), updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
  if (input.groups) await setGroups(ctx, row, input.groups);
}

const STAMPS = { activate: 'activated', revoke: 'expired', reinvite: 'invited', remove: 'deleted' } as const;

export async function moveUser(ctx: Context, accountId: string, id: string, action: UserAction): Promise<void> {
  const row = await findUser(ctx, accountId, id);
  const status = nextState(userLifecycle, row, action, 'holder');
  if (status === 'deleted') await removeUser(ctx, id);
  else
    await ctx.tx
      .updateTable('account_user')
      .set({ status, active: Number(status === 'joined'), events: stamped(ctx, row.events, STAMPS[action]), updated_at: ctx.now })
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

/** Nothing of a person stays when they go; what they did still names them. */
async function removeUser(ctx: Context, id: string): Promise<void> {
  await ctx.tx.deleteFrom('group_user').where('id', '=', id).execute();
  for (const table of ['user_contact', 'user_setting', 'user_session'] as const) await ctx.tx.deleteFrom(table).where('user_id', '=', id).execute();
  await ctx.tx.deleteFrom('account_user').where('id', '=', id).execute();
}

/** The groups of a user, all of its own account. */
async function setGroups(ctx: Context, user: UserRow, groups: { id: string }[]): Promise<void> {
  const wanted = [...new Set(groups.map((g) => g.id))];
  await ctx.tx.deleteFrom('group_user').where('id', '=', user.id).execute();
  for (const id of wanted) {
    const group = await ctx.tx.selectFrom('account_group').select('id').where('id', '=', id).where('account_id', '=', user.account_id).executeTakeFirst();
    if (!group) throw invalid('groups', `${JSON.stringify(id)} is not a group of ${user.account_id}.`);
    await joinGroup(ctx, id, user.id);
  }
}

/** Once is enough: a second time changes nothing. */
export async function joinGroup(ctx: Context, groupId: string, userId: string): Promise<void> {
  const added = JSON.stringify({ at: publicTime(ctx.now), by: ctx.actor.by });
  await ctx.tx
    .insertInto('group_user')
    .values({ id: userId, group_id: groupId, added, added_at: ctx.now })
    .onConflict((oc) => oc.columns(['group_id', 'id']).doNothing())
    .execute();
}

function wordsOf(input: UserInput): object {
  return Object.fromEntries(WORDS.flatMap((word) => (input[word] === undefined ? [] : [[word, input[word]]])));
}

async function freeEmail(ctx: Context, accountId: string, given: string, except?: string): Promise<string> {
  const email = given.trim().toLowerCase();
  const taken = await ctx.tx.selectFrom('account_user').select('id').where('account_id', '=', accountId).where('email', '=', email).executeTakeFirst();
  if (taken && taken.id !== except) throw invalid('email', `${JSON.stringify(email)} already belongs to ${taken.id} of this account.`);
  return email;
}
