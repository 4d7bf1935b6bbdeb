/** Orders over REST: what each type does to its asset, the second open request, and other people's things. */
import { expect, test } from 'vitest';
import { startTestHost } from '../support/host.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

interface Shown {
  id: string;
  status: string;
  asset: { id: string; status: string; items: { quantity: string; old_quantity: string }[] };
}
interface Refused {
  error_code: string;
  errors: string[];
  params?: Record<string, string>;
}

test('a subscription lives from purchase to cancellation, one open request at a time', async () => {
  await using system = await startTestHost({ runners: 0 });
  const world = await createWorld(system.store);
  const stranger = await createWorld(system.store);
  const buy = <T = Shown>(body: object) => system.api<T>(world.distributor.token, 'POST', '/requests', body);
  const act = <T = Shown>(id: string, action: string, body: object = {}, token = world.vendor.token) =>
    system.api<T>(token, 'POST', `/requests/${id}/${action}`, body);
  const purchase = {
    type: 'purchase',
    asset: {
      connection: { id: world.connection },
      external_uid: 'u-1',
      items: [{ id: world.item, quantity: 5 }],
      params: [{ id: 'admin_email', value: 'it@a.example' }],
      tiers: { customer: CUSTOMER },
    },
  };

  const first = (await buy(purchase)).body;
  const twice = await buy<Refused>(purchase);
  expect([twice.status, twice.body.params?.['request_id']]).toEqual([409, first.id]);
  // a stranger sees nothing of it, and may do nothing with it
  expect((await system.api(stranger.vendor.token, 'GET', `/requests/${first.id}`)).status).toBe(404);
  expect((await act(first.id, 'approve', {}, stranger.vendor.token)).status).toBe(404);
  expect((await act(first.id, 'approve', {}, world.distributor.token)).status).toBe(403);
  const early = await act<Refused>(first.id, 'approve', { template_id: world.template });
  expect([early.status, early.body.errors[0]]).toEqual([400, 'asset.params: required fulfillment parameters have no value: url.']);
  await system.api(world.vendor.token, 'PUT', `/requests/${first.id}`, { asset: { params: [{ id: 'url', value: 'https://a.example' }] } });
  expect((await act(first.id, 'approve', { template_id: world.template })).body).toMatchObject({ status: 'approved', asset: { status: 'active' } });
  expect((await act<Refused>(first.id, 'fail', { reason: 'late' })).body.errors[0]).toContain('is approved');
  const text = await system.api<string>(world.distributor.token, 'GET', `/assets/${first.asset.id}/render`);
  expect(text.body).toBe('Your URL: https://a.example');

  const next = (type: string, more: object = {}) => buy({ type, asset: { id: first.asset.id, ...more } });
  const same = (await next('change', { items: [{ id: world.item, quantity: 5 }] })) as unknown as { body: Refused };
  expect(same.body.errors).toEqual(['asset.items: Item quantities are not changed.']);
  const change = (await next('change', { items: [{ id: world.item, quantity: 7 }] })).body;
  expect(change.asset.items[0]).toMatchObject({ old_quantity: '5', quantity: '7' });
  expect((await next('suspend')).status).toBe(409);
  await act(change.id, 'approve');

  const suspend = (await next('suspend')).body;
  expect((await act(suspend.id, 'approve')).body.asset.status).toBe('suspended');
  const cancel = (await next('cancel')).body;
  expect(cancel.asset.status).toBe('terminating');
  expect((await act(cancel.id, 'fail', { reason: 'not yet' })).body.asset.status).toBe('suspended');
  const resume = (await next('resume')).body;
  expect((await act(resume.id, 'approve')).body.asset.status).toBe('active');
  const last = (await next('cancel')).body;
  expect((await act(last.id, 'approve')).body.asset.status).toBe('terminated');
});

test('bad input is refused by field and value, with no partial effect', async () => {
  await using system = await startTestHost({ runners: 0 });
  const world = await createWorld(system.store);
  const other = await createWorld(system.store);
  const asset = {
    connection: { id: world.connection },
    items: [{ id: world.item, quantity: 1 }],
    params: [{ id: 'admin_email', value: 'it@a.example' }],
    tiers: { customer: CUSTOMER },
  };
  const refuse = async (change: object, message: RegExp, status = 400) => {
    const answer = await system.api<Refused>(world.distributor.token, 'POST', '/requests', { type: 'purchase', asset: { ...asset, ...change } });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/json']);
    expect(answer.body.errors.join()).toMatch(message);
  };
  await refuse({ items: [] }, /asset.items: This list may not be empty/);
  await refuse({ items: [{ id: 'NOPE', quantity: 1 }] }, /asset.items.0.id: "NOPE" is not an item/);
  await refuse({ items: [{ id: world.item, quantity: -4 }] }, /-4 is negative/);
  await refuse({ connection: { id: other.connection } }, /asset.connection.id: .* is not one of your connections/);
  await refuse({ params: [{ id: 'url', value: 'x' }] }, /fulfillment parameter/);
  await refuse({ tiers: {} }, /asset.tiers.customer: This field is required/);
  await refuse({ tiers: { customer: { ...CUSTOMER, contact_info: {} } } }, /contact_info.address_line1/);
  const malformed = await fetch(`${system.host.url}/public/v1/requests`, {
    method: 'POST',
    headers: { authorization: world.distributor.token, 'content-type': 'application/json' },
    body: '{',
  });
  expect([malformed.status, ((await malformed.json()) as Refused).error_code]).toEqual([400, 'VAL_001']);
  const nobody = await fetch(`${system.host.url}/public/v1/requests`, {
    headers: { authorization: 'ApiKey SU-000-000-000:0000000000000000000000000000000000000000' },
  });
  expect([nobody.status, ((await nobody.json()) as Refused).error_code]).toEqual([401, 'AUTH_001']);
  const list = await system.api<unknown[]>(world.distributor.token, 'GET', '/requests');
  expect(list.body).toEqual([]);
});
