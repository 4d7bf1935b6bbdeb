/**
 * `npm run trading`: a host on a temporary folder, and the five ways of trading walked on it, one after the other. Exit 1 unless every
 * step ended as planned.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Programs } from '../../runtime/cli/demo/programs.ts';
import { walkLine } from '../../runtime/cli/demo/walk.ts';
import { CliError, EXIT, paint, print, printTable, sayError } from '../../runtime/cli/output.ts';
import { walkWay, type Walked } from './run.ts';
import { WAYS } from './ways/index.ts';

const USAGE = `npm run trading -- [--scenario NAME]... [--database postgres://…] [--json] [--keep]
scenarios:
${Object.entries(WAYS).map(([name, { title }]) => `  ${name.padEnd(20)} ${title}`).join('\n')}`; // prettier-ignore

interface Options {
  scenarios: string[];
  database: string | undefined;
  json: boolean;
  keep: boolean;
}

function readOptions(): Options | undefined {
  const options = { scenario: { type: 'string', multiple: true }, database: { type: 'string' }, json: { type: 'boolean' }, keep: { type: 'boolean' }, help: { type: 'boolean' } } as const; // prettier-ignore
  let values;
  try {
    ({ values } = parseArgs({ options }));
  } catch (error) {
    throw new CliError(`${(error as Error).message}\n${USAGE}`, EXIT.usage);
  }
  if (values.help) return undefined;
  const { scenario = Object.keys(WAYS), database, json = false, keep = false } = values;
  for (const name of scenario)
    if (!Object.hasOwn(WAYS, name))
      throw new CliError(`--scenario: ${JSON.stringify(name)} is not known; allowed: ${Object.keys(WAYS).join(', ')}.`, EXIT.usage);
  if (database !== undefined && !/^postgres(ql)?:\/\/./.test(database))
    throw new CliError('--database: this value (not shown, it may hold a password) is not allowed; allowed: postgres://USER:PASSWORD@HOST/NAME.', EXIT.usage);
  return { scenarios: scenario, database, json, keep };
}

async function main({ scenarios, database, json, keep }: Options): Promise<void> {
  const started = Date.now();
  const say = json ? () => {} : print;
  const programs = new Programs('trading');
  const own = database === undefined ? undefined : await ownDatabase(database);
  try {
    say('Starting a host on a fresh folder …');
    const { api, accounts } = await programs.host<{ api: string; accounts: { operator: { token: string } } }>(['--runners', '0', ...(own ? ['--database', own.url] : [])]); // prettier-ignore
    const walked: Record<string, Walked> = {};
    for (const name of scenarios) {
      say(`\n${paint('bold', name)}: ${WAYS[name]!.title}`);
      walked[name] = await walkWay(name, { api, operator: accounts.operator.token, say: (walk) => say(walkLine(walk)) });
      if (walked[name].error !== undefined) say(`${paint('red', 'FAIL')} ${walked[name].error}`);
    }
    const ok = Object.values(walked).every((w) => w.ok);
    tell(walked, say, Date.now() - started);
    if (keep) tellKept(walked, programs, api, accounts.operator.token, say);
    if (json) print(JSON.stringify(summaryOf(walked, { ok, api, wallMs: Date.now() - started })));
    if (!ok) throw new CliError('Not every way of trading ended as planned.');
  } finally {
    if (!keep) {
      await programs.stop();
      await own?.drop();
    }
  }
}

/** A database of its own on the server that is named: what lies there already is nobody's business here. */
async function ownDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `entrepot_trading_${randomBytes(6).toString('hex')}`;
  const run = async (text: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  await run(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) };
}

function tell(walked: Record<string, Walked>, say: (text: string) => void, wallMs: number): void {
  const rows = Object.entries(walked).map(([name, w]) => [
    ...[name, w.ok ? 'ok' : 'FAIL', w.parties.length, w.steps, w.contracts, w.listings],
    ...[`${w.orders.approved} of ${w.orders.placed}`, w.bills, `${w.usage.closed} of ${w.usage.records}`, w.walls, w.ms],
  ]);
  if (say !== print) return;
  print('');
  printTable(
    ['way', 'ended', 'parties', 'steps', 'contracts', 'listings', 'orders', 'bills', 'usage settled', 'walls', 'ms'],
    rows.map((r) => r.map(String)),
  );
  print(`\n${Object.values(walked).filter((w) => w.ok).length} of ${rows.length} ways walked from agreement to settled usage; ${wallMs} ms`);
}

function summaryOf(walked: Record<string, Walked>, facts: { ok: boolean; api: string; wallMs: number }): object {
  const ways = Object.entries(walked).map(([name, { parties, ...way }]) => [name, { ...way, parties: parties.length }]);
  return { ...facts, ways: Object.fromEntries(ways) as object };
}

function tellKept(walked: Record<string, Walked>, programs: Programs, api: string, operator: string, say: (text: string) => void): void {
  programs.release();
  say(`\nLeft running: ${api} (data ${programs.folder})\n  ${'operator'.padEnd(34)} ${operator}`);
  for (const [name, { parties }] of Object.entries(walked))
    for (const party of parties) say(`  ${`${name} ${party.name}`.padEnd(34)} ${party.id}  ${party.token}`);
}

process.on('SIGINT', () => process.exit(EXIT.interrupted));
try {
  const options = readOptions();
  if (options) await main(options);
  else print(USAGE);
} catch (error) {
  sayError(error, process.argv.includes('--json'));
  process.exitCode = error instanceof CliError ? error.exit : EXIT.failed;
}
