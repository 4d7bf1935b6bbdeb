/**
 * `npm run fuzz -- --minutes 5 [--seed N]`: the walls between tenants and the forms of all answers, with new seeds until the time is
 * over. Exit 1 with the seed of the first round that failed.
 */
import { parseArgs } from 'node:util';
import { fuzzRoutes } from '../api/fuzz.ts';
import { ENGINES } from '../support/engines.ts';
import { tryWalls } from './walls.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes}: a number above 0 is expected.`);
const end = Date.now() + minutes * 60_000;
const engine = ENGINES[0]!;
const met: Record<string, number> = {};

let seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
for (let round = 1; Date.now() < end; round++, seed++) {
  try {
    const { lists, filtered, calls, served, foreign } = await tryWalls(engine, seed, { list: 6000, call: 2000, replay: 2000 });
    const answers = await fuzzRoutes(engine, seed, 3);
    for (const [name, n] of Object.entries({ lists, filtered, calls, served, foreign, fuzzed: answers.success + answers.refused }))
      met[name] = (met[name] ?? 0) + n;
    process.stdout.write(`round ${round}, seed ${seed}: ${JSON.stringify(met)}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).stack}\n${String((error as Error).cause ?? '')}\nthe same again: npm run fuzz -- --minutes 1 --seed ${seed}\n`);
    process.exit(1);
  }
}
