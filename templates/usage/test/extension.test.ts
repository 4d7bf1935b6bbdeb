import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reply, simulate, type Simulation } from 'entrepot/testing';
import extension from '../src/index.ts';

/** What the meter will answer. */
let readings: Record<string, number> = {};

const open = () =>
  simulate(extension, {
    clock: '2026-01-31T12:00:00Z',
    settings: ({ product }) => ({ meterUrl: 'https://meter.example', product, item: 'ACME-STORAGE' }),
    hosts: { 'meter.example': { 'GET /usage': () => reply(200, readings) } },
  });

async function sold(sim: Simulation): Promise<string> {
  const order = await sim.order.purchase({ items: { 'ACME-SEAT': 1, 'ACME-STORAGE': 1 } });
  return (await sim.order.approve(order, { url: 'https://acme.example' })).subscription.id;
}

test('on the first of the month the use of the past one is reported and submitted', async () => {
  await using sim = await open();
  const subscription = await sold(sim);
  readings = { [subscription]: 12 };
  await sim.clock.advance('1d');
  assert.deepEqual(
    sim.calls('GET', '/usage').map((call) => call.query),
    [{ from: '2026-01-01', to: '2026-01-31' }],
  );
  const [file, ...others] = await sim.usage();
  assert.deepEqual([file?.name, file?.status, others], ['Usage 2026-01', 'pending', []]);
  assert.partialDeepStrictEqual(file?.records, [{ subscription, item: 'ACME-STORAGE', quantity: 12, status: 'valid' }]);
});

test('a month without use makes no file', async () => {
  await using sim = await open();
  await sold(sim);
  readings = {};
  await sim.clock.advance('1d');
  assert.deepEqual(await sim.usage(), []);
});

test('a run that is delivered twice reports once', async () => {
  await using sim = await open();
  readings = { [await sold(sim)]: 3 };
  sim.fault.duplicateDelivery();
  await sim.clock.advance('1d');
  assert.equal((await sim.usage()).length, 1);
});
