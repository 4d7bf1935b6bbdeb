/** The command line's line to a host: HTTP only. Where it is comes from flags, environment, or a data folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { CliError, EXIT, withProgress } from './output.ts';
import { lookUp } from '../base/look-up.ts';

const ANSWER_MS = 60_000;
const ROLES = ['operator', 'vendor', 'distributor', 'reseller'];

export interface Target {
  url?: string;
  token?: string;
  data?: string;
  /** Whose token of a seeded folder is used. */
  as?: string;
  json?: boolean;
}

export interface Client {
  api: string;
  request<T>(method: string, path: string, body?: unknown): Promise<T>;
}

/** Flags of every command that talks to a host. */
export function withTarget(command: Command): Command {
  return command
    .option('--url <url>', 'origin of the host (ENTREPOT_URL)')
    .option('--token <token>', '"SU-…:secret", or @FILE that holds it (ENTREPOT_TOKEN)')
    .option('--data <folder>', 'data folder of a host on this machine, to find both in (ENTREPOT_DATA; default that of entrepot dev, or ./data)')
    .option('--as <role>', `whose token of that folder: ${ROLES.join(', ')} (default operator)`)
    .option('--json', 'print JSON');
}

/** Of the host that `entrepot dev` keeps for a project, in the project. */
export const DEV_DATA = '.entrepot/dev';

/** The data folder: named, or that of the project's own host while there is one, or `./data`. */
export function dataOf(target: Target): string {
  return target.data ?? (process.env['ENTREPOT_DATA'] || (existsSync(join(DEV_DATA, 'host.json')) ? DEV_DATA : './data'));
}

/** What the seed of a host put into its folder, with the address where it is reached now. */
export function seeded<T extends { api: string; world: unknown }>(data: string): T {
  const credentials = known<Omit<T, 'api'>>(data, 'credentials.json');
  if (!credentials?.world)
    throw new CliError(
      `${data}: this host has no demo world; entrepot dev, or entrepot start --data DIR --seed demo on an empty folder, makes one.`,
      EXIT.usage,
    );
  return { ...credentials, api: apiOf({}, data) } as T;
}

/** The address and the token need not come from the same place: a flag or variable wins over the folder for each. */
export function connect(target: Target): Client {
  const data = dataOf(target);
  if (target.as !== undefined && !ROLES.includes(target.as))
    throw new CliError(`--as: ${JSON.stringify(target.as)} is not allowed; allowed: ${ROLES.join(', ')}.`, EXIT.usage);
  return clientOf(apiOf(target, data), tokenOf(target, data));
}

function apiOf(target: Target, data: string): string {
  const url = target.url ?? process.env['ENTREPOT_URL'];
  if (url === undefined || url === '') {
    const api = known<{ api: string }>(data, 'host.json')?.api;
    if (api !== undefined) return api;
    throw new CliError(`No host runs on ${data}: start one (entrepot start --data ${data}), or name one with --url or ENTREPOT_URL.`, EXIT.unreachable);
  }
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new CliError(`--url: ${JSON.stringify(url)} is not allowed; allowed: an http or https URL.`, EXIT.usage);
  return `${url.replace(/\/+$/, '').replace(/\/public\/v1$/, '')}/public/v1`;
}

function tokenOf(target: Target, data: string): string {
  const given = target.token ?? process.env['ENTREPOT_TOKEN'];
  if (given !== undefined && given !== '') {
    const text = given.startsWith('@') ? fileText('--token', given.slice(1)) : given;
    return /^ApiKey /.test(text) ? text : `ApiKey ${text}`;
  }
  const accounts = known<{ accounts?: Record<string, { token: string } | undefined> }>(data, 'credentials.json')?.accounts;
  const token = accounts?.[target.as ?? 'operator']?.token;
  if (token !== undefined) return token;
  if (accounts) throw new CliError(`--as: ${data}/credentials.json has no ${target.as}; it has: ${Object.keys(accounts).join(', ')}.`, EXIT.usage);
  throw new CliError('No token: give --token or ENTREPOT_TOKEN ("SU-…:secret"), or --data of a folder with credentials.json.', EXIT.usage);
}

function known<T>(data: string, name: string): T | undefined {
  const path = join(data, name);
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (error) {
    throw new CliError(`${path} cannot be read (${(error as Error).message}).`);
  }
}

/** The text of a file that a flag names. */
export function fileText(flag: string, path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8').trim();
  } catch (error) {
    throw new CliError(`${flag}: ${JSON.stringify(path)} cannot be read (${(error as Error).message}).`, EXIT.usage);
  }
}

export function clientOf(api: string, token: string): Client {
  return {
    api,
    async request<T>(method: string, path: string, body?: unknown): Promise<T> {
      const answer = await withProgress(`Waiting for ${api}`, () => send(api, token, method, path, body));
      const text = await answer.text();
      const isJson = /^application\/json\b/.test(answer.headers.get('content-type') ?? '');
      if (answer.ok) return (text && isJson ? JSON.parse(text) : text) as T;
      if (!isJson) throw new CliError(`${api} answered ${answer.status} without an error body; is it an Entrepot host?`, EXIT.unreachable);
      throw new ApiError(answer.status, JSON.parse(text) as ErrorBody);
    },
  };
}

async function send(api: string, token: string, method: string, path: string, body: unknown): Promise<Response> {
  const raw = body instanceof Uint8Array;
  try {
    return await fetch(api + path, {
      method,
      headers: { authorization: token, 'content-type': raw ? 'application/octet-stream' : 'application/json' },
      ...(body === undefined ? {} : { body: raw ? Buffer.from(body) : JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
  } catch (error) {
    const { message, cause } = error as { message: string; cause?: { code?: string; message?: string } };
    throw new CliError(`The host at ${api} does not answer (${cause?.code ?? cause?.message ?? message}); does it run?`, EXIT.unreachable);
  }
}

interface ErrorBody {
  error_code?: string;
  errors?: string[];
  params?: Record<string, unknown>;
}

// prettier-ignore
const EXITS: Record<number, number> = {
  401: EXIT.refused, 403: EXIT.refused, 404: EXIT.notFound, 409: EXIT.refused, 503: EXIT.unreachable,
};

/** What to do about errors that the host cannot tell, because it does not know how it was called. */
// prettier-ignore
const HINTS: Record<string, string> = {
  AUTH_001: 'Check --token, ENTREPOT_TOKEN, or whether --data is the folder of this host.',
  AUTH_002: 'Use the token of another account: --token, or --as with a seeded folder.',
};

export class ApiError extends CliError {
  readonly status: number;
  readonly code: string;
  readonly errors: string[];
  readonly params: Record<string, unknown>;
  constructor(status: number, body: ErrorBody) {
    const { error_code: code = String(status), errors = [], params = {} } = body;
    const hint = lookUp(HINTS, code);
    super(`${code}: ${[...errors, ...(hint ? [hint] : [])].join('\n  ')}`, EXITS[status] ?? EXIT.failed);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.params = params;
  }
}
