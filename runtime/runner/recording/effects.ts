/**
 * What an attempt did to the world and what it decided, in order, and how that differs between two runs of it: per effect and
 * field, with the same words for the same kind of change, so that many attempts can be told in a few lines.
 */
import type { Outcome } from '../../../sdk/contract/index.ts';
import type { Recording } from './read.ts';
import { isRead, QUIET, type Replayed } from './replay.ts';

interface Effect {
  /** What is done to what, without the parts that are another in each attempt: `fetch POST erp.example/licenses/…`. */
  what: string;
  value: unknown;
  source?: string;
}

export interface Change {
  what: string;
  /** A field, `body.qty`; undefined where the whole effect is new or gone. */
  path?: string;
  kind: 'new' | 'gone' | 'field is new' | 'field is gone' | 'changed' | `${string} became ${string}`;
  /** JSON texts, cut. */
  recorded?: string;
  now?: string;
  /** Where in the candidate's source it is. */
  source?: string;
}

/** Paths in the values of effects: `body.sent_at`, or `headers.*`. */
export type Ignored = readonly string[];

const SHOWN = 200;

export function changesOf(recording: Recording, replayed: Replayed, ignored: Ignored = []): Change[] {
  const then = effectsOf(recording.calls.map(({ op, args }) => ({ op, args: args ?? 'null' })), recording.end.outcome); // prettier-ignore
  const now = effectsOf(replayed.issued, replayed.outcome);
  const changes: Change[] = [];
  for (const [one, other] of aligned(then, now)) {
    const place = other?.source === undefined ? {} : { source: other.source };
    if (!one) changes.push({ what: other!.what, kind: 'new', now: shown(other!.value), ...place });
    else if (!other) changes.push({ what: one.what, kind: 'gone', recorded: shown(one.value) });
    else changes.push(...fieldChanges(one.value, other.value, '', ignored).map((change) => ({ what: one.what, ...change, ...place })));
  }
  return changes;
}

function effectsOf(calls: readonly { op: string; args: string; source?: string }[], outcome: Outcome | undefined): Effect[] {
  const effects = calls.flatMap(({ op, args, source }): Effect[] => {
    const value = JSON.parse(args) as unknown;
    return QUIET.includes(op) || isRead(op, value) ? [] : [{ what: named(op, value), value: readable(value), ...(source === undefined ? {} : { source }) }];
  });
  if (!outcome) return effects;
  const { decision } = outcome.ok ? (outcome.decision as { decision?: unknown }) : { decision: undefined };
  return [...effects, outcome.ok ? { what: `decides ${String(decision)}`, value: outcome.decision } : { what: `ends ${outcome.code}`, value: outcome.message }];
}

function named(op: string, value: unknown): string {
  const { method = 'GET', url, path, name, key } = (value ?? {}) as Record<string, unknown>;
  if (op === 'fetch') return `fetch ${String(method)} ${withoutIds(String(url).replace(/^https?:\/\//, '').replace(/[?#].*$/s, ''))}`; // prettier-ignore
  if (op === 'platform') return `platform ${String(method)} ${withoutIds(String(path).replace(/\?.*$/s, ''))}`;
  return [op, name ?? key].filter((part) => part !== undefined).join(' ');
}

/** Parts of a path with digits name one object, all but those of a host. */
const withoutIds = (path: string): string => path.replace(/\/[^/]*\d[^/]*/g, '/…');

/** A body that is JSON is compared by its fields. */
function readable(value: unknown): unknown {
  const { body } = (value ?? {}) as { body?: unknown };
  if (typeof body !== 'string') return value;
  try {
    return { ...(value as object), body: JSON.parse(body) as unknown };
  } catch {
    return value;
  }
}

/** Both lists in one order: the longest run of effects that both have stands side by side. */
function aligned(then: readonly Effect[], now: readonly Effect[]): [Effect | undefined, Effect | undefined][] {
  const longest: number[][] = Array.from({ length: then.length + 1 }, () => Array<number>(now.length + 1).fill(0));
  for (let i = then.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      longest[i]![j] = then[i]!.what === now[j]!.what ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const pairs: [Effect | undefined, Effect | undefined][] = [];
  let [i, j] = [0, 0];
  while (i < then.length || j < now.length) {
    if (i < then.length && j < now.length && then[i]!.what === now[j]!.what) pairs.push([then[i++], now[j++]]);
    else if (j >= now.length || (i < then.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) pairs.push([then[i++], undefined]);
    else pairs.push([undefined, now[j++]]);
  }
  return pairs;
}

function fieldChanges(one: unknown, other: unknown, path: string, ignored: Ignored): Omit<Change, 'what'>[] {
  if (ignored.some((pattern) => covers(pattern, path))) return [];
  if (isObject(one) && isObject(other))
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name): Omit<Change, 'what'>[] => {
      const at = path ? `${path}.${name}` : name;
      if (Object.hasOwn(one, name) && Object.hasOwn(other, name)) return fieldChanges(one[name], other[name], at, ignored);
      if (ignored.some((pattern) => covers(pattern, at))) return [];
      return [Object.hasOwn(one, name) ? { path: at, kind: 'field is gone', recorded: shown(one[name]) } : { path: at, kind: 'field is new', now: shown(other[name]) }]; // prettier-ignore
    });
  const [recorded, now] = [shown(one), shown(other)];
  if (JSON.stringify(one) === JSON.stringify(other)) return [];
  const [was, is] = [typeName(one), typeName(other)];
  return [{ path, kind: was === is ? 'changed' : `${was} became ${is}`, recorded, now }];
}

/** `headers.*` covers all below it; a number in a path stands for a place in a list and is covered by `*`. */
function covers(pattern: string, path: string): boolean {
  const [wanted, found] = [pattern.split('.'), path.split('.')];
  return (
    wanted.length <= found.length && wanted.every((part, i) => part === '*' || part === found[i]) && (wanted.length === found.length || wanted.at(-1) === '*')
  );
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const typeName = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value === 'string' ? 'text' : typeof value);

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}
