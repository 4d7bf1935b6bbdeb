/** Small statistics and the printed table: each figure beside its floor from the same run, with pass, goal or missed. */
import type { ProfileLine } from './profile.ts';

export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 50);

export interface Figure {
  id: string;
  what: string;
  /** The ratio that is judged. */
  ratio: number;
  pass: number;
  stretch: number;
  /** Whether a larger ratio is better. */
  higher: boolean;
  shown: string;
  /** What would be done about it. */
  plan: string;
}

export type Verdict = 'goal' | 'pass' | 'missed';

export function verdict(figure: Figure): Verdict {
  const reaches = (limit: number) => (figure.higher ? figure.ratio >= limit : figure.ratio <= limit);
  return reaches(figure.stretch) ? 'goal' : reaches(figure.pass) ? 'pass' : 'missed';
}

export function printTable(figures: readonly Figure[]): void {
  const rows = figures.map((f) => [
    f.id,
    f.what,
    f.shown,
    `${f.ratio.toFixed(2)}x`,
    `${f.higher ? '>=' : '<='} ${f.pass}x`,
    `${f.higher ? '>=' : '<='} ${f.stretch}x`,
    verdict(f),
  ]);
  const head = ['', 'figure', 'measured', 'ratio', 'pass', 'goal', ''];
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => r[i]!.length)));
  const line = (cells: string[]) =>
    cells
      .map((c, i) => c.padEnd(widths[i]!))
      .join('  ')
      .trimEnd();
  process.stdout.write(`\n${[head, ...rows].map(line).join('\n')}\n`);
}

/** What stands behind the misses, and what would come next. */
export function printMissed(missed: readonly Figure[], profile: { functions: ProfileLine[]; modules: ProfileLine[] }): void {
  const line = ({ what, share }: ProfileLine) => `  ${(100 * share).toFixed(1).padStart(5)} %  ${what}\n`;
  process.stdout.write(`\nThe host's time under load, by module and by function:\n`);
  for (const part of [profile.modules, profile.functions]) process.stdout.write(`${part.map(line).join('')}\n`);
  for (const figure of missed) process.stdout.write(`${figure.id} missed (${figure.what}). Plan: ${figure.plan}.\n`);
}

export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const perSecond = (value: number): string => `${Math.round(value)}/s`;
