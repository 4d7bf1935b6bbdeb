/**
 * Calls out and replies in. The functions used here are captured before any package code runs, so that a patched
 * JSON, Promise or Map of the guest breaks only the guest.
 */
import type { Sent } from './protocol.ts';

const { parse, stringify } = JSON;
const { apply } = Reflect;
const NativePromise = Promise;
const then = NativePromise.prototype.then;

/** An error that came from the platform: `code` from a fixed table, no host stack. */
export class PlatformError extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = 'PlatformError';
    this.code = code;
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface Bridge {
  call<T>(op: string, args: unknown): Promise<T>;
  /** A call whose reply nobody needs. */
  post(op: string, args: unknown): void;
  settle(id: number, ok: boolean, value: unknown, code: string, message: string): void;
  send(message: Sent): void;
  /** Forgets what is still waiting, when an attempt ends. */
  reset(): void;
}

export function createBridge(rawSend: (text: string) => void): Bridge {
  let waiting: Record<number, Waiting> = { __proto__: null } as never;
  let next = 1;
  const send = (message: Sent) => rawSend(stringify(message));
  return {
    call: (op, args) => {
      const id = next++;
      return new NativePromise((resolve, reject) => {
        waiting[id] = { resolve: resolve as (value: unknown) => void, reject };
        send({ id, op, args });
      });
    },
    post: (op, args) => send({ id: next++, op, args }),
    settle(id, ok, value, code, message) {
      const entry = waiting[id];
      if (!entry) return;
      delete waiting[id];
      if (ok) entry.resolve(value);
      else entry.reject(new PlatformError(code, message));
    },
    send,
    reset: () => void (waiting = { __proto__: null } as never),
  };
}

export const safeParse = (text: string): unknown => parse(text);
export const safeThen = (promise: Promise<unknown>, yes: (v: unknown) => void, no: (e: unknown) => void): void => void apply(then, promise, [yes, no]);
