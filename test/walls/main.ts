/**
 * `npm run fuzz -- --minutes 5 [--seed N]`: the walls between tenants and the forms of all answers, with new seeds until the time is
 * over. `npm run fuzz -- recordings --count 2000 [--seed N]`: generated handlers, recorded and replayed. Exit 1 with the seed of the first
 * round that failed.
 */
import { parseArgs } from 'node:util';
import { fuzzRoutes } from '../api/fuzz.ts';
import { tryReplays } from '../recordings/replays.ts';
import { ENGINES } from '../support/engines.ts';
import { tryWalls } from './walls.ts';

const { values, positionals } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, count: { type: 'string', default: '2000' }, seed: { type: 'string' } },
  allowPositionals: true,
});
const first = Number(values.seed ?? Math.floor(Math.random() * 1e9));
if (positionals[0] === 'recordings') await fuzzRecordings(Number(values.count));
else if (positionals.length) throw new Error(`${positionals[0]}: recordings, or nothing for the walls, is expected.`);
else await fuzzWalls();

async function fuzzRecordings(count: number): Promise<void> {
  if (!(count > 0)) throw new Error(`--count ${values.count}: a number above 0 is expected.`);
  const started = performance.now();
  try {
    const met = await tryReplays(first, count, (so) => so.handlers % 500 === 0 && process.stdout.write(`${JSON.stringify(so)}\n`));
    process.stdout.write(`seed ${first}: ${JSON.stringify(met)} in ${Math.round((performance.now() - started) / 1000)} s, all identical\n`);
  } catch (error) {
    process.stderr.write(
      `${(error as Error).stack}\n${String((error as Error).cause ?? '')}\nthe same again: npm run fuzz -- recordings --count ${count} --seed ${first}\n`,
    );
    process.exit(1);
  }
}

async function fuzzWalls(): Promise<void> {
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes}: a number above 0 is expected.`);
  const end = Date.now() + minutes * 60_000;
  const engine = ENGINES[0]!;
  const met: Record<string, number> = {};

  let seed = first;
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
}
