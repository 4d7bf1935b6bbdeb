/**
 * Everything that crosses between an isolate and the world, as JSON text. Out: `send(text)` with a Sent. In: one entry
 * per message with a Delivered. The guest's clock and randomness come only from what is delivered.
 */

export type Sent =
  /** `at`: the stack of the call, where positions were asked for. */
  | { id: number; op: string; args: unknown; at?: string }
  /** The hooks that the package defines, after loading. */
  | { id: 0; op: 'loaded'; args: { hooks: string[] } | { code: 'LOAD_ERROR'; message: string; stack?: string } }
  | { id: 0; op: 'result'; args: GuestOutcome };

export type GuestOutcome = { ok: true; decision: unknown } | { ok: false; code: string; message: string; stack?: string; retryAfterMs?: number };

/** The start of one attempt. */
export interface RunHeader {
  t: 'run';
  /** Milliseconds since 1970 at the start; each reply moves it on. */
  now: number;
  /** Seed of Math.random. */
  seed: number;
  /** Hex text of real random bytes for crypto.getRandomValues. */
  entropy: string;
  event: { id: string; type: string; status: string; objectId: string; at: string };
  object: unknown;
  settings: Record<string, unknown>;
  steps: Record<string, unknown>;
  /** `installation/handler/object`, the first three parts of every idempotency key. */
  identity: string;
  attempt: number;
  correlation: string;
  /** Each call says where in the code it was made: for replays, which tell it to an author. */
  positions?: boolean;
}

export type Delivered =
  | RunHeader
  | { t: 'load' }
  | { t: 'reply'; id: number; now: number; ok: true; value: unknown }
  | { t: 'reply'; id: number; now: number; ok: false; code: string; message: string };
