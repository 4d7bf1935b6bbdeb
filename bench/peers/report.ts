/** The table of `bench:peers`: what each system did in each round, ratios taken within a round, and the targets' verdicts. */
import { median, ms, percentile, verdict, type Verdict } from '../table.ts';
import { TARGETS, type System, type Target } from './systems.ts';

/** What a system did in one round. */
export interface Turn {
  perSecond: number;
  /** Milliseconds of orders one at a time; absent where that was not measured. */
  latencies?: readonly number[] | undefined;
  /** Share of the machine that others used right before it. */
  foreign: number;
}

/** More than this of the machine with others, and a turn counts only where there is no better one. */
const FOREIGN_MAX = 0.05;
const quiet = (turn: Turn) => turn.foreign <= FOREIGN_MAX;

/** A system with its rounds, those in which it was not measured left empty; or why there are none. */
export type Outcome =
  { system: System; durability: string; turns: readonly (Turn | undefined)[] } | { system: System; skipped: string } | { system: System; failed: string };

export interface Judged extends Target {
  ratio: number;
  verdict: Verdict;
}

export interface Row {
  system: string;
  what: string;
  durability?: string;
  rounds?: number;
  /** Rounds before which others left the machine alone. Where there are any, the figures are theirs alone. */
  quiet?: number;
  perSecond?: number;
  /** The slowest and the fastest round. */
  spread?: [number, number];
  idleP50?: number;
  idleP99?: number;
  /** Rate of ours over this system's: the middle of the rounds' ratios. */
  sqliteOver?: number;
  postgresOver?: number;
  targets: Judged[];
  skipped?: string;
  failed?: string;
}

const turnsOf = (outcome: Outcome | undefined) => (outcome && 'turns' in outcome ? outcome.turns : []);

/** Ours over theirs, in the middle of the rounds in which both were measured, and quietly where there is such a one; undefined without a round. */
export function ratioOf(ours: Outcome | undefined, theirs: Outcome): number | undefined {
  const [a, b] = [turnsOf(ours), turnsOf(theirs)];
  const pairs = b.flatMap((turn, round) => (turn && a[round] ? [[a[round], turn] as const] : []));
  const ratios = preferred(pairs, ([ours, theirs]) => quiet(ours) && quiet(theirs)).map(([ours, theirs]) => ours.perSecond / theirs.perSecond);
  return ratios.length ? median(ratios) : undefined;
}

/** Those that are good, or all where none is. */
function preferred<T>(all: readonly T[], good: (one: T) => boolean): readonly T[] {
  const chosen = all.filter(good);
  return chosen.length ? chosen : all;
}

export function rowsOf(outcomes: readonly Outcome[]): Row[] {
  const named = (name: string) => outcomes.find((outcome) => outcome.system.name === name);
  return outcomes.map((outcome) => {
    const { name, what } = outcome.system;
    const reasons = { ...('skipped' in outcome ? { skipped: outcome.skipped } : {}), ...('failed' in outcome ? { failed: outcome.failed } : {}) };
    const all = turnsOf(outcome).filter((turn) => turn !== undefined);
    if (!('turns' in outcome) || !all.length) return { system: name, what, targets: [], ...reasons };
    const turns = preferred(all, quiet);
    const rates = turns.map((turn) => turn.perSecond);
    const latencies = turns.flatMap((turn) => turn.latencies ?? []);
    const [sqliteOver, postgresOver] = [ratioOf(named('entrepot-sqlite'), outcome), ratioOf(named('entrepot-postgres'), outcome)];
    return {
      ...{ system: name, what, durability: outcome.durability, rounds: all.length, quiet: all.filter(quiet).length },
      ...{ perSecond: median(rates), spread: [Math.min(...rates), Math.max(...rates)] as [number, number] },
      ...(latencies.length ? { idleP50: percentile(latencies, 50), idleP99: percentile(latencies, 99) } : {}),
      ...(sqliteOver === undefined ? {} : { sqliteOver }),
      ...(postgresOver === undefined ? {} : { postgresOver }),
      targets: TARGETS.filter((target) => target.peer === name).flatMap((target) => judged(target, ratioOf(named(target.ours), outcome))),
    };
  });
}

function judged(target: Target, ratio: number | undefined): Judged[] {
  if (ratio === undefined) return [];
  return [{ ...target, ratio, verdict: verdict({ ...target, ratio, higher: true, what: '', shown: '', plan: '' }) }];
}

const HEAD = [
  'system',
  'what it does',
  'durability',
  'jobs/s',
  'range',
  'quiet',
  'idle p50',
  'idle p99',
  'SQLite over it',
  'PG over it',
  'targets (Entrepot over it)',
];

/** One line a system; one that was not measured says why. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    row.perSecond === undefined
      ? [row.system, row.what, row.failed === undefined ? `skipped: ${row.skipped}` : `failed: ${row.failed.split('\n')[0]}`]
      : [
          ...[row.system, row.what, row.durability!],
          ...[String(Math.round(row.perSecond)), row.spread!.map(Math.round).join('-'), `${row.quiet}/${row.rounds}`],
          ...[row.idleP50, row.idleP99].map((value) => (value === undefined ? '-' : ms(value))),
          ...[row.sqliteOver, row.postgresOver].map((ratio) => (ratio === undefined ? '-' : times(ratio))),
          row.targets.map((t) => `${t.id} ${t.ours} ${times(t.ratio)} (pass ${t.pass}x, goal ${t.stretch}x): ${t.verdict}`).join('; '),
        ],
  );
  const widths = HEAD.map((head, i) =>
    Math.max(head.length, ...lines.map((line) => (line.length === HEAD.length ? line[i]!.length : i < 2 ? line[i]!.length : 0))),
  );
  const shown = (cells: readonly string[]) =>
    cells
      .map((cell, i) => (i >= 3 && i <= 9 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [HEAD, ...lines].map(shown).join('\n');
}

const times = (ratio: number): string => `${ratio.toFixed(2)}x`;
