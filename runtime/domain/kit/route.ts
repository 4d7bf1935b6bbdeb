/**
 * A route is data: who may call it, what it takes, and the command it runs. api/bind turns it into HTTP, api/openapi
 * into the published description; no route knows about either.
 */
import type { TSchema } from 'typebox';
import type { Context, Role } from '../../store/index.ts';
import type { Collection } from './collection.ts';

export interface Input {
  /** Path parameters by name. */
  params: Record<string, string>;
  /** Plain query parameters such as `code`; RQL goes to collections only. */
  query: Record<string, string>;
  body: unknown;
  headers: (name: string) => string | undefined;
}

/** What a call answers instead of JSON: a file, always served as a download. */
export class FileAnswer {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  constructor(name: string, type: string, bytes: Uint8Array) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
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
  /** For rows that come to be when somebody asks for them: what to do, in a unit of its own, before the page is read. */
  before?: (query: string, params: Record<string, string>) => ((ctx: Context) => Promise<void>) | undefined;
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
  answer?: TSchema;
  /** Slow work on the input before the unit of work begins; what it answers takes the body's place. */
  prepare?(input: Input): Promise<unknown>;
  run(ctx: Context, input: Input): Promise<unknown>;
}

export type Route = ListRoute | CallRoute;
