/** Tier accounts over REST: versions, decommissioning, and who sees whose customers. */
import { expect, test } from 'vitest';
import { startTestHost } from '../../support/host.ts';
import { createWorld, CUSTOMER } from '../../support/world.ts';

type Shown = { id: string; version: number; name: string; status: string; contact_info: { city: string } };
type Refused = { errors: string[] };
type Token = { token: string };

async function world() {
  const system = await startTestHost({ runners: 0 });
  const [own, other] = [await createWorld(system.store), await createWorld(system.store)];
  const call = <T = Shown>(who: Token, method: string, path: string, body?: unknown) => system.api<T>(who.token, method, path, body);
  const refused = async (who: Token, method: string, path: string, body?: unknown) => {
    const { status, body: answer } = await call<Refused>(who, method, path, body);
    return `${status} ${answer.errors?.join(' ')}`;
  };
  const order = (external_uid: string, customer: object) =>
    call<{ id: string; asset: { tiers: { customer: { id: string } } } }>(own.distributor, 'POST', '/requests', {
      type: 'purchase',
      asset: {
        external_uid,
        connection: { id: own.connection },
        items: [{ id: own.item, quantity: 1 }],
        params: [{ id: 'admin_email', value: 'a@b.example' }],
        tiers: { customer },
      },
    });
  return { system, own, other, call, refused, order };
}

test('each change makes a version, and the earlier ones stay readable', async () => {
  const { system, own, call, refused } = await world();
  await using _ = system;
  const { id } = (await call(own.distributor, 'POST', '/tier/accounts', CUSTOMER)).body;
  const path = `/tier/accounts/${id}`;
  expect((await call(own.distributor, 'PUT', path, { name: 'Nordwind AG', contact_info: { city: 'Hamburg' } })).body).toMatchObject({
    version: 2,
    name: 'Nordwind AG',
    contact_info: { city: 'Hamburg', country: 'DE' },
  });
  expect((await call(own.distributor, 'PUT', path, { name: 'Nordwind AG' })).body.version).toBe(2); // nothing changed
  const versions = (await call<Shown[]>(own.distributor, 'GET', `${path}/versions`)).body;
  expect(versions.map((v) => [v.version, v.name])).toEqual([
    [2, 'Nordwind AG'],
    [1, 'Nordwind GmbH'],
  ]);
  expect((await call(own.distributor, 'GET', `${path}/versions/1`)).body.contact_info.city).toBe('Berlin');
  expect((await call(own.distributor, 'GET', `${path}/versions/9`)).status).toBe(404);
  expect(await refused(own.distributor, 'PUT', path, { contact_info: { country: 'Germany' } })).toBe(
    '400 contact_info.country: "Germany" is not a country code; two letters are expected, for example DE.',
  );
  expect(await refused(own.distributor, 'PUT', path, { external_uid: 'new' })).toContain('400 external_uid: "new" cannot replace');
  expect(await refused(own.distributor, 'POST', '/tier/accounts', CUSTOMER)).toContain(`400 external_uid: "${CUSTOMER.external_uid}" already names ${id}.`);
  expect(await refused(own.distributor, 'POST', '/tier/accounts', { ...CUSTOMER, external_uid: 'x', contact_info: { city: 'B' } })).toBe(
    '400 contact_info.address_line1: This field may not be blank or null.',
  );
  expect(await refused(own.distributor, 'PUT', path, { parent: { external_uid: 'nobody' } })).toBe(
    '400 parent.external_uid: "nobody" is not one of your tier accounts.',
  );
  expect(await refused(own.distributor, 'PUT', path, { parent: { id } })).toBe('400 parent.id: an account cannot be its own parent.');
});

test('it names its hub, one of the own, and the region of the host that made it', async () => {
  const { system, own, other, call, refused } = await world();
  await using _ = system;
  const made = (await call<object & { id: string }>(own.distributor, 'POST', '/tier/accounts', { ...CUSTOMER, hub: { id: own.hub } })).body;
  expect(made).toMatchObject({ hub: { id: own.hub, name: 'Hub' }, db: 'EU', parent: {} });
  expect(await refused(own.distributor, 'POST', '/tier/accounts', { ...CUSTOMER, external_uid: 'y', hub: { id: other.hub } })).toBe(
    `400 hub.id: "${other.hub}" is not one of your hubs.`,
  );
  const found = async (query: string) => (await call<Shown[]>(own.distributor, 'GET', `/tier/accounts?${query}`)).body.map((t) => t.id);
  expect([await found('eq(db,EU)&ordering(db)'), await found('in(db,(US,JP))')]).toEqual([[made.id], []]);
});

test('a vendor sees the customers of its own orders and no others, and writes none', async () => {
  const { system, own, other, call, order } = await world();
  await using _ = system;
  const lonely = (await call(own.distributor, 'POST', '/tier/accounts', { ...CUSTOMER, external_uid: 'lonely' })).body.id;
  const { id } = (await order('o-1', CUSTOMER)).body.asset.tiers.customer;
  expect((await call<Shown[]>(own.vendor, 'GET', '/tier/accounts')).body.map((t) => t.id)).toEqual([id]);
  expect((await call(own.vendor, 'GET', `/tier/accounts/${lonely}`)).status).toBe(404);
  expect((await call(own.vendor, 'PUT', `/tier/accounts/${id}`, { name: 'x' })).status).toBe(403);
  for (const who of [other.vendor, other.distributor]) {
    expect((await call<Shown[]>(who, 'GET', '/tier/accounts')).body).toEqual([]);
    for (const path of [`/tier/accounts/${id}`, `/tier/accounts/${id}/versions`]) expect((await call(who, 'GET', path)).status).toBe(404);
  }
  expect((await call(other.distributor, 'PUT', `/tier/accounts/${id}`, { name: 'x' })).status).toBe(404);
  expect((await call(other.distributor, 'DELETE', `/tier/accounts/${id}`)).status).toBe(404);
});

test('an account in use is not decommissioned; a decommissioned one takes no orders', async () => {
  const { system, own, call, refused, order } = await world();
  await using _ = system;
  const { id } = (await order('o-1', CUSTOMER)).body.asset.tiers.customer;
  expect(await refused(own.distributor, 'DELETE', `/tier/accounts/${id}`)).toContain(`409 ${id} is used by AS-`);
  const parent = (await call(own.distributor, 'POST', '/tier/accounts', { ...CUSTOMER, external_uid: 'p', type: 'reseller' })).body.id;
  const child = (await call(own.distributor, 'POST', '/tier/accounts', { ...CUSTOMER, external_uid: 'c', parent: { id: parent } })).body.id;
  expect(await refused(own.distributor, 'DELETE', `/tier/accounts/${parent}`)).toContain(`409 ${parent} is the parent of ${child}`);
  expect((await call(own.distributor, 'DELETE', `/tier/accounts/${child}`)).status).toBe(204);
  expect((await call(own.distributor, 'DELETE', `/tier/accounts/${parent}`)).status).toBe(204);
  expect((await call(own.distributor, 'GET', `/tier/accounts/${child}`)).body.status).toBe('decommissioned');
  const late = (await order('o-2', { id: child })) as unknown as { status: number; body: Refused };
  expect([late.status, late.body.errors[0]]).toEqual([400, `asset.tiers.customer.id: ${child} is decommissioned; it can no longer be used.`]);
});
