import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from 'entrepot/testing';
import extension from '../src/index.ts';

test('a purchase is seen and left as it is', async () => {
  await using sim = await simulate(extension);
  const order = await sim.order.purchase();
  order.assertStatus('pending');
  assert.equal(order.tasks[0]?.state, 'done');
  assert.deepEqual(await sim.logs(), [{ level: 'info', text: 'a purchase', fields: { subscription: order.subscription.id } }]);
});
