/** Builds the context of a unit, and writes its events before the unit ends: state and outbox commit together. */
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { newId, PlatformError, type Clock, type Sealer } from '../base/index.ts';
import type { Actor, Context, NewEvent, UnitOptions } from './context.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables/index.ts';

/** Handlers that cause one another's events are stopped after this many links. */
export const HOP_LIMIT = 16;

export interface UnitEnvironment {
  dialect: Dialect;
  clock: Clock;
  sealer: Sealer;
}

export interface Unit<T> {
  value: T;
  events: number;
}

export async function runUnit<T>(
  env: UnitEnvironment,
  tx: Kysely<Tables>,
  actor: Actor,
  work: (ctx: Context) => Promise<T>,
  options: UnitOptions = {},
): Promise<Unit<T>> {
  const pending: NewEvent[] = [];
  const ctx: Context = {
    tx,
    dialect: env.dialect,
    clock: env.clock,
    sealer: env.sealer,
    actor,
    now: env.clock.iso(),
    correlation: options.correlation ?? newCorrelation(),
    hop: options.hop ?? 0,
    async id(kind, table) {
      for (;;) {
        const id = newId(kind);
        const found = await tx
          .selectFrom(table as 'account')
          .select('id')
          .where('id', '=', id)
          .executeTakeFirst();
        if (!found) return id;
      }
    },
    emit: (event) => void pending.push(event),
  };
  const value = await work(ctx);
  if (pending.length) await writeEvents(ctx, pending);
  return { value, events: pending.length };
}

export function newCorrelation(): string {
  return randomBytes(16).toString('hex');
}

async function writeEvents(ctx: Context, events: NewEvent[]): Promise<void> {
  if (ctx.hop > HOP_LIMIT) {
    throw new PlatformError('conflict', `LOOP_DETECTED: handlers caused one another's events ${ctx.hop} times; at most ${HOP_LIMIT} are allowed.`);
  }
  await ctx.tx
    .insertInto('event')
    .values(
      events.map((e) => ({
        id: `EV-${randomBytes(10).toString('hex')}`,
        type: e.type,
        object_class: e.objectClass,
        object_id: e.objectId,
        status: e.status,
        accounts: JSON.stringify([...new Set(e.accounts)]),
        data: JSON.stringify(e.data ?? {}),
        actor: ctx.actor.by.id,
        correlation: ctx.correlation,
        hop: ctx.hop,
        created_at: ctx.now,
        routed: 0,
      })),
    )
    .execute();
}
