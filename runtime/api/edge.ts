/**
 * What HTTP itself asks of every answer: one correlation (the trace of the caller, where it has one), headers that keep browsers
 * out of harm, the methods a path has, and which origins may call from a browser at all (none, unless the operator names them).
 */
import type { IncomingMessage } from 'node:http';
import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { callerTrace, childOf, originParts, PlatformError } from '../base/index.ts';
import type { Route } from '../domain/kit/index.ts';
import { newCorrelation } from '../store/index.ts';
import type { InternalCall } from './bind.ts';
import { API_PATH } from './path.ts';

export interface Env {
  /** `incoming` is the request as Node has it, where it came over HTTP. */
  Bindings: { internal?: InternalCall; incoming?: IncomingMessage };
  Variables: { correlation: string; origin: string; caller: string; operation?: string };
}

// prettier-ignore
const HEADERS = {
  'x-content-type-options':  'nosniff',
  'x-frame-options':         'DENY',
  'referrer-policy':         'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control':           'no-store',
};
/** What a caller's own tracing is known by; it comes back as it was sent. */
const TRACE = 'ext-traceparent';
const TRACE_FORM = /^[\w-]{1,128}$/;

export function edge(origins: readonly string[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    const internal = c.env?.internal;
    const caller = internal ?? callerTrace((name) => c.req.header(name));
    const correlation = caller?.correlation ?? newCorrelation();
    c.set('correlation', correlation);
    c.set('caller', caller?.origin ?? '');
    // a call from inside is a part of the attempt that makes it
    c.set('origin', internal ? c.get('caller') : childOf(c.get('caller')));
    await next();
    const { headers } = c.res;
    for (const [name, value] of Object.entries(HEADERS)) if (!headers.has(name)) headers.set(name, value);
    headers.set('x-correlation-id', correlation);
    const trace = c.req.header(TRACE);
    if (trace !== undefined && TRACE_FORM.test(trace)) headers.set(TRACE, trace);
    allowOrigin(c, origins);
  };
}

/** A call from outside, after its answer is made. */
export interface Served {
  method: string;
  /** `none` where no route is meant. */
  operation: string;
  status: number;
  seconds: number;
  correlation: string;
  /** The call's own span, and that of the caller; empty where it told none. */
  origin: string;
  parent: string;
}

export function timed(told: (served: Served) => void): MiddlewareHandler<Env> {
  return async (c, next) => {
    const began = performance.now();
    await next();
    if (c.env?.internal) return;
    const seconds = (performance.now() - began) / 1000;
    const trace = { correlation: c.get('correlation'), origin: c.get('origin'), parent: originParts(c.get('caller')).span };
    told({ method: c.req.method, operation: c.get('operation') ?? 'none', status: c.res.status, seconds, ...trace });
  };
}

function allowOrigin(c: HonoContext, origins: readonly string[]): void {
  if (!origins.length) return;
  c.res.headers.append('vary', 'Origin');
  const origin = c.req.header('origin');
  if (origin === undefined || !origins.includes(origin)) return;
  c.res.headers.set('access-control-allow-origin', origin);
  c.res.headers.set('access-control-expose-headers', 'Content-Range, Retry-After, X-Correlation-Id');
  if (c.req.method !== 'OPTIONS') return;
  c.res.headers.set('access-control-allow-methods', c.res.headers.get('allow') ?? '');
  c.res.headers.set('access-control-allow-headers', 'Authorization, Content-Type');
  c.res.headers.set('access-control-max-age', '600');
}

/** For paths without a handler of the asked method: OPTIONS answers, another method is told the right ones, the rest is 404. */
export function otherMethods(routes: readonly Route[]): (c: HonoContext) => Response | PlatformError {
  const paths = routes.map((route) => ({ method: route.method, form: new RegExp(`^${API_PATH}${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`) }));
  return (c) => {
    const found = new Set(paths.filter(({ form }) => form.test(c.req.path)).map(({ method }) => method as string));
    if (!found.size) return new PlatformError('notFound', `There is no ${c.req.method} ${c.req.path.slice(0, 200)}; see /docs.`);
    if (found.has('GET')) found.add('HEAD');
    const allow = [...found.add('OPTIONS')].sort().join(', ');
    if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
    return new PlatformError('methodNotFound', `${c.req.method} ${c.req.path}: this method is not allowed; allowed: ${allow}.`, {
      params: { allow: allow.split(', ') },
    });
  };
}
