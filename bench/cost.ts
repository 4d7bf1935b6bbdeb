/**
 * What an order costs, apart from how busy the machine is: CPU of the host, its runner and the sandboxes, and statements
 * sent to the database. Rates depend on who else runs; these do not.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import Database from 'better-sqlite3';
import type { BenchHost } from './host.ts';

/** A clock tick of /proc on Linux. */
const TICK_MS = 10;

/** CPU of one order in milliseconds, by process, and its statements. */
export interface Cost {
  host: number;
  runner: number;
  sandboxes: number;
  statements: number;
  /** Share of the machine that others used meanwhile. */
  foreign: number;
}

/** Runs the work and tells what each of its orders cost. */
export async function measureCost<T>(host: BenchHost, orders: number, work: () => Promise<T>): Promise<{ value: T; cost: Cost }> {
  const [before, statements, started] = [cpuMs(host), await host.statements(), performance.now()];
  const value = await work();
  const [after, wallMs] = [cpuMs(host), performance.now() - started];
  const used = (name: keyof typeof before) => after[name] - before[name];
  const ours = used('host') + used('runner') + used('sandboxes') + used('bench');
  return {
    value,
    cost: {
      host: used('host') / orders,
      runner: used('runner') / orders,
      sandboxes: used('sandboxes') / orders,
      statements: ((await host.statements()) - statements) / orders,
      foreign: Math.max(0, used('machine') - ours) / (wallMs * availableParallelism()),
    },
  };
}

/** CPU used so far; zeros where the system does not tell. */
function cpuMs(host: BenchHost) {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = pids.map((pid) => statOf(pid)).filter((stat) => stat?.parent === host.runnerPid);
  return {
    host: statOf(host.pid)?.ms ?? 0,
    runner: statOf(host.runnerPid)?.ms ?? 0,
    sandboxes: children.reduce((sum, stat) => sum + stat!.ms, 0),
    bench: statOf(process.pid)?.ms ?? 0,
    machine: machineMs(),
  };
}

function statOf(pid: string | number): { parent: number; ms: number } | undefined {
  try {
    // the name in parentheses may hold spaces
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
  } catch {
    return undefined;
  }
}

/** CPU that the whole machine has used, in milliseconds; zero where the system does not tell. */
export function machineMs(): number {
  try {
    const [user, nice, system, , , irq, softIrq] = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.split(/\s+/).slice(1).map(Number);
    return (user! + nice! + system! + irq! + softIrq!) * TICK_MS;
  } catch {
    return 0;
  }
}

/** Counts every execution of a prepared statement in this process from now on. */
export function countStatements(): () => number {
  let count = 0;
  const db = new Database(':memory:');
  const prototype = Object.getPrototypeOf(db.prepare('select 1')) as Record<string, (...args: unknown[]) => unknown>;
  for (const method of ['run', 'get', 'all', 'iterate']) {
    const original = prototype[method]!;
    prototype[method] = function (this: unknown, ...args: unknown[]) {
      count++;
      return original.apply(this, args);
    };
  }
  db.close();
  return () => count;
}
