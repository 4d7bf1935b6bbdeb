/**
 * A backup is one SQLite file with the tables of the platform, whichever database it was made of; what it says about
 * itself stands in its `host_meta`. It is never opened for writing after it was made.
 */
import Database from 'better-sqlite3';
import { TableDigest, type Row, type Walk } from './walk.ts';

export interface BackupNote {
  at: string;
  /** The version of the package that made it. */
  version: string;
  source: 'sqlite' | 'postgres';
  /** The last migration of its tables. */
  schema: string;
  /** Names the sealing key of its secrets; empty where nothing was ever sealed. */
  sealingKey: string;
  walk: Walk;
}

/** The row of `host_meta` that makes a database a backup; the walk passes it by. */
const NOTE = 'backup';

/** Pages copied between two looks at signals. */
const PAGES = 4_096;

export class NoBackup extends Error {}

/** An online copy: the reading side holds one moment still, the host goes on writing. Answers the walk of that moment. */
export async function copyPages(from: string, to: string): Promise<Walk> {
  const source = new Database(from, { readonly: true, fileMustExist: true });
  try {
    // without it, every commit of the host would start the copy again
    source.exec('begin');
    const walk = walkOf(source);
    await source.backup(to, { progress: () => PAGES });
    return walk;
  } finally {
    source.close();
  }
}

/** Opens a new file for writing that nobody reads yet: a crash leaves no backup, so nothing is synced row by row. */
export function openTarget(file: string): Database.Database {
  const db = new Database(file);
  db.pragma('journal_mode = DELETE');
  db.pragma('foreign_keys = OFF');
  return db;
}

export function tablesOf(db: Database.Database): string[] {
  return db.prepare<[], string>(`select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`).pluck().all();
}

export function* rowsOf(db: Database.Database, table: string): Generator<Row> {
  const noted = table === 'host_meta' ? ` where key != '${NOTE}'` : '';
  yield* db.prepare<[], Row>(`select * from "${table}"${noted}`).iterate();
}

export function walkOf(db: Database.Database): Walk {
  const walk: Walk = {};
  for (const table of tablesOf(db)) {
    const digest = new TableDigest();
    for (const row of rowsOf(db, table)) digest.add(row);
    walk[table] = digest.value;
  }
  return walk;
}

export function writeNote(db: Database.Database, note: BackupNote): void {
  db.prepare(`insert into host_meta (key, value) values ('${NOTE}', ?)`).run(JSON.stringify(note));
}

export function dropNote(db: Database.Database): void {
  db.exec(`delete from host_meta where key = '${NOTE}'`);
}

/** What identifies the database: its last migration, and the fingerprint of its key. */
export function identityOf(db: Database.Database): Pick<BackupNote, 'schema' | 'sealingKey'> {
  const text = (query: string) => db.prepare<[], string>(query).pluck().get() ?? '';
  return { schema: text('select max(name) from migration'), sealingKey: text(`select value from host_meta where key = 'sealing_key'`) };
}

/** The note of a backup and the walk of its rows as they are now. */
export function readBackup(file: string): { note: BackupNote; walk: Walk } {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    const text = db.prepare<[], string>(`select value from host_meta where key = '${NOTE}'`).pluck().get();
    if (text === undefined) throw new NoBackup(`${file} is a database, but not a backup made by entrepot backup.`);
    return { note: JSON.parse(text) as BackupNote, walk: walkOf(db) };
  } catch (error) {
    if (error instanceof NoBackup) throw error;
    throw new NoBackup(`${file} cannot be read as a backup (${(error as Error).message}).`);
  } finally {
    db?.close();
  }
}
