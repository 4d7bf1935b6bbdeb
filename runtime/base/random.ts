/** Random text for ids. The system is asked for many bytes at once: asking costs about 7 us, whatever the number. */
import { randomFillSync } from 'node:crypto';

const drawn = Buffer.alloc(4096);
let used = drawn.length;

/** Hexadecimal digits of so many random bytes, at most 64. */
export function randomHex(bytes: number): string {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  return drawn.toString('hex', used, (used += bytes));
}
