/**
 * G8 and the floor of G10: what an isolate costs by itself. Called inside a process that may load isolated-vm; the
 * product keeps it in the sandbox.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export interface IsolateCosts {
  /** Milliseconds of one warm call with a 2 KB text in and out. */
  warmMs: number;
  /** The same function without an isolate. */
  rawMs: number;
  /** Milliseconds of isolate + context + compile from cached data + first call. */
  coldMs: number;
}

let known: IsolateCosts | undefined;

/** Measured in a child of its own, with the sandbox's flags. */
export function isolateCosts(): IsolateCosts {
  known ??= JSON.parse(
    execFileSync(process.execPath, ['--no-node-snapshot', '--jitless', join(import.meta.dirname, 'isolate-child.mjs')], { encoding: 'utf8' }),
  ) as IsolateCosts;
  return known;
}
