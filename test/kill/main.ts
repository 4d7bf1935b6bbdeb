/**
 * `npm run kill -- --orders 200 --kills 21 --seed N`: the kill test as a command. Exit 0 when everything held; with
 * `--no-dedupe` the vendor's service forgets keys, and the duplicates it then makes are found.
 */
import { parseArgs } from 'node:util';
import { runKillTest } from './run.ts';

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '200' },
    kills: { type: 'string', default: '21' },
    seed: { type: 'string' },
    database: { type: 'string' },
    'no-dedupe': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const say = values.json ? () => {} : (line: string) => void process.stdout.write(`${line}\n`);
say(`seed ${seed}; the same again: npm run kill -- --orders ${values.orders} --kills ${values.kills} --seed ${seed}`);
const report = await runKillTest({
  orders: Number(values.orders),
  kills: Number(values.kills),
  seed,
  dedupe: !values['no-dedupe'],
  ...(values.database ? { database: values.database } : {}),
  say,
});
process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${JSON.stringify(report, null, 2)}\n`);
process.exit(report.faults.length ? 1 : 0);
