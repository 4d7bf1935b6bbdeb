/** Small things every module needs: JSON columns, published event stamps, references read in batches. */
import { sql } from 'kysely';
import { publicTime } from '../../base/index.ts';
import type { Context, Tables } from '../../store/index.ts';

export function json<T>(text: string): T {
  return JSON.parse(text) as T;
}

export type EventStamps = Record<string, { at: string; by?: { id: string; name: string } }>;

/** Adds `name: {at, by}` to the published `events` of an object; `by` is absent for changes the system makes. */
export function stamped(ctx: Context, events: string | undefined, ...names: string[]): string {
  const stamps: EventStamps = events ? json(events) : {};
  const by = ctx.actor.role === 'system' ? {} : { by: ctx.actor.by };
  for (const name of names) stamps[name] = { at: publicTime(ctx.now), ...by };
  return JSON.stringify(stamps);
}

export interface Ref {
  id: string;
  name: string;
}

type Named = { [K in keyof Tables]: Tables[K] extends { id: string; name: string } ? K : never }[keyof Tables];

/** `{id, name}` of the given ids of one table, in one query. Unknown ids keep their id as name. */
export async function references(ctx: Context, table: Named, ids: Iterable<string>): Promise<(id: string) => Ref> {
  const wanted = [...new Set(ids)];
  const rows = wanted.length
    ? await ctx.tx
        .selectFrom(table as 'account')
        .select(['id', 'name'])
        .where(() => ctx.dialect.among('id', wanted))
        .execute()
    : [];
  const names = new Map(rows.map((r) => [r.id, r.name]));
  return (id) => ({ id, name: names.get(id) ?? id });
}

/** The same for ids of several tables at once; their prefixes tell them apart. */
export async function referencesIn(ctx: Context, wanted: Partial<Record<Named, Iterable<string>>>): Promise<(id: string) => Ref> {
  const parts = Object.entries(wanted).map(([table, ids]) => sql`select id, name from ${sql.table(table)} where ${ctx.dialect.among('id', [...new Set(ids)])}`);
  const { rows } = await sql<Ref>`${sql.join(parts, sql` union all `)}`.execute(ctx.tx);
  const names = new Map(rows.map((r) => [r.id, r.name]));
  return (id) => ({ id, name: names.get(id) ?? id });
}

/** Rows of a table by id, in one query. */
export async function rowsById<K extends Named>(ctx: Context, table: K, ids: Iterable<string>): Promise<Map<string, Tables[K]>> {
  const wanted = [...new Set(ids)];
  if (!wanted.length) return new Map();
  const rows = (await ctx.tx
    .selectFrom(table as 'account')
    .selectAll()
    .where(() => ctx.dialect.among('id', wanted))
    .execute()) as unknown as (Tables[K] & { id: string })[];
  return new Map(rows.map((r) => [r.id, r]));
}
