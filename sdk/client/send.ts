/** One call over HTTP: attempts, time limits, and answers as values or errors. */
import { ApiError, NetworkError, type ErrorAnswer } from './errors.ts';
import { isLater, madeBefore, mayRepeat, retryAfterMs, waitMs } from './retry.ts';

export interface ClientOptions {
  /** Origin of the host: https://entrepot.example */
  url: string;
  /** "SU-NNN-NNN-NNN:secret", as the host issued it. */
  token: string;
  /** How often a call that may be repeated is sent again; default 3. */
  retries?: number;
  /** Milliseconds for one attempt, the answer read; default 30,000. */
  timeoutMs?: number;
  /** Milliseconds of the first wait between two attempts; each further one doubles, of each a random share is waited. Default 300. */
  backoffMs?: number;
  /** Milliseconds that a wait may take; where the host asks for more the call fails at once. Default 60,000. */
  maxWaitMs?: number;
  /** Another fetch, for tests and for agents of one's own. */
  fetch?: typeof globalThis.fetch;
}

export interface CallOptions {
  /** Ends the call, its waits too. */
  signal?: AbortSignal;
  /** Milliseconds for one attempt. */
  timeoutMs?: number;
  /** Plain query parameters. */
  query?: Readonly<Record<string, string | undefined>>;
  /** Of a body that is bytes; default application/octet-stream. */
  contentType?: string;
}

/** A file to send. */
export type Bytes = Uint8Array<ArrayBuffer> | ArrayBuffer | Blob;

export interface Outgoing {
  method: string;
  /** Below /public/v1, escaped. */
  path: string;
  /** Without "?". */
  search?: string;
  body?: unknown;
}

export interface Answer {
  value: unknown;
  headers: Headers;
}

export type Send = (call: Outgoing, options?: CallOptions) => Promise<Answer>;

const API = '/public/v1';

/** @throws TypeError for an address or a token that cannot be one; the message does not show them */
export function createSender(options: ClientOptions): Send {
  const { retries = 3, timeoutMs = 30_000, backoffMs = 300, maxWaitMs = 60_000 } = options;
  const base = baseOf(options.url);
  const authorization = authorizationOf(options.token);
  const secret = options.token.slice(options.token.indexOf(':') + 1);
  const masked = (text: string) => text.replaceAll(secret, '***');
  // called with its own `this`, which browsers want
  const fetching: typeof globalThis.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));

  async function attempt(call: Outgoing, given: CallOptions, attempts: number): Promise<Answer | ApiError | NetworkError> {
    const { method, path, body } = call;
    const timeout = AbortSignal.timeout(given.timeoutMs ?? timeoutMs);
    try {
      const answer = await fetching(base + path + (call.search ? `?${call.search}` : ''), {
        method,
        headers: { authorization, accept: 'application/json, */*', ...typeOf(body, given) },
        ...(body === undefined ? {} : { body: isPlain(body) ? JSON.stringify(body) : (body as Bytes | FormData) }),
        signal: given.signal ? AbortSignal.any([given.signal, timeout]) : timeout,
      });
      const { status, headers } = answer;
      if (answer.ok) return { value: await valueOf(answer), headers };
      const about = { correlation: headers.get('x-correlation-id') ?? undefined, retryAfterMs: retryAfterMs(headers.get('retry-after'), Date.now()) };
      return new ApiError({ method, path, attempts }, status, errorIn(masked(await answer.text())), about);
    } catch (thrown) {
      given.signal?.throwIfAborted();
      const limit = given.timeoutMs ?? timeoutMs;
      if (timeout.aborted) return new NetworkError({ method, path, attempts }, 'timeout', `no answer within ${limit} ms.`);
      return new NetworkError({ method, path, attempts }, 'network', masked(whyOf(thrown)));
    }
  }

  return async function send(call, given = {}) {
    const repeatable = mayRepeat(call.method, call.path, call.body);
    const search = [plainQuery(given.query), call.search ?? ''].filter(Boolean).join('&');
    const outgoing = search ? { ...call, search } : call;
    for (let attempts = 1; ; attempts++) {
      given.signal?.throwIfAborted();
      const answer = await attempt(outgoing, given, attempts);
      if (!(answer instanceof Error)) return answer;
      if (attempts > 1 && answer instanceof ApiError) {
        const made = call.method === 'POST' ? madeBefore(answer.status, answer.params) : undefined;
        if (made !== undefined) return send({ method: 'GET', path: `/requests/${encodeURIComponent(made)}` }, given);
        // an earlier attempt took it away
        if (call.method === 'DELETE' && answer.status === 404) return { value: undefined, headers: new Headers() };
      }
      const later = answer instanceof NetworkError || isLater(answer.status);
      if (!repeatable || !later || attempts > retries) throw answer;
      const wait = waitMs(attempts, backoffMs, answer instanceof ApiError ? answer.retryAfterMs : undefined, Math.random);
      if (wait > maxWaitMs) throw answer;
      await pause(wait, given.signal);
    }
  };
}

function baseOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password || parsed.search || parsed.hash)
    throw new TypeError('url: this is not allowed; allowed: an http or https URL such as https://entrepot.example, without a user and a query.');
  return `${parsed.origin}${parsed.pathname.replace(/\/+$/, '').replace(/\/public\/v1$/, '')}${API}`;
}

function authorizationOf(token: string): string {
  const bare = token.replace(/^ApiKey /, '');
  if (!/^[\x21-\x7e]+:[\x21-\x7e]+$/.test(bare)) throw new TypeError('token: this is not allowed; allowed: "SU-NNN-NNN-NNN:secret" as the host issued it.');
  return `ApiKey ${bare}`;
}

const isBytes = (body: unknown): body is Bytes => body instanceof Uint8Array || body instanceof ArrayBuffer || body instanceof Blob;
const isPlain = (body: unknown): boolean => !(body instanceof FormData) && !isBytes(body);

function typeOf(body: unknown, { contentType }: CallOptions): Record<string, string> {
  if (body === undefined || body instanceof FormData) return {};
  if (!isBytes(body)) return { 'content-type': 'application/json' };
  return { 'content-type': contentType ?? ((body instanceof Blob && body.type) || 'application/octet-stream') };
}

/** JSON as what it says, text as text, a file as bytes, nothing as undefined. */
async function valueOf(answer: Response): Promise<unknown> {
  const type = answer.headers.get('content-type') ?? '';
  if (answer.status === 204) return undefined;
  if (/^application\/json\b/.test(type)) return answer.json();
  return /^(text\/|application\/jsonl\b)/.test(type) ? answer.text() : new Uint8Array(await answer.arrayBuffer());
}

function errorIn(text: string): ErrorAnswer {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function whyOf(thrown: unknown): string {
  if (thrown instanceof SyntaxError) return 'the answer says that it is JSON and is not.';
  const { message, cause } = thrown as { message?: string; cause?: { code?: string; message?: string } };
  return `no answer (${cause?.code ?? cause?.message ?? message ?? 'unknown'}).`;
}

function plainQuery(query: CallOptions['query']): string {
  const given = Object.entries(query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    signal?.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    }
  });
}
