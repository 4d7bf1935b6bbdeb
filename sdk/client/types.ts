/** What may be called on a path, told from the generated routes: a mistyped collection, action, field or body does not compile. */
import type { Routes } from './generated/routes.ts';
import type { Listing } from './listing.ts';
import type { CallOptions } from './send.ts';

/** `METHOD /path/{id}`: every call of the API. */
export type RouteName = keyof Routes;

type Text<T> = T extends string ? T : never;

/** The names of a path's parameters. */
export type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never;

type Parameters<R extends RouteName> = [ParamNames<R>] extends [never] ? object : { params: Record<ParamNames<R>, string> };
type BodyOf<Route> = Route extends { body: infer Body } ? { body: Body } : Route extends { body?: infer Body } ? { body?: Body } : object;
type QueryOf<Route> = Route extends { query?: infer Query } ? { query?: Query } : object;
/** A list answers one page as it stands. */
export type AnswerOf<Route> = Route extends { list: infer Item } ? Item[] : Route extends { answer: infer Answer } ? Answer : never;

type Given<R extends RouteName> = Parameters<R> & BodyOf<Routes[R]> & QueryOf<Routes[R]> & Omit<CallOptions, 'query'>;
/** What a call takes; nothing where nothing is required. */
export type CallArgs<R extends RouteName> = object extends Given<R> ? [given?: Given<R>] : [given: Given<R>];

/** Paths whose parameters have no names: it is the place that counts. */
type Bare<P extends string> = P extends `${infer Before}{${string}}${infer After}` ? `${Before}{}${Bare<After>}` : P;
type BareRoutes = { [R in RouteName as Bare<R>]: Routes[R] };
type BarePath = keyof BareRoutes extends infer Key ? (Key extends `${string} ${infer Path}` ? Path : never) : never;

/** The fixed words at the beginning of a path. */
type Words<P extends string> = P extends `{}${string}` ? never : P extends `${infer Fixed}/{}${string}` ? Fixed : P;
type Below<P extends string> = BarePath extends infer Path ? (Path extends `${P}/${infer Rest}` ? Rest : never) : never;
/** What may follow a path: collections and actions. */
export type Names<P extends string> = Words<Below<P>>;
type HasResource<P extends string> = Extract<Below<P>, '{}' | `{}/${string}`>;

type RouteAt<M extends string, P extends string> = `${M} ${P}` extends keyof BareRoutes ? BareRoutes[`${M} ${P}`] : never;

type Options<Route> = Omit<CallOptions, 'query'> & QueryOf<Route>;
type Reads<Route> = (options?: Options<Route>) => Promise<AnswerOf<Route>>;
type Writes<Route> = Route extends { body: infer Body }
  ? (body: Body, options?: Options<Route>) => Promise<AnswerOf<Route>>
  : (body?: Route extends { body?: infer Body } ? Body : undefined, options?: Options<Route>) => Promise<AnswerOf<Route>>;

interface Verbs<P extends string> {
  get: Reads<RouteAt<'GET', P>>;
  post: Writes<RouteAt<'POST', P>>;
  put: Writes<RouteAt<'PUT', P>>;
  delete: Writes<RouteAt<'DELETE', P>>;
}
type Methods = { get: 'GET'; post: 'POST'; put: 'PUT'; delete: 'DELETE' };
type VerbsAt<P extends string> = { [V in keyof Methods as [RouteAt<Methods[V], P>] extends [never] ? never : V]: Verbs<P>[V] };

type Lists<Route> = [Route] extends [never]
  ? unknown
  : Route extends { list: infer Item; fields: infer Field; orders: infer Order }
    ? Listing<Item, Text<Field>, Text<Order>>
    : unknown;

/** Something at a path: what can be called there, and what lies below. */
export type Node<P extends string> = VerbsAt<P> & Lists<RouteAt<'GET', P>> & Steps<P>;

interface Steps<P extends string> {
  /** A collection below: `requests`, `usage/files`. */
  collection<Name extends Names<P>>(name: Name): Node<`${P}/${Name}`>;
  /** One of this collection. */
  resource: [HasResource<P>] extends [never] ? never : (id: string | number) => Node<`${P}/{}`>;
  /** Something that can be done with it: `approve`. */
  action<Name extends Names<P>>(name: Name): Node<`${P}/${Name}`>;
}
