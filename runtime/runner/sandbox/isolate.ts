/**
 * One isolate: the guest's first code, then the package, then one entry per delivered message. No isolated-vm object
 * ever enters the guest; the only way out is a callback that takes text and answers nothing (peers.md 3.5).
 */
import ivm from 'isolated-vm';
import { STARVED_MS, type FromSandbox } from './protocol.ts';

export type TurnFailure = NonNullable<Extract<FromSandbox, { t: 'turn' }>['failed']>;

/** Texts that one turn may send; a flood ends the turn's isolate. */
const SENDS_PER_TURN = 5_000;
const MESSAGE_LENGTH = 1_000_000;
/** Characters that one turn may send in all; they leave as one message to the runner, which takes 64 MiB. */
const SENT_LENGTH = 16_000_000;

export class Isolate {
  readonly #isolate: ivm.Isolate;
  readonly #context: ivm.Context;
  #deliver: ivm.Reference<(text: string) => void> | undefined;
  #sent: string[] = [];
  #sentLength = 0;
  #flooded = false;

  constructor(guestCode: string, memoryMb: number, onCatastrophe: (message: string) => void) {
    this.#isolate = new ivm.Isolate({ memoryLimit: memoryMb, onCatastrophicError: onCatastrophe });
    const context = this.#isolate.createContextSync();
    const send = new ivm.Callback((text: unknown) => this.#send(text), { sync: true });
    this.#deliver = context.evalClosureSync(`${guestCode}\nreturn EntrepotGuest.start($0);`, [send], {
      result: { reference: true },
      filename: 'entrepot-guest.js',
    }) as never;
    this.#context = context;
  }

  /** Evaluates the package; its source map counts lines from the first. */
  load(code: string, turnMs: number): TurnFailure | undefined {
    return this.#guarded(
      () => {
        this.#context.evalSync(code, { timeout: turnMs + STARVED_MS, filename: 'extension.js' });
        this.#enter('{"t":"load"}', turnMs);
      },
      turnMs,
      'LOAD_ERROR',
    );
  }

  deliver(text: string, turnMs: number): TurnFailure | undefined {
    return this.#guarded(() => this.#enter(text, turnMs), turnMs, 'HANDLER_ERROR');
  }

  /** What the guest sent since the last call. */
  takeSent(): string[] {
    const sent = this.#sent;
    this.#sent = [];
    this.#sentLength = 0;
    return sent;
  }

  get heapBytes(): number {
    const { used_heap_size: used, externally_allocated_size: outside } = this.#isolate.getHeapStatisticsSync();
    return used + outside;
  }

  dispose(): void {
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }

  #enter(text: string, turnMs: number): void {
    this.#deliver!.applySync(undefined, [text], { timeout: turnMs + STARVED_MS });
  }

  #send(text: unknown): void {
    const length = typeof text === 'string' ? text.length : Infinity;
    if (length > MESSAGE_LENGTH || this.#sentLength + length > SENT_LENGTH || this.#sent.length >= SENDS_PER_TURN) this.#flooded = true;
    else {
      this.#sent.push(text as string);
      this.#sentLength += length;
    }
  }

  #guarded(work: () => void, turnMs: number, otherwise: 'LOAD_ERROR' | 'HANDLER_ERROR'): TurnFailure | undefined {
    const before = threadCpuMs();
    try {
      work();
    } catch (error) {
      return this.#failure(error as Error, threadCpuMs() - before >= turnMs, otherwise);
    }
    return this.#flooded
      ? {
          code: 'CALL_LIMIT',
          message: `one turn sent more than ${SENDS_PER_TURN} messages or ${SENT_LENGTH} characters, or one of more than ${MESSAGE_LENGTH}`,
        }
      : undefined;
  }

  #failure(error: Error, hadItsTime: boolean, otherwise: 'LOAD_ERROR' | 'HANDLER_ERROR'): TurnFailure {
    if (this.#isolate.isDisposed) return { code: 'OUT_OF_MEMORY', message: 'the isolate passed its memory limit' };
    const message = String(error?.message ?? error).slice(0, 2000);
    if (/timed out/.test(message))
      return hadItsTime
        ? { code: 'TURN_TIMEOUT', message: 'one turn used more than its time' }
        : { code: 'STARVED', message: 'one turn did not get the CPU it may use' };
    return { code: otherwise, message, ...(typeof error?.stack === 'string' ? { stack: error.stack.slice(0, 8000) } : {}) };
  }
}

/** CPU of this thread, which runs the guests. The library's own cpuTime is wall time (measured: it counts a stopped process). */
export function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
