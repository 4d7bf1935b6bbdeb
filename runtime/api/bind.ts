/** Routes as data become hono handlers: authentication, role, scope, body, unit of work, answer. The only rules here are HTTP's. */
import { Hono, type Context as HonoContext } from 'hono';
import type { ObjectScope } from '../../sdk/contract/index.ts';
import { check, invalid, notFound, PlatformError, type Log } from '../base/index.ts';
import { authenticate } from '../domain/accounts/index.ts';
import {
  columnsBelow,
  FileAnswer,
  ForeignAnswer,
  listCollection,
  type Ask,
  type CallRoute,
  type Input,
  type ListRoute,
  type Route,
  type Word,
} from '../domain/kit/index.ts';
import { ANYBODY, SYSTEM, type Actor, type Cause, type Context, type Store } from '../store/index.ts';
import { PACKAGE_MAX, limited, readBytes, readJson } from './body.ts';
import type { Asks } from '../dispatch/index.ts';
import { permits } from '../domain/general/index.ts';
import { isForm, readForm } from './form.ts';
import { docsPage, DOCS_POLICY } from './docs.ts';
import { edge, otherMethods, timed, type Env, type Served } from './edge.ts';
import { errorResponse } from './errors.ts';
import { fileResponse, foreignResponse } from './files.ts';
import { openApi } from './openapi.ts';
import { API_PATH } from './path.ts';
import { requireScope } from './scopes.ts';

/** A page of ours: its own style, forms that come back here, nothing else. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

export interface ApiOptions {
  store: Store;
  routes: readonly Route[];
  log: Log;
  version: string;
  /** Origins whose pages may call from a browser. */
  origins?: readonly string[];
  /** Asks extensions for the routes that want it; without it there is nobody to ask. */
  asks?: Pick<Asks, 'put' | 'words'>;
  /** Told of each call from outside after its answer is made. */
  served?(call: Served): void;
  /** May refuse what a call from outside would give others to do. */
  admit?(accounts: readonly string[]): void;
}

/** An actor decided elsewhere (an installation's platform call) instead of by the Authorization header. */
export interface InternalCall {
  actor: Actor;
  /** What it may do; judged by the route that serves the call, so no spelling of a path gets around it. */
  scopes: readonly ObjectScope[];
  correlation: string;
  /** The span of the attempt that calls. */
  origin?: string;
  /** Where the call stands in a chain of handlers that cause one another's events. */
  hop?: number;
  /** Stands around a writing command, in its transaction: the effect of a call that is said again happens once. */
  once?: <T>(ctx: Context, effect: () => Promise<T>) => Promise<T>;
}

export interface Api {
  app: Hono;
  /** The same routes, called from inside. */
  call(internal: InternalCall, request: Request): Promise<Response>;
}

