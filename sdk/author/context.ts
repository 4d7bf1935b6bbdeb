/** What a handler gets beside its object: logging, outgoing requests, storage, recorded steps and the platform's API. */
import type { FetchReply } from '../contract/capabilities.ts';

/** Credentials by the name of a secret of the manifest; the platform puts the value in, the extension never sees it. */
export type Auth =
  | { type: 'basic'; username?: string; usernameSecret?: string; secret: string }
  | { type: 'bearer'; secret: string }
  | { type: 'header'; name: string; secret: string };

export interface RequestOptions {
  method?: string;
  headers?: Record<string, string>;
  /** Text is sent as it is; anything else as JSON. */
  body?: unknown;
  auth?: Auth;
  redirect?: 'follow' | 'manual' | 'error';
  /** Milliseconds, at most 10,000. */
  timeoutMs?: number;
}

/** An answer of an outside system; every status arrives here, only transport faults throw. */
export interface Answer extends FetchReply {
  ok: boolean;
  /** The body parsed as JSON; throws where it is not JSON. */
  json<T = unknown>(): T;
}

export interface Step {
  /** The same text at every repetition of this step of this handler for this object: use it as an idempotency key. */
  readonly key: string;
  /** Like ctx.fetch, with an idempotency key of this step: use it where several steps run at once. */
  fetch(url: string, options?: RequestOptions): Promise<Answer>;
}

export interface FindOrCreate<T> {
  /** Looks for what an earlier, unrecorded run may have left; undefined or null when there is nothing. */
  find: (step: Step) => Promise<T | null | undefined>;
  create: (step: Step) => Promise<T>;
}

export interface Storage {
  get<T = unknown>(key: string): Promise<{ value: T; version: number } | undefined>;
  /** With `ifVersion` only if the value is still at that version (0: absent); a loser gets an error with code CONFLICT. */
  set(key: string, value: unknown, options?: { ifVersion?: number }): Promise<{ version: number }>;
  delete(key: string, options?: { ifVersion?: number }): Promise<void>;
  list(options?: { prefix?: string; after?: string; limit?: number }): Promise<string[]>;
}

export interface Logger {
  debug(text: string, fields?: Record<string, unknown>): void;
  info(text: string, fields?: Record<string, unknown>): void;
  warn(text: string, fields?: Record<string, unknown>): void;
  error(text: string, fields?: Record<string, unknown>): void;
}

export interface PlatformClient {
  get<T = unknown>(path: string): Promise<T>;
  post<T = unknown>(path: string, body?: unknown): Promise<T>;
  put<T = unknown>(path: string, body?: unknown): Promise<T>;
  delete(path: string): Promise<void>;
}

/** @typeParam Settings - the shape that the manifest's settings schema describes. */
export interface Context<Settings = Record<string, unknown>> {
  readonly log: Logger;
  readonly settings: Settings;
  readonly event: { id: string; type: string; status: string; objectId: string; at: string };
  /** 1 for the first delivery; retries count up, reschedules do not. */
  readonly attempt: number;
  readonly correlation: string;
  /**
   * Runs `work` once and records its result before going on; on any repetition of the task the record is returned and
   * the work is not run again. Between an outside effect and its record a crash can still repeat the work, with the same
   * `step.key`; where the outside system ignores keys give `{ find, create }`.
   * @example const tenant = await ctx.step('tenant', (step) => createTenant(ctx, step.key));
   */
  step<T>(name: string, work: ((step: Step) => Promise<T>) | FindOrCreate<T>): Promise<T>;
  fetch(url: string, options?: RequestOptions): Promise<Answer>;
  readonly storage: Storage;
  /** The platform's REST API as this installation, within the object scopes of the manifest: `ctx.platform.get('/requests/PR-…')`. */
  readonly platform: PlatformClient;
  /** A generated password: real randomness, masked wherever it would be shown. */
  password(length?: number): Promise<string>;
  sleep(ms: number): Promise<void>;
}
