/** An installation's platform call is judged by the route that serves it, so no spelling of a path gets around its scopes. */
import { expect, test } from 'vitest';
import { OBJECT_SCOPES, type ObjectScope } from '../../sdk/contract/index.ts';
import { createApi, platformUrl } from '../../runtime/api/index.ts';
import { requireScope } from '../../runtime/api/scopes.ts';
import { silentLog } from '../../runtime/base/index.ts';
import { ROUTES } from '../../runtime/host/compose.ts';
import { webhookRoutes } from '../../runtime/domain/webhooks/index.ts';
import { permits } from '../../runtime/domain/general/index.ts';
import type { Route } from '../../runtime/domain/kit/index.ts';
import type { Actor } from '../../runtime/store/index.ts';
import { startTestHost } from '../support/host.ts';
import { createWorld } from '../support/world.ts';

const TRICKS = [
  '/requests/../auth/tokens',
  '/requests/%2e%2e/auth/tokens',
  '/requests/.%2E/accounts',
  '/requests/%252e%252e/auth/tokens',
  '/requests/x/../../auth/tokens',
  '\\requests\\..\\auth\\tokens',
  '/requests/../../../runner/v1/bundles/x',
  '/../../docs',
  '/../../metrics',
  '/requests\t/../auth/tokens',
  '/requests/..%2fauth/tokens',
  '/requests/..%252fauth/tokens',
  '/requests/..%5cauth/tokens',
  '@evil.example/requests',
  '//evil.example/public/v1/requests',
  'http://evil.example/public/v1/requests',
  '/requestsx',
  '/Requests',
  '/requests./PR-1',
  '/requests%00/../auth/tokens',
  '/auth/tokens',
  '/auth/tokens/',
  '/auth/tok%65ns',
  '/AUTH/tokens',
  '/auth/tokens?x=/requests',
  '/auth/tokens#/requests',
  '/auth/tokens;/requests',
  '/devops/installations',
  '/devops/event-definitions',
  '/listing-requests',
  '/openapi.json/../auth/tokens',
];

async function open() {
  const system = await startTestHost({ runners: 0 });
  const world = await createWorld(system.store);
  const actor: Actor = { accountId: world.vendor.id, role: 'vendor', by: { id: 'EIN-1', name: 'x' }, installationId: 'EIN-1' };
  const api = createApi({ store: system.store, routes: ROUTES, log: silentLog, version: '0' });
  const call = async (scopes: ObjectScope[], method: string, path: string) => {
    const body = method === 'POST' || method === 'PUT' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {};
    const answer = await api.call({ actor, scopes, correlation: 'c' }, new Request(platformUrl(path), { method, ...body }));
    return { status: answer.status, text: await answer.text() };
  };
  return { call, [Symbol.asyncDispose]: () => system[Symbol.asyncDispose]() };
}

test('no spelling of a path reaches what the scopes of requests do not cover', async () => {
  await using it = await open();
  for (const path of TRICKS)
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE']) {
      const answer = await it.call(['requests:read', 'requests:write'], method, path).catch((error: { code: string }) => ({ status: error.code, text: '' }));
      expect([403, 404, 405, 'PERMISSION_DENIED'], `${method} ${path}: ${answer.text}`).toContain(answer.status);
    }
});

/** Not for extensions: who signs in and with what, what the host runs, lists that are the same for everybody, and settings of an account. */
const NO_FAMILY = ['auth', 'users', 'devops', 'notifications', 'modules', 'industries', 'countries', 'categories', 'settings', 'catalog', 'leads'];

test('every other path has a scope that lets it through, alone', () => {
  const passes = (scope: ObjectScope, route: Pick<Route, 'method' | 'path'>) => {
    try {
      requireScope([scope], route);
      return true;
    } catch {
      return false;
    }
  };
  for (const route of ROUTES) {
    const granting = OBJECT_SCOPES.filter((scope) => passes(scope, route));
    const writing = route.method !== 'GET';
    const name = `${route.method} ${route.path}`;
    if (NO_FAMILY.includes(route.path.split('/')[1]!)) expect(granting, name).toEqual([]);
    // some things are only read by extensions so far
    else if (writing && ['accounts', 'agreements', 'contracts', 'marketplaces', 'hubs', 'assets'].includes(route.path.split('/')[1]!))
      expect(granting, name).toEqual([]);
    else expect([name, granting.length, granting[0]?.split(':')[1]]).toEqual([name, 1, writing ? 'write' : 'read']);
  }
  expect(OBJECT_SCOPES.filter((scope) => !ROUTES.some((route) => passes(scope, route)))).toEqual([]);
});

test('what the scopes cover is let through, with its query, and no further', async () => {
  await using it = await open();
  expect((await it.call(['requests:read'], 'GET', '/requests?eq(status,pending)')).status).toBe(200);
  expect((await it.call(['requests:read'], 'HEAD', '/requests')).status).toBe(200);
  expect((await it.call(['products:read'], 'GET', '/products')).status).toBe(200);
  const write = await it.call(['requests:read'], 'POST', '/requests');
  expect(write).toMatchObject({
    status: 403,
    text: expect.stringContaining('POST /requests needs the scope requests:write; granted: requests:read.') as string,
  });
  const none = await it.call(['requests:read'], 'GET', '/auth/tokens');
  expect(none).toMatchObject({ status: 403, text: expect.stringContaining('needs the scope (none grants it)') as string });
});

test('every tag but the general lists is of a module, so a token with permissions reaches nothing that was forgotten', () => {
  const open = new Set([...ROUTES, ...webhookRoutes(() => '')].filter((route) => permits([], route.tag)).map((route) => route.tag));
  expect([...open]).toEqual(['General Collections']);
});
