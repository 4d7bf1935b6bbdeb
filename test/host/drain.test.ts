/** SIGTERM with tasks under way: they finish while there is time, are given back when there is not, and the host ends with 0. */
import { expect, test } from 'vitest';
import { until } from '../support/host.ts';
import { DataFolder } from '../support/process.ts';
import { approved, installHandler, placed, tasksOf } from '../support/trade.ts';

const LIMITS = { wallMs: 120_000 };
const SLEEPS = (ms: number) => `await ctx.sleep(${ms}); return approve({ params: { url: 'https://it.example' } });`;
const underWay = (folder: DataFolder, id: string) => until('its handler to run', async () => (await tasksOf(folder, id))[0]?.state === 'leased');

test('a task under way is finished and settled before the host ends', async () => {
  await using folder = new DataFolder();
  const host = await folder.host('--seed', 'demo');
  await installHandler(folder, SLEEPS(1_000), LIMITS);
  const id = await placed(folder, 'finishes');
  await underWay(folder, id);
  expect((await host.kill('SIGTERM')).code).toBe(0);
  await folder.host('--runners', '0');
  await approved(folder, id, 1);
  expect(await tasksOf(folder, id)).toMatchObject([{ state: 'done', attempts: [{ outcome: 'approve', counted: true }] }]);
}, 60_000);

test('a task that does not finish is given back at once, uncounted, and served after the next start', async () => {
  await using folder = new DataFolder();
  const host = await folder.host('--seed', 'demo', '--limit', 'drainMs=200,leaseMs=600000');
  await installHandler(folder, SLEEPS(30_000), LIMITS);
  const id = await placed(folder, 'is given back');
  await underWay(folder, id);
  const began = Date.now();
  expect((await host.kill('SIGTERM')).code).toBe(0);
  expect(Date.now() - began).toBeLessThan(10_000);
  await folder.host('--runners', '0', '--limit', 'leaseMs=600000');
  // its lease would have lasted ten minutes
  expect(await tasksOf(folder, id)).toMatchObject([
    { state: 'ready', lane: { state: 'ready' }, attempts_counted: 0, attempts: [{ outcome: 'CANCELLED', counted: false }] },
  ]);
}, 60_000);
