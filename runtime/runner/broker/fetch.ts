/**
 * Outgoing requests of a guest. Redirects are followed here, one hop at a time, and each hop passes the same rules;
 * credentials and bodies do not follow to another origin. Sizes are counted after decompression.
 */
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Readable } from 'node:stream';
import { request } from 'undici';
import { stepOwner, FIXED_LIMITS, type FetchArgs, type FetchReply, type TaskFrame } from '../../../sdk/contract/index.ts';
import { agentFor, childOf, lookUp, PrivateAddressError, randomHex, sha256, traceHeaders } from '../../base/index.ts';
import { credentialsFor } from './credentials.ts';
import { CapabilityError } from './errors.ts';
import { checkEgress, checkHeaders, parseUrl } from './rules.ts';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

interface Hop {
  url: URL;
  method: string;
  body: string | undefined;
  headers: Record<string, string>;
  auth: FetchArgs['auth'];
}

/** What an outside system gets, after every rule was applied. */
export interface Outgoing {
  method: string;
  headers: Record<string, string>;
  body: string | null;
  /** Private and loopback addresses may be reached. */
  allowPrivate: boolean;
  signal: AbortSignal;
}

export interface Incoming {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  body: Readable;
}

/** One request on its way out and its answer; rejects where there is none. */
export type Transport = (url: URL, outgoing: Outgoing) => Promise<Incoming>;

export const network: Transport = (url, { method, headers, body, allowPrivate, signal }) =>
  request(url, { method: method as 'GET', headers, body, signal, dispatcher: agentFor(url, allowPrivate) });

/** `span`: what the outside system is told as its caller, unless the guest traces by itself. */
export async function egressFetch(
  task: TaskFrame,
  args: FetchArgs,
  signal: AbortSignal,
  span = randomHex(8),
  transport: Transport = network,
): Promise<FetchReply> {
  if (args.body !== undefined && Buffer.byteLength(args.body) > FIXED_LIMITS.requestBytes)
    throw new CapabilityError('BAD_REQUEST', `the body has more than ${FIXED_LIMITS.requestBytes} bytes`);
  const timeout = AbortSignal.timeout(Math.min(args.timeoutMs ?? FIXED_LIMITS.requestMs, FIXED_LIMITS.requestMs));
  let hop: Hop = {
    url: parseUrl(args.url),
    method: (args.method ?? 'GET').toUpperCase(),
    body: args.body,
    headers: guestHeaders(task, args, span),
    auth: args.auth,
  };
  try {
    for (let redirects = 0; ; redirects++) {
      const answer = await send(task, hop, AbortSignal.any([signal, timeout]), transport);
      const location = answer.headers['location'];
      if (!REDIRECTS.has(answer.status) || location === undefined || args.redirect === 'manual') return answer;
      if (args.redirect === 'error' || redirects >= FIXED_LIMITS.redirects) throw new CapabilityError('TOO_MANY_REDIRECTS');
      hop = redirected(hop, answer.status, location);
    }
  } catch (error) {
    throw asCapabilityError(error, timeout);
  }
}

function guestHeaders(task: TaskFrame, args: FetchArgs, span: string): Record<string, string> {
  const { tracestate, ...trace } = traceHeaders(task.correlation, childOf(task.trace ?? '', span));
  const own = checkHeaders(args.headers ?? {});
  return {
    'user-agent': 'entrepot',
    'idempotency-key': idempotencyKey(task, args),
    ...trace,
    ...(tracestate === undefined || 'traceparent' in own ? {} : { tracestate }),
    ...own,
    'accept-encoding': 'gzip, deflate, br',
  };
}

async function send(task: TaskFrame, hop: Hop, signal: AbortSignal, transport: Transport): Promise<FetchReply> {
  checkEgress(task, hop.url, hop.method);
  const headers = { ...hop.headers, ...credentialsFor(task, hop.auth, hop.url) };
  const answer = await transport(hop.url, { method: hop.method, headers, body: hop.body ?? null, allowPrivate: task.allowPrivate, signal });
  const own = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : String(value)]));
  return { status: answer.statusCode, headers: own, body: await readBody(answer.body, own['content-encoding']), url: hop.url.href };
}

/** Another origin gets neither the credentials nor what the guest put beside them. */
function redirected(hop: Hop, status: number, location: string): Hop {
  const url = parseUrl(new URL(location, hop.url).href);
  const toGet = status === 303 || ((status === 301 || status === 302) && hop.method === 'POST');
  const next = { url, method: toGet ? 'GET' : hop.method, body: toGet ? undefined : hop.body };
  if (url.origin === hop.url.origin) return { ...hop, ...next };
  const { authorization: _a, cookie: _c, ...headers } = hop.headers;
  return { ...next, headers, auth: undefined };
}

const DECODERS: Record<string, () => NodeJS.ReadWriteStream> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

async function readBody(body: Readable, encoding: string | undefined): Promise<string> {
  const decoder = lookUp(DECODERS, (encoding ?? '').trim().toLowerCase())?.();
  const plain = decoder ? body.on('error', (error) => (decoder as unknown as Readable).destroy(error)).pipe(decoder) : body;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of plain as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > FIXED_LIMITS.responseBytes) {
      body.destroy();
      throw new CapabilityError('RESPONSE_TOO_LARGE', `the answer has more than ${FIXED_LIMITS.responseBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function asCapabilityError(error: unknown, timeout: AbortSignal): CapabilityError {
  if (error instanceof CapabilityError) return error;
  const cause = (error as { cause?: unknown }).cause;
  if (cause instanceof CapabilityError) return cause;
  for (const refusal of [error, cause]) if (refusal instanceof PrivateAddressError) return new CapabilityError('EGRESS_DENIED', refusal.message);
  if (timeout.aborted) return new CapabilityError('TIMEOUT');
  return new CapabilityError('CONNECTION_FAILED', `the outside system could not be reached (${String((error as { code?: unknown }).code ?? 'error')})`);
}

/** The same at every repetition of the same request of the same step for the same object. */
function idempotencyKey(task: TaskFrame, args: FetchArgs): string {
  const parts = [task.installation, task.event.type, stepOwner(task.event), args.step ?? '', String(args.counter ?? 0)];
  return sha256(parts.join('\n')).slice(0, 32);
}
