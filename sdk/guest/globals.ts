/**
 * The globals a package finds beside the language. All are plain JavaScript inside the isolate and take time, chance and
 * effects only from what is delivered. What costs memory is made when it is first used: most packages use little of it.
 */
import { AbortController, AbortSignal } from './abort.ts';
import type { Bridge } from './bridge.ts';
import { installClock, type World } from './clock.ts';
import { structuredClone } from './clone.ts';
import { createConsole, shown } from './console.ts';
import { createLogger } from './context.ts';
import { createCrypto } from './crypto.ts';
import { atob, btoa, createText, DOMException } from './text.ts';
import { createTimers } from './timers.ts';

/** whatwg-url-minimum as the text of one expression, put in when the guest is bundled (runner/sandbox/bundle.ts). */
declare const ENTREPOT_URL: string;

/**
 * They share memory, tell when garbage is collected, or look at the machine's clock: nothing that replays. Temporal exists
 * in some supported engines only, and costs memory as soon as it is touched; its polyfills use our Date.
 */
const WITHOUT = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry', 'Temporal'];

export function installGlobals(global: typeof globalThis, bridge: Bridge): World {
  const target = global as unknown as Record<string, unknown>;
  for (const name of WITHOUT) delete target[name];
  const clock = installClock(target);
  const log = createLogger(bridge);
  const timers = createTimers(bridge, (error) => log.error(`in a timer: ${shown(error)}`));
  const evaluate = eval;
  const define = (values: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(values)) Object.defineProperty(target, name, { value, writable: true, configurable: true });
  };
  const lazily = (names: string[], make: () => Record<string, unknown>) => {
    for (const name of names)
      Object.defineProperty(target, name, {
        configurable: true,
        get: () => (define(make()), target[name]),
        set: (value) => define({ [name]: value as unknown }),
      });
  };

  define({ console: createConsole(log), crypto: createCrypto(clock), ...timers.globals, structuredClone, atob, btoa });
  define({ AbortController, AbortSignal, DOMException });
  lazily(['TextEncoder', 'TextDecoder'], createText);
  lazily(['URL', 'URLSearchParams'], () => evaluate(ENTREPOT_URL) as Record<string, unknown>);

  return {
    begin(now, seed, entropy) {
      timers.clear();
      clock.begin(now, seed, entropy);
    },
    tick: clock.tick,
    end() {
      timers.clear();
      clock.end();
    },
  };
}
