/**
 * The first code of every isolate, bundled to one file: it receives the one function out, and answers the one function
 * in. The package is evaluated after it, finds `module`, and is called through its hooks.
 */
import { createBridge, safeParse, safeStringify, safeThen } from './bridge.ts';
import { createContext } from './context.ts';
import { installGlobals } from './globals.ts';
import type { Delivered, GuestOutcome, RunHeader } from './protocol.ts';

type Hook = (ctx: unknown, object: unknown) => unknown;

/** Called by the sandbox with the function out; answers the function in. */
export function start(rawSend: (text: string) => void): (text: string) => void {
  const bridge = createBridge(rawSend);
  const world = installGlobals(globalThis, bridge);
  const module = { exports: {} as { default?: { hooks?: Record<string, Hook> } } };
  Object.assign(globalThis, { module, exports: module.exports });
  let hooks: Record<string, Hook> = {};

  function load(): void {
    const extension = module.exports.default;
    for (const name of ['module', 'exports']) delete (globalThis as Record<string, unknown>)[name];
    if (typeof extension?.hooks !== 'object' || extension.hooks === null) {
      return bridge.send({
        id: 0,
        op: 'loaded',
        args: { code: 'LOAD_ERROR', message: 'the package has no default export made by defineExtension({ hooks })' },
      });
    }
    hooks = extension.hooks;
    bridge.send({ id: 0, op: 'loaded', args: { hooks: Object.keys(hooks) } });
  }

  function run(header: RunHeader): void {
    const line = bridge.begin();
    world.begin(header.now, header.seed, header.entropy);
    const finish = (outcome: GuestOutcome) => {
      bridge.end();
      world.end();
      bridge.send({ id: 0, op: 'result', args: outcome });
    };
    const hook = Object.hasOwn(hooks, header.event.type) ? hooks[header.event.type] : undefined;
    if (!hook) return finish({ ok: false, code: 'LOAD_ERROR', message: `the package has no hook for ${header.event.type}` });
    const answer = (async () => hook(createContext(line, header), header.object))();
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

function answered(decision: unknown): GuestOutcome {
  let text: string | undefined;
  try {
    text = safeStringify(decision);
  } catch (error) {
    return { ok: false, code: 'UNSERIALISABLE', message: `the answer is not JSON: ${messageOf(error)}` };
  }
  if (text === undefined) return { ok: false, code: 'BAD_DECISION', message: 'the handler returned nothing; return a decision such as done()' };
  return { ok: true, decision: safeParse(text) };
}

/** What was thrown, read once and with care: it may be anything. */
function failed(thrown: unknown): GuestOutcome {
  const error = thrown as { name?: unknown; message?: unknown; stack?: unknown; after?: unknown } | null;
  const isObject = typeof error === 'object' && error !== null;
  const name = isObject ? error.name : undefined;
  const message = messageOf(thrown);
  const stack = isObject && typeof error.stack === 'string' ? { stack: error.stack.slice(0, 8000) } : {};
  if (name === 'Retry')
    return {
      ok: false,
      code: 'RETRY',
      message,
      ...stack,
      ...(typeof error!.after === 'number' && error!.after >= 0 ? { retryAfterMs: error!.after * 1000 } : {}),
    };
  if (name === 'NonRetriable') return { ok: false, code: 'NON_RETRIABLE', message, ...stack };
  return { ok: false, code: 'HANDLER_ERROR', message, ...stack };
}

function messageOf(thrown: unknown): string {
  const message = typeof thrown === 'object' && thrown !== null ? (thrown as { message?: unknown }).message : thrown;
  return (typeof message === 'string' ? message : String(message)).slice(0, 4000);
}
