/** Orders wait for the configurations of their tiers: set up by the first order, level by level, moved on by reactions. */
import { expect, test } from 'vitest';
import { createParameter, createTemplate } from '../../../runtime/domain/products/index.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost, until } from '../../support/host.ts';
import { createWorld, CUSTOMER } from '../../support/world.ts';

interface Request {
  id: string;
  status: string;
  reason: string;
  asset: { id: string; status: string };
}
interface ConfigRequest {
  id: string;
  type: string;
  status: string;
  reason?: string;
  configuration: { id: string; status: string; tier_level: number };
  params: { id: string; value: string; value_error: string }[];
  errors?: string[];
}

async function world(capabilities: object) {
  const system = await startTestHost({ runners: 0 });
  const own = await createWorld(system.store);
  const other = await createWorld(system.store);
  const product = await system.api(own.vendor.token, 'PUT', `/products/${own.product}`, { capabilities });
  expect(product.status).toBe(200);
  const add = (input: object) =>
    system.store.write(SYSTEM, (ctx) => createParameter(ctx, own.product, { title: 'T', ...input } as Parameters<typeof createParameter>[2]));
  const account = (uid: string) => ({ ...CUSTOMER, external_uid: uid });
  const order = async (tiers: Record<string, string>) =>
    (
      await system.api<Request>(own.distributor.token, 'POST', '/requests', {
        type: 'purchase',
        asset: {
          connection: { id: own.connection },
          items: [{ id: own.item, quantity: 1 }],
          params: [{ id: 'admin_email', value: 'it@a.example' }],
          tiers: { customer: account(crypto.randomUUID()), ...Object.fromEntries(Object.entries(tiers).map(([slot, uid]) => [slot, account(uid)])) },
        },
      })
    ).body;
  const read = async (id: string) => (await system.api<Request>(own.distributor.token, 'GET', `/requests/${id}`)).body;
  const open = async (level: number) =>
    (await system.api<ConfigRequest[]>(own.vendor.token, 'GET', `/tier/config-requests?configuration.tier_level=${level}&out(status,(approved,failed))`)).body;
  const act = <T = ConfigRequest>(who: { token: string }, id: string, action: string, body: object = {}) =>
    system.api<T>(who.token, 'POST', `/tier/config-requests/${id}/${action}`, body);
  const becomes = (id: string, status: string) => until(`${id} to be ${status}`, async () => (await read(id)).status === status);
  return { system, own, other, add, order, read, open, act, becomes };
}

test('an order waits for its tier, goes on when it is set up, and the next one does not wait', async () => {
  const { system, own, order, open, act, becomes, read } = await world({ tiers: { configs: { level: 1 } } });
  await using _ = system;
  const [first, second] = [await order({ tier1: 'partner' }), await order({ tier1: 'partner' })];
  expect([first.status, first.asset.status, second.status]).toEqual(['tiers_setup', 'processing', 'tiers_setup']);
  const requests = await open(1);
  expect(requests).toMatchObject([{ type: 'setup', status: 'pending', configuration: { status: 'processing', tier_level: 1 } }]);
  expect((await act(own.distributor, requests[0]!.id, 'approve')).status).toBe(403);
  expect((await act(own.vendor, requests[0]!.id, 'approve')).body).toMatchObject({ status: 'approved', configuration: { status: 'active' } });
  await becomes(first.id, 'pending');
  await becomes(second.id, 'pending');
  expect((await order({ tier1: 'partner' })).status).toBe('pending');
  expect((await order({})).status).toBe('pending');
  expect((await read(first.id)).asset.status).toBe('processing');
});

