/** /tier/accounts: the distributor's own, and for vendors those of their orders. */
import { sql, type SqlBool } from 'kysely';
import Type from 'typebox';
import { publicTime } from '../../base/index.ts';
import { json, showOne, type Collection, type Route } from '../kit/index.ts';
import type { TierAccountRow } from '../../store/index.ts';
import { createTierAccount, type TierInput } from './commands.ts';

const tierAccounts: Collection<TierAccountRow> = {
  table: 'tier_account',
  scope: (ctx) =>
    sql<SqlBool>`(owner_id = ${ctx.actor.accountId} or exists (select 1 from asset where asset.vendor_id = ${ctx.actor.accountId} and asset.provider_id = tier_account.owner_id and asset.tiers like '%' || tier_account.id || '%'))`,
  fields: {
    id: { column: 'id', order: true },
    name: { column: 'name', order: true, search: true },
    external_id: { column: 'external_id' },
    external_uid: { column: 'external_uid' },
    type: { column: 'type' },
  },
  order: [['id', 'asc']],
  render: async (_ctx, rows) =>
    rows.map((r) => ({
      id: r.id,
      version: r.version,
      type: r.type,
      name: r.name,
      tax_id: r.tax_id,
      external_id: r.external_id,
      external_uid: r.external_uid,
      owner: { id: r.owner_id },
      scopes: json(r.scopes),
      contact_info: json(r.contact_info),
      events: { created: { at: publicTime(r.created_at) } },
    })),
};

const Body = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  type: Type.Optional(Type.Enum(['customer', 'reseller'] as const)),
  external_id: Type.Optional(Type.String()),
  external_uid: Type.Optional(Type.String()),
  contact_info: Type.Record(Type.String(), Type.Unknown()),
});

// prettier-ignore
export const tierRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/tier/accounts', operation: 'listTierAccounts', tag: 'Tiers', summary: 'Tier accounts', roles: 'everyone', collection: tierAccounts },
  { kind: 'read', method: 'GET', path: '/tier/accounts/{id}', operation: 'getTierAccount', tag: 'Tiers', summary: 'One tier account', roles: 'everyone', run: (ctx, input) => showOne(ctx, tierAccounts, input.params['id']!) },
  { kind: 'write', method: 'POST', path: '/tier/accounts', operation: 'createTierAccount', tag: 'Tiers', summary: 'A new tier account', roles: ['distributor', 'reseller'], body: Body, status: 201,
    run: async (ctx, input) => showOne(ctx, tierAccounts, (await createTierAccount(ctx, { ...(input.body as TierInput), hubId: null, scope: 'customer', field: 'body' })).id) },
];
