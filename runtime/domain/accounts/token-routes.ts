/** /auth/tokens as data (platform-api.md section 5.3). */
import Type from 'typebox';
import { findVisible, json, showOne, type CallRoute, type Route } from '../kit/index.ts';
import type { Permission } from '../general/index.ts';
import type { Context } from '../../store/index.ts';
import { accounts, tokens } from './fields.ts';
import { createToken, limitToken, moveToken, renewToken, rotateToken, updateToken, type TokenInput } from './tokens.ts';

const maybe = Type.Optional;
/** Tokens are ours: a field that is not known is refused, lest an expiry with a typo is one that never comes. */
const closed = { additionalProperties: false } as const;
const Expiration = maybe(Type.Union([Type.Null(), Type.String()]));
const TokenBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    description: maybe(Type.String({ maxLength: 2000 })),
    external_id: maybe(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
    expiration_date: Expiration,
  },
  closed,
);
const Extension = Type.Object({ id: maybe(Type.String({ maxLength: 40 })), name: maybe(Type.String({ maxLength: 50 })) }, closed);
const NewTokenBody = Type.Object({ ...TokenBody.properties, extension: maybe(Extension), owner: maybe(Type.Object({ id: Type.String() }, closed)) }, closed);
const AgainBody = Type.Object({ expiration_date: Expiration }, closed);
const PermissionBody = Type.Object({ id: Type.String({ maxLength: 40 }), object: maybe(Type.Object({ id: Type.String({ maxLength: 40 }) }, closed)) }, closed);

const common = { tag: 'Accounts', roles: 'everyone' } as const;
type Run = CallRoute['run'];

/** The token as anybody may read it, and its secret this once. */
const withSecret = async (ctx: Context, id: string, secret: object) => ({ ...(await showOne(ctx, tokens, id)), ...secret });

const tokenInput = (body: unknown): TokenInput => {
  const { external_id, ...rest } = body as TokenInput & { external_id?: string | null };
  return { ...rest, ...(external_id === undefined ? {} : { external_id: external_id ?? '' }) };
};

const createTokenRun: Run = async (ctx, input) => {
  const body = tokenInput(input.body) as TokenInput & { name: string; owner?: { id: string } };
  // another account's token only where that account is visible: to the operator
  const owner = await findVisible(ctx, accounts, body.owner?.id ?? ctx.actor.accountId);
  const { id, token } = await createToken(ctx, { ...body, accountId: owner.id });
  return withSecret(ctx, id, { token });
};

const permissionsOf = async (ctx: Context, id: string): Promise<Permission[]> => json(await findVisible(ctx, tokens, id).then((row) => row.permissions));

const tokenAction = (action: 'activate' | 'deactivate', summary: string): CallRoute => ({
  ...{ ...common, kind: 'write', method: 'POST', path: `/auth/tokens/{id}/${action}`, operation: `${action}Token`, summary, body: Type.Object({}, closed) },
  async run(ctx, input) {
    await moveToken(ctx, input.params['id']!, action);
    return showOne(ctx, tokens, input.params['id']!);
  },
});

// prettier-ignore
export const tokenRoutes: Route[] = [
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
  { ...common, kind: 'write', method: 'POST', path: '/auth/tokens/{id}/rotate', operation: 'rotateToken', summary: 'A new secret, shown once; the old one stops at once', body: AgainBody,
    run: async (ctx, input) => withSecret(ctx, input.params['id']!, { token: await rotateToken(ctx, input.params['id']!, input.body as TokenInput) }) },
  { ...common, kind: 'write', method: 'POST', path: '/auth/tokens/{id}/renew', operation: 'renewToken', summary: 'A second secret, shown once, good beside the first until that one ends', body: AgainBody,
    run: async (ctx, input) => withSecret(ctx, input.params['id']!, { renewed_token: await renewToken(ctx, input.params['id']!, input.body as TokenInput) }) },
  { ...common, kind: 'read', method: 'GET', path: '/auth/tokens/{id}/permissions', operation: 'listTokenPermissions', summary: 'The modules it is limited to', run: (ctx, input) => permissionsOf(ctx, input.params['id']!) },
  { ...common, kind: 'write', method: 'POST', path: '/auth/tokens/{id}/permissions', operation: 'limitToken', summary: 'Limit it to a module, or to one more', body: PermissionBody, status: 201,
    async run(ctx, input) {
      await limitToken(ctx, input.params['id']!, input.body as { id: string });
      return (await permissionsOf(ctx, input.params['id']!)).at(-1);
    } },
  { ...common, kind: 'write', method: 'DELETE', path: '/auth/tokens/{id}/permissions', operation: 'unlimitToken', summary: 'Take its limits away', status: 204,
    run: (ctx, input) => limitToken(ctx, input.params['id']!, undefined) },
];
