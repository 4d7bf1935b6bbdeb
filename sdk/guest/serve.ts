/**
 * One attempt inside a guest: the handler is called with its context, its calls are answered, and its decision or what it
 * threw is told. Free of globals, so that the test kit runs the same code outside of an isolate.
 */
import { FIXED_LIMITS } from '../contract/limits.ts';
import { bare, safeStringify, safeThen, type Bridge } from './bridge.ts';
import type { World } from './clock.ts';
import { createContext } from './context.ts';
import type { Delivered, GuestOutcome, RunHeader } from './protocol.ts';

export type Hook = (ctx: unknown, object: unknown) => unknown;

/** Answers what takes a delivered message; `hooks` is asked for the hooks of the package at each attempt. */
export function serve(bridge: Bridge, world: World, hooks: () => Record<string, Hook>): (message: Exclude<Delivered, { t: 'load' }>) => void {
  function run(header: RunHeader): void {
    const line = bridge.begin(header.positions === true);
    world.begin(header.now, header.seed, header.entropy);
    const finish = (outcome: GuestOutcome | string) => {
      bridge.end();
      world.end();
      if (typeof outcome === 'string') bridge.answer(outcome);
      else bridge.send({ id: 0, op: 'result', args: bare(outcome) });
    };
    const known = hooks();
    const hook = Object.hasOwn(known, header.event.type) ? known[header.event.type] : undefined;
    if (!hook) return finish({ ok: false, code: 'LOAD_ERROR', message: `the package has no hook for ${header.event.type}` });
    // awaited, not returned: that asks no patched `then`
    const answer = (async () => await hook(createContext(line, header), header.object))();
    safeThen(
      answer,
      (decision) => finish(answered(decision)),
      (error) => finish(failed(error)),
    );
  }

  return (message) => {
    if (message.t === 'run') return run(message);
    world.tick(message.now);
    if (message.ok) bridge.settle(message.id, true, message.value, '', '');
    else bridge.settle(message.id, false, undefined, message.code, message.message);
  };
}

/** The decision as JSON text, or why it cannot be sent. */
function answered(decision: unknown): GuestOutcome | string {
  let text: string | undefined;
  try {
    text = safeStringify(decision);
  } catch (error) {
    return { ok: false, code: 'UNSERIALISABLE', message: `the answer is not JSON: ${(failed(error) as { message: string }).message}` };
  }
  if (text === undefined) return { ok: false, code: 'BAD_DECISION', message: 'the handler returned nothing; return a decision such as done()' };
  if (text.length > FIXED_LIMITS.resultBytes)
    return { ok: false, code: 'UNSERIALISABLE', message: `the answer has ${text.length} characters; at most ${FIXED_LIMITS.resultBytes} bytes are allowed` };
  return text;
}

/** What was thrown, read once and with care: it may be anything. */
function failed(thrown: unknown): GuestOutcome {
  try {
    return told(thrown);
  } catch {
    return { ok: false, code: 'HANDLER_ERROR', message: 'something was thrown that cannot be read' };
  }
}

function told(thrown: unknown): GuestOutcome {
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as { name?: unknown; stack?: unknown; after?: unknown };
  const { name, stack, after } = error;
  const facts = { ok: false, message: messageOf(thrown), ...(typeof stack === 'string' ? { stack: stack.slice(0, 8000) } : {}) } as const;
  if (name === 'Retry') return { ...facts, code: 'RETRY', ...(typeof after === 'number' && after >= 0 ? { retryAfterMs: after * 1000 } : {}) };
  return { ...facts, code: name === 'NonRetriable' ? 'NON_RETRIABLE' : 'HANDLER_ERROR' };
}

function messageOf(thrown: unknown): string {
  const message = typeof thrown === 'object' && thrown !== null ? (thrown as { message?: unknown }).message : thrown;
  return (typeof message === 'string' ? message : String(message)).slice(0, 4000);
}
