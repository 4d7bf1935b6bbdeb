/** Conversations over REST: they are there when asked for, tell the changes of state, and keep tenants and private notes apart. */
import { expect, test } from 'vitest';
import { ManualClock, silentLog } from '../../../runtime/base/index.ts';
import { createAccount, createToken } from '../../../runtime/domain/accounts/index.ts';
import { composeHost } from '../../../runtime/host/compose.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { describeEngines, type EngineCase } from '../../support/engines.ts';
import { createWorld, CUSTOMER } from '../../support/world.ts';

type Token = { id: string; token: string };
interface Shown {
  id: string;
  instance_id: string;
  status: string;
  type: string;
  text: string;
  errors: string[];
  [more: string]: unknown;
}

async function start(engine: EngineCase) {
  const clock = new ManualClock();
  const store = await engine.open({ clock });
  const host = await composeHost({ store, log: silentLog, port: 0, address: '127.0.0.1', manual: true });
  const world = await createWorld(store);
  const stranger: Token = await store.write(SYSTEM, async (ctx) => {
    const { id } = await createAccount(ctx, { name: 'Elsewhere', role: 'vendor' });
    return { id, token: (await createToken(ctx, { accountId: id, name: 'stranger' })).token };
  });
  const call = async <T = Shown>(who: Token, method: string, path: string, body?: unknown) => {
    clock.advance(1000);
    const answer = await fetch(`${host.url}/public/v1${path}`, {
      ...{ method, headers: { authorization: who.token, 'content-type': 'application/json' } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, range: answer.headers.get('content-range'), body: (text ? JSON.parse(text) : undefined) as T };
  };
  const order = async () => {
    const made = await call(world.distributor, 'POST', '/requests', {
      type: 'purchase',
      asset: {
        ...{ connection: { id: world.connection }, external_uid: 'one', external_id: 'one', items: [{ id: world.item, quantity: 1 }] },
        ...{ params: [{ id: 'admin_email', value: 'it@a.example' }], tiers: { customer: CUSTOMER } },
      },
    });
    return made.body.id;
  };
  return { store, stranger, call, order, world, vendor: world.vendor, buyer: world.distributor, [Symbol.asyncDispose]: () => host.close() };
}

describeEngines('conversations', (engine) => {
  test('an object has one when somebody asks, with its changes of state and what its parties wrote', async () => {
    await using s = await start(engine);
    const order = await s.order();
    const before = await s.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('conversation').select('id').execute());
    expect(before).toEqual([]);
    const [found, ...others] = (await s.call<Shown[]>(s.vendor, 'GET', `/conversations?instance_id=${order}`)).body;
    expect(others).toEqual([]);
    expect(found).toMatchObject({ instance_id: order, topic: `Request ${order}`, type: 'conversation', status: 'open' });
    expect((found!['accounts'] as { id: string }[]).map((a) => a.id).toSorted()).toEqual([s.buyer.id, s.vendor.id].toSorted());
    expect((await s.call(s.buyer, 'GET', `/conversations/${order}`)).body.id).toBe(found!.id);
    const path = `/conversations/${found!.id}`;
    const asked = (await s.call(s.vendor, 'POST', `${path}/messages`, { text: 'Which seat?' })).body;
    await s.call(s.vendor, 'POST', `${path}/messages`, { text: 'They are slow.', type: 'private' });
    await s.call(s.vendor, 'POST', `/requests/${order}/inquire`, {});
    await s.call(s.buyer, 'POST', `/conversations/${order}/messages`, { text: 'The blue one.' });
    const texts = async (who: Token, query = '') => (await s.call<Shown[]>(who, 'GET', `${path}/messages${query}`)).body.map((m) => `${m.type}: ${m.text}`);
    const told = [`state_change: Request ${order} created. State set to Pending.`, 'message: Which seat?'];
    const after = [`state_change: Request ${order}. State set to Inquiring.`, 'message: The blue one.'];
    expect(await texts(s.vendor)).toEqual([...told, 'private: They are slow.', ...after]);
    expect(await texts(s.buyer)).toEqual([...told, ...after]);
    expect(await texts(s.buyer, '?type=private')).toEqual([]);
    expect(await texts(s.buyer, '?search=slow')).toEqual([]);
    expect(await texts(s.vendor, '?type=state_change&ordering(-created)&limit=1')).toEqual([after[0]]);
    expect((await s.call(s.buyer, 'GET', `${path}/messages?limit=0`)).range).toBe('items 0-0/4');

    expect((await s.call(s.vendor, 'PUT', `${path}/messages/${asked.id}`, { text: 'Which seat, please?' })).body.text).toBe('Which seat, please?');
    expect((await s.call(s.buyer, 'PUT', `${path}/messages/${asked.id}`, { text: 'no' })).status).toBe(403);
    const change = (await s.call<Shown[]>(s.vendor, 'GET', `${path}/messages?type=state_change&limit=1`)).body[0]!;
    expect((await s.call(s.vendor, 'PUT', `${path}/messages/${change.id}`, { text: 'no' })).status).toBe(403);
    expect((await s.call(s.vendor, 'POST', `${path}/messages`, { text: 'x', type: 'state_change' })).status).toBe(400);
    expect((await s.call(s.vendor, 'DELETE', path)).body.errors[0]).toContain('has messages');
    expect((await s.call(s.buyer, 'POST', `${path}/close`)).body.status).toBe('closed');
    expect((await s.call(s.vendor, 'POST', `${path}/messages`, { text: 'x' })).body.errors[0]).toContain('is closed');
    expect((await s.call(s.vendor, 'PUT', `${path}/messages/${asked.id}`, { text: 'x' })).status).toBe(400);
  });

  test('a private message and own notes stay with their account', async () => {
    await using s = await start(engine);
    const order = await s.order();
    const notes = { instance_id: order, topic: 'To do', type: 'notes', accounts: [] };
    const own = (await s.call(s.vendor, 'POST', '/conversations', notes)).body;
    expect((await s.call(s.vendor, 'POST', '/conversations', notes)).body.id).toBe(own.id);
    expect((await s.call(s.buyer, 'POST', '/conversations', notes)).body.id).not.toBe(own.id);
    expect(own['accounts']).toMatchObject([{ id: s.vendor.id }]);
    expect((await s.call(s.buyer, 'GET', `/conversations/${own.id}`)).status).toBe(404);
    const hidden = (await s.call(s.vendor, 'POST', `/conversations/${order}/messages`, { text: 'psst', type: 'private' })).body;
    expect((await s.call(s.buyer, 'PUT', `/conversations/${order}/messages/${hidden.id}`, { text: 'x' })).status).toBe(404);
    expect((await s.call(s.vendor, 'DELETE', `/conversations/${own.id}`)).status).toBe(204);
  });

  test('who does not see the object sees no conversation of it, by no way of asking', async () => {
    await using s = await start(engine);
    const order = await s.order();
    const { id } = (await s.call(s.vendor, 'GET', `/conversations/${order}`)).body;
    for (const name of [id, order, 'CO-000-000-000-000-000-000', 'PR-0000-0000-0000-001'])
      for (const [method, suffix, body] of [
        ['GET', '', undefined],
        ['GET', '/messages', undefined],
        ['POST', '/messages', { text: 'x' }],
        ['POST', '/close', {}],
        ['DELETE', '', undefined],
      ] as const)
        expect([name, suffix, (await s.call(s.stranger, method, `/conversations/${name}${suffix}`, body)).status]).toEqual([name, suffix, 404]);
    for (const query of [`instance_id=${order}`, `in(instance_id,(${order},x))`, `id=${id}`, 'ordering(created)']) {
      const listed = await s.call<unknown[]>(s.stranger, 'GET', `/conversations?${query}`);
      expect([query, listed.body, listed.range]).toEqual([query, [], 'items 0-0/0']);
    }
    expect((await s.call(s.stranger, 'POST', '/conversations', { instance_id: order, topic: 'x' })).status).toBe(404);
    expect((await s.call(s.vendor, 'POST', '/conversations', { instance_id: s.world.product, topic: 'x' })).body.errors[0]).toContain('instance_id: ');
    // every kind of object finds its own
    for (const instance of [s.world.contract, s.world.listing, order.replace('PR-', 'AS-').slice(0, -4)]) {
      const [found] = (await s.call<Shown[]>(s.vendor, 'GET', `/conversations?instance_id=${instance}`)).body;
      expect(found?.instance_id).toBe(instance);
    }
  });

  test('new terms of an agreement are told to both sides of its open contracts, once, and to nobody else', async () => {
    await using it = await start(engine);
    const { call, world, vendor, buyer, stranger } = it;
    const versions = `/agreements/${world.agreement}/versions`;
    const lines = async (who: Token) =>
      (await call<Shown[]>(who, 'GET', `/conversations/${world.contract}/messages`)).body.filter((m) => m.type === 'state_change').map((m) => m.text);
    const told = `Contract ${world.contract}. Version 2 of agreement ${world.agreement} (EU) is in force; this contract keeps version 1.`;
    expect((await call(buyer, 'POST', versions, { document_type: 'none', active: false })).status).toBe(201);
    expect(await lines(vendor)).toEqual([`Contract ${world.contract} created. State set to Active.`]);
    for (let i = 0; i < 2; i++) expect((await call(buyer, 'POST', `${versions}/2/activate`, {})).status).toBe(200);
    expect(await lines(vendor)).toEqual([`Contract ${world.contract} created. State set to Active.`, told]);
    expect(await lines(buyer)).toEqual(await lines(vendor));
    expect((await call(stranger, 'GET', `/conversations/${world.contract}/messages`)).status).toBe(404);
    const events = await call<{ type: string; status: string }[]>(vendor, 'GET', `/devops/objects/${world.contract}/events`);
    expect(events.body.map((e) => [e.type, e.status])).toEqual([['contract_changed', 'active'], ['contract_changed', 'active']]); // prettier-ignore
    await call(buyer, 'POST', `/contracts/${world.contract}/terminate`, {});
    await call(buyer, 'POST', `${versions}/1/activate`, {});
    expect(await lines(vendor)).toHaveLength(3);
  });
});
