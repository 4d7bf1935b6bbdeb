/** Accounts, users and API tokens over REST: who sees and changes what, and what a token is worth in each status. */
import { expect, test } from 'vitest';
import { seedOperator } from '../../../runtime/host/seed.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost } from '../../support/host.ts';
import { createWorld } from '../../support/world.ts';

type Shown = { id: string; name: string; status: string; active: boolean; email: string; token: string; role: string };
type Refused = { errors: string[] };
type Token = { id?: string; token: string };

async function world() {
  const system = await startTestHost({ runners: 0 });
  const operator = await system.store.write(SYSTEM, seedOperator);
  const own = await createWorld(system.store);
  const call = <T = Shown>(who: Token, method: string, path: string, body?: unknown) => system.api<T>(who.token, method, path, body);
  const refused = async (who: Token, method: string, path: string, body?: unknown) => {
    const { status, body: answer } = await call<Refused>(who, method, path, body);
    return `${status} ${answer.errors?.join(' ')}`;
  };
  return { system, operator, own, call, refused };
}

test('a token sees exactly its own account, and changes its words; the operator sees and makes all', async () => {
  const { system, operator, own, call, refused } = await world();
  await using _ = system;
  expect((await call<Shown[]>(own.vendor, 'GET', '/accounts')).body.map((a) => a.id)).toEqual([own.vendor.id]);
  expect((await call<Shown[]>(operator, 'GET', '/accounts')).body.map((a) => a.role).sort()).toEqual(['distributor', 'operator', 'vendor']);
  expect(operator.id).toMatch(/^OA-\d{3}-\d{3}$/);
  expect((await call(own.vendor, 'GET', `/accounts/${own.distributor.id}`)).status).toBe(404);
  expect((await call(own.vendor, 'PUT', `/accounts/${own.distributor.id}`, { name: 'Mine' })).status).toBe(404);

  const changed = await call(own.vendor, 'PUT', `/accounts/${own.vendor.id}`, { name: 'Acme AG', description: 'Backup', countries: ['DE'] });
  expect(changed.body).toMatchObject({ name: 'Acme AG', description: 'Backup', countries: ['DE'], role: 'vendor' });
  expect((await call(own.vendor, 'PUT', `/accounts/${own.vendor.id}`, { brand: '1' })).body).toMatchObject({ description: 'Backup', brand: '1' });
  expect(await refused(own.vendor, 'PUT', `/accounts/${own.vendor.id}`, { role: 'distributor' })).toBe(
    '400 role: "distributor" cannot replace "vendor"; the role of an account stays.',
  );
  expect(await refused(own.vendor, 'PUT', `/accounts/${own.vendor.id}`, { name: '' })).toContain('400 name: ');

  expect(await refused(operator, 'POST', '/accounts', { name: 'X', role: 'king' })).toContain('400 role: "king" is not allowed; allowed:');
  const made = await call(operator, 'POST', '/accounts', { name: 'Nordics', role: 'reseller' });
  expect([made.status, made.body.id, made.body.role]).toEqual([201, expect.stringMatching(/^PA-\d{3}-\d{3}$/), 'reseller']);
  expect(await refused(own.vendor, 'POST', '/accounts', { name: 'X', role: 'vendor' })).toContain('403');
});

test('users are invited, join, expire and go, each within its own account', async () => {
  const { system, own, call, refused } = await world();
  await using _ = system;
  const path = `/accounts/${own.vendor.id}/users`;
  const eva = await call(own.vendor, 'POST', path, { name: 'Eva', email: 'Eva@Acme.example' });
  expect([eva.status, eva.body]).toMatchObject([201, { email: 'eva@acme.example', active: false, status: 'invited' }]);
  expect(eva.body.id).toMatch(/^UR-\d{3}-\d{3}-\d{3}$/);
  expect(await refused(own.vendor, 'POST', path, { email: 'EVA@acme.example' })).toBe(
    `400 email: "eva@acme.example" already belongs to ${eva.body.id} of this account.`,
  );
  expect(await refused(own.vendor, 'POST', path, { email: 'nobody' })).toContain('400 email: "nobody"');
  const one = `${path}/${eva.body.id}`;
  expect(await refused(own.vendor, 'POST', `${one}/reinvite`)).toContain('is invited; "reinvite" is not possible there, allowed: activate, revoke.');
  expect((await call(own.vendor, 'DELETE', one)).status).toBe(204);
  expect((await call(own.vendor, 'GET', one)).body.status).toBe('expired');
  expect((await call(own.vendor, 'POST', `${one}/reinvite`)).body.status).toBe('invited');
  expect((await call(own.vendor, 'POST', `${one}/activate`)).body).toMatchObject({ status: 'joined', active: true });
  expect((await call(own.vendor, 'PUT', one, { name: 'Eva L.' })).body).toMatchObject({ name: 'Eva L.', email: 'eva@acme.example' });
  expect((await call<Shown[]>(own.vendor, 'GET', `${path}?status=joined&like(name,Eva*)`)).body).toHaveLength(1);

  for (const [method, at] of [
    ['GET', path],
    ['POST', path],
    ['GET', one],
    ['PUT', one],
    ['DELETE', one],
  ] as const)
    // prettier-ignore
    expect((await call(own.distributor, method, at, method === 'GET' ? undefined : { email: 'a@b.example' })).status, `${method} ${at}`).toBe(404);
  // another account's user is not found under one's own account either
  expect((await call(own.distributor, 'GET', `/accounts/${own.distributor.id}/users/${eva.body.id}`)).status).toBe(404);
  expect((await call(own.vendor, 'DELETE', one)).status).toBe(204);
  expect((await call(own.vendor, 'GET', one)).status).toBe(404);
});

