/** A step that people watch: who did what, how it was to end and how it did. */
import { CliError, paint } from '../output.ts';

export interface Walk {
  name: string;
  who: string;
  what: string;
  planned: string;
  ended: string;
  ms: number;
}

const WAIT_MS = 15_000;
const POLL_MS = 20;

export function walkLine({ who, what, planned, ended, ms }: Walk): string {
  const ok = ended === planned;
  return `${paint(ok ? 'green' : 'red', ok ? 'ok  ' : 'FAIL')} ${who.padEnd(12)} ${what.padEnd(52)} ${ended.padEnd(10)} ${ms} ms`;
}

/** Asks until `probe` finds something; `between` is what is done instead of only waiting. */
export async function poll<T>(what: string, probe: () => Promise<T | false | undefined>, between: () => Promise<void> = async () => {}): Promise<T> {
  for (const end = Date.now() + WAIT_MS; ;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) throw new CliError(`Waited ${WAIT_MS} ms in vain for ${what}.`);
    await between();
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
