/**
 * One isolate: the guest's first code, then the package, then one entry per delivered message. No isolated-vm object
 * ever enters the guest; the only way out is a callback that takes text and answers nothing (peers.md 3.5).
 */
import ivm from 'isolated-vm';

export interface TurnFailure {
  code: 'TURN_TIMEOUT' | 'OUT_OF_MEMORY' | 'LOAD_ERROR' | 'CALL_LIMIT';
  message: string;
  stack?: string;
}

/** Texts that one turn may send; a flood ends the turn's isolate. */
const SENDS_PER_TURN = 5_000;
const MESSAGE_BYTES = 1_000_000;

export class Isolate {
  readonly #isolate: ivm.Isolate;
  #deliver: ivm.Reference<(text: string) => void> | undefined;
  #sent: string[] = [];
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
  readonly #context: ivm.Context;

  /** Evaluates the package; its source map counts lines from the first. */
  load(code: string, turnMs: number): TurnFailure | undefined {
    return this.#guarded(() => {
      this.#context.evalSync(code, { timeout: turnMs, filename: 'extension.js' });
      this.#enter('{"t":"load"}', turnMs);
    }, 'LOAD_ERROR');
  }

  deliver(text: string, turnMs: number): TurnFailure | undefined {
    return this.#guarded(() => this.#enter(text, turnMs));
  }

  /** What the guest sent since the last call. */
  takeSent(): string[] {
    const sent = this.#sent;
    this.#sent = [];
    return sent;
  }

  cpuMs(): number {
    return this.#isolate.isDisposed ? 0 : Number(this.#isolate.cpuTime) / 1e6;
  }

  dispose(): void {
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }

  #enter(text: string, turnMs: number): void {
    this.#deliver!.applySync(undefined, [text], { timeout: turnMs });
  }

  #send(text: unknown): void {
    if (typeof text !== 'string' || text.length > MESSAGE_BYTES || this.#sent.length >= SENDS_PER_TURN) this.#flooded = true;
    else this.#sent.push(text);
  }

  #guarded(work: () => void, otherwise: 'LOAD_ERROR' | 'TURN_TIMEOUT' = 'TURN_TIMEOUT'): TurnFailure | undefined {
    try {
      work();
    } catch (error) {
      return this.#failure(error as Error, otherwise);
    }
    return this.#flooded
      ? { code: 'CALL_LIMIT', message: `one turn sent more than ${SENDS_PER_TURN} messages, or one of more than ${MESSAGE_BYTES} bytes` }
      : undefined;
  }

  #failure(error: Error, otherwise: 'LOAD_ERROR' | 'TURN_TIMEOUT'): TurnFailure {
    const message = String(error?.message ?? error).slice(0, 2000);
    if (this.#isolate.isDisposed) return { code: 'OUT_OF_MEMORY', message: 'the isolate passed its memory limit' };
    if (/timed out/.test(message)) return { code: 'TURN_TIMEOUT', message: 'one turn used more than its time' };
    return { code: otherwise, message, ...(typeof error?.stack === 'string' ? { stack: error.stack.slice(0, 8000) } : {}) };
  }
}
