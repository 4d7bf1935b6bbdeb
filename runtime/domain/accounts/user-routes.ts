/** Users of an account, and users as persons, as data (platform-api.md section 5.2). */
import Type from 'typebox';
import { findVisible, showOne, type CallRoute, type Input, type Route } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { accounts, users } from './fields.ts';
import { childOf, createContact, deleteContact, memberships, readSetting, showMembership, tagContact, terminateSession, userContacts, userSessions, writeSetting } from './people.ts'; // prettier-ignore
import { dismissUser, findUser, inviteUser, moveUser, updateUser, type UserInput } from './users.ts';

const maybe = Type.Optional;
const Ids = maybe(Type.Array(Type.Object({ id: Type.String({ maxLength: 40 }) }), { maxItems: 100 }));
const text = (maxLength: number) => maybe(Type.String({ maxLength }));
const UserBody = Type.Object({
  email: Type.String({ format: 'email', maxLength: 255 }),
  name: maybe(Type.String({ minLength: 1, maxLength: 128 })),
  ...{ title: text(256), external_id: text(100), region: text(32), timeformat: text(32), timezone: text(64) },
  ...{ notifications: maybe(Type.Boolean()), announcements: maybe(Type.Boolean()), groups: Ids, tags: Ids },
});
const PhoneBody = Type.Object({ country_code: Type.String({ maxLength: 4 }), area_code: text(4), phone_number: Type.String({ minLength: 1, maxLength: 20 }) });
const ContactBody = Type.Object({ type: Type.Enum(['phone']), value: PhoneBody });

const common = { tag: 'Accounts', roles: 'everyone' } as const;
const person = { tag: 'User', roles: 'everyone' } as const;
const USERS = '/accounts/{id}/users';

async function showUser(ctx: Context, input: Input): Promise<object> {
  const { id, uid } = input.params as { id: string; uid: string };
  await findUser(ctx, id, uid);
  return showOne(ctx, users, uid);
}

const userAction = (action: 'activate' | 'reinvite', summary: string): CallRoute => ({
  ...{ ...common, kind: 'write', method: 'POST', path: `${USERS}/{uid}/${action}`, operation: `${action}User`, summary, body: Type.Object({}) },
  async run(ctx, input) {
    await moveUser(ctx, input.params['id']!, input.params['uid']!, action);
    return showUser(ctx, input);
  },
});

const ofUser = { parent: users, column: 'user_id' };
const accountOf = async (ctx: Context, input: Input): Promise<string> => (await findVisible(ctx, users, input.params['id']!, { lock: true })).account_id;

