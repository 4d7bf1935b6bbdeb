/**
 * A user as a person: memberships, contacts, settings and sessions. One row of account_user is one person in one account; the same
 * person in another account is known by the same e-mail address, and shown only to whoever sees that account too.
 */
import { nextState, notFound, type Lifecycle } from '../../base/index.ts';
import { findVisible, json, showOne, stamped, type Collection } from '../kit/index.ts';
import type { AccountRow, Context, UserContactRow, UserRow, UserSessionRow } from '../../store/index.ts';
import { accounts, users } from './fields.ts';

export const userContacts: Collection<UserContactRow> = {
  table: 'user_contact',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true },
    type: { column: 'type' },
    status: { column: 'status' },
    'tags.id': { column: 'tags', each: [], path: ['id'] },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  render: (_ctx, rows) =>
    Promise.resolve(
      rows.map((row) => ({
        ...{ id: row.id, type: row.type, value: json(row.value), status: row.status, tags: json<object[]>(row.tags) },
        events: json(row.events),
      })),
    ),
};

/** Sessions of people in a browser; whoever signs them in writes them. API tokens have none. */
export const userSessions: Collection<UserSessionRow> = {
  table: 'user_session',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true },
    status: { column: 'status' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['created_at', 'desc']],
  render: (_ctx, rows) =>
    Promise.resolve(
      rows.map((row) => ({
        ...{ id: row.id, status: row.status, ...(row.host === null ? {} : { host: row.host }), current: false },
        ...{ location: json(row.location), device: json(row.device), events: json(row.events) },
      })),
    ),
};

/** Accounts as memberships of one user: the caller's visible ones in which a user has the same address. */
export const memberships: Collection<AccountRow> = { ...accounts, table: 'membership' };

/** One of them. */
export async function showMembership(ctx: Context, userId: string, accountId: string): Promise<object> {
  await memberOf(ctx, userId, accountId);
  return showOne(ctx, accounts, accountId);
}

export const sessionLifecycle = {
  name: 'user session',
  initial: ['active'],
  final: ['terminated'],
  transitions: [{ on: 'terminate', from: ['active'], to: 'terminated', by: ['holder'] }],
} as const satisfies Lifecycle<'active' | 'terminated', 'terminate', 'holder'>;

export async function terminateSession(ctx: Context, userId: string, id: string): Promise<void> {
  const row = await childOf(ctx, userSessions, userId, id);
  const status = nextState(sessionLifecycle, row, 'terminate', 'holder');
  await ctx.tx
    .updateTable('user_session')
    .set({ status, events: stamped(ctx, row.events, 'terminated') })
    .where('id', '=', id)
    .execute();
}

export async function createContact(ctx: Context, userId: string, input: { type: string; value: object }): Promise<UserContactRow> {
  const user = await findVisible(ctx, users, userId, { lock: true });
  const row: UserContactRow = {
    ...{ id: await ctx.id('userContact', 'user_contact'), user_id: user.id, account_id: user.account_id, type: input.type },
    // nothing here sends a code that would verify it
    ...{ value: JSON.stringify(input.value), status: 'draft', tags: '[]', events: stamped(ctx, undefined, 'created', 'updated'), created_at: ctx.now },
  };
  await ctx.tx.insertInto('user_contact').values(row).execute();
  return row;
}

export async function tagContact(ctx: Context, userId: string, id: string, tags: { id: string }[] | undefined): Promise<void> {
  const row = await childOf(ctx, userContacts, userId, id);
  const set = { tags: tags ? JSON.stringify(tags.map((tag) => ({ id: tag.id, name: tag.id }))) : row.tags, events: stamped(ctx, row.events, 'updated') };
  await ctx.tx.updateTable('user_contact').set(set).where('id', '=', id).execute();
}

export async function deleteContact(ctx: Context, userId: string, id: string): Promise<void> {
  await childOf(ctx, userContacts, userId, id);
  await ctx.tx.deleteFrom('user_contact').where('id', '=', id).execute();
}

/** Of a user in one of its accounts: what a client keeps there under a key of its own. */
export async function readSetting(ctx: Context, userId: string, accountId: string, key: string): Promise<object[]> {
  const user = await memberOf(ctx, userId, accountId);
  const row = await ctx.tx.selectFrom('user_setting').select('value').where('user_id', '=', user.id).where('key', '=', key).executeTakeFirst();
  return row ? json<object[]>(row.value) : [];
}

export async function writeSetting(ctx: Context, userId: string, accountId: string, key: string, given: object[]): Promise<void> {
  const user = await memberOf(ctx, userId, accountId);
  const value = JSON.stringify(given);
  await ctx.tx.insertInto('user_setting').values({ user_id: user.id, key, value }).onConflict((oc) => oc.columns(['user_id', 'key']).doUpdateSet({ value })).execute(); // prettier-ignore
}

async function memberOf(ctx: Context, userId: string, accountId: string): Promise<UserRow> {
  const user = await findVisible(ctx, users, userId);
  await findVisible(ctx, accounts, accountId);
  if (user.account_id === accountId) return user;
  const there = await ctx.tx.selectFrom('account_user').selectAll().where('account_id', '=', accountId).where('email', '=', user.email).executeTakeFirst();
  if (!there) throw notFound(accountId);
  return there;
}

export async function childOf<Row extends { id: string; user_id: string }>(
  ctx: Context,
  collection: Collection<Row>,
  userId: string,
  id: string,
): Promise<Row> {
  const row = await findVisible(ctx, collection, id, { lock: true });
  if (row.user_id !== userId) throw notFound(id);
  return row;
}
