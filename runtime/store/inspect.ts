/** What a database tells about itself, read without changing it: for `entrepot doctor`. */
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { MIGRATIONS } from './migrations/index.ts';
import { openPostgres } from './postgres.ts';

export interface DatabaseFacts {
  /** Name and version of the engine. */
  engine: string;
  /** Migrations that the next start will apply, and those that this version does not know. */
  pending: string[];
  unknown: string[];
  /** Fingerprint of the key its secrets are sealed under; empty where there is none yet. */
  sealingKey: string;
  /** ISO time of the newest event. */
  lastEventAt: string | undefined;
  /** The server's clock minus ours, in milliseconds; 0 where it is the same machine. */
  skewMs: number;
}

/** `database` is `postgres://…`, or a SQLite file that exists. */
export async function inspectDatabase(database: string): Promise<DatabaseFacts> {
  if (/^postgres(ql)?:/.test(database)) return inspectPostgres(database);
  const db = new Database(database, { readonly: true, fileMustExist: true });
  try {
    const ask = (query: string) => db.prepare<[], string>(query).pluck().all();
    const has = (table: string) => db.prepare(`select 1 from sqlite_master where name = ?`).get(table) !== undefined;
    return await facts(async (query, table) => (has(table) ? ask(query) : []), `SQLite ${ask('select sqlite_version()')[0]}`, 0);
  } finally {
    db.close();
  }
}

async function inspectPostgres(url: string): Promise<DatabaseFacts> {
  const engine = await openPostgres(url);
  try {
    const ask = async (query: string) => (await sql.raw<{ text: string }>(query).execute(engine.read)).rows.map((row) => String(Object.values(row)[0]));
    const has = async (table: string) => (await ask(`select to_regclass('${table}')::text`))[0] !== 'null';
    const before = Date.now();
    const [server] = await ask(`select round(extract(epoch from clock_timestamp()) * 1000)::text`);
    const skewMs = Number(server) - (before + Date.now()) / 2;
    const [version] = await ask('show server_version');
    return await facts(async (query, table) => ((await has(table)) ? ask(query) : []), `PostgreSQL ${version}`, Math.round(skewMs));
  } finally {
    await engine.close();
  }
}

/** A table that is not there yet answers nothing. */
async function facts(ask: (query: string, table: string) => Promise<string[]>, engine: string, skewMs: number): Promise<DatabaseFacts> {
  const applied = await ask('select name from migration order by name', 'migration');
  const known = MIGRATIONS.map((migration) => migration.name);
  return {
    engine,
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
    sealingKey: (await ask(`select value from host_meta where key = 'sealing_key'`, 'host_meta'))[0] ?? '',
    lastEventAt: (await ask('select created_at from event order by seq desc limit 1', 'event'))[0],
    skewMs,
  };
}
