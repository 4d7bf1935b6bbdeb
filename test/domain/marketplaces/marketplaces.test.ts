/** Marketplaces, hubs, connections and listing requests over REST: rules, moves by role, and who sees what. */
import { expect, test } from 'vitest';
import { listingRequestLifecycle } from '../../../runtime/domain/marketplaces/index.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost } from '../../support/host.ts';
import { createWorld, CUSTOMER } from '../../support/world.ts';

type Shown = { id: string; status: string; state: string; listing: { id: string; status: string } };
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
  /** A published product under a contract of its own that names a second marketplace. */
  const product = async () => {
    const { id } = (await call(own.vendor, 'POST', '/products', { name: 'Fresh' })).body;
    await call(own.vendor, 'POST', `/products/${id}/versions`);
    return id;
  };
  return { system, own, other, call, refused, product };
}

test('a listing request moves as its table says, for each role, and its end lists or unlists the product', async () => {
  const { system, own, other, call, refused, product } = await world();
  await using _ = system;
  const roles = { vendor: own.vendor, distributor: own.distributor } as const;
  const actions = [...new Set(listingRequestLifecycle.transitions.map((t) => t.on))];
  const path = (id: string, action = '') => `/listing-requests/${id}${action && `/${action}`}`;
  const toState = {
    draft: [],
    reviewing: ['submit'],
    deploying: ['submit', 'deploy'],
    completed: ['submit', 'deploy', 'complete'],
    canceled: ['submit', 'cancel'],
  } as const;
  const performer = { submit: own.vendor, deploy: own.distributor, complete: own.distributor, cancel: own.vendor } as const;
  for (const [state, steps] of Object.entries(toState))
    for (const action of actions)
      for (const [role, who] of Object.entries(roles)) {
        const made = await call(own.vendor, 'POST', '/listing-requests', { type: 'new', product_id: await product(), contract_id: own.contract });
        for (const step of steps) expect((await call(performer[step], 'POST', path(made.body.id, step))).status).toBe(200);
        const row = listingRequestLifecycle.transitions.find((t) => t.on === action && (t.from as readonly string[]).includes(state));
        const { status, body } = await call(who, 'POST', path(made.body.id, action));
        const hidden = state === 'draft' && role === 'distributor';
        const byAction = listingRequestLifecycle.transitions.some((t) => t.on === action && (t.by as readonly string[]).includes(role));
        const wanted = !byAction ? 403 : hidden ? 404 : !row ? 400 : (row.by as readonly string[]).includes(role) ? 200 : 403;
        expect([state, action, role, status]).toEqual([state, action, role, wanted]);
        if (status === 200) expect(body.state).toBe(row!.to);
      }

  const id = await product();
  const request = await call(own.vendor, 'POST', '/listing-requests', { type: 'new', product_id: id, contract_id: own.contract, note: 'please' });
  expect(request.body.id).toMatch(/^LSTR-\d{3}-\d{3}-\d{3}-001$/);
  const { id: listing } = request.body.listing;
  expect((await call(own.vendor, 'GET', `/listings/${listing}`)).status).toBe(404); // not before it is submitted
  expect(await refused(own.vendor, 'POST', '/listing-requests', { type: 'new', product_id: id, contract_id: own.contract })).toContain(
    'a listing has one open request',
  );
  await call(own.vendor, 'POST', path(request.body.id, 'submit'));
  expect((await call(own.distributor, 'GET', `/listings/${listing}`)).body).toMatchObject({ status: 'unlisted', pending_request: { id: request.body.id } });
  await call(own.distributor, 'POST', path(request.body.id, 'refine'));
  expect((await call(own.distributor, 'GET', path(request.body.id))).body.state).toBe('draft'); // still seen
  await call(own.vendor, 'POST', path(request.body.id, 'submit'));
  await call(own.distributor, 'POST', path(request.body.id, 'deploy'));
  await call(own.distributor, 'POST', path(request.body.id, 'complete'));
  const done = (await call(own.vendor, 'GET', `/listings/${listing}`)).body;
  expect(done).toMatchObject({ status: 'listed' });
  expect(done).not.toHaveProperty('pending_request');
  for (const stranger of [other.vendor, other.distributor]) {
    expect((await call(stranger, 'GET', `/listings/${listing}`)).status).toBe(404);
    expect((await call(stranger, 'GET', path(request.body.id))).status).toBe(404);
    expect((await call<Shown[]>(stranger, 'GET', '/listing-requests')).body).toEqual([]);
  }
  expect(await refused(own.vendor, 'POST', '/listing-requests', { type: 'new', product_id: id, contract_id: own.contract })).toContain(
    'is listed, it would have to be unlisted',
  );
  const removal = await call(own.vendor, 'POST', '/listing-requests', { type: 'remove', listing_id: listing });
  expect(removal.body.id).toMatch(/-002$/);
  await call(own.vendor, 'POST', path(removal.body.id, 'submit'));
  await call(own.distributor, 'POST', path(removal.body.id, 'deploy'));
  await call(own.distributor, 'POST', path(removal.body.id, 'complete'));
  expect((await call(own.vendor, 'GET', `/listings/${listing}`)).body.status).toBe('unlisted');

  const events = await system.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').selectAll().where('object_id', 'in', [request.body.id, listing, removal.body.id]).orderBy('seq').execute()); // prettier-ignore
  const told = (id: string, type: string) => events.filter((e) => e.object_id === id && e.type === type).map((e) => e.status);
  expect(told(request.body.id, 'listing_new_request_processing')).toEqual(['draft', 'reviewing', 'draft', 'reviewing', 'deploying', 'completed']);
  expect(told(removal.body.id, 'listing_remove_request_processing')).toEqual(['draft', 'reviewing', 'deploying', 'completed']);
  expect(told(removal.body.id, 'listing_request_processing')).toHaveLength(4);
  expect(told(listing, 'listing_processing')).toEqual(['unlisted', 'listed', 'unlisted']);
  expect(JSON.parse(events[0]!.accounts)).toEqual([own.vendor.id]); // the draft is the vendor's alone
}, 60_000);

