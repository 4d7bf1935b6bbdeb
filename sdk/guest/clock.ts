/** Time and chance of an attempt: both come with what is delivered, so that a recorded attempt replays the same. */

export interface World {
  /** Called at the start of an attempt. */
  begin(now: number, seed: number, entropy: string): void;
  /** Time moves only when something is delivered. */
  tick(now: number): void;
  /** Nothing of an ended attempt is left for the next. */
  end(): void;
}

export interface Chance {
  /** So many random bytes as hex text. */
  takeBytes(count: number): string;
}

type Globals = Record<string, unknown>;

export function installClock(target: Globals): World & Chance {
  let now = 0;
  let seed = 1;
  let entropy = '';
  installDate(target, () => now);
  installIntl(() => now);

  Math.random = () => {
    const [next, value] = mulberry32(seed);
    seed = next;
    return value;
  };

  return {
    begin(startNow, startSeed, startEntropy) {
      now = startNow;
      seed = startSeed;
      entropy = startEntropy;
    },
    tick: (at) => void (now = Math.max(now, at)),
    end: () => void (entropy = ''),
    takeBytes(count) {
      if (entropy.length < count * 2) throw new Error('crypto: the random bytes of this attempt are used up; generate passwords with ctx.password()');
      const hex = entropy.slice(0, count * 2);
      entropy = entropy.slice(count * 2);
      return hex;
    },
  };
}

/** Small, seedable, and good enough for what Math.random promises: the next seed, and a number from 0 to below 1. */
export function mulberry32(seed: number): [next: number, value: number] {
  const next = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(next ^ (next >>> 15), 1 | next);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return [next, ((t ^ (t >>> 14)) >>> 0) / 4294967296];
}

function installDate(target: Globals, now: () => number): void {
  const NativeDate = Date;
  const VirtualDate = function (this: unknown, ...args: unknown[]) {
    if (!new.target) return new NativeDate(now()).toString();
    return Reflect.construct(NativeDate, args.length ? args : [now()], new.target) as Date;
  } as unknown as DateConstructor;
  Object.assign(VirtualDate, { now, parse: NativeDate.parse, UTC: NativeDate.UTC });
  Object.defineProperty(VirtualDate, 'name', { value: 'Date' });
  (VirtualDate as { prototype: Date }).prototype = NativeDate.prototype;
  NativeDate.prototype.constructor = VirtualDate;
  target['Date'] = VirtualDate;
}

/** A formatter that is given no date would look at the machine's clock. */
function installIntl(now: () => number): void {
  const prototype = Intl.DateTimeFormat.prototype;
  const { formatToParts } = prototype;
  const native = Object.getOwnPropertyDescriptor(prototype, 'format')!.get!;
  Object.defineProperty(prototype, 'format', {
    configurable: true,
    get(this: Intl.DateTimeFormat) {
      const format = native.call(this) as (date: unknown) => string;
      return (date?: unknown) => format(date === undefined ? now() : date);
    },
  });
  prototype.formatToParts = function (date) {
    return formatToParts.call(this, date ?? now());
  };
}
