/** `crypto`: real randomness that the runner drew for this attempt. */
import type { Chance } from './clock.ts';
import { DOMException } from './text.ts';

const QUOTA_BYTES = 65_536;

export function createCrypto(chance: Chance): Record<string, unknown> {
  return {
    getRandomValues<T extends ArrayBufferView>(array: T): T {
      if (!ArrayBuffer.isView(array) || array instanceof DataView || /Float/.test(array.constructor.name))
        throw new DOMException('crypto.getRandomValues: the argument is an array of integers such as Uint8Array', 'TypeMismatchError');
      if (array.byteLength > QUOTA_BYTES) throw new RangeError(`crypto.getRandomValues: at most ${QUOTA_BYTES} bytes at once`);
      const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
      const hex = chance.takeBytes(bytes.length);
      for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(hex.slice(i * 2, i * 2 + 2), 16);
      return array;
    },
    randomUUID() {
      const h = chance.takeBytes(16);
      const variant = '89ab'[parseInt(h[16]!, 16) & 3]!;
      return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20, 32)}`;
    },
  };
}
