/**
 * Floor and product in turns, several times: a ratio is taken within one round, so what else the machine does meets both
 * of its sides. Rounds in which others used more than 5 % of it are left out where enough clean ones remain.
 */
import { httpFloor, sqliteFloor } from './floors.ts';
import type { BenchHost, HostState } from './host.ts';
import { median, ms, perSecond } from './table.ts';
import { measureCost, type Cost } from './cost.ts';
import { walkHttp, walkInProcess, type Walked } from './walk.ts';
import type { Trade } from './world.ts';

export interface Round {
  inProcess: Walked;
  http: Walked;
  S: number;
  H: number;
  foreign: number;
}

const FOREIGN_MAX = 0.05;
const CLEAN_MIN = 3;
const QUIET_MAX_MS = 5_000;

export async function measureRounds(host: BenchHost, trade: Trade, options: { rounds: number; orders: number; seconds: number }): Promise<Round[]> {
  const { rounds, orders, seconds } = options;
  const done: Round[] = [];
  for (let i = 1; i <= rounds; i++) {
    const S = sqliteFloor(seconds / 2).rate;
    const inProcess = await walk(host, `${i} in process`, orders, () => walkInProcess(host, trade, orders, 64));
    const H = await httpFloor(seconds / 2);
    const http = await walk(host, `${i} HTTP POST`, orders, () => walkHttp(host, trade, orders, 32));
    done.push({ S, H, inProcess: inProcess.value, http: http.value, foreign: Math.max(inProcess.cost.foreign, http.cost.foreign) });
  }
  return done;
}

/** The rounds that count, and the words for it. */
export function counted(rounds: Round[]): { rounds: Round[]; note: string } {
  const clean = rounds.filter((r) => r.foreign <= FOREIGN_MAX);
  if (clean.length >= CLEAN_MIN) return { rounds: clean, note: `${clean.length} of ${rounds.length} rounds, others used at most 5 % of the machine` };
  const most = Math.round(100 * Math.max(...rounds.map((r) => r.foreign)));
  return { rounds, note: `all ${rounds.length} rounds, although others used up to ${most} % of the machine: believe ratios and CPU, not rates` };
}

/** The middle of the rounds' ratios with their spread. */
export function over(rounds: Round[], ratio: (round: Round) => number): { ratio: number; spread: string } {
  const ratios = rounds.map(ratio);
  return { ratio: median(ratios), spread: `${Math.min(...ratios).toFixed(3)}-${Math.max(...ratios).toFixed(3)}` };
}

/** Runs a walk whose every order is in the database as approved, settled once and with its step, and nothing else is open. */
export async function checked<T>(host: BenchHost, what: string, orders: number, run: () => Promise<T>): Promise<T> {
  const before = await host.state();
  const measured = await run();
  let after = await host.state();
  // on PostgreSQL the last events are routed a moment after the commit that wrote them
  for (const end = Date.now() + QUIET_MAX_MS; after.unrouted && Date.now() < end;) after = await host.state();
  const grown = (name: keyof HostState) => after[name] - before[name];
  for (const name of ['approved', 'done', 'steps'] as const)
    if (grown(name) !== orders) throw new Error(`${what}: ${orders} orders were placed, but ${grown(name)} are ${name} in the database`);
  if (after.open || after.unrouted) throw new Error(`${what}: ${after.open} lanes and ${after.unrouted} events are left open`);
  return measured;
}

/** A checked walk with what it cost, printed. */
export async function walk(host: BenchHost, what: string, orders: number, run: () => Promise<Walked>): Promise<{ value: Walked; cost: Cost }> {
  const { value, cost } = await checked(host, what, orders, () => measureCost(host, orders, run));
  process.stdout.write(
    `${what.padEnd(14)} ${orders} orders ${perSecond(value.perSecond).padStart(6)}, p50 ${ms(value.p50)}, p99 ${ms(value.p99)}; ` +
      `CPU ms an order: host ${cost.host.toFixed(2)}, runner ${cost.runner.toFixed(2)}, sandbox ${cost.sandboxes.toFixed(2)}; ` +
      `${cost.statements.toFixed(1)} statements; others ${Math.round(100 * cost.foreign)} %\n`,
  );
  return { value, cost };
}
