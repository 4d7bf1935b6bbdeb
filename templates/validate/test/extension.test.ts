import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reply, simulate } from 'entrepot/testing';
import extension from '../src/index.ts';

const open = () =>
  simulate(extension, {
    settings: { directoryUrl: 'https://directory.example' },
    hosts: { 'directory.example': { 'GET /names/:name': ({ params }) => (params.name === 'taken' ? reply(200, {}) : reply(404)) } },
  });

test('a name that is taken is marked, one that is free is not', async () => {
  await using sim = await open();
  const taken = await sim.order.validate({ params: { domain: 'taken' } });
  assert.deepEqual(taken.errors, { domain: 'This name is taken, choose another.' });
  assert.deepEqual((await sim.order.validate({ params: { domain: 'free' } })).errors, {});
});

test('a name that cannot be is marked without asking anybody', async () => {
  await using sim = await open();
  const wrong = await sim.order.validate({ params: { domain: 'No Name' } });
  assert.match(wrong.errors.domain ?? '', /small letters/);
  assert.equal(sim.calls().length, 0);
});

test('while the directory is down nobody is kept from buying', async () => {
  await using sim = await open();
  sim.fault.status('directory.example', 503);
  const order = await sim.order.validate({ params: { domain: 'free' } });
  assert.deepEqual(order.errors, {});
  assert.equal(order.tasks[0]?.attempts[0]?.outcome, 'HANDLER_ERROR');
});