test('a token works while it is active and not expired; its secret is shown once and stored as a hash', async () => {
  const { system, operator, own, call, refused } = await world();
  await using _ = system;
  const made = await call(own.vendor, 'POST', '/auth/tokens', { name: 'ERP', external_id: null, expiration_date: '2099-01-01T01:00:00+01:00' });
  expect([made.status, made.body]).toMatchObject([201, { status: 'pending', external_id: '', expiration_date: '2099-01-01T00:00:00+00:00' }]);
  const { id, token } = made.body;
  const path = `/auth/tokens/${id}`;
  const works = async (secret: string) => (await call({ token: secret }, 'GET', '/accounts')).status;
  expect(await works(token)).toBe(200);
  expect((await call(own.vendor, 'GET', path)).body).not.toHaveProperty('token');
  const stored = await system.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('token').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
  expect(JSON.stringify(stored)).not.toContain(token.split(':')[1]);

  expect((await call(own.vendor, 'POST', `${path}/deactivate`)).body.status).toBe('inactive');
  expect(await works(token)).toBe(401);
  expect(await refused(own.vendor, 'POST', `${path}/rotate`)).toContain('is inactive; "rotate" is not possible there, allowed: activate, delete.');
  expect((await call(own.vendor, 'POST', `${path}/activate`)).body.status).toBe('active');
  expect(await works(token)).toBe(200);
  const rotated = (await call(own.vendor, 'POST', `${path}/rotate`)).body.token;
  expect([await works(token), await works(rotated)]).toEqual([401, 200]);

  expect(await refused(own.vendor, 'PUT', path, { expiration_date: 'tomorrow' })).toContain('400 expiration_date: "tomorrow" is not a time');
  expect(await refused(own.vendor, 'PUT', path, { expiration_date: '2020-01-01' })).toContain('400 expiration_date: "2020-01-01" is past');
  expect((await call(own.vendor, 'PUT', path, { name: 'ERP 2', expiration_date: null })).body).toMatchObject({ name: 'ERP 2', expiration_date: null });
  for (const [method, at] of [
    ['GET', path],
    ['PUT', path],
    ['DELETE', path],
    ['POST', `${path}/rotate`],
    ['POST', `${path}/deactivate`],
  ] as const)
    // prettier-ignore
    expect((await call(own.distributor, method, at, method === 'GET' ? undefined : {})).status, `${method} ${at}`).toBe(404);
  expect((await call<Shown[]>(own.distributor, 'GET', '/auth/tokens')).body.map((t) => t.name)).toEqual(['distributor']);

  expect((await call(own.vendor, 'DELETE', path)).status).toBe(204);
  expect(await works(rotated)).toBe(401);
  expect((await call(own.vendor, 'GET', path)).body).toMatchObject({ status: 'deleted', name: 'ERP 2' });
  expect(await refused(own.vendor, 'POST', `${path}/activate`)).toContain('it is final.');

  // the operator makes tokens for others; nobody else does, and the operator keeps one
  const other = await call(operator, 'POST', '/auth/tokens', { name: 'given', owner: { id: own.distributor.id } });
  expect((await call<Shown[]>(other.body, 'GET', '/accounts')).body[0]!.id).toBe(own.distributor.id);
  expect((await call(own.vendor, 'POST', '/auth/tokens', { name: 'x', owner: { id: own.distributor.id } })).status).toBe(404);
  const first = /SU-[\d-]+/.exec(operator.token)![0];
  expect(await refused(operator, 'DELETE', `/auth/tokens/${first}`)).toBe(`409 token ${first} is the operator's last active one; make another first.`);
  expect((await call(operator, 'GET', '/accounts')).status).toBe(200);
});