test('level 1 waits for level 2; a refusal above fails what is below and the order, with the reason', async () => {
  const { system, own, order, open, act, becomes, read } = await world({ tiers: { configs: { level: 2 } } });
  await using _ = system;
  const good = await order({ tier1: 'a1', tier2: 'a2' });
  expect([(await open(1))[0]!.status, (await open(2))[0]!.status]).toEqual(['tiers_setup', 'pending']);
  await act(own.vendor, (await open(2))[0]!.id, 'approve');
  expect((await open(1))[0]!.status).toBe('pending');
  expect((await read(good.id)).status).toBe('tiers_setup');
  await act(own.vendor, (await open(1))[0]!.id, 'approve');
  await becomes(good.id, 'pending');
  const bad = await order({ tier1: 'b1', tier2: 'b2' });
  const below = (await open(1))[0]!.id;
  expect((await act(own.vendor, (await open(2))[0]!.id, 'fail', { reason: 'unknown partner' })).status).toBe(204);
  await becomes(bad.id, 'failed');
  const failed = await read(bad.id);
  expect([failed.reason, failed.asset.status]).toEqual([expect.stringContaining('unknown partner') as string, 'terminated']);
  const request = (await system.api<ConfigRequest>(own.vendor.token, 'GET', `/tier/config-requests/${below}`)).body;
  expect([request.status, request.reason]).toEqual(['failed', expect.stringContaining('unknown partner') as string]);
  // the next order sets the same configuration up again
  expect((await order({ tier1: 'b1', tier2: 'b2' })).status).toBe('tiers_setup');
  expect((await open(2)).map((r) => r.id.slice(-3))).toEqual(['002']);
});

test('values of a tier are asked, answered by its seller, filled in by the vendor and kept with the configuration', async () => {
  const { system, own, add, order, open, act } = await world({ tiers: { configs: { level: 1 } } });
  await using _ = system;
  await add({ name: 'company', type: 'text', phase: 'ordering', scope: 'tier1', constraints: { required: true } });
  await add({ name: 'portal_key', type: 'password', phase: 'fulfillment', scope: 'tier1', constraints: { required: true } });
  const template = await system.store.write(SYSTEM, (ctx) =>
    createTemplate(ctx, own.product, { name: 'T1', type: 'fulfillment', scope: 'tier1', body: 'For {{ company }} {{ portal_key }}' }),
  );
  await order({ tier1: 'partner' });
  const { id, status } = (await open(1))[0]!;
  expect(status).toBe('inquiring');
  const put = (who: { token: string }, params: object[]) => system.api<ConfigRequest>(who.token, 'PUT', `/tier/config-requests/${id}`, { params });
  expect((await act(own.distributor, id, 'pend')).status).toBe(400);
  expect((await put(own.distributor, [{ id: 'portal_key', value: 'x' }])).status).toBe(400);
  expect((await put(own.distributor, [{ id: 'company', value: 'Nordwind' }])).status).toBe(200);
  expect((await act(own.distributor, id, 'pend')).status).toBe(204);
  expect((await act(own.vendor, id, 'approve')).body.errors).toEqual(['params: required fulfillment parameters have no value: portal_key.']);
  await put(own.vendor, [{ id: 'portal_key', value: 's3cret-value' }]);
  const approved = await act<ConfigRequest>(own.vendor, id, 'approve', { template: { id: template.id } });
  expect(approved.body.status).toBe('approved');
  const config = approved.body.configuration.id;
  const shown = async (who: { token: string }) =>
    (await system.api<{ params: { id: string; value: string }[] }>(who.token, 'GET', `/tier/configs/${config}`)).body.params.map((p) => p.value);
  expect(await shown(own.vendor)).toEqual(['Nordwind', 's3cret-value']);
  expect(await shown(own.distributor)).toEqual(['Nordwind', '********']);
  expect((await system.api(own.distributor.token, 'GET', `/tier/configs/${config}/render`)).body).toBe('For Nordwind ********');

  const update = await system.api<ConfigRequest>(own.distributor.token, 'POST', '/tier/config-requests', {
    configuration: { id: config },
    params: [{ id: 'company', value: 'Nordwind AG' }],
  });
  expect(update.body).toMatchObject({ type: 'update', status: 'pending', configuration: { status: 'processing' } });
  expect((await system.api(own.vendor.token, 'POST', '/tier/config-requests', { configuration: { id: config } })).status).toBe(409);
  await act(own.vendor, update.body.id, 'fail', { reason: 'not now' });
  expect(await shown(own.vendor)).toEqual(['Nordwind', 's3cret-value']);
  const adjustment = { type: 'adjustment', configuration: { id: config }, params: [{ id: 'portal_key', value: 'another' }] };
  expect((await system.api(own.distributor.token, 'POST', '/tier/config-requests', adjustment)).status).toBe(403);
  const adjusted = await system.api<ConfigRequest>(own.vendor.token, 'POST', '/tier/config-requests', adjustment);
  await act(own.vendor, adjusted.body.id, 'approve');
  expect(await shown(own.vendor)).toEqual(['Nordwind', 'another']);
});

