/**
 * `npm run bench:peers`: the same work on Entrepot and on other queues and durable-execution systems, in turns, so that
 * ratios are taken within a round. `-- --jobs N` (at least so many a turn), `--rounds N` (at most), `--minutes N` (begins no
 * round that would pass it), `--only a,b`, `--json`.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { machineMs } from '../cost.ts';
import { median, ms, percentile, perSecond } from '../table.ts';
import { findMeans, whyNot, type Means } from './means.ts';
import { rowsOf, tableOf, type Outcome, type Turn } from './report.ts';
import { openSubject } from './subject.ts';
import { choose, NOTES, type System } from './systems.ts';

/** Before anything is timed, code is warm. */
const WARM_UP_JOBS = 500;
/** A turn takes at least so long: of a fast system more jobs are asked than of a slow one. */
const TURN_SECONDS_MIN = 2;
const IDLE_SAMPLES = 60;
/** Enough for all samples, but of a system that polls. */
const IDLE_SECONDS_MAX = 5;
/** Before each turn, while nothing of this runs, for what others use of the machine. */
const QUIET_LOOK_MS = 500;

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '10' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const [jobs, rounds, minutes] = [count('jobs'), count('rounds'), count('minutes')];
const systems = choose(values.only);

/** What the turn in progress holds, so that a signal can let go of it. */
let owned = new AsyncDisposableStack();
let stopping = false;
/** What others used before each turn. */
const foreign: number[] = [];
const folder = mkdtempSync(join(tmpdir(), 'entrepot-peers-'));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    process.stderr.write(`${signal}: stopping what was started\n`);
    void owned
      .disposeAsync()
      .catch((error: Error) => process.stderr.write(`${error.stack}\n`))
      .finally(() => {
        rmSync(folder, { recursive: true, force: true });
        process.exit(signal === 'SIGINT' ? 130 : 143);
      });
  });

print(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load ${loadavg()[0]!.toFixed(1)}`);
const means = await findMeans(process.env, import.meta.dirname);
const outcomes = new Map<string, Outcome>();
for (const system of systems) {
  const skipped = whyNot(system, means);
  outcomes.set(system.name, skipped === undefined ? { system, durability: '', turns: [] } : { system, skipped });
  if (skipped !== undefined) print(`${system.name}: skipped, ${skipped}`);
}

const started = performance.now();
const elapsed = () => (performance.now() - started) / 60_000;
let done = 0;
for (let longest = 0; done < rounds && elapsed() + longest <= minutes; done++) {
  const before = elapsed();
  print(`round ${done + 1}`);
  for (const system of systems) await turnOf(system, means, done);
  longest = Math.max(longest, elapsed() - before);
}
rmSync(folder, { recursive: true, force: true });

const rows = rowsOf(systems.map((system) => outcomes.get(system.name)!));
print(
  `\n${done} rounds in ${elapsed().toFixed(1)} minutes${done < rounds ? `, ${rounds} did not fit in ${minutes}` : ''}; medians of the rounds before which others used at most 5 % of the machine, of all where there is none`,
);
if (foreign.length) print(`Between turns others used ${percent(median(foreign))} of the machine in the middle, ${percent(Math.max(...foreign))} at most`);
print(`${tableOf(rows)}\n\n${NOTES.join('\n')}`);
if (values.json) print(JSON.stringify(rows));
process.exit(rows.some((row) => row.failed !== undefined) ? 1 : 0);

/** Measures a system for a round, unless it is skipped or has failed before. */
async function turnOf(system: System, means: Means, round: number): Promise<void> {
  const outcome = outcomes.get(system.name)!;
  if (!('turns' in outcome)) return;
  const before = await foreignShare();
  foreign.push(before);
  const place = join(folder, `${system.name}-${round}`);
  mkdirSync(place);
  owned = new AsyncDisposableStack();
  try {
    const subject = await openSubject(system, means, place, owned);
    const warm = await subject.throughput(WARM_UP_JOBS);
    const asked = Math.max(jobs, system.jobsMin ?? 0, Math.ceil(warm * TURN_SECONDS_MIN));
    const turn: Turn = { foreign: before, perSecond: await subject.throughput(asked), latencies: await subject.idle?.(IDLE_SAMPLES, IDLE_SECONDS_MAX) };
    const turns = [...outcome.turns];
    turns[round] = turn;
    outcomes.set(system.name, { system, durability: subject.durability, turns });
    const idle = turn.latencies ? `, idle p50 ${ms(percentile(turn.latencies, 50))}, p99 ${ms(percentile(turn.latencies, 99))}` : '';
    print(
      `  ${system.name.padEnd(21)} ${String(asked).padStart(6)} jobs ${perSecond(turn.perSecond).padStart(7)}${idle}; before it others used ${percent(before)}`,
    );
  } catch (error) {
    if (stopping) return wait(60_000);
    outcomes.set(system.name, { system, failed: (error as Error).message });
    print(`  ${system.name}: failed, ${(error as Error).stack}`);
  } finally {
    if (!stopping) await owned.disposeAsync();
  }
  rmSync(place, { recursive: true, force: true });
}

/** What others use of the machine, told while this process waits. */
async function foreignShare(): Promise<number> {
  const [before, at] = [machineMs(), performance.now()];
  await wait(QUIET_LOOK_MS);
  return (machineMs() - before) / ((performance.now() - at) * cpus().length);
}

function count(name: 'jobs' | 'rounds' | 'minutes'): number {
  const value = Number(values[name]);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: ${JSON.stringify(values[name])} is no whole number of at least 1`);
  return value;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
