/**
 * /accounts, their users, and /auth/tokens as data (platform-api.md section 5). POST /accounts is with the contracts: a partner
 * comes with one.
 */
import Type from 'typebox';
import { findVisible, showOne, type CallRoute, type Input, type Route } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { updateAccount, type AccountInput } from './commands.ts';
import { accounts, tokens, users } from './fields.ts';
import { createToken, moveToken, rotateToken, updateToken, type TokenInput } from './tokens.ts';
import { dismissUser, findUser, inviteUser, moveUser, updateUser, type UserInput } from './users.ts';

const maybe = Type.Optional;
const Names = maybe(Type.Array(Type.String({ maxLength: 255 }), { maxItems: 300 }));
export const AccountBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 64 }),
  external_id: maybe(Type.String({ maxLength: 100 })),
  description: maybe(Type.String({ maxLength: 512 })),
  overview: maybe(Type.String({ maxLength: 20_000 })),
  brand: maybe(Type.String({ maxLength: 64 })),
  sourcing: maybe(Type.Boolean()),
  public: maybe(Type.Boolean()),
  countries: Names,
  languages: Names,
  websites: Names,
});
const ChangedAccountBody = Type.Object({ ...Type.Partial(AccountBody).properties, role: maybe(Type.String()), type: maybe(Type.String()) });
const UserBody = Type.Object({ email: Type.String({ format: 'email', maxLength: 255 }), name: maybe(Type.String({ minLength: 1, maxLength: 128 })) });
/** Tokens are ours: a field that is not known is refused, lest an expiry with a typo is one that never comes. */
const closed = { additionalProperties: false } as const;
const TokenBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    description: maybe(Type.String({ maxLength: 2000 })),
    external_id: maybe(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
    expiration_date: maybe(Type.Union([Type.Null(), Type.String()])),
  },
  closed,
);
const NewTokenBody = Type.Object({ ...TokenBody.properties, owner: maybe(Type.Object({ id: Type.String() }, closed)) }, closed);

const common = { tag: 'Accounts', roles: 'everyone' } as const;
type Run = CallRoute['run'];
const USERS = '/accounts/{id}/users';

async function showUser(ctx: Context, input: Input): Promise<object> {
  const { id, uid } = input.params as { id: string; uid: string };
  await findUser(ctx, id, uid);
  return showOne(ctx, users, uid);
}

/** The token as anybody may read it, and its secret this once. */
const withSecret = async (ctx: Context, id: string, token: string) => ({ ...(await showOne(ctx, tokens, id)), token });

const tokenInput = (body: unknown): TokenInput => {
  const { external_id, ...rest } = body as TokenInput & { external_id?: string | null };
  return { ...rest, ...(external_id === undefined ? {} : { external_id: external_id ?? '' }) };
};

const createTokenRun: Run = async (ctx, input) => {
  const body = tokenInput(input.body) as TokenInput & { name: string; owner?: { id: string } };
  // another account's token only where that account is visible: to the operator
  const owner = await findVisible(ctx, accounts, body.owner?.id ?? ctx.actor.accountId);
  const made = await createToken(ctx, { ...body, accountId: owner.id });
  return withSecret(ctx, made.id, made.token);
};

const userAction = (action: 'activate' | 'reinvite', summary: string): CallRoute => ({
  ...{ ...common, kind: 'write', method: 'POST', path: `${USERS}/{uid}/${action}`, operation: `${action}User`, summary, body: Type.Object({}) },
  async run(ctx, input) {
    await moveUser(ctx, input.params['id']!, input.params['uid']!, action);
    return showUser(ctx, input);
  },
});

const tokenAction = (action: 'activate' | 'deactivate', summary: string): CallRoute => ({
  ...{ ...common, kind: 'write', method: 'POST', path: `/auth/tokens/{id}/${action}`, operation: `${action}Token`, summary, body: Type.Object({}, closed) },
  async run(ctx, input) {
    await moveToken(ctx, input.params['id']!, action);
    return showOne(ctx, tokens, input.params['id']!);
  },
});

