/**
 * Which hooks a bundle defines, found by loading it where foreign code belongs: in a sandbox of its own, under the limits
 * it would run with. Neither the host nor the command line ever evaluates a package itself.
 */
import type { OutcomeCode } from '../../sdk/contract/index.ts';
import { SandboxProcess } from './sandbox/index.ts';
import { readLoaded, readSent } from './sent.ts';

export type Inspection = { ok: true; hooks: string[] } | { ok: false; code: OutcomeCode; message: string; stack?: string };

const RSS_MAX_MB = 512;
/** Loads at once; the rest wait, so that uploads cannot fill the machine with processes. */
const AT_ONCE = 2;
let running = 0;
const waiting: (() => void)[] = [];

export async function inspectBundle(bundle: string, limits: { memoryMb: number; turnMs: number }): Promise<Inspection> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await load(bundle, limits);
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** Which walls hold around a sandbox on this machine. */
export async function testSandbox(): Promise<Record<string, boolean>> {
  const sandbox = await SandboxProcess.start({ rssMaxMb: RSS_MAX_MB });
  try {
    return (await sandbox.ready).walls;
  } finally {
    await sandbox.end();
  }
}

async function load(bundle: string, limits: { memoryMb: number; turnMs: number }): Promise<Inspection> {
  const sandbox = await SandboxProcess.start({ rssMaxMb: RSS_MAX_MB });
  try {
    return await new Promise<Inspection>((resolve) => {
      sandbox.open(bundle, limits.memoryMb, limits.turnMs, {
        sent: (text) => {
          const read = readSent(text);
          if (read.ok && read.message.op === 'loaded') resolve(readLoaded(read.message.args));
        },
        // what was sent, or why the turn failed, is told before its end
        turn: () => resolve({ ok: false, code: 'LOAD_ERROR', message: 'the package did not finish loading' }),
        lost: (code, message, stack) => resolve({ ok: false, code, message, ...(stack ? { stack } : {}) }),
      });
    });
  } finally {
    void sandbox.end();
  }
}
