/** The outside systems of a simulation: fakes by host, faults in front of them, and what was asked of them. */
import { Readable } from 'node:stream';
import { lookUp } from '../../runtime/base/index.ts';
import { CapabilityError } from '../../runtime/runner/broker/errors.ts';
import type { Incoming, Outgoing, Transport } from '../../runtime/runner/broker/fetch.ts';
import { FIXED_LIMITS } from '../contract/index.ts';

/** A request as it reached an outside system; the platform's own headers and the credentials are in it. */
export interface FakeRequest {
  method: string;
  url: string;
  host: string;
  /** Without the query. */
  path: string;
  query: Record<string, string>;
  /** Names in small letters. */
  headers: Record<string, string>;
  /** JSON parsed where the body is JSON, else its text; undefined where there is none. */
  body: unknown;
  /** Of a table's path: `:id` of `DELETE /tenants/:id`. */
  params: Record<string, string>;
}

/** A text is sent as it is, anything else as JSON; status 200 where none is given. */
export interface FakeReply {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export type FakeHandler = (request: FakeRequest) => FakeReply | Promise<FakeReply>;

/** One function for the whole host, or a table: `METHOD /path` (with `:name` for a part of the path) to a reply or a function. */
export type FakeHost = FakeHandler | Record<string, FakeReply | FakeHandler>;

/** What became of one request. */
export interface Call extends Omit<FakeRequest, 'params'> {
  /** Of the reply; undefined where none came back. */
  status: number | undefined;
  /** The fault that was put in its way. */
  fault?: 'timeout' | 'status' | 'dropReply';
}

/** @example hosts: { 'api.example': { 'POST /tenants': reply(201, { id: 'T-1' }) } } */
export function reply(status: number, body?: unknown, headers: Record<string, string> = {}): FakeReply {
  return { status, body, headers };
}

export interface FaultOptions {
  /** How many requests meet it; default 1. */
  times?: number;
}

interface Fault {
  kind: NonNullable<Call['fault']>;
  status: number;
  left: number;
}

export interface OutsideOptions {
  hosts: Record<string, FakeHost>;
  sleep(ms: number): Promise<void>;
  /** Something that no test may pass over. */
  violated(message: string): void;
}

export class Outside {
  readonly calls: Call[] = [];
  readonly #options: OutsideOptions;
  readonly #faults = new Map<string, Fault[]>();

  constructor(options: OutsideOptions) {
    this.#options = options;
  }

  /** Stands before the fake of `host`; throws where there is none. */
  fault(host: string, kind: Fault['kind'], status: number, { times = 1 }: FaultOptions = {}): void {
    if (!lookUp(this.#options.hosts, host)) throw new TypeError(`fault: ${JSON.stringify(host)} is not faked; faked: ${this.#known()}.`);
    if (!Number.isInteger(times) || times < 1) throw new TypeError(`times: ${JSON.stringify(times)} is not allowed; allowed: a whole number from 1.`);
    this.#faults.set(host, [...(this.#faults.get(host) ?? []), { kind, status, left: times }]);
  }

  readonly transport: Transport = async (url, outgoing) => {
    const { params: _, ...asked } = requestOf(url, outgoing);
    const call: Call = { ...asked, status: undefined };
    this.calls.push(call);
    const fake = lookUp(this.#options.hosts, url.host);
    if (!fake)
      throw this.#violation(`${call.method} ${call.url}: the host ${url.host} is not faked; add it: { hosts: { '${url.host}': … } }. Faked: ${this.#known()}.`);
    const fault = this.#next(url.host);
    if (fault) call.fault = fault.kind;
    if (fault?.kind === 'timeout') {
      await this.#options.sleep(FIXED_LIMITS.requestMs);
      throw new CapabilityError('TIMEOUT');
    }
    const answer = fault?.kind === 'status' ? { status: fault.status } : await this.#answer(fake, { ...asked, params: {} });
    if (fault?.kind === 'dropReply') throw new CapabilityError('CONNECTION_FAILED', 'the outside system could not be reached (ECONNRESET)');
    call.status = answer.status ?? 200;
    return incomingOf(answer);
  };

  async #answer(fake: FakeHost, request: FakeRequest): Promise<FakeReply> {
    const handler = typeof fake === 'function' ? fake : this.#routed(fake, request);
    try {
      const answer = typeof handler === 'function' ? await handler(request) : handler;
      return checkedReply(answer, request);
    } catch (error) {
      throw error instanceof CapabilityError
        ? error
        : this.#violation(`${request.method} ${request.url}: its fake threw ${String((error as Error)?.stack ?? error)}`);
    }
  }

  #routed(table: Record<string, FakeReply | FakeHandler>, request: FakeRequest): FakeReply | FakeHandler {
    for (const [route, handler] of Object.entries(table)) {
      const params = matched(route, request.method, request.path);
      if (!params) continue;
      request.params = params;
      return handler;
    }
    throw this.#violation(
      `${request.method} ${request.url}: ${request.host} is faked, but not this request; faked: ${Object.keys(table).join(', ') || 'nothing'}.`,
    );
  }

  #next(host: string): Fault | undefined {
    const [fault] = this.#faults.get(host) ?? [];
    if (fault && --fault.left === 0) this.#faults.get(host)!.shift();
    return fault;
  }

  #known(): string {
    return Object.keys(this.#options.hosts).join(', ') || 'none';
  }

  #violation(message: string): CapabilityError {
    this.#options.violated(message);
    return new CapabilityError('CONNECTION_FAILED', message);
  }
}

/** The parts of a path that a route names, or undefined where it is another one. */
export function matched(route: string, method: string, path: string): Record<string, string> | undefined {
  const [wanted, pattern = ''] = route.split(' ');
  if (wanted !== '*' && wanted?.toUpperCase() !== method) return undefined;
  const [parts, given] = [pattern.split('/'), path.split('/')];
  if (parts.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of parts.entries()) {
    if (part.startsWith(':')) params[part.slice(1)] = decodeURIComponent(given[i]!);
    else if (part !== given[i]) return undefined;
  }
  return params;
}

function requestOf(url: URL, { method, headers, body }: Outgoing): FakeRequest {
  return {
    ...{ method, url: url.href, host: url.host, path: url.pathname, query: Object.fromEntries(url.searchParams) },
    ...{ headers, body: body === null ? undefined : parsed(body), params: {} },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function checkedReply(answer: unknown, request: FakeRequest): FakeReply {
  const { status = 200 } = (typeof answer === 'object' && answer !== null ? answer : { status: NaN }) as FakeReply;
  if (Number.isInteger(status) && status >= 100 && status <= 599) return answer as FakeReply;
  throw new TypeError(
    `the fake answered ${JSON.stringify(answer)} to ${request.method} ${request.path}; allowed: { status, headers, body }, status from 100 to 599`,
  );
}

function incomingOf({ status = 200, headers = {}, body }: FakeReply): Incoming {
  const isText = body === undefined || typeof body === 'string';
  const text = isText ? (body ?? '') : JSON.stringify(body);
  const all = { ...(isText ? {} : { 'content-type': 'application/json' }), ...headers };
  return {
    statusCode: status,
    headers: Object.fromEntries(Object.entries(all).map(([name, value]) => [name.toLowerCase(), value])),
    body: Readable.from([Buffer.from(text)]),
  };
}