// prettier-ignore
export const accountRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: '/accounts', operation: 'listAccounts', summary: 'Own account; all for the operator', collection: accounts },
  { ...common, kind: 'read', method: 'GET', path: '/accounts/{id}', operation: 'getAccount', summary: 'One account', run: (ctx, input) => showOne(ctx, accounts, input.params['id']!) },
  { ...common, kind: 'write', method: 'PUT', path: '/accounts/{id}', operation: 'updateAccount', summary: 'Change its name and words', body: ChangedAccountBody,
    async run(ctx, input) {
      await updateAccount(ctx, input.params['id']!, input.body as AccountInput);
      return showOne(ctx, accounts, input.params['id']!);
    } },

  { ...common, kind: 'list', method: 'GET', path: USERS, operation: 'listUsers', summary: 'Users of an account', collection: users,
    within: async (ctx, params) => ({ account_id: (await findVisible(ctx, accounts, params['id']!)).id }) },
  { ...common, kind: 'write', method: 'POST', path: USERS, operation: 'inviteUser', summary: 'Invite a user by e-mail address', body: UserBody, status: 201,
    run: async (ctx, input) => showOne(ctx, users, (await inviteUser(ctx, input.params['id']!, input.body as UserInput & { email: string })).id) },
  { ...common, kind: 'read', method: 'GET', path: `${USERS}/{uid}`, operation: 'getUser', summary: 'One user', run: showUser },
  { ...common, kind: 'write', method: 'PUT', path: `${USERS}/{uid}`, operation: 'updateUser', summary: 'Change name or address', body: Type.Partial(UserBody),
    async run(ctx, input) {
      await updateUser(ctx, input.params['id']!, input.params['uid']!, input.body as UserInput);
      return showUser(ctx, input);
    } },
  { ...common, kind: 'write', method: 'DELETE', path: `${USERS}/{uid}`, operation: 'deleteUser', summary: 'Revoke an invitation, or remove a user', status: 204,
    run: (ctx, input) => dismissUser(ctx, input.params['id']!, input.params['uid']!) },
  userAction('activate', 'An invited user joins'),
  userAction('reinvite', 'Invite again after it expired'),

  { ...common, kind: 'list', method: 'GET', path: '/auth/tokens', operation: 'listTokens', summary: 'API tokens, without their secrets', collection: tokens },
  { ...common, kind: 'write', method: 'POST', path: '/auth/tokens', operation: 'createToken', summary: 'An API token; its secret is shown once', body: NewTokenBody, status: 201, run: createTokenRun },
  { ...common, kind: 'read', method: 'GET', path: '/auth/tokens/{id}', operation: 'getToken', summary: 'One token, without its secret', run: (ctx, input) => showOne(ctx, tokens, input.params['id']!) },
  { ...common, kind: 'write', method: 'PUT', path: '/auth/tokens/{id}', operation: 'updateToken', summary: 'Change name, words or expiry', body: Type.Partial(TokenBody, closed),
    async run(ctx, input) {
      await updateToken(ctx, input.params['id']!, tokenInput(input.body));
      return showOne(ctx, tokens, input.params['id']!);
    } },
  { ...common, kind: 'write', method: 'DELETE', path: '/auth/tokens/{id}', operation: 'deleteToken', summary: 'Unusable for ever; its description stays', status: 204,
    run: (ctx, input) => moveToken(ctx, input.params['id']!, 'delete') },
  tokenAction('activate', 'Accept calls with it again'),
  tokenAction('deactivate', 'Refuse calls with it'),
  { ...common, kind: 'write', method: 'POST', path: '/auth/tokens/{id}/rotate', operation: 'rotateToken', summary: 'A new secret, shown once; the old one stops at once', body: Type.Object({}, closed),
    run: async (ctx, input) => withSecret(ctx, input.params['id']!, await rotateToken(ctx, input.params['id']!)) },
];
