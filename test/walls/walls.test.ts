/**
 * Random actors with random queries and random bodies never see a row that is not theirs (see rules.ts, checks.ts). ENTREPOT_TEST_SEED
 * repeats a run; `npm run fuzz` runs for as long as one likes.
 */
import { expect, test } from 'vitest';
import { testSeed } from '../support/seed.ts';
import { ENGINES } from '../support/engines.ts';
import { tryWalls, type Runs } from './walls.ts';

const SEED = testSeed();
const RUNS: Partial<Record<string, Runs>> = { sqlite: { list: 1500, call: 400, replay: 400 }, postgres: { list: 500, call: 150, replay: 150 } };

for (const engine of ENGINES) {
  const runs = RUNS[engine.name];
  // building the world alone takes the database inside the process longer than all the rest
  if (!runs) continue;
  const name = `no list, filter, order, count or body shows an account what is not its own: ${engine.name}, seed ${SEED}`;
  test.skipIf(engine.skip !== undefined)(name, { timeout: 300_000 }, async () => {
    const met = await tryWalls(engine, SEED, runs);
    console.log(
      `${engine.name}: seed ${SEED}, ${met.lists} lists (${met.filtered} queried), ${met.calls} calls (${met.served} served, ${met.foreign} with foreign ids)`,
    );
    expect(met.filtered).toBeGreaterThan(runs.list / 5);
    expect(met.foreign).toBeGreaterThan(runs.call / 5);
    expect(met.served).toBeGreaterThan(0);
  });
}
