/** Counts within a window of time. Coarse on purpose: a window starts with its first hit. */
export class RateWindow {
  readonly #max: number;
  readonly #windowMs: number;
  #started = 0;
  #hits = 0;

  constructor(max: number, windowMs: number) {
    this.#max = max;
    this.#windowMs = windowMs;
  }

  /** Answers whether this hit is one too many. */
  hit(now = Date.now()): boolean {
    if (now - this.#started > this.#windowMs) [this.#started, this.#hits] = [now, 0];
    return ++this.#hits > this.#max;
  }
}
