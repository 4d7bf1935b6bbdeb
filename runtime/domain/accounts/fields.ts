/** What the API lets see, query and sort of accounts, their users and their API tokens. No secret is among it. */
import { sql } from 'kysely';
import { publicTime } from '../../base/index.ts';
import { json, references, type Collection } from '../kit/index.ts';
import type { AccountRow, TokenRow, UserRow } from '../../store/index.ts';

/** An ordinary token sees exactly its own account: clients ask it who they are. */
export const accounts: Collection<AccountRow> = {
  table: 'account',
  scope: ['id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    type: { column: 'type', order: true },
    role: { column: 'role', order: true },
    external_id: { column: 'external_id', order: true, search: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  render: async (_ctx, rows) =>
    rows.map((row) => ({
      ...{ id: row.id, name: row.name, type: row.type, role: row.role, external_id: row.external_id },
      ...{ description: '', overview: '', brand: '', sourcing: false, public: false, countries: [], languages: [], websites: [] },
      ...json<object>(row.data),
      events: stamps(row),
    })),
};

/** A user as every answer shows it; one row is one person in one account. */
export function userJson(row: UserRow): object {
  return {
    ...{ id: row.id, name: row.name, email: row.email, active: row.status === 'joined', status: row.status, blocklisted: false },
    ...json<object>(row.data),
    events: { ...stamps({ created_at: row.created_at, updated_at: row.updated_at || row.created_at }), ...json<object>(row.events) },
  };
}

export const users: Collection<UserRow> = {
  table: 'account_user',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true },
    name: { column: 'name', order: true, search: true },
    email: { column: 'email', order: true, search: true },
    status: { column: 'status', order: true },
    external_id: { column: 'data', path: ['external_id'] },
    'groups.id': { column: 'id', table: 'group_user', key: 'id', target: 'group_id', many: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const { rows: joined } = await sql<{ user_id: string; id: string; name: string }>`
      select group_user.id as user_id, account_group.id, account_group.name from group_user join account_group on account_group.id = group_user.group_id
      where ${ctx.dialect.among('group_user.id', rows.map((r) => r.id))} order by account_group.name`.execute(ctx.tx); // prettier-ignore
    return rows.map((row) => ({ ...userJson(row), groups: joined.filter((g) => g.user_id === row.id).map(({ id, name }) => ({ id, name })) }));
  },
};

/** A token belongs to an integration; one made without naming any belongs to this. */
const BUILT_IN = { id: 'EXT-000-000', name: 'API' };

export const tokens: Collection<TokenRow> = {
  table: 'token',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    handle: { column: 'id' },
    name: { column: 'name', order: true, search: true },
    status: { column: 'status', order: true },
    external_id: { column: 'external_id' },
    'owner.id': { column: 'account_id' },
    expiration_date: { column: 'expires_at', type: 'time', order: true },
    'extension.id': { column: 'extension', path: ['id'] },
    'permissions.id': { column: 'permissions', each: [], path: ['id'] },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const owner = await references(ctx, 'account', rows.map((r) => r.account_id)); // prettier-ignore
    return rows.map((row) => ({
      ...{ id: row.id, handle: row.id, name: row.name, description: row.description, external_id: row.external_id, status: row.status },
      owner: owner(row.account_id),
      extension: { ...BUILT_IN, ...json<object>(row.extension) },
      permissions: json(row.permissions),
      expiration_date: row.expires_at === null ? null : publicTime(row.expires_at),
      ...(row.renewed_hash === null ? {} : { renewed_expiration_date: row.renewed_expires_at === null ? null : publicTime(row.renewed_expires_at) }),
      events: { ...stamps(row), ...json<object>(row.events), updated: { at: publicTime(row.updated_at) } },
    }));
  },
};

function stamps(row: { created_at: string; updated_at: string }): object {
  return { created: { at: publicTime(row.created_at) }, updated: { at: publicTime(row.updated_at) } };
}
