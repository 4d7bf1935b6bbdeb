/**
 * The first code of every isolate, bundled to one file: it receives the one function out, and answers the one function
 * in. The package is evaluated after it, finds `module`, and is called through its hooks.
 */
import { bare, createBridge, safeParse } from './bridge.ts';
import { installGlobals } from './globals.ts';
import type { Delivered, Sent } from './protocol.ts';
import { serve, type Hook } from './serve.ts';

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

  const served = serve(bridge, world, () => hooks);
  return (text) => {
    const message = safeParse(text) as Delivered;
    if (message.t === 'load') load();
    else served(message);
  };
}
