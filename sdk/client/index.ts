/** `entrepot/client`: the REST API of a host, typed, for Node and browsers. */
export { createClient, type Client } from './client.ts';
export { ApiError, NetworkError } from './errors.ts';
export { rql, type Condition, type Query, type RqlValue } from './rql.ts';
export type { Listing, Page } from './listing.ts';
export type { Bytes, CallOptions, ClientOptions } from './send.ts';
export type { RouteName } from './types.ts';
export type { ErrorCode, Routes } from './generated/routes.ts';
export type * from './generated/objects.ts';
