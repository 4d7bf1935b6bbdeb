/**
 * A route is data: who may call it, what it takes, and the command it runs. api/bind turns it into HTTP, api/openapi
 * into the published description; no route knows about either.
 */
import type { TSchema } from 'typebox';
import type { PlatformError } from '../../base/index.ts';
import type { Actor, Context, Role, Store } from '../../store/index.ts';
import type { Ask, Word } from './ask.ts';
import { findVisible, type Collection } from './collection.ts';

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
  /** What the extensions said that the route asked; empty where there was nobody to ask. */
  words: readonly Word[];
}

/** An answer that somebody else wrote: only plain content goes out, whatever its headers say. */
export class ForeignAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  constructor(status: number, headers: Readonly<Record<string, string>>, body: unknown) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/** What a call answers instead of JSON: a file, always served as a download, whole or as it is made. */
export class FileAnswer {
  readonly name: string;
  readonly type: string;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  constructor(name: string, type: string, body: Uint8Array | AsyncIterable<Uint8Array>) {
    this.name = name;
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

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows differ per collection; render ties them together
type AnyCollection = Collection<any>;

/**
 * The object that a list hangs below. It is found before the list is read, so one that the caller does not see is a 404, not an
 * empty list.
 */
export interface Below {
  /** Where the path's `id` is found; or how the object is found, where that alone does not name it. */
  parent: AnyCollection | ((ctx: Context, params: Record<string, string>) => Promise<{ id: string }>);
  /** The column of the list's rows that holds its id. */
  column: string;
  /** Further columns and their values; `{name}` is the path's. */
  only?: Readonly<Record<string, string | number>>;
}

/** Answers a page of a collection under RQL. */
export interface ListRoute extends Common {
  kind: 'list';
  collection: AnyCollection;
  /** What it hangs below, where its path names something. */
  below?: Below;
  /** For rows that come to be when somebody asks for them: what to do, in a unit of its own, before the page is read. */
  before?: (query: string, params: Record<string, string>) => ((ctx: Context) => Promise<void>) | undefined;
}

/** Runs `run` in a unit of work and answers its value. */
export interface CallRoute extends Common {
  kind: 'read' | 'write';
  /** Our own endpoints close it, so that unknown fields are refused; published ones leave it open and ignore them. */
  body?: TSchema;
  /** A query parameter that may stand in for a token; the command judges it. */
  bearer?: string;
  /** Plain query parameters it reads; any other is refused then. */
  query?: readonly string[];
  /** Status of success; default 200, 201 for a creating POST must be said, 204 sends no body. */
  status?: number;
  /** Media type of the answer; default JSON. */
  type?: 'application/json' | 'text/markdown' | 'text/html' | 'text/x-gettext-translation' | 'application/octet-stream' | 'application/jsonl';
  /** A multipart form may stand in for the JSON body; its files come as data URLs. */
  form?: boolean;
  /** Answers 302 to the address that `run` names. */
  redirect?: boolean;
  /** The raw body instead of JSON: a file, or a form or JSON that the route reads by itself. */
  raw?: 'file' | 'form';
  /** Whose objects it answers, where not those of the list its path stands below; null: something of its own. */
  shows?: AnyCollection | null;
  /** It answers a list of them. */
  many?: true;
  /** The body is handed to `prepare` unread, as AsyncIterable<Uint8Array>, and ends with an error after so many bytes. */
  streamMax?: number;
  /** Asks extensions before `run`; no unit is open while it waits. */
  ask?: Ask;
  /** Slow work on the input before the unit of work begins; what it answers takes the body's place. */
  prepare?(input: Input, around: Surroundings): Promise<unknown>;
  run(ctx: Context, input: Input, around: Surroundings): Promise<unknown>;
  /** For pages: what is shown instead of the error body, read after everything was rolled back. */
  refused?(ctx: Context, input: Input, error: PlatformError): Promise<unknown>;
}

export type Route = ListRoute | CallRoute;

/** The columns that a list below an object is fixed to. */
export async function columnsBelow(ctx: Context, { parent, column, only = {} }: Below, params: Record<string, string>): Promise<Record<string, string>> {
  const { id } = (typeof parent === 'function' ? await parent(ctx, params) : await findVisible(ctx, parent, params['id']!)) as { id: string };
  const fixed = Object.entries(only).map(([name, value]) => [name, String(value).replace(/^\{(\w+)\}$/, (_, param: string) => params[param]!)]);
  return { [column]: id, ...(Object.fromEntries(fixed) as Record<string, string>) };
}
