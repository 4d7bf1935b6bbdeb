/** News reach partners of the right role once they are published, and nobody else ever. */
import { expect, test } from 'vitest';
import { createAccount, createToken } from '../../../runtime/domain/accounts/index.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost } from '../../support/host.ts';
import { createWorld } from '../../support/world.ts';

type Shown = { id: string; status: string; title: string; version: number; errors: string[] };

test('a post is a draft, is published to its audience, changes by version and is taken back', async () => {
  await using system = await startTestHost({ runners: 0 });
  const own = await createWorld(system.store);
  const stranger = await system.store.write(SYSTEM, async (ctx) => {
    const { id } = await createAccount(ctx, { name: 'Elsewhere', role: 'vendor' });
    return (await createToken(ctx, { accountId: id, name: 'x' })).token;
  });
  const { vendor, distributor } = own;
  const call = <T = Shown>(token: string, method: string, path: string, body?: unknown) => system.api<T>(token, method, path, body);
  const { id } = (await call(distributor.token, 'POST', '/news', { audience: 'vendor', title: 'Autumn' })).body;
  const one = `/news/${id}`;
  const reads = async (token: string) => [(await call(token, 'GET', one)).status, (await call<Shown[]>(token, 'GET', '/news')).body.length];
  expect([await reads(distributor.token), await reads(vendor.token)]).toEqual([[200, 1], [404, 0]]); // prettier-ignore
  expect((await call(distributor.token, 'POST', `${one}/draft`, {})).status).toBe(400);
  expect((await call(distributor.token, 'POST', `${one}/publish`, {})).body.status).toBe('published');
  expect([await reads(vendor.token), await reads(stranger)]).toEqual([[200, 1], [404, 0]]); // prettier-ignore
  expect((await call(vendor.token, 'PUT', one, { title: 'Mine' })).status).toBe(403);
  expect((await call(vendor.token, 'GET', `${one}/versions`)).status).toBe(403);
  expect((await call(distributor.token, 'PUT', one, { title: 'Autumn sale' })).body).toMatchObject({ version: 2, title: 'Autumn sale' });
  expect((await call<Shown[]>(distributor.token, 'GET', `${one}/versions`)).body.map((v) => [v.version, v.title])).toEqual([[1, 'Autumn'], [2, 'Autumn sale']]); // prettier-ignore
  await call(distributor.token, 'PUT', one, { audience: 'reseller' });
  expect(await reads(vendor.token)).toEqual([404, 0]);
  await call(distributor.token, 'PUT', one, { audience: 'any' });
  await call(distributor.token, 'POST', `/contracts/${own.contract}/terminate`, {});
  expect(await reads(vendor.token)).toEqual([404, 0]);
  expect((await call(distributor.token, 'DELETE', one)).status).toBe(204);
  expect(await reads(distributor.token)).toEqual([404, 0]);
});