test('a stranger sees nothing of it, by no way', async () => {
  const { system, other, order, open, act } = await world({ tiers: { configs: { level: 1 } } });
  await using _ = system;
  await order({ tier1: 'partner' });
  const { id, configuration } = (await open(1))[0]!;
  for (const who of [other.vendor, other.distributor]) {
    for (const path of ['/tier/configs', '/tier/config-requests', `/tier/config-requests?id=${id}`, '/tier/config-requests?limit=0'])
      expect([(await system.api(who.token, 'GET', path)).body, path]).toEqual([[], path]);
    for (const path of [`/tier/configs/${configuration.id}`, `/tier/config-requests/${id}`, `/tier/config-requests/${id}/render`])
      expect((await system.api(who.token, 'GET', path)).status).toBe(404);
  }
  for (const action of ['approve', 'inquire', 'assign']) expect((await act(other.vendor, id, action)).status).toBe(404);
  expect((await act(other.distributor, id, 'pend')).status).toBe(404);
  const foreign = await system.api<{ errors: string[] }>(other.distributor.token, 'POST', '/tier/config-requests', { configuration: { id: configuration.id } });
  expect(foreign.status).toBe(404);
});

test('changed customer data is told to each vendor that sells to the customer, once', async () => {
  const { system, own, other, order } = await world({ tiers: { updates: true } });
  await using _ = system;
  const { asset } = await order({});
  const customer = (await system.api<{ tiers: { customer: { id: string } } }>(own.distributor.token, 'GET', `/assets/${asset.id}`)).body.tiers.customer.id;
  const change = (name: string) =>
    system.api<{ id: string; status: string; error_code?: string }[] & { error_code: string }>(own.distributor.token, 'POST', '/tier/account-requests', {
      type: 'update',
      account: { id: customer, name },
    });
  const made = await change('Nordwind AG');
  expect([made.status, made.body]).toMatchObject([201, [{ status: 'pending', account: { id: customer, name: 'Nordwind AG', version: 2 } }]]);
  expect((await change('Nordwind AG')).body.error_code).toBe('TAR_004');
  expect((await system.api(other.vendor.token, 'GET', `/tier/account-requests/${made.body[0]!.id}`)).status).toBe(404);
  const accepted = await system.api<{ status: string }>(own.vendor.token, 'POST', `/tier/account-requests/${made.body[0]!.id}/accept`, {});
  expect(accepted.body.status).toBe('accepted');
  expect((await system.api(own.vendor.token, 'POST', `/tier/account-requests/${made.body[0]!.id}/ignore`, { reason: 'x' })).status).toBe(400);
  const unused = await system.api<{ id: string }>(own.distributor.token, 'POST', '/tier/accounts', { type: 'customer', ...CUSTOMER, external_uid: 'unused' });
  const refused = await system.api<{ error_code: string }>(own.distributor.token, 'POST', '/tier/account-requests', {
    account: { id: unused.body.id, name: 'X' },
  });
  expect(refused.body.error_code).toBe('TAR_003');
});
