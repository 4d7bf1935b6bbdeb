/**
 * `entrepot doctor`: everything a host needs of its machine, looked at one by one without changing anything, and what to
 * do about each thing that is not as it should be.
 */
import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync, type Stats } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { asError } from '../base/index.ts';
import { testSandbox } from '../runner/index.ts';
import { inspectDatabase, type DatabaseFacts } from '../store/index.ts';
import { redactUrl, unknownVariables, type Environment } from './config.ts';
import { keyFingerprint, parseKey } from './data-folder.ts';

export interface Finding {
  check: string;
  level: 'ok' | 'warn' | 'fail';
  found: string;
  /** What to do about it. */
  todo?: string;
}

export interface Place {
  data: string;
  /** `postgres://…`; without it the SQLite file of the data folder. */
  database: string | undefined;
  host: string;
  port: number;
  environment: Environment;
}

type Answer = Omit<Finding, 'check'>;

const ok = (found: string): Answer => ({ level: 'ok', found });
const warn = (found: string, todo: string): Answer => ({ level: 'warn', found, todo });
const fail = (found: string, todo: string): Answer => ({ level: 'fail', found, todo });

const NODE_OLDEST = 24;
const NODE_BEST = 26;
const GB = 1_073_741_824;
const DISK_LOW = 1;
const DISK_OUT = 0.1;
/** Leases are times of the hosts' own clocks: further apart they would end too early or too late. */
const SKEW_MS = 2_000;
const POSTGRES_OLDEST = 13;

/** What is read of the database once: its facts, nothing where the first start will make it, or why it cannot be read. */
type Database = DatabaseFacts | 'not made yet' | Error;

// prettier-ignore
const OF_MACHINE: Record<string, (place: Place) => Answer | Promise<Answer>> = {
  'node': checkNode, 'sandbox': checkSandbox, 'data folder': checkFolder, 'disk': checkDisk, 'port': checkPort, 'variables': checkVariables,
};
const OF_DATABASE: Record<string, (place: Place, database: Exclude<Database, Error>) => Answer> = {
  schema: checkSchema,
  'sealing key': checkKey,
  clock: checkClock,
};

export async function examine(place: Place): Promise<Finding[]> {
  const database = await readDatabase(place);
  const findings = [];
  for (const [check, look] of Object.entries(OF_MACHINE)) findings.push({ check, ...(await look(place)) });
  findings.push({ check: 'database', ...checkDatabase(place, database) });
  if (!(database instanceof Error)) for (const [check, look] of Object.entries(OF_DATABASE)) findings.push({ check, ...look(place, database) });
  return findings;
}

async function readDatabase({ data, database }: Place): Promise<Database> {
  const file = join(resolve(data), 'entrepot.db');
  if (database === undefined && !existsSync(file)) return 'not made yet';
  return inspectDatabase(database ?? file).catch(asError);
}

function checkNode(): Answer {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < NODE_OLDEST) return fail(process.version, `Install Node ${NODE_BEST}; ${NODE_OLDEST} is the oldest that works.`);
  return major < NODE_BEST ? warn(process.version, `Install Node ${NODE_BEST}: before it, a sandbox process could open connections.`) : ok(process.version);
}

async function checkSandbox(): Promise<Answer> {
  let walls: Record<string, boolean>;
  try {
    walls = await testSandbox();
  } catch (error) {
    return fail(`does not start: ${asError(error).message.slice(0, 500)}`, 'Run npm rebuild isolated-vm with the Node that runs the host, then npm ci.');
  }
  const open = Object.keys(walls).filter((wall) => !walls[wall]);
  if (walls['engine'] === false) return fail('isolated-vm has GHSA-864f-rcv7-6rh4', 'Install isolated-vm 7.0.1 or newer.');
  return open.length
    ? warn(`walls that do not hold: ${open.join(', ')}`, `Run the host with Node ${NODE_BEST}.`)
    : ok(`walls hold: ${Object.keys(walls).join(', ')}`);
}

function checkFolder({ data }: Place): Answer {
  const path = resolve(data);
  const folder = statSync(path, { throwIfNoEntry: false });
  if (!folder)
    return canWrite(nearest(path))
      ? ok(`${path} will be made by the first start`)
      : fail(`${path} cannot be made`, 'Make it, and give it to the user of the host.');
  if (!folder.isDirectory()) return fail(`${path} is no folder`, 'Name another with --data.');
  if (!canWrite(path)) return fail(`${path} cannot be written by this user`, `chown -R ${process.getuid?.() ?? 'USER'} ${path}`);
  const open = ['', 'sealing.key', 'credentials.json', 'runner.token', 'entrepot.db'].filter((name) =>
    isOpen(statSync(join(path, name), { throwIfNoEntry: false })),
  );
  return open.length
    ? warn(`others can read ${open.map((name) => name || 'the folder').join(', ')}`, `chmod 700 ${path} && chmod 600 ${path}/*`)
    : ok(`${path}, for its owner only`);
}