test('a listing request needs an own public product and an own active contract', async () => {
  const { system, own, other, call, refused, product } = await world();
  await using _ = system;
  const ask = (body: object) => refused(own.vendor, 'POST', '/listing-requests', body);
  expect(await ask({ type: 'sell' })).toBe('400 type: "sell" is not allowed; allowed: new, update, remove.');
  expect(await ask({ type: 'new' })).toBe('400 product_id: This field is required.');
  expect(await ask({ type: 'update' })).toBe('400 listing_id: This field is required.');
  expect(await ask({ type: 'remove', listing_id: other.listing })).toContain('is not one of your listings.');
  expect(await ask({ type: 'new', product_id: other.product, contract_id: own.contract })).toContain('is not one of your products.');
  const id = await product();
  expect(await ask({ type: 'new', product_id: id, contract_id: other.contract })).toContain('is not one of your distribution contracts.');
  const draft = (await call(own.vendor, 'POST', '/products', { name: 'Draft' })).body.id;
  expect(await ask({ type: 'new', product_id: draft, contract_id: own.contract })).toContain('is draft; only a published product can be listed.');
  await call(own.distributor, 'POST', `/contracts/${own.contract}/terminate`);
  expect(await ask({ type: 'new', product_id: id, contract_id: own.contract })).toContain('is terminated; an active contract is needed.');
});

test('a connection needs contract, public product and listing; one of each type; both parties see it', async () => {
  const { system, own, other, call, refused, product } = await world();
  await using _ = system;
  const path = `/products/${own.product}/connections`;
  expect(await refused(own.vendor, 'POST', path, { type: 'production', hub: { id: own.hub } })).toContain('already connects');
  expect(await refused(own.vendor, 'POST', path, { hub: { id: other.hub } })).toContain(`400 hub.id: "${other.hub}" is not a hub you can use`);
  expect(await refused(own.vendor, 'POST', path, { type: 'trial', hub: { id: own.hub } })).toContain('400 type: "trial"');
  const fresh = await product();
  expect(await refused(own.vendor, 'POST', `/products/${fresh}/connections`, { hub: { id: own.hub } })).toContain('has no submitted listing request');
  const made = await call(own.vendor, 'POST', path, { type: 'test', hub: { id: own.hub }, note: 'try' });
  expect(made.body).toMatchObject({ type: 'test', status: 'approved', note: 'try', hub: { id: own.hub }, provider: { id: own.distributor.id } });
  for (const who of [own.vendor, own.distributor]) {
    expect((await call<Shown[]>(who, 'GET', `${path}?hub.id=${own.hub}&type=production`)).body).toHaveLength(1);
    expect((await call(who, 'GET', `${path}/${made.body.id}`)).body.id).toBe(made.body.id);
  }
  for (const who of [other.vendor, other.distributor]) {
    expect((await call(who, 'GET', path)).status).toBe(404);
    expect((await call(who, 'GET', `${path}/${made.body.id}`)).status).toBe(404);
    expect((await call(who, 'POST', path, { type: 'test', hub: { id: other.hub } })).status).toBe(404);
  }
  expect(await refused(own.vendor, 'PUT', `${path}/${own.connection}`, { status: 'revoked' })).toContain(
    '403 the status of a connection is set by its provider',
  );
  expect((await call(own.distributor, 'PUT', `${path}/${own.connection}`, { status: 'revoked' })).body.status).toBe('revoked');
  const order = { type: 'purchase', asset: { connection: { id: own.connection }, items: [{ id: own.item, quantity: 1 }], tiers: { customer: CUSTOMER } } };
  expect(await refused(own.distributor, 'POST', '/requests', order)).toContain('is revoked; only an approved connection takes orders.');
});

