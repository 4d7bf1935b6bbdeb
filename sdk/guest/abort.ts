/** AbortController and AbortSignal, as far as code without a document uses them. */
import { DOMException } from './text.ts';

interface AbortEvent {
  readonly type: 'abort';
  readonly target: unknown;
}
type Listener = ((event: AbortEvent) => void) | { handleEvent(event: AbortEvent): void };

/** The way in, for the controller and nobody else. */
const KEY = Symbol('abort');

export class AbortSignal {
  onabort: ((event: AbortEvent) => void) | null = null;
  readonly #listeners = new Map<Listener, boolean>();
  #aborted = false;
  #reason: unknown;

  constructor(key?: typeof KEY) {
    if (key !== KEY) throw new TypeError('AbortSignal: use new AbortController().signal');
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = new AbortSignal(KEY);
    signal[KEY](reason);
    return signal;
  }

  static timeout(ms: number): AbortSignal {
    const signal = new AbortSignal(KEY);
    setTimeout(() => signal[KEY](new DOMException('The operation timed out.', 'TimeoutError')), ms);
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const all = [...signals];
    const done = all.find((s) => s.aborted);
    if (done) return AbortSignal.abort(done.reason);
    const signal = new AbortSignal(KEY);
    for (const one of all) one.addEventListener('abort', () => signal[KEY](one.reason), { once: true });
    return signal;
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  get reason(): unknown {
    return this.#reason;
  }

  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }

  addEventListener(type: string, listener: Listener, options?: boolean | { once?: boolean }): void {
    if (type === 'abort' && listener && !this.#listeners.has(listener)) this.#listeners.set(listener, typeof options === 'object' && Boolean(options.once));
  }

  removeEventListener(type: string, listener: Listener): void {
    if (type === 'abort') this.#listeners.delete(listener);
  }

  [KEY](reason: unknown = new DOMException('This operation was aborted', 'AbortError')): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const event: AbortEvent = { type: 'abort', target: this };
    this.onabort?.(event);
    for (const [listener, once] of [...this.#listeners]) {
      if (once) this.#listeners.delete(listener);
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    }
  }
}

export class AbortController {
  readonly signal = new AbortSignal(KEY);
  abort(reason?: unknown): void {
    this.signal[KEY](reason);
  }
}
