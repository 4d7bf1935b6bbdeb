import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reply, simulate } from 'entrepot/testing';
import extension from '../src/index.ts';

// ENTREPOT_SIMULATE=sandbox runs the same file in the isolate of production.
const settings = { serviceUrl: 'https://api.example' };
const hosts = {
  'api.example': {
    'POST /tenants': reply(201, { id: 'T-1', url: 'https://t-1.example' }),
    'DELETE /tenants/:id': reply(204),
  },
};

test('a purchase becomes a tenant, and its address reaches the buyer', async () => {
  await using sim = await simulate(extension, { settings, hosts });
  const order = (await sim.order.purchase({ quantity: 25 })).assertStatus('approved');
  assert.equal(order.params['url'], 'https://t-1.example');
  assert.equal(sim.calls('POST', '/tenants').length, 1);
});

test('an outage of the service is waited for', async () => {
  await using sim = await simulate(extension, { settings, hosts });
  sim.fault.status('api.example', 503, { times: 2 });
  const order = (await sim.order.purchase()).assertStatus('pending');
  await sim.clock.advance('1h');
  (await sim.order(order)).assertStatus('approved');
});

test('a crash after the tenant was made repeats the request under the same key', async () => {
  await using sim = await simulate(extension, { settings, hosts });
  sim.fault.crashAfterCall(1);
  (await sim.order.purchase()).assertStatus('approved');
  const [first, again] = sim.calls('POST', '/tenants').map((call) => (call.body as { key: string }).key);
  assert.equal(first, again);
});

test('a cancelled subscription leaves nothing behind', async () => {
  await using sim = await simulate(extension, { settings, hosts });
  const order = await sim.order.purchase();
  const cancelled = (await sim.order.cancel(order)).assertStatus('approved');
  assert.equal(cancelled.subscription.status, 'terminated');
  assert.equal(sim.calls('DELETE', '/tenants/:id').length, 1);
});
