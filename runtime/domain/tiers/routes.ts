/** /tier/accounts and /tier/account-requests as data (platform-api.md section 15). */
import Type from 'typebox';
import { notFound } from '../../base/index.ts';
import { findVisible, json, showOne, type Route } from '../kit/index.ts';
import type { Context, TierAccountRow } from '../../store/index.ts';
import { acceptAccountRequest, accountRequests, createAccountRequests, ignoreAccountRequest } from './account-requests.ts';
import { createTierAccount, decommissionTierAccount, updateTierAccount, type TierInput } from './commands.ts';
import { renderTierAccounts, tierAccounts } from './fields.ts';

const maybe = Type.Optional;
const Parent = Type.Object({ id: maybe(Type.String()), external_id: maybe(Type.String()), external_uid: maybe(Type.String()) });
const Body = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 255 }),
  type: maybe(Type.Enum(['customer', 'reseller'])),
  tax_id: maybe(Type.String({ maxLength: 100 })),
  external_id: maybe(Type.String({ maxLength: 255 })),
  external_uid: maybe(Type.String({ maxLength: 255 })),
  parent: maybe(Type.Union([Parent, Type.Null()])),
  contact_info: Type.Record(Type.String(), Type.Unknown()),
  hub: maybe(Type.Union([Type.Object({ id: Type.String() }), Type.Null()])),
});
const AccountRequestBody = Type.Object({
  type: maybe(Type.String()),
  account: maybe(Type.Object({ ...Type.Partial(Body).properties, id: maybe(Type.String()) })),
});
const SELLER = ['distributor', 'reseller'] as const;

/** All versions of an account the caller may see, the newest first. */
async function versionsOf(ctx: Context, id: string): Promise<TierAccountRow[]> {
  const row = await findVisible(ctx, tierAccounts, id);
  const earlier = await ctx.tx.selectFrom('tier_account_version').selectAll().where('id', '=', id).orderBy('version', 'desc').execute();
  return [row, ...earlier.map((v) => json<TierAccountRow>(v.data))];
}

// prettier-ignore
export const tierRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/tier/accounts', operation: 'listTierAccounts', tag: 'Tiers', summary: 'Own tier accounts; for a vendor those of its orders', roles: 'everyone', collection: tierAccounts },
  { kind: 'write', method: 'POST', path: '/tier/accounts', operation: 'createTierAccount', tag: 'Tiers', summary: 'A new tier account', roles: SELLER, body: Body, status: 201,
    async run(ctx, input) {
      const body = input.body as TierInput;
      const row = await createTierAccount(ctx, { ...body, scope: body.type === 'reseller' ? 'tier1' : 'customer', field: '' });
      return showOne(ctx, tierAccounts, row.id);
    } },
  { kind: 'read', method: 'GET', path: '/tier/accounts/{id}', operation: 'getTierAccount', tag: 'Tiers', summary: 'One tier account, its newest version', roles: 'everyone', run: (ctx, input) => showOne(ctx, tierAccounts, input.params['id']!) },
  { kind: 'write', method: 'PUT', path: '/tier/accounts/{id}', operation: 'updateTierAccount', tag: 'Tiers', summary: 'Change it: a new version', roles: SELLER, body: Type.Partial(Body),
    async run(ctx, input) {
      await updateTierAccount(ctx, input.params['id']!, input.body as TierInput);
      return showOne(ctx, tierAccounts, input.params['id']!);
    } },
  { kind: 'write', method: 'DELETE', path: '/tier/accounts/{id}', operation: 'deleteTierAccount', tag: 'Tiers', summary: 'Decommission an unused one', roles: SELLER, status: 204, run: (ctx, input) => decommissionTierAccount(ctx, input.params['id']!) },
  { kind: 'read', method: 'GET', path: '/tier/accounts/{id}/versions', operation: 'listTierAccountVersions', tag: 'Tiers', summary: 'All its versions, newest first', roles: 'everyone',
    run: async (ctx, input) => renderTierAccounts(ctx, await versionsOf(ctx, input.params['id']!)) },
  { kind: 'read', method: 'GET', path: '/tier/accounts/{id}/versions/{version}', operation: 'getTierAccountVersion', tag: 'Tiers', summary: 'One version', roles: 'everyone',
    async run(ctx, input) {
      const { id, version } = input.params as { id: string; version: string };
      const row = (await versionsOf(ctx, id)).find((v) => String(v.version) === version);
      if (!row) throw notFound(`${id}/versions/${version}`);
      return (await renderTierAccounts(ctx, [row]))[0]!;
    } },
  { kind: 'list', method: 'GET', path: '/tier/account-requests', operation: 'listTierAccountRequests', tag: 'Tiers', summary: 'Requests about changed tier accounts', roles: 'everyone', collection: accountRequests },
  { kind: 'write', method: 'POST', path: '/tier/account-requests', operation: 'createTierAccountRequest', tag: 'Tiers', summary: 'Change an account and tell its vendors: one request per product', roles: SELLER, many: true, body: AccountRequestBody, status: 201,
    async run(ctx, input) {
      const ids = await createAccountRequests(ctx, input.body as { type?: string; account?: TierInput });
      return Promise.all(ids.map((id) => showOne(ctx, accountRequests, id)));
    } },
  { kind: 'read', method: 'GET', path: '/tier/account-requests/{id}', operation: 'getTierAccountRequest', tag: 'Tiers', summary: 'One request', roles: 'everyone', run: (ctx, input) => showOne(ctx, accountRequests, input.params['id']!) },
  { kind: 'write', method: 'POST', path: '/tier/account-requests/{id}/accept', operation: 'acceptTierAccountRequest', tag: 'Tiers', summary: 'The vendor works with the new data', roles: ['vendor'], body: Type.Object({}),
    async run(ctx, input) {
      await acceptAccountRequest(ctx, input.params['id']!);
      return showOne(ctx, accountRequests, input.params['id']!);
    } },
  { kind: 'write', method: 'POST', path: '/tier/account-requests/{id}/ignore', operation: 'ignoreTierAccountRequest', tag: 'Tiers', summary: 'The vendor does not, with a reason', roles: ['vendor'], body: Type.Object({ reason: maybe(Type.String({ maxLength: 255 })) }),
    async run(ctx, input) {
      await ignoreAccountRequest(ctx, input.params['id']!, (input.body as { reason?: string }).reason);
      return showOne(ctx, accountRequests, input.params['id']!);
    } },
];