test('marketplaces and hubs are written by their owner; a code names one marketplace within a hub', async () => {
  const { system, own, other, call, refused } = await world();
  await using _ = system;
  const first = await call(own.distributor, 'POST', '/marketplaces', {
    name: 'North',
    zone: 'EU',
    currency: 'SEK',
    hubs: [{ hub: { id: own.hub }, external_id: 'N-1' }],
  });
  expect(first.body).toMatchObject({ zone: 'EU', currency: 'SEK', hubs: [{ hub: { id: own.hub, name: 'Hub' }, external_id: 'N-1' }] });
  expect(await refused(own.distributor, 'POST', '/marketplaces', { name: 'South', hubs: [{ hub: { id: own.hub }, external_id: 'N-1' }] })).toBe(
    `400 hubs.0.external_id: "N-1" already names ${first.body.id} in hub ${own.hub}.`,
  );
  expect(await refused(own.distributor, 'POST', '/marketplaces', { name: 'South', hubs: [{ hub: { id: other.hub } }] })).toContain('is not one of your hubs.');
  expect(await refused(own.distributor, 'POST', '/marketplaces', { name: 'South', zone: 'XX' })).toContain('400 zone: "XX" is not allowed; allowed: ["AF"');
  expect((await call<Shown[]>(own.distributor, 'GET', '/marketplaces')).body).toHaveLength(2); // nothing was left of the refused ones
  expect((await call(own.distributor, 'PUT', `/marketplaces/${first.body.id}`, { hubs: [] })).body).toMatchObject({ name: 'North', hubs: [] });

  // a vendor reads what it has a contract on, without the distributor's codes, and writes nothing
  const seen = await call(own.vendor, 'GET', `/marketplaces/${own.marketplace}`);
  expect([seen.status, 'hubs' in seen.body]).toEqual([200, false]);
  expect((await call(own.vendor, 'PUT', `/marketplaces/${own.marketplace}`, { name: 'Mine' })).status).toBe(403);
  expect((await call(own.vendor, 'GET', `/hubs/${own.hub}`)).status).toBe(200);
  for (const who of [other.vendor, other.distributor]) {
    for (const path of [`/marketplaces/${own.marketplace}`, `/hubs/${own.hub}`, `/hubs/${own.hub}/connections`])
      expect((await call(who, 'GET', path)).status).toBe(404);
    expect((await call<Shown[]>(who, 'GET', `/hubs?id=${own.hub}`)).body).toEqual([]);
  }
  expect((await call(other.distributor, 'PUT', `/hubs/${own.hub}`, { name: 'Mine' })).status).toBe(404);
  expect(await refused(own.distributor, 'DELETE', `/marketplaces/${own.marketplace}`)).toContain('409 marketplace');
  expect(await refused(own.distributor, 'DELETE', `/hubs/${own.hub}`)).toContain(`409 hub ${own.hub} is used by connection`);
  const parent = (await call(own.distributor, 'POST', '/agreements', { type: 'program', name: 'P' })).body.id;
  const distribution = { type: 'distribution', name: 'D', parent: { id: parent }, marketplace: { id: own.marketplace } };
  const agreement = (await call(own.distributor, 'POST', '/agreements', distribution)).body.id;
  const cover = `/agreements/${agreement}/marketplaces`;
  expect((await call(own.distributor, 'POST', cover, { id: first.body.id })).status).toBe(201);
  expect(await refused(own.distributor, 'DELETE', `/marketplaces/${first.body.id}`)).toBe(
    `409 marketplace ${first.body.id} is covered by agreement ${agreement} and cannot be removed.`,
  );
  expect((await call(own.distributor, 'DELETE', `${cover}/${first.body.id}`)).status).toBe(204);
  expect((await call(own.distributor, 'DELETE', `/marketplaces/${first.body.id}`)).status).toBe(204);
  expect((await call<Shown[]>(own.distributor, 'GET', cover)).body.map((m) => m.id)).toEqual([own.marketplace]);
});
