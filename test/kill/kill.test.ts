/** The kill test in small; `npm run kill` is the large one. */
import { expect, test } from 'vitest';
import { testSeed } from '../support/seed.ts';
import { runKillTest, type KillReport } from './run.ts';

const seed = testSeed();

function run(options: { orders: number; kills: number; dedupe: boolean }): Promise<KillReport> {
  console.log(`kill seed ${seed}; the same again: ENTREPOT_TEST_SEED=${seed}`);
  return runKillTest({ ...options, seed, say: () => {} });
}

test('orders end approved and provisioned once although host, runner and sandbox are killed under them', async () => {
  const report = await run({ orders: 14, kills: 2, dedupe: true });
  expect(report.faults, `seed ${seed}`).toEqual([]);
  expect(report).toMatchObject({ approved: 14, resources: 14, duplicates: 0, between: { host: 1, runner: 1, sandbox: 1 } });
  expect(report.lanesWithSeveral).toBeGreaterThan(0);
  expect(report.repeated).toBeGreaterThan(0);
}, 150_000);

test('a service that forgets keys gets its duplicates counted: the test can fail', async () => {
  const report = await run({ orders: 8, kills: 1, dedupe: false });
  expect(report.duplicates, `seed ${seed}`).toBeGreaterThan(0);
  expect(report.faults.join('\n')).toContain('resources');
  expect(report.faults.filter((fault) => !/has \d+ resources$/.test(fault))).toEqual([]);
}, 150_000);
