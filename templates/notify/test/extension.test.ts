import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reply, simulate, type Simulation } from 'entrepot/testing';
import extension from '../src/index.ts';

const open = () =>
  simulate(extension, {
    settings: { chatUrl: 'https://chat.example', channel: 'sales' },
    hosts: { 'chat.example': { 'POST /messages': reply(201) } },
  });

const texts = (sim: Simulation) => sim.calls('POST', '/messages').map((call) => (call.body as { text: string }).text);

test('an approved order is told once, a refused one with its reason', async () => {
  await using sim = await open();
  const order = await sim.order.approve(await sim.order.purchase(), { url: 'https://acme.example' });
  const refused = await sim.order.fail(await sim.order.purchase(), 'not for this country');
  assert.deepEqual(
    texts(sim).filter((text) => text.startsWith('Order')),
    [
      `Order ${order.id} of Acme Workspace for Nordwind GmbH is approved`,
      `Order ${refused.id} of Acme Workspace for Nordwind GmbH is failed: not for this country`,
    ],
  );
});

test('a subscription that was suspended is told', async () => {
  await using sim = await open();
  const order = await sim.order.approve(await sim.order.purchase(), { url: 'https://acme.example' });
  await sim.order.approve(await sim.order.suspend(order));
  assert.equal(texts(sim).at(-1), `Subscription ${order.subscription.id} is suspended`);
});

test('while the chat is down the message waits', async () => {
  await using sim = await open();
  sim.fault.timeout('chat.example');
  await sim.order.approve(await sim.order.purchase(), { url: 'https://acme.example' });
  assert.equal(sim.calls('POST', '/messages').filter((call) => call.status === 201).length, 0);
  await sim.clock.advance('5m');
  assert.equal(sim.calls('POST', '/messages').filter((call) => call.status === 201).length, 1);
});
