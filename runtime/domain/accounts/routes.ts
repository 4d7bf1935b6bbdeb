/** /accounts and /auth/tokens as data (platform-api.md section 5). */
import Type from 'typebox';
import { publicTime } from '../../base/index.ts';
import { findVisible, json, showOne, type Collection, type Route } from '../kit/index.ts';
import type { AccountRow, TokenRow } from '../../store/index.ts';
import { ACCOUNT_ROLES, createAccount, createToken, revokeToken, type AccountRole } from './commands.ts';

/** An ordinary token sees exactly its own account: clients ask it who they are. */
const accounts: Collection<AccountRow> = {
  table: 'account',
  scope: ['id'],
  fields: {
    id: { column: 'id', order: true },
    name: { column: 'name', order: true, search: true },
    type: { column: 'type' },
    role: { column: 'role' },
    external_id: { column: 'external_id' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  render: async (_ctx, rows) =>
    rows.map((row) => ({
      id: row.id,
      name: row.name,
      type: row.type,
      role: row.role,
      external_id: row.external_id,
      description: json<{ description?: string }>(row.data).description ?? '',
      events: { created: { at: publicTime(row.created_at) }, updated: { at: publicTime(row.updated_at) } },
    })),
};

const tokens: Collection<TokenRow> = {
  table: 'token',
  scope: ['account_id'],
  fields: { id: { column: 'id', order: true }, name: { column: 'name', search: true }, status: { column: 'status' }, 'owner.id': { column: 'account_id' } },
  order: [['id', 'asc']],
  render: async (_ctx, rows) =>
    rows.map((row) => ({
      id: row.id,
      name: row.name,
      description: row.description,
      status: row.status,
      owner: { id: row.account_id },
      expiration_date: row.expires_at,
      events: { created: { at: publicTime(row.created_at) } },
    })),
};

const AccountBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 64 }),
  role: Type.Enum(ACCOUNT_ROLES),
  external_id: Type.Optional(Type.String({ maxLength: 100 })),
  description: Type.Optional(Type.String({ maxLength: 512 })),
});
const TokenBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  description: Type.Optional(Type.String()),
  expiration_date: Type.Optional(Type.Union([Type.Null(), Type.String()])),
  owner: Type.Optional(Type.Object({ id: Type.String() })),
});

// prettier-ignore
export const accountRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/accounts', operation: 'listAccounts', tag: 'Accounts', summary: 'Own account; all for the operator', roles: 'everyone', collection: accounts },
  { kind: 'write', method: 'POST', path: '/accounts', operation: 'createAccount', tag: 'Accounts', summary: 'Create an account', roles: ['operator'], body: AccountBody, status: 201,
    run: async (ctx, input) => showOne(ctx, accounts, (await createAccount(ctx, input.body as { name: string; role: AccountRole })).id) },
  { kind: 'read', method: 'GET', path: '/accounts/{id}', operation: 'getAccount', tag: 'Accounts', summary: 'One account', roles: 'everyone', run: (ctx, input) => showOne(ctx, accounts, input.params['id']!) },
  { kind: 'list', method: 'GET', path: '/auth/tokens', operation: 'listTokens', tag: 'Accounts', summary: 'API tokens, without their secrets', roles: 'everyone', collection: tokens },
  { kind: 'write', method: 'POST', path: '/auth/tokens', operation: 'createToken', tag: 'Accounts', summary: 'An API token; its secret is shown once', roles: 'everyone', body: TokenBody, status: 201,
    run: async (ctx, input) => {
      const body = input.body as { name: string; description?: string; expiration_date?: string | null; owner?: { id: string } };
      // another account's token only where that account is visible: to the operator
      const owner = await findVisible(ctx, accounts, body.owner?.id ?? ctx.actor.accountId);
      const made = await createToken(ctx, { accountId: owner.id, name: body.name, description: body.description ?? '', expires_at: body.expiration_date ? new Date(body.expiration_date).toISOString() : null });
      return { ...(await showOne(ctx, tokens, made.id)), token: made.token };
    } },
  { kind: 'write', method: 'DELETE', path: '/auth/tokens/{id}', operation: 'deleteToken', tag: 'Accounts', summary: 'Revoke a token', roles: 'everyone', status: 204,
    run: async (ctx, input) => revokeToken(ctx, (await findVisible(ctx, tokens, input.params['id']!)).id) },
];
