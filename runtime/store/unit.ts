/** Builds the context of a unit, and writes its events before the unit ends: state and outbox commit together. */
import { sql, type Kysely } from 'kysely';
import { newId, PlatformError, randomHex, risingHex, type Clock, type IdKind, type Sealer } from '../base/index.ts';
import type { Actor, Cause, Context, NewEvent, Region, UnitOptions } from './context.ts';
import type { Dialect } from './dialect.ts';
import { insertRows } from './rows.ts';
import type { Tables } from './tables/index.ts';

/** Handlers that cause one another's events are stopped after this many links. */
export const HOP_LIMIT = 16;
/** The code of the error that ends such a chain. */
export const LOOP_DETECTED = 'LOOP_DETECTED';

export interface UnitEnvironment {
  dialect: Dialect;
  clock: Clock;
  sealer: Sealer;
  region: Region;
  /** Where ids come from; tests inject one that collides. */
  newId?: (kind: IdKind) => string;
}

type Caused = Pick<Context, 'actor' | keyof Cause>;

/** An event waiting for the end of its unit, with who caused it. */
interface Pending {
  event: NewEvent;
  by: Caused;
}

export interface Unit<T> {
  value: T;
  /** Whether hosts shall look after the commit. */
  wakes: boolean;
  /** Whether the commit shall have its last unit. */
  lastly: boolean;
}

export async function runUnit<T>(
  env: UnitEnvironment,
  tx: Kysely<Tables>,
  actor: Actor,
  work: (ctx: Context) => Promise<T>,
  options: UnitOptions = {},
): Promise<Unit<T>> {
  const pending: Pending[] = [];
  let woken = false;
  const now = env.clock.iso();
  const as = (by: Caused): Context => {
    return {
      ...{ tx, now, dialect: env.dialect, clock: env.clock, sealer: env.sealer, region: env.region },
      ...by,
      id: (kind, table) => freshId(tx, env.newId ?? newId, kind, table),
      emit: (event) => void pending.push({ event, by }),
      wake: () => void (woken = true),
      as: (change) => as({ ...by, ...change }),
    };
  };
  const value = await work(as({ actor, correlation: options.correlation ?? newCorrelation(), origin: options.origin ?? '', hop: options.hop ?? 0 }));
  if (pending.length) options.admit?.([...new Set(pending.flatMap((p) => p.event.accounts))]);
  if (pending.length) await writeEvents(tx, env.dialect, now, pending);
  return { value, wakes: woken || pending.length > 0, lastly: pending.length > 0 || options.lastly === true };
}

async function freshId(tx: Kysely<Tables>, make: (kind: IdKind) => string, kind: IdKind, table: keyof Tables): Promise<string> {
  for (;;) {
    const id = make(kind);
    const found = await sql`select id from ${sql.table(table)} where id = ${id}`.execute(tx);
    if (!found.rows.length) return id;
  }
}

export function newCorrelation(): string {
  return randomHex(16);
}

async function writeEvents(tx: Kysely<Tables>, dialect: Dialect, now: string, pending: Pending[]): Promise<void> {
  const hop = Math.max(...pending.map((p) => p.by.hop));
  if (hop > HOP_LIMIT) {
    throw new PlatformError('conflict', `Handlers caused one another's events ${hop} times; at most ${HOP_LIMIT} are allowed.`, { code: LOOP_DETECTED });
  }
  await insertRows(
    { tx, dialect },
    'event',
    pending.map(({ event, by }) => ({
      id: event.routedAs ?? newEventId(now),
      type: event.type,
      object_class: event.objectClass,
      object_id: event.objectId,
      status: event.status,
      accounts: JSON.stringify([...new Set(event.accounts)]),
      data: JSON.stringify(event.data ?? {}),
      actor: by.actor.by.id,
      correlation: by.correlation,
      origin: by.origin,
      hop: by.hop,
      created_at: now,
      routed: event.routedAs === undefined ? 0 : 1,
    })),
  );
}

export function newEventId(now: string): string {
  return `EV-${risingHex(Date.parse(now))}`;
}
