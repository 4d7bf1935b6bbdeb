/**
 * The first code of every isolate, bundled to one file: it receives the one function out, and answers the one function
 * in. The package is evaluated after it, finds `module`, and is called through its hooks.
 */
import { bare, createBridge, safeParse, safeStringify, safeThen } from './bridge.ts';
import { FIXED_LIMITS } from '../contract/limits.ts';
import { createContext } from './context.ts';
import { installGlobals } from './globals.ts';
import type { Delivered, GuestOutcome, RunHeader, Sent } from './protocol.ts';

type Hook = (ctx: unknown, object: unknown) => unknown;

/** Called by the sandbox with the function out; answers the function in. */
export function start(rawSend: (text: string) => void): (text: string) => void {
  const bridge = createBridge(rawSend);
  const world = installGlobals(globalThis, bridge);
  const module = { exports: {} as { default?: { hooks?: Record<string, Hook> } } };
  Object.assign(globalThis, { module, exports: module.exports });
  let hooks: Record<string, Hook> = {};

  const tell = (args: Extract<Sent, { op: 'loaded' }>['args']) => void bridge.send({ id: 0, op: 'loaded', args: bare(args) });

  function load(): void {
    const extension = module.exports.default;
    for (const name of ['module', 'exports']) delete (globalThis as Record<string, unknown>)[name];
    if (typeof extension?.hooks !== 'object' || extension.hooks === null) {
      return tell({ code: 'LOAD_ERROR', message: 'the package has no default export made by defineExtension({ hooks })' });
    }
    hooks = extension.hooks;
    tell({ hooks: Object.keys(hooks) });
  }

  function run(header: RunHeader): void {
    const line = bridge.begin(header.positions === true);
    world.begin(header.now, header.seed, header.entropy);
    const finish = (outcome: GuestOutcome | string) => {
      bridge.end();
      world.end();
      if (typeof outcome === 'string') bridge.answer(outcome);
      else bridge.send({ id: 0, op: 'result', args: bare(outcome) });
    };
    const hook = Object.hasOwn(hooks, header.event.type) ? hooks[header.event.type] : undefined;
    if (!hook) return finish({ ok: false, code: 'LOAD_ERROR', message: `the package has no hook for ${header.event.type}` });
    // awaited, not returned: that asks no patched `then`
    const answer = (async () => await hook(createContext(line, header), header.object))();
    safeThen(
      answer,
      (decision) => finish(answered(decision)),
      (error) => finish(failed(error)),
    );
  }

  return (text) => {
    const message = safeParse(text) as Delivered;
    if (message.t === 'load') return load();
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
