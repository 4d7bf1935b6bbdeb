/** The messages between a runner and its sandbox process: length-prefixed JSON over the child's stdin and stdout. */

export type ToSandbox =
  | { t: 'open'; isolate: number; code: string; memoryMb: number; turnMs: number }
  /** One entry into the isolate; `text` is passed through as it is. */
  | { t: 'deliver'; isolate: number; text: string; turnMs: number }
  | { t: 'close'; isolate: number };

export type FromSandbox =
  | { t: 'ready'; walls: Record<string, boolean>; engine: string }
  | { t: 'send'; isolate: number; texts: string[] }
  /** The end of every open and deliver, in the order they were given. */
  | {
      t: 'turn';
      isolate: number;
      cpuMs: number;
      /** What the heap holds now, as far as the isolate can still tell. */
      heapBytes?: number;
      failed?: { code: 'TURN_TIMEOUT' | 'OUT_OF_MEMORY' | 'LOAD_ERROR' | 'HANDLER_ERROR' | 'CALL_LIMIT' | 'STARVED'; message: string; stack?: string };
    };

/** Loading a package may take this long, however short its turns are. */
export const LOAD_MS = 1_000;
/**
 * Wall time beyond its limit that a turn may go on while it does not get the CPU. The library's timeout is wall time, so
 * in the sandbox it is this late: a turn's CPU is watched from outside, and this ends what nobody watches any more.
 */
export const STARVED_MS = 10_000;

const HEADER_BYTES = 4;

export function encodeMessage(message: ToSandbox | FromSandbox): Buffer {
  const text = JSON.stringify(message);
  const size = Buffer.byteLength(text);
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + size);
  buffer.writeUInt32BE(size, 0);
  buffer.write(text, HEADER_BYTES);
  return buffer;
}

/** Cuts a stream of bytes into messages. */
export function createDecoder<M>(onMessage: (message: M) => void, maxBytes: number): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  return (chunk) => {
    pending = pending.length ? Buffer.concat([pending, chunk]) : chunk;
    while (pending.length >= HEADER_BYTES) {
      const size = pending.readUInt32BE(0);
      if (size > maxBytes) throw new Error(`a message of ${size} bytes is too large`);
      if (pending.length < HEADER_BYTES + size) return;
      const text = pending.toString('utf8', HEADER_BYTES, HEADER_BYTES + size);
      pending = pending.subarray(HEADER_BYTES + size);
      onMessage(JSON.parse(text) as M);
    }
  };
}
