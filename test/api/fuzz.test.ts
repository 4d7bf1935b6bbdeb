/** Every route answers in the published forms, whatever it is sent (see fuzz.ts). ENTREPOT_TEST_SEED repeats a run. */
import { expect, test } from 'vitest';
import { testSeed } from '../support/seed.ts';
import { describeEngines } from '../support/engines.ts';
import { fuzzRoutes } from './fuzz.ts';

const SEED = testSeed();
/** Rounds over all routes and roles; the database inside the process takes ten times as long. */
const ROUNDS = { sqlite: 5, pglite: 1, postgres: 2 };

describeEngines(`all routes (seed ${SEED})`, (engine) => {
  test('answer in the published forms, whatever they are sent', { timeout: 120_000 }, async () => {
    const met = await fuzzRoutes(engine, SEED, ROUNDS[engine.name]);
    console.log(`${engine.name}: seed ${SEED}, ${met.success} served, ${met.refused} refused`);
    expect(met.success).toBeGreaterThan(50);
    expect(met.refused).toBeGreaterThan(50);
  });
});
