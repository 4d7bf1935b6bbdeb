/** Random text for ids. The system is asked for many bytes at once: asking costs about 7 us, whatever the number. */
import { randomFillSync } from 'node:crypto';

const drawn = Buffer.alloc(4096);
let used = drawn.length;

/**
 * An id that is larger than those before it: 11 digits of the time, then random ones. In an index new entries stand
 * together at its end, where random ids would each change a page of their own.
 */
export function risingHex(nowMs: number): string {
  return nowMs.toString(16).padStart(11, '0') + randomHex(6);
}

/** Hexadecimal digits of so many random bytes, at most 64. */
export function randomHex(bytes: number): string {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return drawn.toString('hex', used, (used += bytes));
}
