/** The unit of work over either database: `read`, `write` with outbox, migrations at open, and a commit signal. */
import { sql, type Kysely } from 'kysely';
import { systemClock, type Clock, type IdKind, type Sealer } from '../base/index.ts';
import { SYSTEM, type Actor, type Context, type Region, type UnitOptions } from './context.ts';
import type { Dialect } from './dialect.ts';
import { Condition, type Fault, type OnFault } from './faults.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';
import type { Tables } from './tables/index.ts';
import { runUnit, type Unit } from './unit.ts';

/** What a database must offer; sqlite.ts and postgres.ts are the two answers. */
export interface Engine {
  readonly dialect: Dialect;
  readonly read: Kysely<Tables>;
  /** Since it was opened: commits, and transactions that were run again. */
  readonly counts: { commits: number; retries: number };
  transaction<T extends Unit<unknown>>(work: (tx: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Runs the unit at the end of every commit with a unit that asks for it; absent where each unit commits by itself. */
  readonly lastly?: (unit: LastUnit) => void;
  migrationLock(work: (tx: Kysely<Tables>) => Promise<void>): Promise<void>;
  /** Reads everything as it is at one moment; absent where the file itself can be copied. */
  snapshot?<T>(work: (tx: Kysely<Tables>) => Promise<T>): Promise<T>;
  /** Tells other hosts on the same database that there is something to do; absent where there can be no other. */
  readonly wakeUp?: { send(): void; onReceived(listener: () => void): Promise<void> };
  close(): Promise<void>;
}

/** What happens in the same commit as the events that ask for it. */
export interface LastUnit {
  run(tx: Kysely<Tables>): Promise<unknown>;
  /** After the commit, or when the unit or the commit failed and nothing of the unit is stored. */
  ended(result: PromiseSettledResult<unknown>): void;
}

export interface Store {
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly sealer: Sealer;
  /** Committed state only; nothing is written. */
  read<T>(actor: Actor, work: (ctx: Context) => Promise<T>, options?: UnitOptions): Promise<T>;
  /** One transaction: all of `work` and its events, or nothing. Resolves after the commit is durable. */
  write<T>(actor: Actor, work: (ctx: Context) => Promise<T>, options?: UnitOptions): Promise<T>;
  /** Called after a commit that wrote events or asked to wake, here or on another host. A wake-up only: who listens must also look by itself. */
  onEvents(listener: () => void): void;
  /**
   * Where units share commits, `work` is the last unit of each commit with events, and `ended` is told after it.
   * Answers false where each unit commits by itself: there, nothing of this happens.
   */
  lastly<T>(actor: Actor, work: (ctx: Context) => Promise<T>, ended: (result: PromiseSettledResult<T>) => void): boolean;
  schemaVersion(): Promise<string>;
  /** Since it was opened: units that were stored, commits that stored them, and units that were run again. */
  counts(): { units: number; commits: number; retries: number };
  /** Why the database cannot be used now, as far as anybody has noticed. */
  fault(): Fault | undefined;
  close(): Promise<void>;
}

export interface StoreOptions {
  /** `postgres://…`, or a SQLite file. */
  database: string;
  sealer: Sealer;
  clock?: Clock;
  /** Default EU. */
  region?: Region;
  newId?: (kind: IdKind) => string;
  onFault?: OnFault;
}

export async function openStore(options: StoreOptions): Promise<Store> {
  const engine = /^postgres(ql)?:\/\//.test(options.database) ? await openPostgres(options.database) : openSqlite(options.database);
  return storeOn(engine, options);
}

export async function storeOn(engine: Engine, options: Omit<StoreOptions, 'database'>): Promise<Store> {
  await migrate(engine);
  const env = {
    dialect: engine.dialect,
    clock: options.clock ?? systemClock,
    sealer: options.sealer,
    region: options.region ?? ('EU' as const),
    ...(options.newId ? { newId: options.newId } : {}),
  };
  let units = 0;
  const listeners: (() => void)[] = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };
  await engine.wakeUp?.onReceived(tell);
  const condition = new Condition(options.onFault ?? (() => {}), () => probe(store));
  const store: Store = {
    dialect: env.dialect,
    clock: env.clock,
    sealer: env.sealer,
    async read(actor, work, unit) {
      return (await condition.watch('read', () => runUnit(env, engine.read, actor, work, unit))).value;
    },
    async write(actor, work, unit) {
      const { value, wakes } = await condition.watch('write', () => engine.transaction((tx) => runUnit(env, tx, actor, work, unit)));
      units++;
      if (wakes) {
        tell();
        engine.wakeUp?.send();
      }
      return value;
    },
    onEvents: (listener) => void listeners.push(listener),
    lastly(actor, work, ended) {
      engine.lastly?.({
        run: async (tx) => (await runUnit(env, tx, actor, work)).value,
        ended: ended as (result: PromiseSettledResult<unknown>) => void,
      });
      return engine.lastly !== undefined;
    },
    schemaVersion: async () => MIGRATIONS.at(-1)!.name,
    counts: () => ({ units, ...engine.counts }),
    fault: () => condition.fault,
    close() {
      condition.stop();
      return engine.close();
    },
  };
  return store;
}

/** Something small to read and to write. */
async function probe(store: Store): Promise<void> {
  await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('host_meta').select('key').limit(1).execute());
  await store.write(SYSTEM, (ctx) =>
    ctx.tx
      .insertInto('host_meta')
      .values({ key: 'probe', value: ctx.now })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: ctx.now }))
      .execute(),
  );
}

export async function migrate(engine: Engine): Promise<void> {
  await engine.migrationLock(async (tx) => {
    await sql`create table if not exists migration (name text primary key, applied_at text not null)`.execute(tx);
    const done = await sql<{ name: string }>`select name from migration`.execute(tx);
    const known = new Set(MIGRATIONS.map((m) => m.name));
    const newer = done.rows.find((r) => !known.has(r.name));
    if (newer) throw new Error(`The database has migration ${newer.name}, which this version does not know; start the version that made it, or a newer one.`);
    for (const migration of MIGRATIONS) {
      if (done.rows.some((r) => r.name === migration.name)) continue;
      for (const statement of migration.up(engine.dialect)) await sql.raw(statement).execute(tx);
      await sql`insert into migration (name, applied_at) values (${migration.name}, ${new Date().toISOString()})`.execute(tx);
    }
  });
}
