/**
 * How a host is configured: one table of settings, each a flag and an environment variable with one schema, read once
 * at start, frozen, and shown without its passwords.
 */
import Type, { type TSchema } from 'typebox';
import { faultsOf } from '../base/index.ts';
import { BACKLOG_MAX } from '../dispatch/index.ts';
import { REGIONS, type Region } from '../store/index.ts';

interface Setting {
  env: string;
  schema: TSchema;
  /** What stands for the value in the usage text. */
  shows: string;
  summary: string;
  default?: string;
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const oneOf = (values: readonly string[]) => Type.Unsafe<string>({ enum: [...values] });

// prettier-ignore
const SETTINGS = {
  data:         { env: 'ENTREPOT_DATA',       shows: 'DIR',  default: './data',     schema: Type.String({ minLength: 1 }),                          summary: 'folder of this host: database, keys, credentials, host.json; created with mode 0700' },
  port:         { env: 'ENTREPOT_PORT',       shows: 'N',    default: '8080',       schema: Type.Integer({ minimum: 0, maximum: 65_535 }),           summary: 'port to listen on; 0 takes a free one (read it from host.json)' },
  host:         { env: 'ENTREPOT_HOST',       shows: 'ADDR', default: '127.0.0.1',  schema: Type.String({ pattern: '^[A-Za-z0-9.:-]+$' }),           summary: 'address to listen on; 0.0.0.0 for every IPv4 one' },
  'public-url': { env: 'ENTREPOT_PUBLIC_URL', shows: 'URL',                         schema: Type.String({ pattern: '^https?://[^/?#@\\s]+/?$' }),    summary: 'origin under which others reach this host, when a proxy stands before it' },
  'cors-origins': { env: 'ENTREPOT_CORS_ORIGINS', shows: 'ORIGIN',              schema: Type.String({ pattern: '^https?://[^/?#@\\s,*]+(,https?://[^/?#@\\s,*]+)*$' }), summary: 'origins, separated by commas, whose pages may call the API from a browser; without it none' },
  'private-hosts': { env: 'ENTREPOT_PRIVATE_HOSTS', shows: 'HOSTS', default: '',    schema: Type.String({ pattern: '^[A-Za-z0-9.:\\[\\]-]*(,[A-Za-z0-9.:\\[\\]-]+)*$' }), summary: 'hosts (host or host:port, separated by commas) that webhooks may reach although their addresses are private' },
  database:     { env: 'ENTREPOT_DATABASE',   shows: 'URL',                         schema: Type.String({ pattern: '^postgres(ql)?://.+' }),         summary: 'postgres://USER:PASSWORD@HOST/NAME; without it DIR/entrepot.db (SQLite)' },
  region:       { env: 'ENTREPOT_REGION',     shows: 'NAME', default: 'EU',         schema: oneOf(REGIONS),                                          summary: `where this host keeps the data of customers, told with new tier accounts: ${REGIONS.join(', ')}` },
  runners:      { env: 'ENTREPOT_RUNNERS',    shows: '1|0',  default: '1',          schema: Type.Integer({ minimum: 0, maximum: 1 }),                summary: '1 starts the bundled runner, 0 leaves the work to runners elsewhere' },
  seed:         { env: 'ENTREPOT_SEED',       shows: 'demo',                        schema: oneOf(['demo']),                                         summary: 'on an empty database, also create the demo world' },
  recordings:   { env: 'ENTREPOT_RECORDINGS', shows: '1|0',  default: '1',          schema: Type.Integer({ minimum: 0, maximum: 1 }),                summary: '0 records no attempt, whatever an installation says' },
  attached:     { env: 'ENTREPOT_ATTACHED',   shows: '1|0',  default: '0',          schema: Type.Integer({ minimum: 0, maximum: 1 }),                summary: '1 ends this host when its standard input does: for a program that started it for itself' },
  log:          { env: 'ENTREPOT_LOG',        shows: 'LEVEL', default: 'info',      schema: oneOf(LOG_LEVELS),                                       summary: `least level that is logged: ${LOG_LEVELS.join(', ')}` },
  limit:        { env: 'ENTREPOT_LIMITS',     shows: 'NAME=N', default: '',         schema: Type.String(),                                           summary: 'another value for one of the limits below; may be repeated, or separated by commas' },
} as const satisfies Record<string, Setting>;

type SettingName = keyof typeof SETTINGS;

/** The host's own limits: one block, each with the range that makes sense. Those of extensions are in sdk/contract/limits.ts. */
// prettier-ignore
const HOST_LIMITS = {
  leaseMs:          { default: 15_000, min: 1_000, max: 600_000,   summary: 'a task returns to its lane when its runner was silent for so long' },
  pollMs:           { default: 500,    min: 10,    max: 60_000,    summary: 'the tables are looked at so often without a wake-up' },
  drainMs:          { default: 8_000,  min: 0,     max: 600_000,   summary: 'work under way may finish so long after SIGTERM' },
  backlogMax:       { default: BACKLOG_MAX, min: 100, max: 100_000_000, summary: 'open tasks of one account; above, calls that would add to them are refused with 429' },
  runnerCredits:    { default: 64,     min: 1,     max: 256,       summary: 'tasks at once in the bundled runner' },
  restartMaxMs:     { default: 30_000, min: 100,   max: 600_000,   summary: 'longest wait before the bundled runner is started again' },
  keepLogsDays:        { default: 30,  min: 0,     max: 36_500,    summary: 'log lines of handlers are kept so long; 0: for ever' },
  keepInvocationsDays: { default: 30,  min: 0,     max: 36_500,    summary: 'what is known of each attempt; 0: for ever' },
  keepRecordingsDays:  { default: 7,   min: 0,     max: 36_500,    summary: 'recordings of attempts that went well; 0: for ever' },
  keepFailedRecordingsDays: { default: 30, min: 0, max: 36_500,    summary: 'recordings of attempts that failed; 0: for ever' },
  recordingsMb:        { default: 2_048, min: 1,   max: 10_000_000, summary: 'recordings of one installation; above, the oldest go' },
  keepTasksDays:       { default: 90,  min: 0,     max: 36_500,    summary: 'tasks that were done, skipped or given up, after their end; 0: for ever' },
  keepDeadLettersDays: { default: 365, min: 0,     max: 36_500,    summary: 'dead letters that hold no lane; 0: for ever' },
  keepEventsDays:      { default: 0,   min: 0,     max: 36_500,    summary: 'events, and with them the histories of objects; 0: for ever' },
} as const;

type HostLimit = keyof typeof HOST_LIMITS;

export interface Config {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly origins: readonly string[];
  readonly privateHosts: readonly string[];
  readonly database: string | undefined;
  readonly region: Region;
  readonly runners: number;
  readonly recordings: number;
  readonly attached: number;
  readonly seed: 'demo' | undefined;
  readonly log: string;
  readonly limits: Readonly<Record<HostLimit, number>>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Wrong flags or variables; the message lists every one of them. */
export class UsageError extends Error {}

/** Flags before environment before defaults; a UsageError lists everything that is wrong. */
export function readConfig(argv: readonly string[], env: Environment): Config {
  const faults: string[] = [];
  const given = { ...readEnvironment(env), ...readFlags(argv, faults) };
  const limits = readLimits(given.limit?.text ?? '', given.limit?.from ?? '', faults);
  const read = <T>(name: SettingName): T => {
    const setting: Setting = SETTINGS[name];
    const { text, from } = given[name] ?? { text: setting.default, from: `--${name}` };
    if (text === undefined) return undefined as T;
    const isNumber = 'type' in setting.schema && setting.schema.type === 'integer';
    const value = isNumber && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    if (faultsOf(setting.schema, value).length) faults.push(`${from}: ${refusal(name, text)}`);
    return value as T;
  };
  const config: Config = {
    data: read('data'),
    port: read('port'),
    host: read('host'),
    publicUrl: read<string | undefined>('public-url')?.replace(/\/$/, ''),
    origins: read<string | undefined>('cors-origins')?.split(',') ?? [],
    privateHosts: read<string>('private-hosts')?.split(',').filter(Boolean) ?? [],
    database: read('database'),
    region: read('region'),
    runners: read('runners'),
    recordings: read('recordings'),
    seed: read('seed'),
    attached: read('attached'),
    log: read('log'),
    limits: Object.freeze(limits),
  };
  if (faults.length) throw new UsageError(`${faults.join('\n')}\nTry entrepot start --help.`);
  return Object.freeze(config);
}

/** What may be printed: the whole configuration, the database without its password. */
export function redactConfig(config: Config): Record<string, unknown> {
  return { ...config, database: config.database === undefined ? 'entrepot.db in the data folder' : redactUrl(config.database) };
}

/** A password may stand before the @ or among the parameters; what cannot be read as a URL is not shown at all. */
export function redactUrl(text: string): string {
  if (!URL.canParse(text)) return 'postgres://[redacted]';
  const url = new URL(text);
  if (url.password) url.password = 'redacted';
  for (const name of [...url.searchParams.keys()]) if (/pass|key|secret|token/i.test(name)) url.searchParams.set(name, 'redacted');
  return url.href;
}

/** The command line's own. */
const OTHER_VARIABLES = ['ENTREPOT_URL', 'ENTREPOT_TOKEN'];

interface Given {
  text: string;
  /** The flag or variable it came from, for the error. */
  from: string;
}

function readEnvironment(env: Environment): Partial<Record<SettingName, Given>> {
  const given: Partial<Record<SettingName, Given>> = {};
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const text = env[SETTINGS[name].env];
    // an empty variable is how shells and compose files say "not set"
    if (text !== undefined && text !== '') given[name] = { text, from: SETTINGS[name].env };
  }
  return given;
}

function readFlags(argv: readonly string[], faults: string[]): Partial<Record<SettingName, Given>> {
  const given: Partial<Record<SettingName, Given>> = {};
  for (let i = 0; i < argv.length; i++) {
    const [, flag, joined] = /^--([^=]+)(?:=(.*))?$/s.exec(argv[i]!) ?? [];
    if (flag === undefined || !Object.hasOwn(SETTINGS, flag)) {
      faults.push(
        `${argv[i]!.split('=')[0]}: This is not known here; allowed: ${Object.keys(SETTINGS)
          .map((name) => `--${name}`)
          .join(', ')}.`,
      );
      continue;
    }
    const name = flag as SettingName;
    const next = joined ?? argv[i + 1];
    if (next === undefined || (joined === undefined && next.startsWith('--'))) {
      faults.push(`--${name}: A value is missing; --${name} ${SETTINGS[name].shows}.`);
      continue;
    }
    if (joined === undefined) i++;
    if (given[name] && name !== 'limit') faults.push(`--${name}: It is given twice, as ${shown(name, given[name].text)} and ${shown(name, next)}.`);
    given[name] = { text: name === 'limit' && given.limit ? `${given.limit.text},${next}` : next, from: `--${name}` };
  }
  return given;
}

function readLimits(text: string, from: string, faults: string[]): Record<HostLimit, number> {
  const limits = Object.fromEntries(Object.entries(HOST_LIMITS).map(([name, { default: value }]) => [name, value])) as Record<HostLimit, number>;
  for (const part of text.split(',').filter(Boolean)) {
    const [, name, digits] = /^\s*(\w+)=(\d+)\s*$/.exec(part) ?? [];
    if (name === undefined || !Object.hasOwn(HOST_LIMITS, name)) {
      faults.push(`${from}: ${JSON.stringify(part)} is not NAME=N; allowed names: ${Object.keys(HOST_LIMITS).join(', ')}.`);
      continue;
    }
    const { min, max } = HOST_LIMITS[name as HostLimit];
    const value = Number(digits);
    if (value < min || value > max) faults.push(`${from}: ${name}=${value} is not allowed; allowed: ${min} to ${max}.`);
    limits[name as HostLimit] = value;
  }
  return limits;
}

function refusal(name: SettingName, text: string): string {
  const { schema } = SETTINGS[name] as Setting;
  const { enum: values, minimum, maximum } = schema as { enum?: readonly string[]; minimum?: number; maximum?: number };
  const allowed = values?.join(', ') ?? (minimum !== undefined ? `a whole number from ${minimum} to ${maximum}` : SETTINGS[name].summary);
  return `${shown(name, text)} is not allowed; allowed: ${allowed}.`;
}

/** A mistyped database URL holds a password as well as a right one does. */
function shown(name: SettingName, text: string): string {
  return name === 'database' ? 'This value (not shown, it may hold a password)' : JSON.stringify(text);
}

/** Variables that look like ours and are not: most likely a slip of the pen. */
export function unknownVariables(env: Environment): string[] {
  const known = new Set<string>([...Object.values(SETTINGS).map((s) => s.env), ...OTHER_VARIABLES]);
  return Object.keys(env).filter((name) => name.startsWith('ENTREPOT_') && !name.startsWith('ENTREPOT_TEST_') && !known.has(name));
}

/** The text of `entrepot start --help`, from the tables. */
export function configUsage(): string {
  const row = (left: string, right: string) => `  ${left.padEnd(24)} ${right}`;
  const flags = Object.entries<Setting>(SETTINGS).map(([name, s]) =>
    row(`--${name} ${s.shows}`, `${s.summary}${s.default ? ` (default ${s.default})` : ''} [${s.env}]`),
  );
  const limits = Object.entries(HOST_LIMITS).map(([name, l]) => row(name, `${l.summary} (${l.min} to ${l.max}, default ${l.default})`));
  return ['usage: entrepot start [flags]', '', ...flags, '', 'limits:', ...limits, ''].join('\n');
}
