/** Routes as data become hono handlers: authentication, role, body, unit of work, answer. The only rules here are HTTP's. */
import { Hono, type Context as HonoContext } from 'hono';
import { check, PlatformError, type Log } from '../base/index.ts';
import { authenticate } from '../domain/accounts/index.ts';
import { Download, listCollection, type CallRoute, type Input, type Route } from '../domain/kit/index.ts';
import { newCorrelation, SYSTEM, type Actor, type Context, type Store } from '../store/index.ts';
import { EVENTS } from '../../sdk/contract/index.ts';
import { errorResponse, noRoute } from './errors.ts';
import { docsPage, openApi } from './openapi.ts';
import { API_PATH } from './path.ts';

const BODY_MAX = 1_048_576;
const PACKAGE_MAX = 20_000_000;

export interface ApiOptions {
  store: Store;
  routes: readonly Route[];
  log: Log;
  version: string;
}

/** An actor decided elsewhere (an installation's platform call) instead of by the Authorization header. */
export interface InternalCall {
  actor: Actor;
  correlation: string;
  /** Where the call stands in a chain of handlers that cause one another's events. */
  hop?: number;
}

export interface Api {
  app: Hono;
  /** The same routes, called from inside. */
  call(internal: InternalCall, request: Request): Promise<Response>;
}

export function createApi(options: ApiOptions): Api {
  const { store, log } = options;
  const app = new Hono<{ Bindings: { internal?: InternalCall } }>({ strict: false });
  app.use(async (c, next) => {
    await next();
    c.res.headers.set('x-content-type-options', 'nosniff');
    c.res.headers.set('x-frame-options', 'DENY');
  });
  for (const route of options.routes) {
    const path = API_PATH + route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const variant of [path, `${path}/`]) app.on(route.method, variant, (c) => serve(c as never, route));
  }
  app.get(`${API_PATH}/openapi.json`, (c) => c.json(openApi(options.routes, options.version)));
  app.get('/docs', (c) => c.html(docsPage(options.routes, options.version)));
  app.get(`${API_PATH}/devops/event-definitions`, (c) =>
    c.json(
      Object.entries(EVENTS).map(([type, e]) => ({
        type,
        name: e.summary,
        category: e.category,
        object: e.object,
        object_statuses: e.statuses,
        decisions: e.decisions,
      })),
    ),
  );
  app.notFound((c) => errorResponse(noRoute(c), log, newCorrelation()));
  app.onError((error) => errorResponse(error, log, newCorrelation()));

  async function serve(c: HonoContext<{ Bindings: { internal?: InternalCall } }>, route: Route): Promise<Response> {
    const correlation = c.env?.internal?.correlation ?? newCorrelation();
    try {
      const actor =
        c.env?.internal?.actor ?? (route.roles === 'anyone' ? SYSTEM : await store.read(SYSTEM, (ctx) => authenticate(ctx, c.req.header('authorization'))));
      if (Array.isArray(route.roles) && !route.roles.includes(actor.role)) {
        throw new PlatformError('forbidden', `${route.method} ${route.path} is for ${route.roles.join(', ')}; you are ${actor.role}.`);
      }
      const response = route.kind === 'list' ? await list(c, route, actor, correlation) : await call(c, route, actor, correlation);
      response.headers.set('x-correlation-id', correlation);
      return response;
    } catch (error) {
      return errorResponse(error, log, correlation);
    }
  }

  async function list(c: HonoContext, route: Extract<Route, { kind: 'list' }>, actor: Actor, correlation: string): Promise<Response> {
    const query = new URL(c.req.url).search.slice(1);
    const page = await store.read(actor, async (ctx) => listCollection(ctx, route.collection, query, await route.within?.(ctx, c.req.param())), {
      correlation,
    });
    const last = page.items.length ? page.offset + page.items.length - 1 : page.offset;
    return jsonResponse(page.items, 200, { 'content-range': `items ${page.offset}-${last}/${page.total}`, 'access-control-expose-headers': 'Content-Range' });
  }

  async function call(c: HonoContext<{ Bindings: { internal?: InternalCall } }>, route: CallRoute, actor: Actor, correlation: string): Promise<Response> {
    const around = { store, actor };
    const given = await readInput(c, route);
    const input = route.prepare ? { ...given, body: await route.prepare(given, around) } : given;
    const unit = (ctx: Context) => route.run(ctx, input, around);
    const value =
      route.kind === 'write' ? await store.write(actor, unit, { correlation, hop: c.env?.internal?.hop ?? 0 }) : await store.read(actor, unit, { correlation });
    const status = route.status ?? 200;
    if (status === 204) return new Response(null, { status });
    if (value instanceof Download) return downloadResponse(value, status);
    if (route.type && route.type !== 'application/json')
      return new Response(value as string, { status, headers: { 'content-type': `${route.type}; charset=utf-8` } });
    return jsonResponse(value, status);
  }

  return { app: app as unknown as Hono, call: (internal, request) => Promise.resolve(app.fetch(request, { internal })) };
}

async function readInput(c: HonoContext<{ Bindings: { internal?: InternalCall } }>, route: CallRoute): Promise<Input> {
  const query = Object.fromEntries(new URL(c.req.url).searchParams);
  const base = { params: c.req.param() as Record<string, string>, query, headers: (name: string) => c.req.header(name) };
  if (route.streamMax) return { ...base, body: limited(c, route.streamMax) };
  if (route.raw) return { ...base, body: await readBytes(c, PACKAGE_MAX) };
  if (c.req.method === 'GET') return { ...base, body: undefined };
  const bytes = await readBytes(c, BODY_MAX);
  const body = bytes.length ? parseJson(bytes) : undefined;
  return { ...base, body: route.body ? check(route.body, body ?? {}) : body };
}

async function readBytes(c: HonoContext<{ Bindings: { internal?: InternalCall } }>, max: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of limited(c, max)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* limited(c: HonoContext<{ Bindings: { internal?: InternalCall } }>, max: number): AsyncGenerator<Uint8Array> {
  const tooLarge = () => new PlatformError('bodyTooLarge', `body: more than ${max} bytes are not accepted.`);
  if (Number(c.req.header('content-length') ?? 0) > max) throw tooLarge();
  let size = 0;
  for await (const chunk of (c.req.raw.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > max) throw tooLarge();
    yield chunk;
  }
}

function downloadResponse({ fileName, type, body }: Download, status: number): Response {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`;
  return new Response(ReadableStream.from(body), { status, headers: { 'content-type': type, 'content-disposition': disposition } });
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new PlatformError('validation', `body: this is not JSON (${(error as Error).message}).`);
  }
}

function jsonResponse(value: unknown, status: number, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value ?? {}), { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });
}
