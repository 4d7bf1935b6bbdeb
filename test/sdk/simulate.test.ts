/** The test kit: the same tests with the handler in this process and in the sandbox. */
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modeOf } from '../../sdk/testing/mode.ts';
import { reply, simulate, SimulationError, type Simulation, type SimulateOptions } from '../../sdk/testing/index.ts';
import { durationMs } from '../../sdk/testing/time.ts';
import extension from './simulated/src/index.ts';

const PROJECT = resolve('test/sdk/simulated');
const API = { 'POST /things': reply(201, {}), 'POST /one': reply(201), 'POST /two': reply(201), 'POST /parallel': reply(201), 'GET /slow': reply(200) };

describe.each(['process', 'sandbox'] as const)('in mode %s', (mode) => {
  const open = (more: SimulateOptions = {}): Promise<Simulation> => simulate(extension, { mode, project: PROJECT, hosts: { 'api.example': API }, ...more });
  const outcomes = (order: { tasks: readonly { attempts: { outcome: string }[] }[] }) => order.tasks[0]!.attempts.map((attempt) => attempt.outcome);

  test('an order walks to its end and is read as the platform has it', async () => {
    await using sim = await open();
    const order = await sim.order.purchase({ items: { 'ACME-SEAT': 3, 'ACME-SETUP': 1 }, note: 'call' });
    order.assertStatus('approved');
    expect(order.subscription).toMatchObject({ status: 'active', items: { 'ACME-SEAT': '3', 'ACME-SETUP': '1' }, params: { url: 'https://it.example' } });
    expect(sim.calls('POST', '/things')).toMatchObject([{ status: 201, body: { at: '2026-01-05T09:00:00.000Z' }, host: 'api.example' }]);
    const cancelled = await sim.order.cancel(order);
    expect((await sim.subscription(cancelled)).status).toBe('terminated');
    expect((await sim.tasks()).map((task) => task.state)).toEqual(['done', 'done']);
  });

  test('a retry happens at its time, without waiting for it', async () => {
    await using sim = await open();
    sim.fault.status('api.example', 503);
    const order = await sim.order.purchase({ note: 'retry' });
    order.assertStatus('pending');
    await sim.clock.advance('5s');
    expect((await sim.order(order)).status).toBe('pending');
    await sim.clock.advance('1m');
    expect(outcomes(await sim.order(order))).toEqual(['RETRY', 'approve']);
  });

  test('a schedule fires at each of its times', async () => {
    await using sim = await open({ clock: '2026-03-01T00:00:00Z' });
    await sim.clock.advance('1d');
    const runs = (await sim.logs()).map((line) => line.fields as { due: string; count: number });
    expect(runs).toHaveLength(24);
    expect(runs.at(-1)).toMatchObject({ count: 24, due: expect.stringMatching(/^2026-03-02T00:00:00/) as string });
  });

  test('the hosts of a test and the test itself are told when they are wrong', async () => {
    await using sim = await open();
    await expect(sim.order.purchase({ note: 'unfaked' })).rejects.toThrow(/GET https:\/\/unfaked\.example\/x: the host unfaked\.example is not faked; add it/);
    await expect(sim.order.purchase({ note: 'undeclared' })).rejects.toThrow(
      /other\.example is not among the granted hosts.*permissions\.egress of extension\.yaml/,
    );
    await expect(sim.as('vendor').get('/requests/PR-1')).rejects.toThrow(/GET \/requests\/PR-1 as vendor: 404/);
    await expect(sim.order.purchase({ items: { NOPE: 1 } })).rejects.toThrow('items: "NOPE" is not allowed; allowed: ACME-SETUP, ACME-SEAT, ACME-STORAGE.');
    expect(() => sim.fault.timeout('nobody.example')).toThrow('fault: "nobody.example" is not faked; faked: api.example.');
    expect((await sim.order.purchase()).status).toBe('approved');
  });

  test('a request that its fake does not know fails the test, and so does a fake that throws', async () => {
    await using sim = await open({ hosts: { 'api.example': { 'GET /other': reply(200) } } });
    await expect(sim.order.purchase({ note: 'call' })).rejects.toThrow(
      /POST https:\/\/api\.example\/things: api\.example is faked, but not this request; faked: GET \/other/,
    );
    await using other = await open({ hosts: { 'api.example': () => Promise.reject(new Error('the fake is broken')) } });
    await expect(other.order.purchase({ note: 'call' })).rejects.toThrow(SimulationError);
  });

  test('faults: no answer, a lost answer, a crash, a delivery twice', async () => {
    await using sim = await open();
    sim.fault.timeout('api.example');
    const slow = await sim.order.purchase({ note: 'call' });
    expect(slow.tasks[0]!.attempts).toMatchObject([{ outcome: 'HANDLER_ERROR', message: expect.stringContaining('did not answer in time') as string }]);
    sim.fault.dropReply('api.example', { times: 2 });
    await sim.order.purchase({ note: 'call' });
    expect(sim.calls('POST', '/things').map((call) => [call.status, call.fault])).toEqual([[undefined, 'timeout'], [undefined, 'dropReply']]); // prettier-ignore

    await using steps = await open();
    steps.fault.crashAfterCall(2);
    const crashed = await steps.order.purchase({ note: 'steps' });
    expect(outcomes(crashed)).toEqual(['RUNNER_LOST', 'approve']);
    // the first step was recorded, so only the second is had again
    expect(steps.calls().map((call) => call.path)).toEqual(['/one', '/two']);
    steps.fault.crashAfterCall(1);
    await steps.order.purchase({ note: 'steps' });
    const again = steps.calls('POST', '/one').slice(1);
    expect(again).toHaveLength(2);
    expect(again[0]!.headers['idempotency-key']).toBe(again[1]!.headers['idempotency-key']);
    steps.fault.duplicateDelivery();
    const twice = await steps.order.purchase({ note: 'call' });
    expect([outcomes(twice), steps.calls('POST', '/things').length]).toEqual([['RUNNER_LOST', 'approve'], 2]);
  });

  test('sleeping costs no time, and ends an attempt that sleeps longer than it may', async () => {
    await using sim = await open();
    (await sim.order.purchase({ note: 'sleep' })).assertStatus('approved');
    (await sim.order.purchase({ note: 'race' })).assertStatus('approved');
    expect(await sim.logs()).toEqual([
      { level: 'info', text: 'slept', fields: { ms: 12_000 } },
      { level: 'info', text: 'won', fields: { by: 'answer' } },
    ]);
    const late = await sim.order.purchase({ note: 'oversleep' });
    expect(late.tasks[0]!.attempts).toMatchObject([{ outcome: 'WALL_TIMEOUT', message: 'no result within 20000 ms' }]);
  });

  test('a handler finds the globals of the sandbox, the test beside it those of Node', async () => {
    await using sim = await open();
    await sim.order.purchase({ note: 'globals' });
    const there = ['console', 'setTimeout', 'URL', 'crypto', 'TextEncoder', 'AbortController'];
    expect(await sim.logs()).toEqual([
      { level: 'info', text: 'globals', fields: { there } },
      { level: 'info', text: 'through the console' },
    ]);
    expect([typeof process.pid, typeof fetch, Math.abs(Date.now() - new Date().getTime()) < 1000]).toEqual(['number', 'function', true]);
  });

  test('a failed assertion tells the story of the order', async () => {
    await using sim = await open();
    const order = await sim.order.purchase({ note: 'broken' });
    expect(() => order.assertStatus('approved')).toThrow(
      /PR-\S+ \(purchase\) is pending, expected approved\.\n.*asset_purchase_request_processing: retry\n.*HANDLER_ERROR broken on purpose\n\s+at .*src\/index\.ts:\d+/,
    );
  });

  test('one seed repeats ids, chance and time; another one does not', async () => {
    const run = async (seed: number) => {
      await using sim = await open({ seed });
      const order = await sim.order.purchase({ note: 'chance' });
      sim.fault.timeout('api.example');
      await sim.order.purchase({ note: 'call' });
      await sim.clock.advance('1h');
      return [order.id, order.subscription.id, await sim.logs(), sim.calls(), (await sim.tasks()).map(({ id: _, ...task }) => task)];
    };
    const [first, same, other] = [await run(7), await run(7), await run(8)];
    expect(same).toEqual(first);
    expect(other[0]).not.toBe(first[0]);
  });

  test('settings are checked as an admin’s are, and may need what is there', async () => {
    await expect(open({ settings: { nope: 1 } })).rejects.toThrow(/simulate: the extension cannot be installed: .*nope/);
    const seen: string[] = [];
    await using sim = await open({ settings: ({ product, connection }) => (seen.push(product, connection), {}) });
    expect(seen).toEqual([sim.world.product, sim.world.connection]);
  });
});

test('the first simulation of a process is there in 1.5 s, and nothing of it stays', async () => {
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('entrepot-simulation-'));
  const began = performance.now();
  const sim = await simulate(PROJECT, { mode: 'process' });
  const opened = performance.now() - began;
  await sim.close();
  await sim.close();
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('entrepot-simulation-') && !before.includes(name))).toEqual([]);
  expect(opened).toBeLessThan(1500);
});

test('what is no project, no mode and no duration is refused with what is allowed', async () => {
  await expect(simulate(join(tmpdir(), 'nothing-here'))).rejects.toThrow(
    /there is no extension\.yaml in .*nothing-here or above it; say where it is with \{ project: FOLDER \}/,
  );
  expect(() => modeOf(undefined, { ENTREPOT_SIMULATE: 'vm' })).toThrow('ENTREPOT_SIMULATE: "vm" is not allowed; allowed: process, sandbox.');
  expect(modeOf(undefined, {})).toBe('process');
  expect([durationMs('1h 30m'), durationMs('30d'), durationMs(5)]).toEqual([5_400_000, 2_592_000_000, 5]);
  for (const wrong of ['', '5', '5 years', '-1d', 'x5d']) expect(() => durationMs(wrong)).toThrow(/duration: .* is not allowed/);
});
