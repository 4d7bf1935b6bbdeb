/**
 * Every error a caller can meet, as one table: HTTP status, published code and whether the same call may succeed later.
 * The body on the wire is `{error_code, errors, params?}` (platform-api.md section 3). Mistakes of our own are not in the
 * table: they go through `invariant` and surface as SYS_001.
 */

// prettier-ignore
export const ERRORS = {
  validation:     { status: 400, code: 'VAL_001',  retryable: false },
  badRql:         { status: 400, code: 'RQL_001',  retryable: false },
  transition:     { status: 400, code: 'REQ_003',  retryable: false },
  conflict:       { status: 409, code: 'REQ_005',  retryable: false },
  badPackage:     { status: 400, code: 'PKG_001',  retryable: false },
  consentNeeded:  { status: 400, code: 'PKG_002',  retryable: false },
  unauthorized:   { status: 401, code: 'AUTH_001', retryable: false },
  forbidden:      { status: 403, code: 'AUTH_002', retryable: false },
  notFound:       { status: 404, code: 'NFND_000', retryable: false },
  methodNotFound: { status: 405, code: 'NFND_001', retryable: false },
  bodyTooLarge:   { status: 413, code: 'VAL_002',  retryable: false },
  unsupportedMedia: { status: 415, code: 'VAL_003', retryable: false },
  staleFence:     { status: 409, code: 'TSK_001',  retryable: false },
  tooMany:        { status: 429, code: 'SYS_002',  retryable: true },
  unavailable:    { status: 503, code: 'SYS_003',  retryable: true },
  internal:       { status: 500, code: 'SYS_001',  retryable: true },
} as const;

export type ErrorKind = keyof typeof ERRORS;

export interface ErrorBody {
  error_code: string;
  errors: string[];
  params?: Record<string, unknown>;
}

/** Messages name the value that was sent; they do not send a large one back. */
const MESSAGE_MAX = 2_000;

/** An error meant for the caller. `errors` are sentences; validation ones start with the dotted field path and `: `. */
export class PlatformError extends Error {
  readonly kind: ErrorKind;
  readonly errors: string[];
  readonly params: Record<string, unknown> | undefined;
  /** Overrides the table's code where the published platform has a more precise one, for example PRD_038. */
  readonly code: string;

  constructor(kind: ErrorKind, errors: string | string[], options: { params?: Record<string, unknown>; code?: string; cause?: unknown } = {}) {
    const list = Array.isArray(errors) ? errors : [errors];
    super(list.join(' '), options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'PlatformError';
    this.kind = kind;
    this.errors = list;
    this.params = options.params;
    this.code = options.code ?? ERRORS[kind].code;
  }

  get status(): number {
    return ERRORS[this.kind].status;
  }

  toBody(): ErrorBody {
    const errors = this.errors.map((text) => (text.length > MESSAGE_MAX ? `${text.slice(0, MESSAGE_MAX)}…` : text));
    return { error_code: this.code, errors, ...(this.params ? { params: this.params } : {}) };
  }
}

/** `field: value is not allowed …`, the one form of a validation message. */
export function invalid(field: string, message: string): PlatformError {
  return new PlatformError('validation', `${field}: ${message}`);
}

export function notFound(id: string): PlatformError {
  return new PlatformError('notFound', `Object \`${id}\` not found.`);
}

/** A mistake of ours, never of the caller. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant violated: ${message}`);
}

/** Anything thrown, as an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
