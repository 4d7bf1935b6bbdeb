import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reply, simulate, type FakeHost, type Simulation } from 'entrepot/testing';
import extension from '../src/index.ts';

const ID = '6f1c1f0e-2f57-4c55-9a1e-0d6f6b7f0001';

/** A shop with one new order, which it tells until it is told that the order is placed. */
function shop(): FakeHost {
  const customer = { id: 'C-1', name: 'Nordwind GmbH', street: 'Hauptstr. 1', city: 'Berlin', zip: '10115', country: 'DE', firstName: 'Eva', lastName: 'Lang' };
  let orders = [{ id: ID, sku: 'ACME-SEAT', quantity: 7, email: 'eva@nordwind.example', customer }];
  return {
    'GET /orders': () => reply(200, orders),
    'PUT /orders/:id': ({ params }) => {
      orders = orders.filter((order) => order.id !== params.id);
      return reply(204);
    },
  };
}

const open = () =>
  simulate(extension, {
    settings: ({ connection }) => ({ shopUrl: 'https://shop.example', connection }),
    hosts: { 'shop.example': shop() },
  });

const placed = (sim: Simulation) => sim.as('vendor').get<{ id: string }[]>('/requests');

test('an order of the shop is placed, and the shop hears that it was approved', async () => {
  await using sim = await open();
  await sim.clock.advance('5m');
  const [request, ...others] = await placed(sim);
  assert.equal(others.length, 0);
  const order = await sim.order(request!.id);
  assert.equal(order.subscription.items['ACME-SEAT'], '7');
  await sim.order.approve(order, { url: 'https://acme.example' });
  assert.deepEqual(
    sim.calls('PUT', `/orders/${ID}`).map((call) => (call.body as { status: string }).status),
    ['placed', 'approved'],
  );
});

test('when the shop does not hear that it is placed, it is not placed twice', async () => {
  await using sim = await open();
  sim.fault.crashAfterCall(5);
  await sim.clock.advance('15m');
  assert.equal((await placed(sim)).length, 1);
});

test('while the shop is down nothing is lost', async () => {
  await using sim = await open();
  sim.fault.status('shop.example', 503);
  await sim.clock.advance('10m');
  assert.equal((await placed(sim)).length, 1);
});
