/**
 * A route is data: who may call it, what it takes, and the command it runs. api/bind turns it into HTTP, api/openapi
 * into the published description; no route knows about either.
 */
import type { TSchema } from 'typebox';
import type { Actor, Context, Role, Store } from '../../store/index.ts';
import type { Collection } from './collection.ts';

export interface Input {
  /** Path parameters by name. */
  params: Record<string, string>;
  /** Plain query parameters such as `code`; RQL goes to collections only. */
  query: Record<string, string>;
  body: unknown;
  headers: (name: string) => string | undefined;
}

/** For what does not fit into one unit of work: bodies that are stored, and files that are read, piece by piece. */
export interface Surroundings {
  store: Store;
  actor: Actor;
}

/** What a read may answer instead of JSON: a file, sent as it is made. */
export class Download {
  readonly fileName: string;
  readonly type: string;
  readonly body: AsyncIterable<Uint8Array>;

  constructor(fileName: string, type: string, body: AsyncIterable<Uint8Array>) {
    this.fileName = fileName;
    this.type = type;
    this.body = body;
  }
}

interface Common {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /public/v1, parameters in braces: `/requests/{id}/approve`. */
  path: string;
  /** Unique, camel case; the OpenAPI operationId. */
  operation: string;
  tag: string;
  summary: string;
  /** Who may call it. `anyone` needs no token (the customer's form with its code). */
  roles: readonly Role[] | 'everyone' | 'anyone';
}

/** Answers a page of a collection under RQL. */
export interface ListRoute extends Common {
  kind: 'list';
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows differ per collection; render ties them together
  collection: Collection<any>;
  /** Fixes columns from the path: `/products/{id}/items` -> {product_id}. May check that the parent is visible. */
  within?: (ctx: Context, params: Record<string, string>) => Promise<Record<string, string>>;
}

/** Runs `run` in a unit of work and answers its value. */
export interface CallRoute extends Common {
  kind: 'read' | 'write';
  body?: TSchema;
  /** Our own endpoints refuse unknown fields; published ones ignore them. */
  strict?: boolean;
  /** Status of success; default 200, 201 for a creating POST must be said, 204 sends no body. */
  status?: number;
  /** Media type of the answer; default JSON. */
  type?: 'application/json' | 'text/markdown' | 'application/octet-stream';
  /** The raw body instead of JSON (package upload). */
  raw?: boolean;
  /** The body is handed to `prepare` unread, as AsyncIterable<Uint8Array>, and ends with an error after so many bytes. */
  streamMax?: number;
  answer?: TSchema;
  /** Slow work on the input before the unit of work begins; what it answers takes the body's place. */
  prepare?(input: Input, around: Surroundings): Promise<unknown>;
  run(ctx: Context, input: Input, around: Surroundings): Promise<unknown>;
}

export type Route = ListRoute | CallRoute;
