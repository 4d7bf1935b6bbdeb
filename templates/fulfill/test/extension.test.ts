import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reply, simulate } from 'entrepot/testing';
import extension from '../src/index.ts';

/** The platform with this extension installed, and the service that it talks to. */
const open = () =>
  simulate(extension, {
    settings: { serviceUrl: 'https://service.example', plan: 'plus' },
    secrets: { serviceToken: 'token-of-the-service' },
    hosts: {
      'service.example': {
        'POST /tenants': reply(201, { id: 'T-1', url: 'https://t-1.service.example' }),
        'DELETE /tenants/:subscription': reply(204),
      },
    },
  });

test('a purchase makes a tenant and hands its address to the buyer', async () => {
  await using sim = await open();
  const order = await sim.order.purchase({ quantity: 5 });
  order.assertStatus('approved');
  assert.equal(order.params.url, 'https://t-1.service.example');
  const [call] = sim.calls('POST', '/tenants');
  assert.equal(call?.headers.authorization, 'Bearer token-of-the-service');
  assert.partialDeepStrictEqual(call?.body, { subscription: order.subscription.id, plan: 'plus', seats: '5' });
});

test('while the service is down the order waits, and then it goes through', async () => {
  await using sim = await open();
  sim.fault.status('service.example', 503, { times: 2 });
  const order = await sim.order.purchase();
  order.assertStatus('pending');
  await sim.clock.advance('1h');
  (await sim.order(order)).assertStatus('approved');
});

test('a crash after the tenant was made repeats the request with the same key', async () => {
  await using sim = await open();
  sim.fault.crashAfterCall(1);
  (await sim.order.purchase()).assertStatus('approved');
  const keys = sim.calls('POST', '/tenants').map((call) => call.headers['idempotency-key']);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
});

test('a cancellation removes the tenant', async () => {
  await using sim = await open();
  const purchase = await sim.order.purchase();
  const cancel = await sim.order.cancel(purchase);
  cancel.assertStatus('approved');
  assert.equal(cancel.subscription.status, 'terminated');
  assert.equal(sim.calls('DELETE', `/tenants/${cancel.subscription.id}`).length, 1);
});
