/** Versions and the smaller parts of a product over REST: what is kept, who sees it, what is refused. */
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { startTestHost } from '../../support/host.ts';
import { createWorld } from '../../support/world.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- shapes are what is tested
type Json = any;

async function world() {
  const system = await startTestHost({ runners: 0 });
  const [own, other] = [await createWorld(system.store), await createWorld(system.store)];
  const as = (token: string) => (method: string, path: string, body?: unknown) => system.api<Json>(token, method, path, body);
  const path = `/products/${own.product}`;
  return { system, own, path, vendor: as(own.vendor.token), distributor: as(own.distributor.token), stranger: as(other.vendor.token), other };
}

test('a version keeps what the master was, and is seen by sellers once it is public', async () => {
  const { system, own, path, vendor, distributor, stranger } = await world();
  await using _ = system;
  const { body: draft } = await vendor('POST', `${path}/items`, { name: 'Box', mpn: 'BOX', description: 'a box' });
  const made = await vendor('POST', `${path}/versions`, { changes_description: 'with a box', public: false });
  expect([made.status, made.body.version, made.body.public, made.body.latest]).toEqual([201, 2, false, true]);
  expect((await vendor('GET', `${path}/items/${draft.id}`)).body.status).toBe('draft'); // nobody may buy what only a private version holds
  expect((await distributor('GET', `${path}/versions/2`)).status).toBe(404);
  expect((await distributor('GET', `${path}/versions/2/items`)).status).toBe(404);

  await vendor('POST', `${path}/items`, { name: 'Bin', mpn: 'BIN', description: 'later' });
  const published = await vendor('PUT', `${path}/versions/2`, { public: true });
  expect(published.body).toMatchObject({ version: 2, public: true, changes_description: 'with a box' });
  const items = (await vendor('GET', `${path}/items`)).body as { mpn: string; status: string }[];
  expect(items.map((i) => `${i.mpn} ${i.status}`)).toEqual(['SEAT published', 'BOX published', 'BIN draft']);
  expect((await vendor('PUT', `${path}/versions/2`, { public: false })).body.errors).toEqual(['public: version 2 is public; that cannot be taken back.']);

  await vendor('PUT', path, { name: 'Renamed' });
  await vendor('PUT', `${path}/items/${draft.id}`, { name: 'Bigger box' });
  expect((await vendor('GET', path)).body.name).toBe('Renamed');
  expect((await distributor('GET', path)).body).toMatchObject({ name: 'Backup', version: 2 }); // as of the last public version
  expect((await distributor('GET', `${path}/versions/2/items?mpn=BOX`)).body).toMatchObject([{ id: draft.id, name: 'Box' }]);
  expect((await distributor('GET', `${path}/versions/2/items/${draft.id}`)).body.name).toBe('Box');
  const parameters = (await distributor('GET', `${path}/versions/2/parameters`)).body as { name: string }[];
  expect(parameters.map((p) => p.name)).toEqual(['admin_email']); // fulfillment ones are the vendor's
  for (const part of ['', '/2', '/2/items', '/2/actions']) expect((await stranger('GET', `${path}/versions${part}`)).status).toBe(404);
  expect((await vendor('GET', `${path}/versions/9`)).status).toBe(404);
  expect((await vendor('GET', `${path}/versions/x`)).status).toBe(404);
  expect((await distributor('PUT', `${path}/versions/2`, { staging: true })).status).toBe(403);
  const events = await system.store.read({ accountId: own.vendor.id, role: 'operator', by: { id: 'x', name: 'x' } }, (ctx) =>
    ctx.tx.selectFrom('event').select('id').where('type', '=', 'product_version_changed').where('object_id', '=', own.product).execute(),
  );
  expect(events).toHaveLength(2);
});

