/**
 * Row by row between PostgreSQL and a backup file. pg_dump is faster, and knows what else lives in the database; this
 * needs no tool of a matching version, compares what it copied, and its file can be restored into either database.
 */
import { sql, type Kysely } from 'kysely';
import { postgresDialect } from '../dialect.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { insertRows } from '../rows.ts';
import { openSqlite } from '../sqlite.ts';
import { migrate, type Engine } from '../store.ts';
import type { Tables } from '../tables/index.ts';
import { NoBackup, openTarget, rowsOf, tablesOf, walkOf } from './file.ts';
import { differences, TableDigest, type Row, type Walk } from './walk.ts';

/** Rows on their way at once. */
const BATCH = 500;

type Transaction = Kysely<Tables>;

/** Everything as it was at one moment. The database must have been migrated to exactly this version's tables. */
export async function copyFromPostgres(engine: Engine, file: string): Promise<Walk> {
  await makeTables(file);
  const target = openTarget(file);
  try {
    return await engine.snapshot!(async (tx) => {
      await requireSchema(tx);
      const walk: Walk = {};
      target.exec('begin');
      for (const table of tablesOf(target)) {
        target.exec(`delete from "${table}"`); // what the migrations put there
        const digest = new TableDigest();
        for await (const rows of batches(tx, table)) {
          const columns = Object.keys(rows[0]!);
          const insert = target.prepare(`insert into "${table}" (${columns.map((c) => `"${c}"`).join()}) values (${columns.map(() => '?').join()})`);
          for (const row of rows) {
            digest.add(row);
            insert.run(columns.map((column) => row[column]));
          }
        }
        walk[table] = digest.value;
      }
      target.exec('commit');
      return walk;
    });
  } finally {
    target.close();
  }
}

/** All rows of a file into an empty database: whole and as they were, or nothing. The file is brought up to date first. */
export async function copyIntoPostgres(file: string, engine: Engine): Promise<void> {
  await makeTables(file);
  const source = openTarget(file);
  try {
    await migrate(engine);
    await engine.migrationLock(async (tx) => {
      const account = await sql`select id from account limit 1`.execute(tx);
      if (account.rows.length) throw new NoBackup('The database has accounts already; a backup is restored into an empty one (createdb).');
      const walk: Walk = {};
      for (const table of tablesOf(source)) {
        await sql.raw(`delete from "${table}"`).execute(tx); // what the migrations put there
        for (const rows of chunks(rowsOf(source, table))) await insertRows({ tx, dialect: postgresDialect }, table as 'event', rows as never);
        const digest = new TableDigest();
        for await (const rows of batches(tx, table)) for (const row of rows) digest.add(row);
        walk[table] = digest.value;
      }
      const wrong = differences(walkOf(source), walk);
      if (wrong.length) throw new NoBackup(`PostgreSQL holds other rows than the backup in ${wrong.join(', ')}; nothing was restored.`);
      await moveSequencesOn(tx);
    });
  } finally {
    source.close();
  }
}

/** A file with this version's tables: a new one, or an older backup brought up to date. */
async function makeTables(file: string): Promise<void> {
  const engine = openSqlite(file);
  try {
    await migrate(engine);
  } finally {
    await engine.close();
  }
}

async function requireSchema(tx: Transaction): Promise<void> {
  const found = await sql<{ name: string }>`select name from migration`.execute(tx);
  const [there, known] = [found.rows.map((r) => r.name), MIGRATIONS.map((m) => m.name)];
  const wrong = there.find((name) => !known.includes(name)) ?? known.find((name) => !there.includes(name));
  if (wrong !== undefined)
    throw new NoBackup(
      `The database and this version differ by migration ${wrong}; back it up with the version that runs on it, or start this one on it first.`,
    );
}

async function* batches(tx: Transaction, table: string): AsyncGenerator<Row[]> {
  await sql.raw(`declare walked no scroll cursor for select * from "${table}"`).execute(tx);
  for (;;) {
    const { rows } = await sql.raw<Row>(`fetch ${BATCH} from walked`).execute(tx);
    if (!rows.length) break;
    yield rows;
  }
  await sql.raw('close walked').execute(tx);
}

function* chunks(rows: Iterable<Row>): Generator<Row[]> {
  const some: Row[] = [];
  for (const row of rows) if (some.push(row) === BATCH) yield some.splice(0);
  if (some.length) yield some;
}

/** Growing keys go on after the last one that was restored. */
async function moveSequencesOn(tx: Transaction): Promise<void> {
  const found = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = current_schema() and column_default like 'nextval(%'`.execute(tx);
  for (const { table, column } of found.rows)
    await sql.raw(`select setval(pg_get_serial_sequence('"${table}"', '${column}'), coalesce(max("${column}"), 0) + 1, false) from "${table}"`).execute(tx);
}
