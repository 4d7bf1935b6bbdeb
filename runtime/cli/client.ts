/** The command line's line to a host: HTTP only. Where it is comes from flags, environment, or a data folder. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError, EXIT } from './output.ts';

export interface Target {
  url?: string;
  token?: string;
  data?: string;
  /** Whose token of a seeded folder is used. */
  as?: string;
}

export interface Client {
  api: string;
  request<T>(method: string, path: string, body?: unknown): Promise<T>;
}

interface HostFile {
  api: string;
}
interface Credentials {
  accounts: Record<string, { id: string; token: string } | undefined>;
}

export function connect(target: Target): Client {
  const data = target.data ?? process.env['ENTREPOT_DATA'] ?? './data';
  const known = <T>(name: string) => (existsSync(join(data, name)) ? (JSON.parse(readFileSync(join(data, name), 'utf8')) as T) : undefined);
  const url = target.url ?? process.env['ENTREPOT_URL'];
  const api = url ? `${url.replace(/\/+$/, '')}/public/v1` : known<HostFile>('host.json')?.api;
  const token = target.token ?? process.env['ENTREPOT_TOKEN'] ?? known<Credentials>('credentials.json')?.accounts[target.as ?? 'operator']?.token;
  if (!api) throw new CliError(`No host found: start one (entrepot start --data ${data}), or name one with --url or ENTREPOT_URL.`, EXIT.unreachable);
  if (!token)
    throw new CliError('No token found: give --token or ENTREPOT_TOKEN ("ApiKey SU-…:secret"), or --data of a folder with credentials.json.', EXIT.usage);
  return clientOf(api, token);
}

export function clientOf(api: string, token: string): Client {
  return {
    api,
    async request<T>(method: string, path: string, body?: unknown): Promise<T> {
      const raw = body instanceof Uint8Array;
      let answer: Response;
      try {
        answer = await fetch(api + path, {
          method,
          headers: { authorization: token, 'content-type': raw ? 'application/octet-stream' : 'application/json' },
          ...(body === undefined ? {} : { body: raw ? Buffer.from(body) : JSON.stringify(body) }),
        });
      } catch (error) {
        throw new CliError(`The host at ${api} does not answer (${(error as Error).message}).`, EXIT.unreachable);
      }
      const text = await answer.text();
      const value = text && answer.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as unknown) : text;
      if (answer.ok) return value as T;
      const { error_code, errors } = value as { error_code?: string; errors?: string[] };
      throw new ApiError(answer.status, error_code ?? '', errors ?? [text], (value as { params?: Record<string, unknown> }).params ?? {});
    },
  };
}

export class ApiError extends CliError {
  readonly code: string;
  readonly errors: string[];
  readonly params: Record<string, unknown>;
  constructor(status: number, code: string, errors: string[], params: Record<string, unknown>) {
    super(`${code || status}: ${errors.join('\n  ')}`, status === 404 ? EXIT.notFound : [401, 403, 409].includes(status) ? EXIT.refused : EXIT.failed);
    this.code = code;
    this.errors = errors;
    this.params = params;
  }
}