test('an action link is signed for its vendor, and only about what the caller is a party of', async () => {
  const { system, path, vendor, distributor } = await world();
  await using _ = system;
  const { body: action } = await vendor('POST', `${path}/actions`, { action: 'console', name: 'Console', scope: 'asset' });
  expect((await vendor('POST', `${path}/actions`, { action: 'console', name: 'Again' })).body.errors[0]).toContain(
    'action: "console" is already the action of',
  );
  const link = `${path}/actions/${action.id}/actionLink`;
  expect((await distributor('GET', link)).body.errors[0]).toContain('jwt_secret: product');
  await vendor('PUT', path, { customer_ui_settings: { action: { url: 'https://vendor.example/go?x=1' } } });
  const { jwt_secret } = (await vendor('POST', `${path}/actions/regeneratesecret`)).body;
  const url = new URL((await distributor('GET', link)).body.link);
  const [header, claims, signature] = url.searchParams.get('jwt')!.split('.');
  expect(url.origin + url.pathname).toBe('https://vendor.example/go');
  expect(createHmac('sha256', jwt_secret).update(`${header}.${claims}`).digest('base64url')).toBe(signature);
  expect(JSON.parse(Buffer.from(claims!, 'base64url').toString())).toMatchObject({ action_id: 'console' });
  expect((await distributor('GET', `${link}?asset_id=AS-0000-0000-0000`)).body.errors[0]).toContain('asset_id: "AS-0000-0000-0000" is not one of yours');
  expect(JSON.stringify((await vendor('GET', path)).body)).not.toContain(jwt_secret);
});

test('parts are unique where they must be, belong to their product, and are for its vendor to write', async () => {
  const { system, path, vendor, distributor, stranger, other } = await world();
  await using _ = system;
  const { body: group } = await vendor('POST', `${path}/item-groups`, { name: 'Seats', mpn: 'SEATS' });
  expect((await vendor('POST', `${path}/item-groups`, { mpn: 'SEATS' })).status).toBe(400);
  const { body: item } = await vendor('POST', `${path}/items`, { name: 'Box', mpn: 'BOX', group: { mpn: 'SEATS' } });
  expect(item.group).toEqual({ id: group.id, name: 'Seats', mpn: 'SEATS' });
  expect((await vendor('PUT', `${path}/items/${item.id}`, { group: { id: 'PRDG-1' } })).body.errors[0]).toContain('group: "PRDG-1" is not an item group of');
  expect((await vendor('GET', `${path}/messages/${group.id}`)).status).toBe(404); // another kind of the same table
  expect((await stranger('GET', `/products/${other.product}/item-groups/${group.id}`)).status).toBe(404);
  expect((await distributor('POST', `${path}/messages`, { external_id: 'M', value: 'no' })).status).toBe(403);
  expect((await vendor('POST', `${path}/media`, { type: 'image', thumbnail: Buffer.from('hello').toString('base64') })).body.errors).toEqual([
    'thumbnail: a PNG, JPEG, GIF or WebP picture is expected.',
  ]);
  const picture = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(8)]).toString('base64');
  const first = (await vendor('POST', `${path}/media`, { type: 'image', thumbnail: picture })).body;
  const second = (await vendor('POST', `${path}/media`, { type: 'image', thumbnail: picture, position: 1 })).body;
  expect((await vendor('GET', `${path}/media`)).body.map((m: Json) => [m.id, m.position])).toEqual([[second.id, 1], [first.id, 2]]); // prettier-ignore
  expect((await vendor('GET', path)).body.media.id).toBe(second.id);
});

test('a configuration value replaces the one before, and names what its parameter is for', async () => {
  const { system, own, path, vendor, distributor } = await world();
  await using _ = system;
  const parameter = { name: 'region', title: 'Region', type: 'text', phase: 'configuration', scope: 'marketplace' };
  const { body: made } = await vendor('POST', `${path}/parameters`, parameter);
  const set = (value: string, more: object = { marketplace: { id: own.marketplace } }) =>
    vendor('POST', `${path}/configurations`, { parameter: { id: made.id }, value, ...more });
  expect((await set('eu', {})).body.errors[0]).toContain('marketplace: a parameter of scope marketplace needs the marketplace');
  expect((await set('eu', { marketplace: { id: 'MP-00001' } })).body.errors[0]).toContain('marketplace.id: "MP-00001" is not a marketplace');
  for (const value of ['eu', 'us']) expect((await set(value)).status).toBe(201);
  expect((await vendor('GET', `${path}/configurations`)).body).toMatchObject([{ value: 'us', parameter: { name: 'region' }, marketplace: { name: 'Europe' } }]);
  expect((await distributor('GET', `${path}/configurations`)).body).toEqual([]); // not shared
});