function isOpen(entry: Stats | undefined): boolean {
  return entry !== undefined && process.platform !== 'win32' && (entry.mode & 0o077) !== 0;
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function nearest(path: string): string {
  return existsSync(path) ? path : nearest(dirname(path));
}

function checkDisk({ data }: Place): Answer {
  const { bavail, bsize } = statfsSync(nearest(resolve(data)));
  const free = (bavail * bsize) / GB;
  const shown = `${free.toFixed(1)} GB free`;
  if (free < DISK_OUT) return fail(shown, 'Make room: a host whose disk is full refuses every write until there is some.');
  return free < DISK_LOW ? warn(shown, 'Make room, or shorten what is kept (--limit keepTasksDays=N).') : ok(shown);
}

function checkDatabase({ data, database: url }: Place, database: Database): Answer {
  if (database === 'not made yet') return ok('SQLite, made by the first start');
  if (database instanceof Error) {
    const reason = database.message || String((database as { code?: string }).code);
    return url === undefined
      ? fail(`entrepot.db: ${reason}`, `Put ${resolve(data)}/entrepot.db away, and restore a backup: entrepot restore FILE --data ${data}`)
      : fail(
          `${redactUrl(url)} cannot be reached (${reason})`,
          'Check that the server runs, the address, the password, and pg_hba.conf; try psql from this machine.',
        );
  }
  const major = Number(/^PostgreSQL (\d+)/.exec(database.engine)?.[1] ?? POSTGRES_OLDEST);
  if (major < POSTGRES_OLDEST) return fail(database.engine, `Use PostgreSQL ${POSTGRES_OLDEST} or newer.`);
  return ok(url === undefined ? database.engine : `${database.engine} at ${redactUrl(url)}`);
}

function checkSchema(_: Place, database: Exclude<Database, Error>): Answer {
  if (database === 'not made yet') return ok('made by the first start');
  const { pending, unknown } = database;
  if (unknown.length)
    return fail(`the database was used by a later version (${unknown.join(', ')})`, 'Start that version or a newer one; this one refuses it.');
  return pending.length
    ? warn(`${pending.length} migrations wait, from ${pending[0]} on`, 'entrepot backup first; the next start applies them.')
    : ok('up to date');
}

function checkKey({ data }: Place, database: Exclude<Database, Error>): Answer {
  const path = join(resolve(data), 'sealing.key');
  const sealed = database === 'not made yet' ? '' : database.sealingKey;
  if (!existsSync(path))
    return sealed === ''
      ? ok('made by the first start')
      : fail(`${path} is not there, and the database has secrets under it`, 'Put it back, or copy it from another host of this database.');
  if (sealed === '') return ok('not used yet');
  return fingerprintIn(path) === sealed
    ? ok('fits the database; keep a copy of it in another place than the backups')
    : fail(`${path} is not the key of this database`, 'Copy it from the first host of this database.');
}

function fingerprintIn(path: string): string | undefined {
  try {
    return keyFingerprint(parseKey(readFileSync(path, 'utf8'), path));
  } catch {
    return undefined;
  }
}

function checkClock(_: Place, database: Exclude<Database, Error>): Answer {
  const now = new Date().toISOString();
  if (database === 'not made yet') return ok(now);
  const { lastEventAt, skewMs } = database;
  const ahead = lastEventAt === undefined ? 0 : Date.parse(lastEventAt) - Date.now();
  if (ahead > SKEW_MS)
    return fail(
      `the newest event is ${Math.round(ahead / 1000)} s in the future (${lastEventAt})`,
      'Set the clock of this machine, and keep it right (chrony, systemd-timesyncd).',
    );
  return Math.abs(skewMs) > SKEW_MS
    ? warn(`${skewMs} ms from the clock of the database server`, 'Keep both right with NTP: leases are told by the clocks of the hosts.')
    : ok(now);
}

async function checkPort({ data, host, port }: Place): Promise<Answer> {
  const known = join(resolve(data), 'host.json');
  if (existsSync(known)) {
    const { url, pid } = JSON.parse(readFileSync(known, 'utf8')) as { url: string; pid: number };
    const health = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.json() as Promise<{ status: string; database: string }>, () => undefined); // prettier-ignore
    if (health?.status === 'ready') return ok(`the host with pid ${pid} is ready at ${url}`);
    return fail(
      `the host with pid ${pid} at ${url} ${health ? `is ${health.status}: ${health.database}` : 'does not answer'}`,
      'Read its log; when the process is gone, start it again on this folder.',
    );
  }
  const code = await new Promise<string | undefined>((answer) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => answer(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => answer(undefined)));
  });
  if (code === undefined) return ok(`${port} on ${host} is free`);
  return fail(
    `${port} on ${host} cannot be listened on (${code})`,
    code === 'EADDRINUSE' ? 'Stop what listens there, or choose another --port.' : 'Choose a port above 1023, and an address of this machine.',
  );
}

function checkVariables({ environment }: Place): Answer {
  const unknown = unknownVariables(environment);
  return unknown.length
    ? warn(`no setting has ${unknown.join(', ')}`, 'Correct the names; entrepot start --help lists those that exist.')
    : ok('every ENTREPOT_ variable is a setting');
}
