/** Groups and media of an account as data. */
import Type from 'typebox';
import { json, showOne, type Input, type Route } from '../kit/index.ts';
import type { Permission } from '../general/index.ts';
import type { Context } from '../../store/index.ts';
import { accounts, users } from './fields.ts';
import { addToGroup, createGroup, deleteGroup, findGroup, grantGroup, groups, groupUsers, removeFromGroup, updateGroup, type GroupInput } from './groups.ts'; // prettier-ignore
import { createMedia, deleteMedia, findMedia, media, updateMedia, type MediaInput } from './media.ts';

const maybe = Type.Optional;
const orNull = (maxLength: number) => maybe(Type.Union([Type.String({ maxLength }), Type.Null()]));
const GroupBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 32 }),
  ...{ description: maybe(Type.String({ maxLength: 512 })), color: orNull(32), external_id: orNull(64) },
});
const PermissionBody = Type.Object({ id: Type.String({ maxLength: 40 }), object: maybe(Type.Object({ id: Type.String({ maxLength: 40 }) })) });
const MemberBody = Type.Object({ id: Type.String({ maxLength: 40 }) });
const MediaBody = Type.Object({
  position: Type.Integer({ minimum: 0, maximum: 100_000 }),
  thumbnail: Type.String({ maxLength: 2_000_000 }),
  type: maybe(Type.Enum(['image', 'video'])),
  ...{ name: orNull(50), description: orNull(255) },
  url: maybe(Type.Union([Type.String({ format: 'uri', maxLength: 500 }), Type.Null()])),
});

const common = { tag: 'Accounts', roles: 'everyone' } as const;
const GROUPS = '/accounts/{id}/groups';
const MEDIA = '/accounts/{id}/media';

const ofAccount = { parent: accounts, column: 'account_id' };
const of = ({ params }: Input) => [params['id']!, params['gid'] ?? params['mid']!] as const;
const showGroup = async (ctx: Context, input: Input) => showOne(ctx, groups, (await findGroup(ctx, ...of(input))).id);
const showMedia = async (ctx: Context, input: Input) => showOne(ctx, media, (await findMedia(ctx, ...of(input))).id);
const permissionsOf = async (ctx: Context, input: Input): Promise<Permission[]> => json((await findGroup(ctx, ...of(input))).permissions);

// prettier-ignore
export const groupRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: GROUPS, operation: 'listGroups', summary: 'Groups of users', collection: groups, below: ofAccount },
  { ...common, kind: 'write', method: 'POST', path: GROUPS, operation: 'createGroup', summary: 'A group of users', body: GroupBody, status: 201,
    run: async (ctx, input) => showOne(ctx, groups, (await createGroup(ctx, input.params['id']!, input.body as GroupInput & { name: string })).id) },
  { ...common, kind: 'read', method: 'GET', path: `${GROUPS}/{gid}`, operation: 'getGroup', summary: 'One group', run: showGroup },
  { ...common, kind: 'write', method: 'PUT', path: `${GROUPS}/{gid}`, operation: 'updateGroup', summary: 'Change its words', body: Type.Partial(GroupBody),
    async run(ctx, input) {
      await updateGroup(ctx, ...of(input), input.body as GroupInput);
      return showGroup(ctx, input);
    } },
  { ...common, kind: 'write', method: 'DELETE', path: `${GROUPS}/{gid}`, operation: 'deleteGroup', summary: 'Remove the group; its users stay', status: 204, run: (ctx, input) => deleteGroup(ctx, ...of(input)) },
  { ...common, kind: 'list', method: 'GET', path: `${GROUPS}/{gid}/users`, operation: 'listGroupUsers', summary: 'Users in it', collection: groupUsers,
    below: { parent: (ctx, params) => findGroup(ctx, params['id']!, params['gid']!), column: 'group_id' } },
  { ...common, kind: 'write', method: 'POST', path: `${GROUPS}/{gid}/users`, operation: 'addGroupUser', summary: 'Put a user into it', body: MemberBody, status: 201, shows: users,
    async run(ctx, input) {
      const { id } = input.body as { id: string };
      await addToGroup(ctx, ...of(input), id);
      return showOne(ctx, users, id);
    } },
  { ...common, kind: 'write', method: 'DELETE', path: `${GROUPS}/{gid}/users`, operation: 'removeGroupUsers', summary: 'Take a user out, or without an id all', body: Type.Partial(MemberBody), status: 204,
    run: (ctx, input) => removeFromGroup(ctx, ...of(input), (input.body as { id?: string }).id) },
  { ...common, kind: 'read', method: 'GET', path: `${GROUPS}/{gid}/permissions`, operation: 'listGroupPermissions', summary: 'The modules its users may use', run: permissionsOf },
  { ...common, kind: 'write', method: 'POST', path: `${GROUPS}/{gid}/permissions`, operation: 'grantGroup', summary: 'A module more', body: PermissionBody, status: 201,
    async run(ctx, input) {
      await grantGroup(ctx, ...of(input), input.body as { id: string });
      return (await permissionsOf(ctx, input)).at(-1);
    } },
  { ...common, kind: 'write', method: 'DELETE', path: `${GROUPS}/{gid}/permissions`, operation: 'revokeGroup', summary: 'Take all of them away', status: 204, run: (ctx, input) => grantGroup(ctx, ...of(input), undefined) },

  { ...common, kind: 'list', method: 'GET', path: MEDIA, operation: 'listAccountMedia', summary: 'Pictures and videos it shows', collection: media, below: ofAccount },
  { ...common, kind: 'write', method: 'POST', path: MEDIA, operation: 'createAccountMedia', summary: 'Another one', body: MediaBody, form: true, status: 201,
    run: async (ctx, input) => showOne(ctx, media, (await createMedia(ctx, input.params['id']!, input.body as Parameters<typeof createMedia>[2])).id) },
  { ...common, kind: 'read', method: 'GET', path: `${MEDIA}/{mid}`, operation: 'getAccountMedia', summary: 'One of them', run: showMedia },
  { ...common, kind: 'read', method: 'GET', path: `${MEDIA}/{mid}/thumbnail`, operation: 'getAccountThumbnail', summary: 'The picture itself', type: 'application/octet-stream',
    run: async (ctx, input) => Buffer.from((await findMedia(ctx, ...of(input))).content, 'base64') },
  { ...common, kind: 'write', method: 'PUT', path: `${MEDIA}/{mid}`, operation: 'updateAccountMedia', summary: 'Change it', body: Type.Partial(MediaBody), form: true,
    async run(ctx, input) {
      await updateMedia(ctx, ...of(input), input.body as MediaInput);
      return showMedia(ctx, input);
    } },
  { ...common, kind: 'write', method: 'DELETE', path: `${MEDIA}/{mid}`, operation: 'deleteAccountMedia', summary: 'Remove it', status: 204, run: (ctx, input) => deleteMedia(ctx, ...of(input)) },
];
