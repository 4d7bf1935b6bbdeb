/**
 * /accounts as data, with the routes of what belongs to them (platform-api.md section 5). POST /accounts is with the contracts: a partner
 * comes with one.
 */
import Type from 'typebox';
import { showOne, type Route } from '../kit/index.ts';
import { deleteAccount, updateAccount, type AccountInput } from './commands.ts';
import { accounts } from './fields.ts';
import { groupRoutes } from './group-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { userRoutes } from './user-routes.ts';

const maybe = Type.Optional;
const Names = maybe(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 300 }));
export const AccountBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 64 }),
  external_id: maybe(Type.String({ maxLength: 100 })),
  description: maybe(Type.String({ maxLength: 512 })),
  headquarters: maybe(Type.String({ maxLength: 256 })),
  industries: maybe(Type.Array(Type.Object({ id: Type.String({ maxLength: 20 }), name: maybe(Type.String({ maxLength: 255 })) }), { maxItems: 50 })),
  overview: maybe(Type.String({ maxLength: 20_000 })),
  brand: maybe(Type.String({ maxLength: 64 })),
  sourcing: maybe(Type.Boolean()),
  public: maybe(Type.Boolean()),
  countries: Names,
  languages: Names,
  websites: Names,
});
const ChangedAccountBody = Type.Object({ ...Type.Partial(AccountBody).properties, role: maybe(Type.String()), type: maybe(Type.String()) });

const common = { tag: 'Accounts', roles: 'everyone' } as const;

// prettier-ignore
export const accountRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: '/accounts', operation: 'listAccounts', summary: 'Own account; all for the operator', collection: accounts },
  { ...common, kind: 'read', method: 'GET', path: '/accounts/{id}', operation: 'getAccount', summary: 'One account', run: (ctx, input) => showOne(ctx, accounts, input.params['id']!) },
  { ...common, kind: 'write', method: 'PUT', path: '/accounts/{id}', operation: 'updateAccount', summary: 'Change its name and words', body: ChangedAccountBody,
    async run(ctx, input) {
      await updateAccount(ctx, input.params['id']!, input.body as AccountInput);
      return showOne(ctx, accounts, input.params['id']!);
    } },
  { ...common, kind: 'write', method: 'DELETE', path: '/accounts/{id}', operation: 'deleteAccount', summary: 'Remove one that never traded', roles: ['operator'], status: 204,
    run: (ctx, input) => deleteAccount(ctx, input.params['id']!) },
  ...userRoutes,
  ...groupRoutes,
  ...tokenRoutes,
];
