/** Dispatch against a model of itself, in small; `npm run soak -- --minutes N` is the long one. */
import { expect, test } from 'vitest';
import { testSeed } from '../support/seed.ts';
import { describeEngines } from '../support/engines.ts';
import { described, runModel } from './model-run.ts';

/** The database inside the process is slow, and stands for the real one where there is none. */
const RUNS = { sqlite: 25, pglite: 3, postgres: 8 };
/** Only a fault takes so long: the shortest commands that show it are looked for. */
const MINUTES_MAX = 1;
const seed = testSeed();

describeEngines('any sequence of commands', (engine) => {
  test('leaves dispatch as a simple model of it says', async () => {
    const report = await runModel(engine, { seed, runs: RUNS[engine.name], minutes: MINUTES_MAX });
    console.log(`${described(report)}; the same again: ENTREPOT_TEST_SEED=${seed}`);
    expect(report.fault).toBeUndefined();
    // how many commands a run has is chance
    expect(report.commands).toBeGreaterThan(0);
  }, 120_000);
});
