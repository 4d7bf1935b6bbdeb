/**
 * The host's configuration: one table of options, one reader of arguments and environment, frozen. Unknown or wrong ones
 * are refused by name with what is allowed.
 */
import { parseArgs } from 'node:util';

export interface Config {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly database: string | undefined;
  readonly runners: 0 | 1;
  /** How long a runner may be silent before its tasks go to another. */
  readonly leaseMs: number;
  readonly seed: 'demo' | undefined;
  readonly log: string;
}

/** Option -> environment variable, default, and what it may be. */
// prettier-ignore
export const OPTIONS = {
  data:         { env: 'ENTREPOT_DATA',       fallback: './data',    allowed: 'a folder' },
  port:         { env: 'ENTREPOT_PORT',       fallback: '8080',      allowed: 'a port number from 0 to 65535; 0 takes a free one' },
  host:         { env: 'ENTREPOT_HOST',       fallback: '127.0.0.1', allowed: 'an address to listen on' },
  'public-url': { env: 'ENTREPOT_PUBLIC_URL', fallback: '',          allowed: 'an http or https URL' },
  database:     { env: 'ENTREPOT_DATABASE',   fallback: '',          allowed: 'postgres://…; without it DATA/entrepot.db is used' },
  runners:      { env: 'ENTREPOT_RUNNERS',    fallback: '1',         allowed: '1 or 0' },
  lease:        { env: 'ENTREPOT_LEASE',      fallback: '15',        allowed: 'seconds from 1 to 300' },
  seed:         { env: 'ENTREPOT_SEED',       fallback: '',          allowed: 'demo' },
  log:          { env: 'ENTREPOT_LOG',        fallback: 'info',      allowed: 'debug, info, warn, error or silent' },
} as const;
type Option = keyof typeof OPTIONS;

export class UsageError extends Error {}

export function readConfig(args: string[], env: Record<string, string | undefined>): Config {
  const names = Object.keys(OPTIONS) as Option[];
  let given: Partial<Record<Option, string>>;
  try {
    given = parseArgs({ args, options: Object.fromEntries(names.map((n) => [n, { type: 'string' as const }])), strict: true }).values;
  } catch (error) {
    throw new UsageError(`${(error as Error).message}. Known: ${names.map((n) => `--${n}`).join(', ')}.`);
  }
  const value = (name: Option) => given[name] ?? env[OPTIONS[name].env] ?? OPTIONS[name].fallback;
  const refuse = (name: Option) => new UsageError(`--${name}: ${JSON.stringify(value(name))} is not allowed; allowed: ${OPTIONS[name].allowed}.`);
  const port = Number(value('port'));
  if (!/^\d+$/.test(value('port')) || port > 65_535) throw refuse('port');
  if (value('public-url') && !/^https?:\/\//.test(value('public-url'))) throw refuse('public-url');
  if (value('database') && !/^postgres(ql)?:\/\//.test(value('database'))) throw refuse('database');
  if (!['0', '1'].includes(value('runners'))) throw refuse('runners');
  const lease = Number(value('lease'));
  if (!(lease >= 1 && lease <= 300)) throw refuse('lease');
  if (!['', 'demo'].includes(value('seed'))) throw refuse('seed');
  if (!['debug', 'info', 'warn', 'error', 'silent'].includes(value('log'))) throw refuse('log');
  return Object.freeze({
    data: value('data'),
    port,
    host: value('host'),
    publicUrl: value('public-url').replace(/\/+$/, '') || undefined,
    database: value('database') || undefined,
    runners: Number(value('runners')) as 0 | 1,
    leaseMs: lease * 1000,
    seed: value('seed') === 'demo' ? 'demo' : undefined,
    log: value('log'),
  });
}
