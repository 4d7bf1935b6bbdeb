/** Process entry of a runner: `--url URL --token-file FILE`. Drains at SIGTERM; the bundled one also when its host dies. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createLog } from '../base/index.ts';
import { startRunner } from './runner.ts';

const { values } = parseArgs({
  options: { url: { type: 'string' }, 'token-file': { type: 'string' }, credits: { type: 'string' }, bundled: { type: 'boolean' } },
});
if (!values.url || !values['token-file']) {
  process.stderr.write('usage: entrepot runner --url URL --token-file FILE [--credits N]\n');
  process.exit(2);
}
const log = createLog({ name: 'runner', level: process.env['ENTREPOT_LOG'] ?? 'info' });
const runner = await startRunner({
  url: values.url,
  token: readFileSync(values['token-file'], 'utf8').trim(),
  log,
  ...(values.credits ? { credits: Number(values.credits) } : {}),
});
const stop = () => void runner.drain().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// a bundled runner has its host at the other end of stdin
if (values.bundled) process.stdin.on('end', stop).resume();
