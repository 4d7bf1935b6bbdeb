/**
 * Calls out and replies in. The functions used here are captured before any package code runs, so that a patched
 * JSON, Promise or Map of the guest breaks only the guest. Every call belongs to an attempt: when that has ended its
 * replies are dropped and its code, should some of it live on, is not heard any more.
 */
import { FIXED_LIMITS } from '../contract/limits.ts';
import type { Sent } from './protocol.ts';

const { parse, stringify } = JSON;
const { apply } = Reflect;
const NativePromise = Promise;
const NativeError = Error;
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

/** The calls of one attempt. */
export interface Line {
  call<T>(op: string, args: unknown): Promise<T>;
  /** A call whose reply nobody needs; false when it is too large to be sent. */
  post(op: string, args: unknown): boolean;
}

/** The calls of the attempt that runs, whichever that is: what the globals use. */
export interface Bridge extends Line {
  /** A new attempt: what an earlier one still waits for never comes. */
  begin(positions?: boolean): Line;
  end(): void;
  settle(id: number, ok: boolean, value: unknown, code: string, message: string): void;
  send(message: Sent): boolean;
  /** An answer that is JSON text already. */
  answer(decision: string): void;
}

/** Without a prototype: nothing the guest puts on Object.prototype shows through. */
export const bare = <T extends object>(fields: T): T => Object.setPrototypeOf(fields, null) as T;

export function createBridge(rawSend: (text: string) => void): Bridge {
  let waiting: Record<number, Waiting> = bare({});
  let present: Line | undefined;
  let next = 1;
  /** False when it is too large: the platform would take that for a flood and end the isolate. */
  const send = (message: Sent): boolean => {
    const text = stringify(bare(message));
    return text.length <= FIXED_LIMITS.messageBytes && (rawSend(text), true);
  };

  function begin(positions = false): Line {
    waiting = bare({});
    const line: Line = {
      call: <T>(op: string, args: unknown) => {
        if (present !== line) return NativePromise.reject<T>(new PlatformError('ATTEMPT_ENDED', `${op}: the attempt that asks for it has ended`));
        const id = next++;
        return new NativePromise<T>((resolve, reject) => {
          waiting[id] = bare({ resolve: resolve as (value: unknown) => void, reject });
          if (send({ id, op, args, ...(positions ? { at: stackHere() } : {}) })) return;
          delete waiting[id];
          reject(new PlatformError('BAD_ARGUMENTS', `${op}: the arguments have more than ${FIXED_LIMITS.messageBytes} characters`));
        });
      },
      post: (op, args) => present !== line || send({ id: next++, op, args }),
    };
    return (present = line);
  }
  // while the package loads, its console is heard
  begin();

  return {
    begin,
    end() {
      present = undefined;
      waiting = bare({});
    },
    call: <T>(op: string, args: unknown) => present?.call<T>(op, args) ?? NativePromise.reject<T>(new PlatformError('ATTEMPT_ENDED', `${op}: no attempt runs`)),
    post: (op, args) => present?.post(op, args) ?? true,
    settle(id, ok, value, code, message) {
      const entry = waiting[id];
      if (!entry) return;
      delete waiting[id];
      if (ok) entry.resolve(value);
      else entry.reject(new PlatformError(code, message));
    },
    send,
    answer: (decision) => rawSend(`{"id":0,"op":"result","args":{"ok":true,"decision":${decision}}}`),
  };
}

/** Read as text only: the package may have its own idea of what a stack is. */
function stackHere(): string {
  const { stack } = new NativeError();
  return typeof stack === 'string' ? stack.slice(0, 4000) : '';
}

export const safeParse = (text: string): unknown => parse(text);
export const safeStringify = (value: unknown): string | undefined => stringify(value);
export const safeThen = (promise: Promise<unknown>, yes: (v: unknown) => void, no: (e: unknown) => void): void => void apply(then, promise, [yes, no]);
