/** Groups, media, persons and the time limits of tokens and invitations, with a clock that is turned. */
import { expect, test } from 'vitest';
import { createApi } from '../../../runtime/api/index.ts';
import { ManualClock, silentLog } from '../../../runtime/base/index.ts';
import { accountJobs, createAccount, createToken } from '../../../runtime/domain/accounts/index.ts';
import { ROUTES } from '../../../runtime/host/compose.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { describeEngines } from '../../support/engines.ts';

const DAY = 86_400_000;
type Shown = {
  id: string;
  status: string;
  token: string;
  renewed_token: string;
  errors: string[];
  permissions: object[];
  groups: { id: string }[];
  thumbnail: string;
};

describeEngines('accounts', (engine) => {
  async function world() {
    const clock = new ManualClock(Date.parse('2026-03-01T00:00:00Z'));
    const store = await engine.open({ clock });
    const api = createApi({ store, routes: ROUTES, log: silentLog, version: '0' });
    const account = (name: string) =>
      store.write(SYSTEM, async (ctx) => {
        const { id } = await createAccount(ctx, { name, role: 'vendor' });
        return { id, token: (await createToken(ctx, { accountId: id, name })).token };
      });
    const call = async <T = Shown>(token: string, method: string, path: string, body?: unknown) => {
      const headers = { authorization: token, 'content-type': 'application/json' };
      const answer = await api.app.fetch(
        new Request(`http://host/public/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
      );
      const text = await answer.text();
      return { status: answer.status, body: (text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T };
    };
    const pass = async (ms: number) => {
      clock.advance(ms);
      for (const job of accountJobs) while (await job.run(store));
    };
    return { store, call, pass, own: await account('Acme'), other: await account('Other') };
  }

  test('a token is pending until it is prepared, ends at its time, and gives way to its second secret', async () => {
    const { store, call, pass, own } = await world();
    const works = async (token: string) => (await call(token, 'GET', '/accounts')).status;
    const at = (days: number) => new Date(Date.parse('2026-03-01T00:00:00Z') + days * DAY).toISOString();
    const { id, token, status } = (await call(own.token, 'POST', '/auth/tokens', { name: 'ERP', expiration_date: at(10) })).body;
    const state = async () => (await call(own.token, 'GET', `/auth/tokens/${id}`)).body.status;
    expect([status, await works(token)]).toEqual(['pending', 200]);
    await pass(1000);
    expect(await state()).toBe('active');
    const second = (await call(own.token, 'POST', `/auth/tokens/${id}/renew`, { expiration_date: at(20) })).body.renewed_token;
    expect([await works(token), await works(second)]).toEqual([200, 200]);
    await pass(10 * DAY);
    expect([await state(), await works(token), await works(second)]).toEqual(['active', 401, 200]);
    await pass(10 * DAY);
    expect([await state(), await works(second)]).toEqual(['expired', 401]);
    const revived = (await call(own.token, 'POST', `/auth/tokens/${id}/renew`, {})).body.renewed_token;
    expect([await state(), await works(revived), await works(second)]).toEqual(['active', 200, 401]);
    await store.close();
  });

  test('a token limited to modules calls nothing of others', async () => {
    const { store, call, own, other } = await world();
    const { id, token } = (await call(own.token, 'POST', '/auth/tokens', { name: 'Catalogue' })).body;
    const path = `/auth/tokens/${id}/permissions`;
    expect((await call(own.token, 'POST', path, { id: 'MD-9999' })).body.errors).toEqual(['id: "MD-9999" is not a module; GET /modules lists them.']);
    expect((await call(own.token, 'POST', path, { id: 'MD-0002', object: { id: other.id } })).status).toBe(400);
    expect((await call(own.token, 'POST', path, { id: 'MD-0002' })).body).toMatchObject({ id: 'MD-0002', object: { id: own.id } });
    expect([(await call(token, 'GET', '/products')).status, (await call(token, 'GET', '/accounts')).status]).toEqual([200, 403]);
    // it cannot free itself, and nobody else can limit it
    expect((await call(token, 'DELETE', path)).status).toBe(403);
    expect((await call(other.token, 'POST', path, { id: 'MD-0001' })).status).toBe(404);
    expect((await call(own.token, 'DELETE', path)).status).toBe(204);
    expect((await call(token, 'GET', '/accounts')).status).toBe(200);
    await store.close();
  });

  test('an invitation runs out after a week; groups, contacts and settings go with the user', async () => {
    const { store, call, pass, own, other } = await world();
    const users = `/accounts/${own.id}/users`;
    const groups = `/accounts/${own.id}/groups`;
    const group = (await call(own.token, 'POST', groups, { name: 'Sales' })).body.id;
    expect((await call(own.token, 'POST', groups, { name: 'Sales' })).status).toBe(409);
    const strange = (await call(other.token, 'POST', `/accounts/${other.id}/groups`, { name: 'Sales' })).body.id;
    expect((await call(own.token, 'POST', users, { email: 'a@acme.example', groups: [{ id: strange }] })).body.errors).toEqual([`groups: "${strange}" is not a group of ${own.id}.`]); // prettier-ignore
    const eva = (await call(own.token, 'POST', users, { email: 'eva@acme.example', groups: [{ id: group }] })).body;
    expect(eva.groups).toEqual([{ id: group, name: 'Sales' }]);
    await pass(6 * DAY);
    expect((await call(own.token, 'GET', `/users/${eva.id}`)).body.status).toBe('invited');
    await pass(2 * DAY);
    expect((await call(own.token, 'GET', `/users/${eva.id}`)).body.status).toBe('expired');
    expect((await call<Shown[]>(own.token, 'GET', `/users?groups.id=${group}`)).body.map((u) => u.id)).toEqual([eva.id]);
    await call(own.token, 'PUT', `/users/${eva.id}/accounts/${own.id}/settings/grid`, [{ a: 1 }]);
    expect((await call(own.token, 'GET', `/users/${eva.id}/accounts/${own.id}/settings/grid`)).body).toEqual([{ a: 1 }]);
    expect((await call(own.token, 'GET', `/users/${eva.id}/accounts/${own.id}/settings/other`)).body).toEqual([]);
    // the same person elsewhere is shown only to whoever sees that account
    const twin = (await call(other.token, 'POST', '/users', { email: 'eva@acme.example' })).body.id;
    expect((await call<Shown[]>(own.token, 'GET', `/users/${eva.id}/accounts`)).body.map((a) => a.id)).toEqual([own.id]);
    for (const path of [`/users/${twin}`, `/users/${twin}/contacts`, `/users/${eva.id}/accounts/${other.id}`, `/accounts/${other.id}/groups/${strange}/users`])
      expect((await call(own.token, 'GET', path)).status, path).toBe(404);
    expect((await call(own.token, 'DELETE', `/users/${eva.id}`)).status).toBe(204);
    expect((await call<Shown[]>(own.token, 'GET', `${groups}/${group}/users`)).body).toEqual([]);
    await store.close();
  });

  test('media are small pictures of their account; an account that never traded can go', async () => {
    const { store, call, own, other } = await world();
    const media = `/accounts/${own.id}/media`;
    const wrong = async (body: object) => (await call(own.token, 'POST', media, { position: 1, ...body })).body.errors[0];
    expect(await wrong({ thumbnail: 'https://x.example/a.png' })).toContain('thumbnail: an image is expected');
    expect(await wrong({ thumbnail: 'data:text/html;base64,AAAA' })).toContain('thumbnail: an image is expected');
    const { id } = (await call(own.token, 'POST', media, { position: 1, thumbnail: 'data:image/png;base64,AAEC' })).body;
    expect((await call<string>(own.token, 'GET', `${media}/${id}/thumbnail`)).body).toBe('\u0000\u0001\u0002');
    expect((await call(other.token, 'GET', `${media}/${id}/thumbnail`)).status).toBe(404);
    const operator = await store.write(SYSTEM, async (ctx) => {
      const { id: account } = await createAccount(ctx, { name: 'Operator', role: 'operator' });
      return (await createToken(ctx, { accountId: account, name: 'o' })).token;
    });
    await call(own.token, 'POST', '/products', { name: 'Backup' });
    expect((await call(operator, 'DELETE', `/accounts/${own.id}`)).body.errors[0]).toContain(`account ${own.id} is used by product PRD-`);
    expect((await call(other.token, 'DELETE', `/accounts/${other.id}`)).status).toBe(403);
    expect((await call(operator, 'DELETE', `/accounts/${other.id}`)).status).toBe(204);
    expect((await call(other.token, 'GET', '/accounts')).status).toBe(401);
    await store.close();
  });
});
