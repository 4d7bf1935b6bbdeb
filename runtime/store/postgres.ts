/** PostgreSQL (a server, or PGlite inside the process) behind the unit of work. A unit is a transaction of its own. */
import { Kysely, PGliteDialect, PostgresDialect, sql, type Dialect as KyselyDialect } from 'kysely';
import { postgresDialect } from './dialect.ts';
import type { Engine } from './store.ts';
import type { Tables } from './tables/index.ts';

const INT8 = 20;
/** Any constant; two hosts that migrate together take the same lock. */
const MIGRATION_LOCK = 727_001;

export async function openPostgres(url: string): Promise<Engine> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) } as never,
  });
  pool.on('error', () => {}); // a lost idle connection is replaced at its next use
  return engine(new PostgresDialect({ pool }));
}

/** A PostgreSQL inside the process, for tests; the package is a development dependency. */
export async function openPglite(folder?: string): Promise<Engine> {
  const { PGlite } = await import('@electric-sql/pglite');
  return engine(new PGliteDialect({ pglite: new PGlite(folder, { parsers: { [INT8]: Number } }) as never }));
}

function engine(dialect: KyselyDialect): Engine {
  const db = new Kysely<Tables>({ dialect });
  return {
    dialect: postgresDialect,
    read: db,
    transaction: (work) => db.transaction().execute(work),
    migrationLock: (work) =>
      db.transaction().execute(async (tx) => {
        await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
        await work(tx);
      }),
    close: () => db.destroy(),
  };
}
