/**
 * `npm run soak`: orders under random kills on two hosts, three runners and one PostgreSQL. `npm run soak -- --minutes N`: the
 * model-based test of dispatch for so long on each database. Prints a JSON summary; exit 1 on any fault, 2 where it cannot
 * run. `--sabotage NAME` breaks something on purpose: the run must then find faults.
 */
import { parseArgs } from 'node:util';
import { POSTGRES } from '../support/postgres.ts';
import { runSoak } from './run.ts';
import { PRELOAD, SABOTAGES, type Sabotage } from './sabotage.ts';

const FAULTS_SHOWN = 50;
const HELP = `npm run soak -- [flags]

  Orders of many installations on two hosts, three runners and one PostgreSQL, while hosts, runners, sandboxes and lines
  to the database are killed and runners stand still, at random:
  --orders N          default 20000
  --installations N   default 50
  --hurt-ms N         mean time between two hurts, default 5000
  --database URL      a PostgreSQL server for a database of its own, default $ENTREPOT_TEST_POSTGRES

  Dispatch against a model of itself, with random commands on SQLite and, where there is a server, on PostgreSQL:
  --minutes N         for so long on each

  --seed N            the same chance again
  --sabotage NAME     ${SABOTAGES.join(' | ')}: broken on purpose, so that faults must be found (with --minutes: no-fence)
  --quiet             no progress
`;

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '20000' },
    installations: { type: 'string', default: '50' },
    'hurt-ms': { type: 'string', default: '5000' },
    minutes: { type: 'string' },
    seed: { type: 'string' },
    database: { type: 'string' },
    sabotage: { type: 'string' },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const sabotage = values.sabotage as Sabotage | undefined;
if (sabotage !== undefined && !SABOTAGES.includes(sabotage))
  refuse(`--sabotage: ${JSON.stringify(sabotage)} is not allowed; allowed: ${SABOTAGES.join(', ')}.`);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : number('seed', 0);
process.exit(values.minutes === undefined ? await soak() : await model(number('minutes', 0)));

async function soak(): Promise<number> {
  const postgres = values.database ?? POSTGRES;
  if (!postgres) refuse('--database (or ENTREPOT_TEST_POSTGRES): none is given; allowed: postgres://…, a server on which a database of its own may be made.');
  const options = { orders: number('orders', 1), installations: number('installations', 1), hurtMs: number('hurt-ms', 1), seed, postgres };
  process.stderr.write(
    `seed ${seed}; the same plan again: npm run soak -- --orders ${options.orders} --installations ${options.installations} --seed ${seed}\n`,
  );
  let said = 0;
  const interrupted = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort(new Error(`the soak was ended by ${name}`)));
  const { faults, ...counts } = await runSoak({
    ...options,
    signal: interrupted.signal,
    ...(sabotage ? { sabotage } : {}),
    say(line) {
      if (values.quiet || Date.now() - said < 5_000) return;
      said = Date.now();
      process.stderr.write(`${line}\n`);
    },
  });
  process.stdout.write(`${JSON.stringify({ ...counts, faultCount: faults.length, faults: faults.slice(0, FAULTS_SHOWN) }, null, 2)}\n`);
  return faults.length ? 1 : 0;
}

async function model(minutes: number): Promise<number> {
  if (sabotage === 'settle-twice') refuse('--sabotage: "settle-twice" is not allowed with --minutes; allowed: no-fence.');
  // before dispatch is loaded
  if (sabotage) await import(PRELOAD[sabotage]!);
  const { ENGINES } = await import('../support/engines.ts');
  const { described, runModel } = await import('../dispatch/model-run.ts');
  let faults = 0;
  for (const engine of ENGINES.filter((e) => e.name !== 'pglite' && e.skip === undefined)) {
    const report = await runModel(engine, { seed, minutes });
    process.stdout.write(`${described(report)}\n${report.fault === undefined ? '' : `${report.fault}\n`}`);
    if (report.fault !== undefined) faults++;
  }
  return faults ? 1 : 0;
}

function number(name: 'orders' | 'installations' | 'hurt-ms' | 'minutes' | 'seed', least: number): number {
  const value = Number(values[name]);
  if (!(value >= least)) refuse(`--${name}: ${JSON.stringify(values[name])} is not allowed; allowed: a number, at least ${least}.`);
  return value;
}

function refuse(fault: string): never {
  process.stderr.write(`${fault}\n`);
  process.exit(2);
}
