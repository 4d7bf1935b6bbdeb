/**
 * `entrepot shadow`: a candidate tried on recorded attempts before anybody is on it. Nothing is sent: calls are answered from
 * the recordings, what it would do differently is compared and grouped, and a gate says whether that is few enough.
 */
import { availableParallelism } from 'node:os';
import { changesOf, Replays, type Candidate, type Change, type Recording, type Verdict } from '../runner/index.ts';
import { sha256 } from '../base/index.ts';
import { CliError, EXIT } from './output.ts';

export const COUNTED = ['identical', 'same effects', 'changed effects', 'diverged', 'failed', 'excluded'] as const;
export type Counted = (typeof COUNTED)[number];

/** One recorded attempt and what the candidate makes of it. */
interface Tried {
  /** The task, or the file. */
  name: string;
  counted: Counted;
  /** Why it is excluded. */
  reason?: string;
  changes: Change[];
}

export interface Group {
  count: number;
  what: string;
  path?: string;
  kind: string;
  /** The first of them. */
  example: { name: string; recorded?: string; now?: string; source?: string };
}

export interface ShadowReport {
  total: number;
  counts: Record<Counted, number>;
  groups: Group[];
  excluded: { reason: string; count: number }[];
  gate: { rule: string; passed: boolean; found: string }[];
  ms: number;
}

export interface ShadowOptions {
  candidate: Candidate;
  /** What was live: attempts that it does not repeat exactly say nothing about the candidate. */
  baseline?: Candidate | undefined;
  ignore?: readonly string[];
  gate?: readonly Rule[];
  onTried?: (done: number, total: number) => void;
}

export interface Named {
  name: string;
  /** Or why there is none. */
  recording: Recording | string;
}

export async function shadow(recordings: readonly Named[], options: ShadowOptions): Promise<ShadowReport> {
  const started = performance.now();
  const tried: Tried[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), recordings.length) }, async () => {
      await using replays = new Replays();
      while (next < recordings.length) {
        const named = recordings[next++]!;
        tried.push(await tryOne(named, options, replays));
        options.onTried?.(tried.length, recordings.length);
      }
    }),
  );
  const counts = Object.fromEntries(COUNTED.map((name) => [name, tried.filter((t) => t.counted === name).length])) as Record<Counted, number>;
  const reasons = Map.groupBy(tried.filter((t) => t.reason !== undefined), (t) => t.reason!); // prettier-ignore
  return {
    total: tried.length,
    counts,
    groups: grouped(tried),
    excluded: [...reasons].map(([reason, all]) => ({ reason, count: all.length })),
    gate: (options.gate ?? []).map((rule) => judged(rule, counts, tried.length - counts.excluded)),
    ms: Math.round(performance.now() - started),
  };
}

async function tryOne({ name, recording }: Named, options: ShadowOptions, replays: Replays): Promise<Tried> {
  const excluded = (reason: string): Tried => ({ name, counted: 'excluded', reason, changes: [] });
  if (typeof recording === 'string') return excluded(recording);
  if (!recording.end.complete) return excluded('too large to be recorded whole');
  if (options.baseline) {
    if (sha256(options.baseline.bundle) !== recording.header.task.bundle) return excluded(`recorded by another version (${recording.header.task.version})`);
    const before = await replays.run(recording, options.baseline);
    if (before.verdict !== 'identical') return excluded(`the baseline itself is ${before.verdict}`);
  }
  const replayed = await replays.run(recording, options.candidate);
  const changes = replayed.verdict === 'identical' ? [] : changesOf(recording, replayed, options.ignore);
  // what differs only where it is ignored has the same effects
  const counted: Verdict = replayed.verdict === 'changed effects' && !changes.length ? 'same effects' : replayed.verdict;
  return { name, counted, changes };
}

/** Changes of the same kind at the same place are one line. */
function grouped(tried: readonly Tried[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { name, changes } of tried)
    for (const { what, path, kind, ...example } of changes) {
      const key = JSON.stringify([what, path, kind]);
      const group = groups.get(key);
      if (group) group.count++;
      else groups.set(key, { count: 1, what, kind, ...(path ? { path } : {}), example: { name, ...example } });
    }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

/** `identical=95%`: at least so many; `diverged=0`: at most so many. */
export interface Rule {
  name: Exclude<Counted, 'excluded'>;
  limit: number;
  share: boolean;
}

const GATED = { identical: 'identical', same: 'same effects', changed: 'changed effects', diverged: 'diverged', failed: 'failed' } as const;

export function readGate(text: string): Rule[] {
  return text.split(',').map((part) => {
    const [, name = '', digits, percent] = /^\s*([a-z]+)\s*=\s*(\d+(?:\.\d+)?)(%?)\s*$/.exec(part) ?? [];
    if (!Object.hasOwn(GATED, name) || (percent === '%' && Number(digits) > 100))
      throw new CliError(
        `--gate: ${JSON.stringify(part)} is not allowed; allowed: ${Object.keys(GATED).join(', ')} with a number or a share, as in identical=95%,diverged=0.`,
        EXIT.usage,
      );
    return { name: GATED[name as keyof typeof GATED], limit: Number(digits), share: percent === '%' };
  });
}

/** Good ends are wanted, the others are put up with. With nothing to judge no share is reached. */
function judged({ name, limit, share }: Rule, counts: Record<Counted, number>, of: number): ShadowReport['gate'][number] {
  const wanted = name === 'identical';
  const value = share ? (of ? (counts[name] / of) * 100 : 0) : counts[name];
  const unit = share ? '%' : '';
  return {
    rule: `${name} ${wanted ? '>=' : '<='} ${limit}${unit}`,
    passed: of > 0 && (wanted ? value >= limit : value <= limit),
    found: share ? `${value.toFixed(1)}%` : String(value),
  };
}
