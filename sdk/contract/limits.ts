/**
 * Every limit an extension lives under, by name, in one block. A manifest may ask for less, or for more up to `max`;
 * the platform's configuration may lower both. Sources: performance.md and the measured sandbox facts.
 */

// prettier-ignore
export const LIMITS = {
  /** One entry into the isolate (the handler's start, or one reply). CPU-bound code is stopped after it. */
  turnMs:        { default: 250,    max: 5_000 },
  /** CPU of all turns of one attempt together. */
  cpuMs:         { default: 5_000,  max: 60_000 },
  /** From the start of an attempt to its result, waiting included. */
  wallMs:        { default: 30_000, max: 900_000 },
  /** The isolate's heap. */
  memoryMb:      { default: 64,     max: 512 },
  /** Isolates, and so tasks at once, of one installation. */
  concurrency:   { default: 4,      max: 32 },
  /** Calls over the bridge in one attempt, log lines included. */
  calls:         { default: 1_000,  max: 10_000 },
  /** Outgoing requests in one attempt. */
  requests:      { default: 100,    max: 1_000 },
} as const;

export type LimitName = keyof typeof LIMITS;
export type Limits = Record<LimitName, number>;

/** How long the caller of an interactive hook waits, where its manifest says nothing else. */
export const BUDGET_MS = { default: 2_000, min: 100, max: 10_000 } as const;

/** Limits nobody may raise. Sizes are UTF-8 bytes. */
export const FIXED_LIMITS = {
  /** One message over the bridge, either way. */
  messageBytes: 1_000_000,
  /** A decision or error as JSON text. */
  resultBytes: 262_144,
  /** A value of the key-value storage. */
  storageValueBytes: 262_144,
  /** All values of one installation. */
  storageBytes: 50_000_000,
  /** Length of a storage key. */
  storageKeyLength: 200,
  /** A recorded step result. */
  stepBytes: 262_144,
  /** Log text of one attempt; the rest is cut with a mark. */
  logBytes: 262_144,
  logLineBytes: 16_384,
  /** An outgoing request's body, and an answer's body after decompression. */
  requestBytes: 1_000_000,
  responseBytes: 5_000_000,
  requestMs: 10_000,
  redirects: 3,
  /** Depth of any JSON value that crosses. */
  jsonDepth: 64,
  /** Timers waiting at once in one isolate. */
  timers: 100,
  /** Package archive, unpacked size, and number of files. */
  packageBytes: 20_000_000,
  unpackedBytes: 50_000_000,
  packageFiles: 500,
} as const;

/** The limits of one installation: its manifest's wishes inside what the platform allows. */
export function effectiveLimits(wished: Partial<Record<LimitName, number>> = {}): Limits {
  const names = Object.keys(LIMITS) as LimitName[];
  return Object.fromEntries(names.map((n) => [n, Math.min(wished[n] ?? LIMITS[n].default, LIMITS[n].max)])) as Limits;
}