// prettier-ignore
export const userRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: USERS, operation: 'listUsers', summary: 'Users of an account', collection: users,
    below: { parent: accounts, column: 'account_id' } },
  { ...common, kind: 'write', method: 'POST', path: USERS, operation: 'inviteUser', summary: 'Invite a user by e-mail address', body: UserBody, status: 201,
    run: async (ctx, input) => showOne(ctx, users, (await inviteUser(ctx, input.params['id']!, input.body as UserInput & { email: string })).id) },
  { ...common, kind: 'read', method: 'GET', path: `${USERS}/{uid}`, operation: 'getUser', summary: 'One user', run: showUser },
  { ...common, kind: 'write', method: 'PUT', path: `${USERS}/{uid}`, operation: 'updateUser', summary: 'Change name, address or groups', body: Type.Partial(UserBody),
    async run(ctx, input) {
      await updateUser(ctx, input.params['id']!, input.params['uid']!, input.body as UserInput);
      return showUser(ctx, input);
    } },
  { ...common, kind: 'write', method: 'DELETE', path: `${USERS}/{uid}`, operation: 'deleteUser', summary: 'Revoke an invitation, or remove a user', status: 204,
    run: (ctx, input) => dismissUser(ctx, input.params['id']!, input.params['uid']!) },
  userAction('activate', 'An invited user joins'),
  userAction('reinvite', 'Invite again after it expired'),

  { ...person, kind: 'list', method: 'GET', path: '/users', operation: 'listPersons', summary: 'Users of the own account; all for the operator', collection: users },
  { ...person, kind: 'write', method: 'POST', path: '/users', operation: 'createPerson', summary: 'Invite a user to the own account', body: UserBody, status: 201,
    run: async (ctx, input) => showOne(ctx, users, (await inviteUser(ctx, ctx.actor.accountId, input.body as UserInput & { email: string })).id) },
  { ...person, kind: 'read', method: 'GET', path: '/users/{id}', operation: 'getPerson', summary: 'One user', run: (ctx, input) => showOne(ctx, users, input.params['id']!) },
  { ...person, kind: 'write', method: 'PUT', path: '/users/{id}', operation: 'updatePerson', summary: 'Change name, address or groups', body: Type.Partial(UserBody),
    async run(ctx, input) {
      await updateUser(ctx, await accountOf(ctx, input), input.params['id']!, input.body as UserInput);
      return showOne(ctx, users, input.params['id']!);
    } },
  { ...person, kind: 'write', method: 'DELETE', path: '/users/{id}', operation: 'deletePerson', summary: 'Revoke an invitation, or remove a user', status: 204,
    run: async (ctx, input) => dismissUser(ctx, await accountOf(ctx, input), input.params['id']!) },
  { ...person, kind: 'list', method: 'GET', path: '/users/{id}/accounts', operation: 'listMemberships', summary: 'The accounts of a person, as far as they are seen', collection: memberships, below: ofUser },
  { ...person, kind: 'read', method: 'GET', path: '/users/{id}/accounts/{aid}', operation: 'getMembership', summary: 'One of them', run: (ctx, input) => showMembership(ctx, input.params['id']!, input.params['aid']!) },
  { ...person, kind: 'read', method: 'GET', path: '/users/{id}/accounts/{aid}/settings/{key}', operation: 'getUserSetting', summary: 'What a client keeps for a user under a key',
    run: (ctx, input) => readSetting(ctx, input.params['id']!, input.params['aid']!, input.params['key']!) },
  { ...person, kind: 'write', method: 'PUT', path: '/users/{id}/accounts/{aid}/settings/{key}', operation: 'putUserSetting', summary: 'Keep something for a user under a key',
    body: Type.Array(Type.Object({}), { maxItems: 1000 }),
    async run(ctx, input) {
      const { id, aid, key } = input.params as { id: string; aid: string; key: string };
      await writeSetting(ctx, id, aid, key, input.body as object[]);
      return readSetting(ctx, id, aid, key);
    } },
  { ...person, kind: 'list', method: 'GET', path: '/users/{id}/contacts', operation: 'listUserContacts', summary: 'How a user is reached', collection: userContacts, below: ofUser },
  { ...person, kind: 'write', method: 'POST', path: '/users/{id}/contacts', operation: 'createUserContact', summary: 'Another way to reach a user', body: ContactBody, status: 201,
    run: async (ctx, input) => showOne(ctx, userContacts, (await createContact(ctx, input.params['id']!, input.body as { type: string; value: object })).id) },
  { ...person, kind: 'read', method: 'GET', path: '/users/{id}/contacts/{cid}', operation: 'getUserContact', summary: 'One of them',
    run: async (ctx, input) => showOne(ctx, userContacts, (await childOf(ctx, userContacts, input.params['id']!, input.params['cid']!)).id) },
  { ...person, kind: 'write', method: 'PUT', path: '/users/{id}/contacts/{cid}', operation: 'tagUserContact', summary: 'Mark it with tags', body: Type.Object({ tags: Ids }),
    async run(ctx, input) {
      await tagContact(ctx, input.params['id']!, input.params['cid']!, (input.body as { tags?: { id: string }[] }).tags);
      return showOne(ctx, userContacts, input.params['cid']!);
    } },
  { ...person, kind: 'write', method: 'DELETE', path: '/users/{id}/contacts/{cid}', operation: 'deleteUserContact', summary: 'Remove it', status: 204,
    run: (ctx, input) => deleteContact(ctx, input.params['id']!, input.params['cid']!) },
  { ...person, kind: 'list', method: 'GET', path: '/users/{id}/sessions', operation: 'listUserSessions', summary: 'Where a user is signed in', collection: userSessions, below: ofUser },
  { ...person, kind: 'read', method: 'GET', path: '/users/{id}/sessions/{sid}', operation: 'getUserSession', summary: 'One session',
    run: async (ctx, input) => showOne(ctx, userSessions, (await childOf(ctx, userSessions, input.params['id']!, input.params['sid']!)).id) },
  { ...person, kind: 'write', method: 'POST', path: '/users/{id}/sessions/{sid}/terminate', operation: 'terminateUserSession', summary: 'Sign out there',
    body: Type.Object({}),
    async run(ctx, input) {
      await terminateSession(ctx, input.params['id']!, input.params['sid']!);
      return showOne(ctx, userSessions, input.params['sid']!);
    } },
];
