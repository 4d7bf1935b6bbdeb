/**
 * Groups of an account's users, with the modules that their members may use. They are kept and shown for whoever signs people in;
 * calls are made by API tokens, which have permissions of their own.
 */
import { invalid, notFound, PlatformError } from '../../base/index.ts';
import { granted } from '../general/index.ts';
import { findVisible, json, stamped, type Collection } from '../kit/index.ts';
import type { Context, GroupRow, GroupUserRow } from '../../store/index.ts';
import { accounts, userJson } from './fields.ts';
import { findUser, joinGroup } from './users.ts';

export const groups: Collection<GroupRow> = {
  table: 'account_group',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    description: { column: 'description', search: true },
    external_id: { column: 'external_id', search: true },
    'permissions.id': { column: 'permissions', each: [], path: ['id'] },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['name', 'asc']],
  async render(ctx, rows) {
    const ids = rows.map((r) => r.id);
    const counted = await ctx.tx
      .selectFrom('group_user')
      .select(['group_id', (eb) => eb.fn.countAll<number>().as('users')])
      .where(() => ctx.dialect.among('group_id', ids))
      .groupBy('group_id')
      .execute();
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, description: row.description },
      ...(row.color === null ? {} : { color: row.color }),
      ...(row.external_id === null ? {} : { external_id: row.external_id }),
      ...{ revision: row.revision, permissions: json(row.permissions), stats: { users: Number(counted.find((c) => c.group_id === row.id)?.users ?? 0) } },
      events: json(row.events),
    }));
  },
};

/** Its group was found first: members are seen by whoever sees the group. */
export const groupUsers: Collection<GroupUserRow> = {
  table: 'group_user',
  scope: 'public',
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'id', table: 'account_user', key: 'id', target: 'name', search: true },
    email: { column: 'id', table: 'account_user', key: 'id', target: 'email', search: true },
    'events.added.at': { column: 'added_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const found = await ctx.tx
      .selectFrom('account_user')
      .selectAll()
      .where(() =>
        ctx.dialect.among(
          'id',
          rows.map((r) => r.id),
        ),
      ) // prettier-ignore
      .execute();
    return rows.map((row) => {
      const user = userJson(found.find((u) => u.id === row.id)!) as { events: object };
      return { ...user, events: { ...user.events, added: json(row.added) } };
    });
  },
};

export interface GroupInput {
  name?: string;
  description?: string;
  color?: string | null;
  external_id?: string | null;
}

export async function createGroup(ctx: Context, accountId: string, input: GroupInput & { name: string }): Promise<GroupRow> {
  const account = await findVisible(ctx, accounts, accountId, { lock: true });
  await requireFreeName(ctx, account.id, input.name);
  const row: GroupRow = {
    id: await ctx.id('userGroup', 'account_group'),
    account_id: account.id,
    ...{ name: input.name, description: input.description ?? '', color: input.color ?? null, external_id: input.external_id ?? null },
    ...{ revision: 1, permissions: '[]', events: stamped(ctx, undefined, 'created', 'updated'), created_at: ctx.now },
  };
  await ctx.tx.insertInto('account_group').values(row).execute();
  return row;
}

export async function updateGroup(ctx: Context, accountId: string, id: string, input: GroupInput): Promise<void> {
  const row = await findGroup(ctx, accountId, id);
  if (input.name !== undefined && input.name !== row.name) await requireFreeName(ctx, row.account_id, input.name);
  const { name = row.name, description = row.description, color = row.color, external_id = row.external_id } = input;
  await save(ctx, row, { name, description, color, external_id });
}

export async function deleteGroup(ctx: Context, accountId: string, id: string): Promise<void> {
  await findGroup(ctx, accountId, id);
  await ctx.tx.deleteFrom('group_user').where('group_id', '=', id).execute();
  await ctx.tx.deleteFrom('account_group').where('id', '=', id).execute();
}

/** Grants a module; without one, takes all of them away. */
export async function grantGroup(ctx: Context, accountId: string, id: string, input: { id?: string; object?: { id: string } } | undefined): Promise<void> {
  const row = await findGroup(ctx, accountId, id);
  await save(ctx, row, { permissions: JSON.stringify(input ? await granted(ctx, row.permissions, row.account_id, input) : []) });
}

export async function addToGroup(ctx: Context, accountId: string, id: string, userId: string): Promise<void> {
  const group = await findGroup(ctx, accountId, id);
  const user = await findUser(ctx, accountId, userId).catch(() => undefined);
  if (!user) throw invalid('id', `${JSON.stringify(userId)} is not a user of ${accountId}.`);
  await joinGroup(ctx, group.id, user.id);
}

/** One user, or without a name all of them. */
export async function removeFromGroup(ctx: Context, accountId: string, id: string, userId: string | undefined): Promise<void> {
  await findGroup(ctx, accountId, id);
  const members = ctx.tx.deleteFrom('group_user').where('group_id', '=', id);
  await (userId === undefined ? members : members.where('id', '=', userId)).execute();
}

export async function findGroup(ctx: Context, accountId: string, id: string): Promise<GroupRow> {
  const row = await findVisible(ctx, groups, id, { lock: true });
  if (row.account_id !== accountId) throw notFound(id);
  return row;
}

async function save(ctx: Context, row: GroupRow, set: Partial<GroupRow>): Promise<void> {
  const changed = { ...set, revision: row.revision + 1, events: stamped(ctx, row.events, 'updated') };
  await ctx.tx.updateTable('account_group').set(changed).where('id', '=', row.id).execute();
}

async function requireFreeName(ctx: Context, accountId: string, name: string): Promise<void> {
  const taken = await ctx.tx.selectFrom('account_group').select('id').where('account_id', '=', accountId).where('name', '=', name).executeTakeFirst();
  if (taken) throw new PlatformError('conflict', `group ${taken.id} of ${accountId} already has the name ${JSON.stringify(name)}.`);
}
