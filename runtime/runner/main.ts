/** Process entry of a runner: `--url URL --token-file FILE`. Drains at SIGTERM; the bundled one also when its host dies. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createLog } from '../base/index.ts';
import { startRunner } from './runner.ts';

const OPTIONS = {
  url: { type: 'string' },
  'token-file': { type: 'string' },
  credits: { type: 'string' },
  bundled: { type: 'boolean' },
} as const;

function usage(fault: string): never {
  process.stderr.write(`${fault}\nusage: entrepot runner --url URL --token-file FILE [--credits N]\n`);
  process.exit(2);
}

function readOptions() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    return usage((error as Error).message);
  }
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    return usage(`--token-file: ${JSON.stringify(file)} cannot be read (${(error as Error).message}).`);
  }
}

const values = readOptions();
if (!values.url || !values['token-file']) usage('--url and --token-file are needed.');
if (!URL.canParse(values.url) || !/^https?:/.test(values.url)) usage(`--url: ${JSON.stringify(values.url)} is not allowed; allowed: an http or https URL.`);
const credits = Number(values.credits ?? 64);
if (!Number.isInteger(credits) || credits < 1 || credits > 256) usage(`--credits: ${JSON.stringify(values.credits)} is not allowed; allowed: 1 to 256.`);
const log = createLog({ name: 'runner', level: process.env['ENTREPOT_LOG'] ?? 'info' });
const runner = await startRunner({ url: values.url.replace(/\/+$/, ''), token: readToken(values['token-file']), log, credits });

/** See the host's: npm passes on what the terminal has sent already. */
const SAME_SIGNAL_MS = 500;
let stopping: number | undefined;
function stop(graceMs?: number): void {
  stopping ??= Date.now();
  void runner.drain(graceMs).then(() => process.exit(0));
}
// the bundled one's host has waited for its tasks already: what is left is given back
const signalled = () => (stopping !== undefined && Date.now() - stopping > SAME_SIGNAL_MS ? process.exit(1) : stop(values.bundled ? 0 : undefined));
process.on('SIGTERM', signalled);
// Ctrl-C reaches the whole group; the bundled runner waits for its host's word
process.on('SIGINT', () => values.bundled || signalled());
// a bundled runner has its host at the other end of stdin
if (values.bundled) process.stdin.on('end', () => stop()).resume();
