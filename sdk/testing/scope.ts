/**
 * What a handler that runs in the test's own process finds as globals: those of the sandbox where they differ from Node's, and
 * nothing of Node that the sandbox has not. They hold only in what the handler itself does and awaits; the test beside it,
 * its runner and the fakes go on with Node's.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { AbortController, AbortSignal } from '../guest/abort.ts';
import type { Bridge } from '../guest/bridge.ts';
import { mulberry32, type World } from '../guest/clock.ts';
import { createConsole, shown } from '../guest/console.ts';
import { createLogger } from '../guest/context.ts';
import { createCrypto } from '../guest/crypto.ts';
import { createTimers } from '../guest/timers.ts';

/** Of Node, and not in the sandbox. */
// prettier-ignore
const HIDDEN = ['process', 'Buffer', 'fetch', 'Headers', 'Request', 'Response', 'FormData', 'WebSocket', 'EventSource', 'setImmediate', 'clearImmediate', 'navigator', 'localStorage', 'sessionStorage', 'global', 'performance', 'WebAssembly'];

type Globals = Record<string, unknown>;

export interface Inside {
  world: World;
  run(work: () => void): void;
}

export interface Scope {
  enter(bridge: Bridge): Inside;
  close(): void;
}

const storage = new AsyncLocalStorage<Globals>();
const hidden: Globals = Object.fromEntries(HIDDEN.map((name) => [name, undefined]));
let users = 0;
let restore: () => void = () => {};

export function openScope(): Scope {
  if (users++ === 0) restore = install();
  return {
    enter,
    close() {
      if (--users === 0) restore();
    },
  };
}

function enter(bridge: Bridge): Inside {
  let [now, seed, entropy] = [0, 1, ''];
  const log = createLogger(bridge);
  const timers = createTimers(bridge, (error) => log.error(`in a timer: ${shown(error)}`));
  const takeBytes = (count: number) => {
    if (entropy.length < count * 2) throw new Error('crypto: the random bytes of this attempt are used up; generate passwords with ctx.password()');
    const hex = entropy.slice(0, count * 2);
    entropy = entropy.slice(count * 2);
    return hex;
  };
  const random = () => {
    const [next, value] = mulberry32(seed);
    seed = next;
    return value;
  };
  const globals: Globals = {
    ...{ ...hidden, ...timers.globals, AbortController, AbortSignal, console: createConsole(log), crypto: createCrypto({ takeBytes }) },
    ...{ now: () => now, random },
  };
  return {
    world: {
      begin(startNow, startSeed, startEntropy) {
        timers.clear();
        [now, seed, entropy] = [startNow, startSeed, startEntropy];
      },
      tick: (at) => void (now = Math.max(now, at)),
      end: () => timers.clear(),
    },
    run: (work) => storage.run(globals, work),
  };
}

/** Puts the doors in: a global that is another one inside. Answers how to take them out again. */
function install(): () => void {
  const kept = new Map<string, PropertyDescriptor>();
  const { random } = Math;
  const target = globalThis as unknown as Globals;
  const inside = [
    ...HIDDEN,
    'setTimeout',
    'setInterval',
    'clearTimeout',
    'clearInterval',
    'queueMicrotask',
    'console',
    'crypto',
    'AbortController',
    'AbortSignal',
  ];
  for (const name of inside) {
    const own = Object.getOwnPropertyDescriptor(globalThis, name);
    if (!own?.configurable) continue;
    kept.set(name, own);
    let given: { value: unknown } | undefined;
    const outside = (): unknown => (given ? given.value : own.get ? (own.get.call(globalThis) as unknown) : (own.value as unknown));
    Object.defineProperty(target, name, {
      configurable: true,
      enumerable: own.enumerable ?? false,
      get: () => (storage.getStore() ?? { [name]: outside() })[name],
      set: (value: unknown) => void (given = { value }),
    });
  }
  kept.set('Date', Object.getOwnPropertyDescriptor(globalThis, 'Date')!);
  target['Date'] = insideDate();
  Math.random = () => (storage.getStore()?.['random'] as typeof random | undefined)?.() ?? random();
  return () => {
    for (const [name, own] of kept) Object.defineProperty(globalThis, name, own);
    Math.random = random;
  };
}

/** One class for both sides, so that `instanceof` holds across them. */
function insideDate(): DateConstructor {
  const NativeDate = Date;
  const now = () => (storage.getStore()?.['now'] as (() => number) | undefined)?.() ?? NativeDate.now();
  const ScopedDate = function (this: unknown, ...args: unknown[]) {
    if (!new.target) return new NativeDate(now()).toString();
    return Reflect.construct(NativeDate, args.length ? args : [now()], new.target) as Date;
  } as unknown as DateConstructor;
  Object.assign(ScopedDate, { now, parse: NativeDate.parse, UTC: NativeDate.UTC });
  Object.defineProperty(ScopedDate, 'name', { value: 'Date' });
  (ScopedDate as { prototype: Date }).prototype = NativeDate.prototype;
  return ScopedDate;
}
