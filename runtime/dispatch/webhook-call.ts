/**
 * One signed call of a webhook. Addresses are judged where the connection is made, also those of redirects; what comes
 * back is read so far and no further. Answers how it went and never throws.
 */
import { createHmac } from 'node:crypto';
import { request } from 'undici';
import type { Outcome } from '../../sdk/contract/index.ts';
import { agentFor, asError, PrivateAddressError, traceHeaders } from '../base/index.ts';

const CALL_MS = 10_000;
const ANSWER_MAX = 16_384;
/** Characters of the answer that are kept to look at. */
const KEPT = 2_000;
const REDIRECTS_MAX = 3;
/** Redirects that keep the method; any other answer outside 2xx is a failure. */
const REDIRECTS = new Set([301, 302, 307, 308]);
const TOKEN_SECONDS = 300;

export interface Poke {
  url: string;
  method: string;
  headers: Record<string, string>;
  secret: string;
  body: object;
  /** The id of the task: the same at every attempt. */
  task: string;
  webhook: string;
  correlation: string;
  /** The span of this attempt. */
  origin: string;
}

export interface PokeAnswer {
  outcome: Outcome;
  status: number | null;
  text: string;
}

/** `privateHosts` (host or host:port) may be reached although their addresses are private. */
export async function callWebhook(poke: Poke, privateHosts: readonly string[], nowMs: number): Promise<PokeAnswer> {
  const timeout = AbortSignal.timeout(CALL_MS);
  try {
    return await send(poke, privateHosts, timeout, nowMs);
  } catch (thrown) {
    const error = asError(thrown);
    for (const cause of [error, error.cause]) if (cause instanceof PrivateAddressError) return refused('NON_RETRIABLE', cause.message);
    if (timeout.aborted) return refused('RETRY', `no answer within ${CALL_MS} ms`);
    return refused('RETRY', `the receiver could not be reached (${(error as { code?: string }).code ?? error.name})`);
  }
}

async function send(poke: Poke, privateHosts: readonly string[], signal: AbortSignal, nowMs: number): Promise<PokeAnswer> {
  const first = new URL(poke.url);
  const own = { ...poke.headers, authorization: `Bearer ${signed(poke, nowMs)}` };
  const common = { 'content-type': 'application/json', 'user-agent': 'entrepot', ...traceHeaders(poke.correlation, poke.origin), 'idempotency-key': poke.task };
  let url = first;
  for (let hop = 0; ; hop++) {
    const answer = await request(url, {
      method: poke.method as 'POST',
      // neither the signature nor the owner's headers go to another origin
      headers: { ...(url.origin === first.origin ? own : {}), ...common },
      body: poke.method === 'GET' ? null : JSON.stringify(poke.body),
      signal,
      dispatcher: agentFor(url, privateHosts.includes(url.host)),
    });
    const text = await beginning(answer.body);
    const { location } = answer.headers;
    const status = answer.statusCode;
    if (status >= 200 && status < 300) return { outcome: { ok: true, decision: { decision: 'done' } }, status, text };
    if (!REDIRECTS.has(status) || typeof location !== 'string')
      return { ...refused('RETRY', `answered ${status}`, retryAfter(answer.headers['retry-after'], nowMs)), status, text };
    if (hop >= REDIRECTS_MAX) return { ...refused('RETRY', `redirected more than ${REDIRECTS_MAX} times`), status, text };
    if (!URL.canParse(location, url)) return { ...refused('RETRY', 'redirected to what is no URL'), status, text };
    url = new URL(location, url);
    if (url.protocol !== 'https:' && url.protocol !== first.protocol)
      return { ...refused('NON_RETRIABLE', `redirected from ${first.protocol} to ${url.protocol}`), status, text };
  }
}

function refused(code: 'RETRY' | 'NON_RETRIABLE', message: string, retryAfterMs?: number): PokeAnswer {
  return { outcome: { ok: false, code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }, status: null, text: '' };
}

/** JWT, HS256: header and claims, signed. */
function signed(poke: Poke, nowMs: number): string {
  const iat = Math.floor(nowMs / 1000);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: poke.webhook, jti: poke.task, iat, exp: iat + TOKEN_SECONDS })}`;
  return `${content}.${createHmac('sha256', poke.secret).update(content).digest('base64url')}`;
}

async function beginning(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > ANSWER_MAX) break;
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, KEPT).replaceAll('\0', '');
}

/** Seconds or a date. */
function retryAfter(value: string | string[] | undefined, nowMs: number): number | undefined {
  if (typeof value !== 'string') return undefined;
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
