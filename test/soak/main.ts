/**
 * `npm run soak`: orders under random kills on two hosts, three runners and one PostgreSQL. Prints a JSON summary; exit 1 on any
 * fault, 2 where it cannot run. `--sabotage NAME` breaks something on purpose: the run must then find faults.
 */
import { parseArgs } from 'node:util';
import { POSTGRES } from '../support/postgres.ts';
import { runSoak } from './run.ts';
import { SABOTAGES, type Sabotage } from './sabotage.ts';

const FAULTS_SHOWN = 50;

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '20000' },
    installations: { type: 'string', default: '50' },
    'hurt-ms': { type: 'string', default: '2000' },
    seed: { type: 'string' },
    database: { type: 'string' },
    sabotage: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
});
const postgres = values.database ?? POSTGRES;
if (!postgres) refuse('--database (or ENTREPOT_TEST_POSTGRES): none is given; allowed: postgres://…, a server on which a database of its own may be made.');
const sabotage = values.sabotage as Sabotage | undefined;
if (sabotage !== undefined && !SABOTAGES.includes(sabotage))
  refuse(`--sabotage: ${JSON.stringify(sabotage)} is not allowed; allowed: ${SABOTAGES.join(', ')}.`);
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
process.stderr.write(`seed ${seed}; the same plan again: npm run soak -- --orders ${values.orders} --installations ${values.installations} --seed ${seed}\n`);

let said = 0;
const report = await runSoak({
  ...{ orders: Number(values.orders), installations: Number(values.installations), hurtMs: Number(values['hurt-ms']), seed, postgres },
  ...(sabotage ? { sabotage } : {}),
  say(line) {
    if (values.quiet || Date.now() - said < 5_000) return;
    said = Date.now();
    process.stderr.write(`${line}\n`);
  },
});
const { faults, ...counts } = report;
process.stdout.write(`${JSON.stringify({ ...counts, faultCount: faults.length, faults: faults.slice(0, FAULTS_SHOWN) }, null, 2)}\n`);
process.exit(faults.length ? 1 : 0);

function refuse(fault: string): never {
  process.stderr.write(`${fault}\n`);
  process.exit(2);
}
