/**
 * PostgreSQL (a server, or PGlite inside the process) behind the unit of work. A unit is a transaction of its own; one
 * that lost a deadlock or a name to another is run again, one that met a broken line is refused as unavailable.
 */
import { Kysely, PGliteDialect, PostgresDialect, sql, type Dialect as KyselyDialect } from 'kysely';
import type { PGlite } from '@electric-sql/pglite';
import { PlatformError } from '../base/index.ts';
import { postgresDialect } from './dialect.ts';
import { faultOf, unavailable } from './faults.ts';
import type { Engine } from './store.ts';
import type { Tables } from './tables/index.ts';
import { openWakeUp } from './wake-up.ts';

const INT8 = 20;
/** Any constant; two hosts that migrate together take the same lock. */
const MIGRATION_LOCK = 727_001;
const CONNECTIONS = 10;
/** How often a unit is run again that lost to another one. */
const ATTEMPTS = 4;
/** Serialization failure, deadlock: nothing was stored, the same unit may well succeed. */
const CONTENTION = ['40001', '40P01'];
/** Another unit wrote the same name between this one's look and its insert: run again, it sees the row and refuses by name. */
const NAME_TAKEN = '23505';
/** How long a unit waits for a connection, a new one or one of the pool's. */
const CONNECT_MS = 15_000;

export async function openPostgres(url: string): Promise<Engine> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    application_name: 'entrepot',
    types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : (pg.types.getTypeParser(oid, format) as unknown)) },
  });
  pool.on('error', () => {}); // a lost idle connection is replaced at its next use
  // one that is lost in use tells the unit that uses it, and here once more: unheard, that would end the process
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const wakeUp = openWakeUp(
    () => new pg.Client({ connectionString: url, application_name: 'entrepot wake-up' }),
    (text) => pool.query(text),
  );
  return {
    ...engine(db, db, (work) => work()),
    wakeUp,
    async close() {
      await wakeUp.close();
      await db.destroy();
    },
  };
}

/**
 * A PostgreSQL inside the process, for tests; the package is a development dependency. It has one session: units queue
 * for it, and reads go through a handle of their own, because Kysely's driver would run them inside an open transaction.
 */
export async function openPglite(pglite: PGlite): Promise<Engine> {
  await pglite.waitReady;
  pglite.parsers[INT8] = Number;
  const dialect = () => new PGliteDialect({ pglite }) as KyselyDialect;
  const [read, write] = [new Kysely<Tables>({ dialect: dialect() }), new Kysely<Tables>({ dialect: dialect() })];
  let last: Promise<unknown> = Promise.resolve();
  return engine(read, write, (work) => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  });
}

function engine(read: Kysely<Tables>, write: Kysely<Tables>, inTurn: <T>(work: () => Promise<T>) => Promise<T>): Engine {
  const counts = { commits: 0, retries: 0 };
  return {
    dialect: postgresDialect,
    read,
    counts,
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        try {
          const value = await inTurn(() => write.transaction().execute(work));
          counts.commits++;
          return value;
        } catch (error) {
          const code = String((error as { code?: unknown }).code ?? '');
          if ((CONTENTION.includes(code) || code === NAME_TAKEN) && attempt < ATTEMPTS) {
            counts.retries++;
            continue;
          }
          const reason = CONTENTION.includes(code) ? 'the database could not commit' : faultOf(error);
          if (error instanceof PlatformError || reason === undefined) throw error;
          throw unavailable(reason, 'whether this call was stored must be read back.', error);
        }
      }
    },
    migrationLock: (work) =>
      inTurn(() =>
        write.transaction().execute(async (tx) => {
          await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
          await work(tx);
        }),
      ),
    snapshot: (work) => inTurn(() => write.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(work)),
    close: () => write.destroy(),
  };
}
