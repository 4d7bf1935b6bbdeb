/** Dates that callers write: ISO 8601 as the published clients send it, kept in UTC so that text sorts as time does. */
import { invalid } from '../../base/index.ts';
import type { Context } from '../../store/index.ts';

/** A date with an optional time (`T` or a space before it) and an optional offset; without one it is UTC. */
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

export function utcTime(field: string, value: unknown): string {
  const parts = typeof value === 'string' ? ISO.exec(value) : null;
  const at = parts ? Date.parse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4] ?? '00:00'}${offset(parts[5])}`) : NaN;
  // the parser would roll the 31st of a short month over into the next
  const day = parts ? new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]))).getUTCDate() : NaN;
  if (Number.isNaN(at) || day !== Number(parts![3]))
    throw invalid(field, `${JSON.stringify(value ?? null)} is not an ISO date; expected is for example 2026-03-01T12:00:00+00:00.`);
  return new Date(at).toISOString();
}

export function futureTime(ctx: Context, field: string, value: unknown): string {
  const iso = utcTime(field, value);
  if (iso <= ctx.now) throw invalid(field, `${iso} is in the past; a time after ${ctx.now} is expected.`);
  return iso;
}

function offset(text: string | undefined): string {
  if (!text || text === 'Z') return 'Z';
  return text.includes(':') ? text : `${text.slice(0, 3)}:${text.slice(3)}`;
}
