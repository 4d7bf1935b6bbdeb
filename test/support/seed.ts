/**
 * Where the chance of a generated test begins. `npm test` begins at the same place each time, so that a red run tells of the change
 * it ran on; new places are for `npm run fuzz`, `soak` and `kill`, or `ENTREPOT_TEST_SEED=random`.
 */
export function testSeed(): number {
  const given = process.env['ENTREPOT_TEST_SEED'] ?? '20261127';
  if (given === 'random') return Math.floor(Math.random() * 1e9);
  if (!/^\d{1,15}$/.test(given)) throw new Error(`ENTREPOT_TEST_SEED: ${JSON.stringify(given)} is not allowed; allowed: a whole number, random.`);
  return Number(given);
}
