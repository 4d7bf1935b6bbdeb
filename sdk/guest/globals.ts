/** The globals a package finds beside the language: console, timers, a clock and randomness that replay, a crypto subset. */
import type { Bridge } from './bridge.ts';
import { createLogger } from './context.ts';

export interface World {
  /** Called at the start of an attempt. */
  begin(now: number, seed: number, entropy: string): void;
  /** Time moves only when something is delivered. */
  tick(now: number): void;
}

export function installGlobals(global: typeof globalThis, bridge: Bridge): World {
  let now = 0;
  let seed = 1;
  let entropy = '';
  const target = global as unknown as Record<string, unknown>;
  for (const name of ['WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete target[name];

  const NativeDate = Date;
  const VirtualDate = function (this: unknown, ...args: unknown[]) {
    if (!new.target) return new NativeDate(now).toString();
    return Reflect.construct(NativeDate, args.length ? args : [now], new.target) as Date;
  } as unknown as DateConstructor;
  Object.assign(VirtualDate, { now: () => now, parse: NativeDate.parse, UTC: NativeDate.UTC });
  (VirtualDate as { prototype: Date }).prototype = NativeDate.prototype;
  NativeDate.prototype.constructor = VirtualDate;
  target['Date'] = VirtualDate;

  // mulberry32: small, seedable, and good enough for what Math.random promises
  Math.random = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };

  const log = createLogger(bridge);
  const text = (args: unknown[]) => args.map((a) => (typeof a === 'string' ? a : (JSON.stringify(a) ?? String(a)))).join(' ');
  target['console'] = {
    log: (...a: unknown[]) => log.info(text(a)),
    info: (...a: unknown[]) => log.info(text(a)),
    debug: (...a: unknown[]) => log.debug(text(a)),
    warn: (...a: unknown[]) => log.warn(text(a)),
    error: (...a: unknown[]) => log.error(text(a)),
  };

  let timer = 0;
  const live = new Set<number>();
  target['setTimeout'] = (fn: (...a: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const id = ++timer;
    live.add(id);
    void bridge.call('sleep', { ms: Math.max(0, Number(ms) || 0) }).then(() => live.delete(id) && fn(...args));
    return id;
  };
  target['clearTimeout'] = (id: number) => void live.delete(id);
  target['queueMicrotask'] = (fn: () => void) => void Promise.resolve().then(fn);

  const takeBytes = (count: number) => {
    if (entropy.length < count * 2) throw new Error('crypto: the random bytes of this attempt are used up; generate passwords with ctx.password()');
    const hex = entropy.slice(0, count * 2);
    entropy = entropy.slice(count * 2);
    return hex;
  };
  target['crypto'] = {
    getRandomValues<T extends Uint8Array>(array: T): T {
      const hex = takeBytes(array.length);
      for (let i = 0; i < array.length; i++) array[i] = parseInt(hex.slice(i * 2, i * 2 + 2), 16);
      return array;
    },
    randomUUID() {
      const h = takeBytes(16);
      const variant = '89ab'[parseInt(h[16]!, 16) & 3]!;
      return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
    },
  };

  return {
    begin(startNow, startSeed, startEntropy) {
      now = startNow;
      seed = startSeed;
      entropy = startEntropy;
    },
    tick: (at) => void (now = Math.max(now, at)),
  };
}
