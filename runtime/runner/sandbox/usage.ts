/**
 * What a process has really used, read from outside: a turn is judged by CPU, because on a busy machine time passes
 * without it. Linux tells; elsewhere the answer is undefined and the caller judges by the wall clock.
 */
import { readFileSync } from 'node:fs';

/** Linux's USER_HZ: the unit of utime and stime, the same on every architecture Node runs on. */
const TICK_MS = 10;
const PAGE_BYTES = 4096;

/** CPU of the main thread, which runs the guests; the helpers of the garbage collector are not the guest's time. */
export function mainThreadCpuMs(pid: number): number | undefined {
  const stat = read(`/proc/${pid}/task/${pid}/stat`);
  if (stat === undefined) return undefined;
  // the name in parentheses may contain spaces; utime and stime are the 12th and 13th field after it
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

export function residentMb(pid: number): number | undefined {
  const statm = read(`/proc/${pid}/statm`);
  return statm === undefined ? undefined : (Number(statm.split(' ')[1]) * PAGE_BYTES) / 1_048_576;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
