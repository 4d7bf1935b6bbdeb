/** How a call can fail: the host refused it, or there was no answer. Neither error holds the token or what was sent. */
import type { ErrorCode } from './generated/routes.ts';

interface Call {
  method: string;
  /** Below /public/v1, without the query. */
  path: string;
  /** How often it was sent. */
  attempts: number;
}

export interface ErrorAnswer {
  error_code?: string;
  errors?: string[];
  params?: Record<string, unknown>;
}

/** The host's answer was an error. */
export class ApiError extends Error {
  /** HTTP status. */
  readonly status: number;
  /** For example VAL_001; `entrepot explain CODE` tells what to do. HTTP_502 and the like where the answer has none, as a proxy's. */
  readonly errorCode: ErrorCode;
  /** Sentences; those about a field start with its path and a colon. */
  readonly errors: readonly string[];
  readonly params: Readonly<Record<string, unknown>>;
  /** What the host's log and traces know the call by. */
  readonly correlation: string | undefined;
  /** Milliseconds the host asks to wait before it is tried again. */
  readonly retryAfterMs: number | undefined;
  readonly method: string;
  readonly path: string;
  readonly attempts: number;

  constructor(call: Call, status: number, body: ErrorAnswer, about: { correlation: string | undefined; retryAfterMs: number | undefined }) {
    const code = body.error_code ?? `HTTP_${status}`;
    const errors = body.errors ?? [];
    super(`${call.method} ${call.path}: ${code} (${status})${errors.length ? ` ${errors.join(' ')}` : ''}`);
    this.name = 'ApiError';
    this.status = status;
    this.errorCode = code;
    this.errors = errors;
    this.params = body.params ?? {};
    this.correlation = about.correlation;
    this.retryAfterMs = about.retryAfterMs;
    this.method = call.method;
    this.path = call.path;
    this.attempts = call.attempts;
  }
}

/** No whole answer came. Whether the host did what it was asked is not known, unless the call only reads. */
export class NetworkError extends Error {
  readonly reason: 'timeout' | 'network';
  readonly method: string;
  readonly path: string;
  readonly attempts: number;

  constructor(call: Call, reason: 'timeout' | 'network', why: string) {
    super(`${call.method} ${call.path}: ${why}`);
    this.name = 'NetworkError';
    this.reason = reason;
    this.method = call.method;
    this.path = call.path;
    this.attempts = call.attempts;
  }
}