export function createApi(options: ApiOptions): Api {
  const { store, routes, log, version } = options;
  const app = new Hono<Env>({ strict: false });
  app.use(edge(options.origins ?? []));
  if (options.served) app.use(timed(options.served));
  for (const route of routes) app.on(route.method, API_PATH + route.path.replaceAll(/\{(\w+)\}/g, ':$1'), (c) => serve(c, route));
  app.get(`${API_PATH}/openapi.json`, (c) => c.json(openApi(routes, version)));
  app.get('/docs', (c) => c.html(docsPage(routes, version), 200, { 'content-security-policy': DOCS_POLICY }));
  const others = otherMethods(routes);
  app.notFound((c) => {
    const found = others(c);
    return found instanceof Response ? found : errorResponse(found, log, c.get('correlation'));
  });
  app.onError((error, c) => errorResponse(error, log, c.get('correlation')));

  async function serve(c: HonoContext<Env>, route: Route): Promise<Response> {
    c.set('operation', route.operation);
    const internal = c.env?.internal;
    const actor = internal?.actor ?? (await actorOf(c, route));
    if (Array.isArray(route.roles) && !route.roles.includes(actor.role) && actor !== ANYBODY)
      throw new PlatformError('forbidden', `${route.method} ${route.path} is for ${route.roles.join(', ')}; you are ${actor.role}.`);
    if (!permits(actor.modules, route.tag))
      throw new PlatformError('forbidden', `${route.method} ${route.path} is of no module that token ${actor.by.id} is limited to.`);
    if (internal) requireScope(internal.scopes, route);
    return route.kind === 'list' ? list(c, route, actor) : call(c, route, actor);
  }

  function actorOf(c: HonoContext<Env>, route: Route): Actor | Promise<Actor> {
    return route.roles === 'anyone' || bearsCode(c, route) ? ANYBODY : store.read(SYSTEM, (ctx) => authenticate(ctx, c.req.header('authorization')));
  }

  /** Where a code stands in for a token, and no token was sent. */
  function bearsCode(c: HonoContext<Env>, route: Route): boolean {
    return route.kind !== 'list' && route.bearer !== undefined && c.req.header('authorization') === undefined && c.req.query(route.bearer) !== undefined;
  }

  async function list(c: HonoContext<Env>, route: ListRoute, actor: Actor): Promise<Response> {
    const query = new URL(c.req.url).search.slice(1);
    const params = paramsOf(c);
    const unit = async (ctx: Context) => listCollection(ctx, route.collection, query, route.below && (await columnsBelow(ctx, route.below, params)));
    const before = route.before?.(query, params);
    if (before) await store.write(actor, before, causeOf(c));
    const page = await store.read(actor, unit, causeOf(c));
    const last = page.offset + Math.max(page.items.length - 1, 0);
    return json(page.items, 200, { 'content-range': `items ${page.offset}-${last}/${page.total}` });
  }

  async function call(c: HonoContext<Env>, route: CallRoute, actor: Actor): Promise<Response> {
    const before = { store, actor, words: [] };
    const given = await readInput(c, route);
    const input = route.prepare ? { ...given, body: await route.prepare(given, before) } : given;
    const once = route.kind === 'write' ? c.env?.internal?.once : undefined;
    const run = async () => {
      const around = route.ask ? { ...before, words: await ask(c, route.ask, actor, input) } : before;
      const unit = (ctx: Context) => (once ? once(ctx, () => route.run(ctx, input, around)) : route.run(ctx, input, around));
      if (route.kind === 'read') return store.read(actor, unit, causeOf(c));
      const admit = options.admit && !c.env?.internal ? { admit: options.admit } : {};
      return store.write(actor, unit, { ...causeOf(c), ...admit });
    };
    let status = route.status ?? 200;
    const value = await run().catch((error: unknown) => {
      if (!route.refused || !(error instanceof PlatformError) || error.status >= 500) throw error;
      status = error.status;
      return store.read(actor, (ctx) => route.refused!(ctx, input, error), causeOf(c));
    });
    if (route.redirect && status < 400) return new Response(null, { status: 302, headers: { location: value as string } });
    if (status === 204) return new Response(null, { status });
    if (value instanceof FileAnswer) return fileResponse(value, status);
    if (value instanceof ForeignAnswer) return foreignResponse(value);
    if (route.type && route.type !== 'application/json')
      return new Response(value as string, {
        status,
        headers: { 'content-type': `${route.type}; charset=utf-8`, ...(route.type === 'text/html' ? { 'content-security-policy': PAGE_POLICY } : {}) },
      });
    return json(value, status);
  }

  /** The question is committed before the wait begins, and the words are in before the next unit does. */
  async function ask(c: HonoContext<Env>, { about }: Ask, actor: Actor, input: Input): Promise<readonly Word[]> {
    const put = async (ctx: Context) => {
      const question = await about(ctx, input);
      return question && options.asks ? options.asks.put(ctx, question) : [];
    };
    const asked = await store.write(actor, put, causeOf(c));
    return asked.length ? options.asks!.words(asked) : [];
  }

  return { app: app as unknown as Hono, call: (internal, request) => Promise.resolve(app.fetch(request, { internal })) };
}

function causeOf(c: HonoContext<Env>): Cause {
  return { correlation: c.get('correlation'), origin: c.get('origin'), hop: c.env?.internal?.hop ?? 0 };
}

async function readInput(c: HonoContext<Env>, route: CallRoute): Promise<Input> {
  const base = { params: paramsOf(c), query: queryOf(c, route), headers: (name: string) => c.req.header(name) };
  if (route.streamMax) return { ...base, body: limited(c.req.raw, route.streamMax, c.env?.incoming) };
  if (route.raw) return { ...base, body: await readBytes(c.req.raw, PACKAGE_MAX) };
  if (route.method === 'GET') return { ...base, body: undefined };
  const body = route.form && isForm(c.req.raw) ? await readForm(c.req.raw, route.body!) : await readJson(c.req.raw);
  return { ...base, body: route.body ? check(route.body, body ?? {}) : body };
}

/** What no id can be is the id of nothing. */
function paramsOf(c: HonoContext<Env>): Record<string, string> {
  const params = c.req.param() as Record<string, string>;
  for (const value of Object.values(params)) if (value.includes('\0') || !value.isWellFormed()) throw notFound(value.replaceAll('\0', '\\0').toWellFormed());
  return params;
}

/** Plain parameters, of the routes that have any: one that is not known is most likely a slip of the pen. */
function queryOf(c: HonoContext<Env>, { query: known }: CallRoute): Record<string, string> {
  if (!known) return {};
  const given = Object.fromEntries(new URL(c.req.url).searchParams);
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) throw invalid(name, `This parameter is not known here; allowed: ${known.join(', ')}.`);
    if (value.includes('\0')) throw invalid(name, 'The NUL character is not allowed.');
  }
  return given;
}

function json(value: unknown, status: number, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value ?? {}), { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers } });
}
