/**
 * When the database cannot be used: which errors say so, and what is known of it meanwhile. Callers are refused and may
 * try again; the condition is told once when it begins and once when it ends, whoever notices.
 */
import { asError, PlatformError } from '../base/index.ts';

export interface Fault {
  /** ISO time. */
  since: string;
  reason: string;
}

/** SQLite's own codes, PostgreSQL's classes (08 connection, 53 resources, 57 shutdown, 58 system), the client's names. */
// prettier-ignore
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^(SQLITE_FULL|53100|ENOSPC)/,                          'the disk of the database is full'],
  [/^SQLITE_(IOERR|CANTOPEN|READONLY|PERM)|^58/,           'the disk of the database does not take what is written'],
  [/^SQLITE_(CORRUPT|NOTADB)/,                             'the database file is damaged'],
  [/^SQLITE_(BUSY|LOCKED|PROTOCOL)/,                       'another process holds the database'],
  [/^(08|53|57P)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/, 'the database does not answer'],
];
/** pg gives these no code. */
const LOST_LINE = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Why an error means that the database cannot be used now; undefined where it means something else. */
export function faultOf(error: unknown): string | undefined {
  const { code, errors, message } = error as { code?: unknown; errors?: unknown[]; message?: unknown };
  const text = String(code ?? '');
  const known = REASONS.find(([pattern]) => pattern.test(text))?.[1];
  if (known !== undefined) return known;
  if (typeof message === 'string' && LOST_LINE.test(message)) return 'the database does not answer';
  // every address of the server was tried
  return Array.isArray(errors) && errors.length ? faultOf(errors[0]) : undefined;
}

export function unavailable(reason: string, then: string, cause: unknown): PlatformError {
  return new PlatformError('unavailable', `${reason[0]!.toUpperCase()}${reason.slice(1)}; ${then}`, { cause });
}

/** Told what begins, and `undefined` when the database works again. */
export type OnFault = (fault: Fault | undefined, cause?: Error) => void;

const PROBE_MS = 1_000;
/** On a disk that is almost full small writes succeed between large ones that fail: it counts as over after so long without a failure. */
const QUIET_MS = 3_000;

/** Reading and writing fail apart: a full disk can still be read. */
export class Condition {
  readonly #faults: { read?: Fault; write?: Fault } = {};
  readonly #told: OnFault;
  readonly #probe: () => Promise<unknown>;
  #timer: NodeJS.Timeout | undefined;
  #failedAt = 0;
  #stopped = false;

  /** `probe` reads and writes something small: it is how the end of a fault is noticed where nobody calls. */
  constructor(told: OnFault, probe: () => Promise<unknown>) {
    this.#told = told;
    this.#probe = probe;
  }

  get fault(): Fault | undefined {
    return this.#faults.write ?? this.#faults.read;
  }

  async watch<T>(side: 'read' | 'write', work: () => Promise<T>): Promise<T> {
    try {
      const value = await work();
      if (this.#faults[side] && Date.now() - this.#failedAt >= QUIET_MS) this.#ended(side);
      return value;
    } catch (error) {
      const refused = refusal(error, side);
      if (refused) this.#began(side, refused);
      throw refused ?? error;
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #began(side: 'read' | 'write', { message, cause }: PlatformError): void {
    if (this.#stopped) return;
    const known = this.fault;
    this.#failedAt = Date.now();
    this.#faults[side] ??= { since: new Date().toISOString(), reason: faultOf(cause) ?? message };
    if (!known) this.#told(this.fault, asError(cause));
    this.#probeLater();
  }

  #probeLater(): void {
    if (this.#stopped || !this.fault) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      // its failure is met like anybody's
      void this.#probe()
        .catch(() => {})
        .finally(() => this.#probeLater());
    }, PROBE_MS).unref();
  }

  #ended(side: 'read' | 'write'): void {
    delete this.#faults[side];
    if (!this.fault) this.#told(undefined);
  }
}

function refusal(error: unknown, side: 'read' | 'write'): PlatformError | undefined {
  if (error instanceof PlatformError) return error.kind === 'unavailable' && error.cause !== undefined ? error : undefined;
  const reason = faultOf(error);
  return reason === undefined ? undefined : unavailable(reason, side === 'read' ? 'try again.' : 'nothing of this call was stored.', error);
}
