/**
 * Who may what, over every route of the platform: a role that may not is refused as published, before anything of an object is
 * told; one that may is refused by state at most; and accounts without any tie meet nothing of others, whatever they name.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../runtime/api/index.ts';
import { silentLog } from '../../runtime/base/index.ts';
import { createAccount, createToken } from '../../runtime/domain/accounts/index.ts';
import type { ListRoute, Route } from '../../runtime/domain/kit/index.ts';
import { webhookRoutes } from '../../runtime/domain/webhooks/index.ts';
import { ROUTES as HOST_ROUTES } from '../../runtime/host/compose.ts';
import { SYSTEM, type Store } from '../../runtime/store/index.ts';
import { ENGINES } from '../support/engines.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';
import { MATRIX, ROLES, type Caller } from './role-matrix.ts';

interface Account {
  id: string;
  token: string;
}
type Cast = Record<Caller, Account>;

const ROUTES: readonly Route[] = [...HOST_ROUTES, ...webhookRoutes(() => 'http://host/public/v1')];

let store: Store;
let api: ReturnType<typeof createApi>;
let own: Cast;
let strangers: Cast;
/** Ids of objects of the first cast that nobody else may learn. */
const secrets = new Set<string>();

const send = async (who: Account, method: string, path: string, body?: object) => {
  const headers = { authorization: who.token, 'content-type': 'application/json' };
  const answer = await api.app.fetch(new Request(`http://host/public/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }));
  return { status: answer.status, text: await answer.text() };
};
const post = async (who: Account, path: string, body: object) => {
  const { status, text } = await send(who, 'POST', path, body);
  if (status >= 400) throw new Error(`POST ${path} ${status} ${text}`);
  return JSON.parse(text) as { id: string };
};
const tokenOf = (id: string) => store.write(SYSTEM, async (ctx) => ({ id, token: (await createToken(ctx, { accountId: id, name: 'role' })).token }));

const may = (route: Route): readonly Caller[] => MATRIX.get(route.operation) ?? [];
const lists = ROUTES.filter((r): r is ListRoute => r.kind === 'list');
const TENANTS = ['vendor', 'distributor', 'reseller'] as const;
const shape = (path: string) => path.replaceAll(/\{\w+\}/g, '{}');
const isPublic = (path: string) => lists.some((l) => l.path === path && l.collection.scope === 'public');

/** Filled prefix of a path -> what one finds there, as whoever of the first cast sees most. */
const found = new Map<string, Record<string, unknown> | undefined>();
async function firstOf(list: ListRoute, path: string): Promise<Record<string, unknown> | undefined> {
  if (found.has(path)) return found.get(path);
  // the operator last: what it finds first may be the strangers'
  for (const role of ['vendor', 'distributor', 'reseller', 'operator'] as const) {
    const { status, text } = await send(own[role], 'GET', path);
    const items = status === 200 ? (JSON.parse(text) as Record<string, unknown>[]) : [];
    // the operator sees everybody's, the strangers' own among them
    for (const { id } of items) if (role !== 'operator' && typeof id === 'string' && list.collection.scope !== 'public') secrets.add(id);
    if (items[0] && !found.get(path)) found.set(path, items[0]);
  }
  if (!found.has(path)) found.set(path, undefined);
  return found.get(path);
}

/** A path with the ids of real objects in its place; what has no list is nobody's. */
async function filled(route: Route): Promise<string> {
  let path = '';
  const steps = route.path.split('/').slice(1);
  for (const [i, step] of steps.entries()) {
    if (!step.startsWith('{')) path += `/${step}`;
    else {
      const list = lists.find((l) => shape(l.path) === shape(`/${steps.slice(0, i).join('/')}`));
      const item = list && (await firstOf(list, path));
      path += `/${String(item?.[step === '{version}' ? 'version' : 'id'] ?? 'x')}`;
    }
  }
  return path;
}

beforeAll(async () => {
  store = await ENGINES[0]!.open();
  api = createApi({ store, routes: ROUTES, log: silentLog, version: '0' });
  const world = await createWorld(store);
  const cast = async (known: Partial<Record<Caller, string>>): Promise<Cast> => {
    const made = {} as Cast;
    for (const role of ROLES) {
      const id = known[role] ?? (await store.write(SYSTEM, async (ctx) => (await createAccount(ctx, { name: role, role })).id));
      made[role] = await tokenOf(id);
    }
    return made;
  };
  own = await cast({ vendor: world.vendor.id, distributor: world.distributor.id });
  strangers = await cast({});
  const asset = { connection: { id: world.connection }, items: [{ id: world.item, quantity: 1 }], params: [{ id: 'admin_email', value: 'a@b.example' }], tiers: { customer: CUSTOMER } }; // prettier-ignore
  await post(own.distributor, '/requests', { type: 'purchase', asset: { ...asset, external_uid: 'u-1' } });
  for (const who of [own.vendor, own.distributor]) {
    const user = await post(who, `/accounts/${who.id}/users`, { email: `one@${who.id}.example` });
    const group = await post(who, `/accounts/${who.id}/groups`, { name: 'All' });
    await post(who, `/accounts/${who.id}/groups/${group.id}/users`, { id: user.id });
    await post(who, `/users/${user.id}/contacts`, { type: 'phone', value: { country_code: '+49', phone_number: '1' } });
    await post(who, `/accounts/${who.id}/media`, { position: 1, thumbnail: 'data:image/png;base64,AA==' });
    await post(who, '/news', { audience: 'any', title: 'News' });
  }
  await post(own.distributor, '/forms', { name: 'F', schema: {} });
  await post(own.distributor, '/catalog/groups', { name: 'G', products: [{ id: world.product }] });
  for (const route of ROUTES) await filled(route);
  for (const role of ROLES) secrets.add(own[role].id);
}, 60_000);
afterAll(() => store.close());

test('the matrix and the routes say the same about every operation there is', () => {
  expect([...MATRIX.keys()].sort()).toEqual(ROUTES.map((r) => r.operation).sort());
  for (const route of ROUTES) {
    const declared = typeof route.roles === 'string' ? ROLES : ROLES.filter((role) => (route.roles as readonly string[]).includes(role));
    expect([route.operation, ...declared].sort()).toEqual([route.operation, ...may(route)].sort());
  }
});

test('accounts without any tie meet nothing of others, whatever they name', { timeout: 60_000 }, async () => {
  let tried = 0;
  const wrong: string[] = [];
  for (const route of ROUTES) {
    const named = route.path.includes('{');
    // what names nothing and writes is one's own business
    if (!named && route.method !== 'GET') continue;
    const root = route.path.slice(0, route.path.indexOf('/{'));
    if (named && isPublic(root)) continue;
    const path = await filled(route);
    for (const role of TENANTS) {
      const { status, text } = await send(strangers[role], route.method, path, route.method === 'GET' ? undefined : {});
      const told = [...secrets].filter((id) => text.includes(id) && !path.includes(id));
      tried++;
      if ((named && (route.kind === 'list' && may(route).includes(role) ? status !== 404 : status < 400)) || status >= 500 || told.length)
        wrong.push(`${role} ${route.method} ${path} -> ${status} ${told.join(' ')} ${text.slice(0, 200)}`);
    }
  }
  expect(secrets.size).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
  console.log(`strangers: ${tried} calls, ${secrets.size} foreign ids never told`);
});

test('below what is unknown and below what is foreign there is the same 404', async () => {
  const nested = lists.filter((list) => list.path.includes('{') && !isPublic(list.path.slice(0, list.path.indexOf('/{'))));
  const unknown = (path: string) => path.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10));
  let tried = 0;
  for (const list of nested) {
    const path = await filled(list);
    for (const role of TENANTS) {
      if (!may(list).includes(role)) continue;
      const blind = (text: string) => text.replaceAll(/[A-Z]+(-\d+)+/g, '#');
      const [foreign, absent] = [await send(strangers[role], 'GET', path), await send(strangers[role], 'GET', unknown(path))];
      expect([path, foreign.status, absent.status, blind(foreign.text)]).toEqual([path, 404, 404, blind(absent.text)]);
      tried++;
    }
  }
  expect(tried).toBeGreaterThan(100);
  console.log(`nested lists: ${nested.length} routes, ${tried} calls below foreign and unknown parents`);
});

test('for every route and role: who may not is refused as published, who may is refused by state at most', { timeout: 120_000 }, async () => {
  const order = (route: Route) => (route.path === '/accounts/{id}' ? 2 : 1) * Number(route.method === 'DELETE');
  const routes = [...ROUTES].sort((a, b) => order(a) - order(b));
  const wrong: string[] = [];
  const tried = { allowed: 0, refused: 0 };
  // all refusals first: they must leave everything as it is for those who may
  for (const allowed of [false, true])
    for (const route of routes)
      for (const role of ROLES) {
        if (may(route).includes(role) !== allowed) continue;
        // a token of its own for each call: some calls end the token they are made with
        const who = allowed ? await tokenOf(own[role].id) : own[role];
        const path = await filled(route);
        const { status, text } = await send(who, route.method, path, route.method === 'GET' ? undefined : {});
        const barred = status === 403 && text.includes(`${route.method} ${route.path} is for `);
        const told = allowed ? [] : [...secrets].filter((id) => text.includes(id));
        tried[allowed ? 'allowed' : 'refused']++;
        if (barred === allowed || status >= 500 || (allowed && status === 401 && route.roles !== 'anyone') || told.length)
          wrong.push(`${role} ${route.method} ${path} -> ${status} ${text.slice(0, 200)}`);
      }
  expect(wrong).toEqual([]);
  console.log(`roles: ${tried.allowed + tried.refused} pairs of role and operation, ${tried.refused} refused, no unexpected allow`);
});
