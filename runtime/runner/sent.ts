/**
 * What comes out of a guest, read by somebody who expects the worst: it may be no call at all, nested until a
 * recursive walk overflows, or claim an end that only the platform may give.
 */
import { FIXED_LIMITS, type Outcome, type OutcomeCode } from '../../sdk/contract/index.ts';
import type { Sent } from '../../sdk/guest/protocol.ts';

/** Ends a guest may tell of its own attempt. */
const TOLD: readonly string[] = ['RETRY', 'NON_RETRIABLE', 'HANDLER_ERROR', 'BAD_DECISION', 'UNSERIALISABLE', 'LOAD_ERROR'] satisfies OutcomeCode[];

/** The envelope around a value adds these levels. */
const ENVELOPE = 2;

export type ReadSent = { ok: true; message: Sent; deep: boolean } | { ok: false };

export function readSent(text: string): ReadSent {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return { ok: false };
  }
  const { id, op } = (message ?? {}) as { id?: unknown; op?: unknown };
  if (typeof op !== 'string' || !Number.isSafeInteger(id)) return { ok: false };
  return { ok: true, message: message as Sent, deep: depthOf(text) > FIXED_LIMITS.jsonDepth + ENVELOPE };
}

/** Which hooks a package defines, or why it cannot be used. */
export function readLoaded(args: unknown): { ok: true; hooks: string[] } | { ok: false; code: 'LOAD_ERROR'; message: string } {
  const { hooks, message } = (args ?? {}) as { hooks?: unknown; message?: unknown };
  if (Array.isArray(hooks) && hooks.every((name) => typeof name === 'string')) return { ok: true, hooks };
  return { ok: false, code: 'LOAD_ERROR', message: typeof message === 'string' ? message : 'the package could not be loaded' };
}

/** The outcome a guest told, or what is wrong with it. */
export function toldOutcome(args: unknown, deep: boolean): Outcome {
  const bad = (message: string): Outcome => ({ ok: false, code: 'UNSERIALISABLE', message });
  if (deep) return bad(`the answer is nested deeper than ${FIXED_LIMITS.jsonDepth} levels`);
  const told = (args ?? {}) as { ok?: unknown; decision?: unknown; code?: unknown; message?: unknown; stack?: unknown; retryAfterMs?: unknown };
  if (told.ok === true && 'decision' in told) {
    const bytes = Buffer.byteLength(JSON.stringify(told.decision));
    return bytes > FIXED_LIMITS.resultBytes
      ? bad(`the answer has ${bytes} bytes; at most ${FIXED_LIMITS.resultBytes} are allowed`)
      : { ok: true, decision: told.decision };
  }
  const { code, message, stack, retryAfterMs } = told;
  if (told.ok !== false || typeof code !== 'string' || typeof message !== 'string' || !TOLD.includes(code))
    return bad('the answer is not one a handler can give');
  return {
    ...{ ok: false, code, message },
    ...(typeof stack === 'string' ? { stack } : {}),
    ...(typeof retryAfterMs === 'number' && retryAfterMs >= 0 ? { retryAfterMs } : {}),
  };
}

/** Brackets open at once, outside of texts; `text` is JSON. */
function depthOf(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22: // a text: to its closing quote
        for (i++; text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++;
        break;
      case 0x5b:
      case 0x7b:
        deepest = Math.max(deepest, ++depth);
        break;
      case 0x5d:
      case 0x7d:
        depth--;
    }
  }
  return deepest;
}
