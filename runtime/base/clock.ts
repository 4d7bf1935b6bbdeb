/** The one source of time. Tests turn a `ManualClock`; everything else reads the system's. */

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Sortable ISO text in UTC with milliseconds. */
  iso(): string;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  iso: () => new Date().toISOString(),
};

export class ManualClock implements Clock {
  #now: number;
  constructor(start: string | number = '2026-01-01T00:00:00.000Z') {
    this.#now = typeof start === 'number' ? start : Date.parse(start);
  }
  now(): number {
    return this.#now;
  }
  iso(): string {
    return new Date(this.#now).toISOString();
  }
  advance(ms: number): void {
    this.#now += ms;
  }
}

/** The core modules' published form of a time: seconds and an explicit offset (platform-api.md section 1.1). */
export function publicTime(iso: string): string {
  return `${iso.slice(0, 19)}+00:00`;
}
