/**
 * Chance and time that repeat themselves: what a call makes gets the same ids whenever the walk is made, whatever happened
 * before it. Only for a process that does nothing else.
 */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

export const START = Date.parse('2026-01-05T09:00:00Z');
const STEP_MS = 1000;

export interface Repeated {
  /** The next call: time goes on, and chance begins anew from its name. */
  begin(name: string): void;
  end(): void;
}

export function repeated(): Repeated {
  const kept = { randomInt: crypto.randomInt, randomBytes: crypto.randomBytes, randomFillSync: crypto.randomFillSync, randomUUID: crypto.randomUUID };
  const now = Date.now;
  let [time, state, pooled] = [START, 1, 0];
  const byte = () => {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 9) & 0xff;
  };
  const fill = <T extends NodeJS.ArrayBufferView>(view: T): T => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    bytes.forEach((_, i) => (bytes[i] = byte()));
    return view;
  };
  const replace = (given: object) => {
    Object.assign(crypto, given);
    syncBuiltinESMExports();
  };
  replace({
    randomInt: (a: number, b?: number) => {
      const [low, high] = b === undefined ? [0, a] : [a, b];
      return low + (((byte() << 16) | (byte() << 8) | byte()) % (high - low));
    },
    randomBytes: (size: number) => fill(Buffer.alloc(size)),
    // asked for a supply that lasts for many calls, whichever happens to be the first: no call's own
    randomFillSync: <T extends NodeJS.ArrayBufferView>(view: T): T => {
      const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      bytes.forEach((_, i) => (bytes[i] = Math.imul(++pooled, 2_654_435_761) >>> 24));
      return view;
    },
    randomUUID: () =>
      fill(Buffer.alloc(16))
        .toString('hex')
        .replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, '$1-$2-4$3-8$4-$5'),
  });
  Date.now = () => time;
  return {
    begin(name) {
      time += STEP_MS;
      state = 1;
      for (const char of name) state = Math.imul(state ^ char.codePointAt(0)!, 16_777_619) | 1;
    },
    end() {
      Date.now = now;
      replace(kept);
    },
  };
}
