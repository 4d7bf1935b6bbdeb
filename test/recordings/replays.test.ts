/** ENTREPOT_TEST_SEED repeats a run; `npm run fuzz -- recordings --count N` tries as many as one likes. */
import { expect, test } from 'vitest';
import { testSeed } from '../support/seed.ts';
import { tryReplays } from './replays.ts';

const SEED = testSeed();
const COUNT = 60;

test('a recorded attempt replays with identical calls, whatever its handler does', { timeout: 120_000 }, async () => {
  const met = await tryReplays(SEED, COUNT);
  console.log(
    `recordings: seed ${SEED}, ${met.handlers} handlers, ${met.attempts} attempts (${met.overtaken} with overtaking replies, ${met.failed} failed), ${met.calls} calls`,
  );
  expect(met.handlers).toBeGreaterThanOrEqual(COUNT);
  expect(met.overtaken).toBeGreaterThan(COUNT / 10);
  expect(met.calls).toBeGreaterThan(COUNT * 5);
});
