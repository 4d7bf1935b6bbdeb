/**
 * Backup and restore of a data folder's database, each proven by a walk over every row. The sealing key is told apart
 * from the database on purpose: whoever has both can open every secret, and whoever has lost it can open none.
 */
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import {
  copyFromPostgres,
  copyIntoPostgres,
  copyPages,
  differences,
  dropNote,
  holdFile,
  identityOf,
  openPostgres,
  openTarget,
  readBackup,
  walkOf,
  writeNote,
  type BackupNote,
  type Walk,
} from '../store/index.ts';
import { keyFingerprint, parseKey, StartRefused } from './data-folder.ts';

const PRIVATE = 0o600;
const DATABASE = 'entrepot.db';
const KEY = 'sealing.key';

/** What is done about the sealing key: looked at and left where it is, put beside the backup, or not looked at. */
export type KeyChoice = 'kept apart' | 'beside' | 'not looked at';

export interface BackupOptions {
  data: string;
  /** `postgres://…`; without it the SQLite file of the data folder. */
  database?: string | undefined;
  /** A folder that exists, for a file named after the moment; else the file. */
  to: string;
  key: KeyChoice;
}

export type { BackupNote };

export interface Backup {
  file: string;
  note: BackupNote;
}

export async function makeBackup({ data, database, to, key }: BackupOptions): Promise<Backup> {
  const at = new Date().toISOString();
  const file = targetFile(to, at);
  const source = sourceOf(data, database);
  return whole(file, async (partial) => {
    const walk = await copy(source, partial);
    const db = openTarget(partial);
    try {
      verify(walk, walkOf(db), 'The copy differs from the database');
      const identity = identityOf(db);
      const version = (createRequire(import.meta.url)('entrepot/package.json') as { version: string }).version;
      const note: BackupNote = { at, version, source: database ? 'postgres' : 'sqlite', ...identity, walk };
      if (key !== 'not looked at') requireKey(data, identity.sealingKey);
      writeNote(db, note);
      if (key === 'beside') writePrivate(`${file}.key`, readFileSync(join(data, KEY), 'utf8'));
      return { file, note };
    } finally {
      db.close();
    }
  });
}

export interface RestoreOptions {
  file: string;
  data: string;
  database?: string | undefined;
  /** The file of the sealing key; without it the one beside the backup, or the one that is in the data folder. */
  key?: string | undefined;
}

export async function restoreBackup({ file, data, database, key }: RestoreOptions): Promise<BackupNote> {
  const note = checkBackup(file);
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const unlock = holdFile(join(data, 'lock.db'));
  if (!unlock) throw new StartRefused(`${resolve(data)} is in use by a host; stop it, or restore into another folder.`);
  try {
    const text = fittingKey({ file, data, key }, note.sealingKey);
    await (database === undefined ? restoreFile(file, data, note.walk) : restoreRows(file, database, data));
    if (text !== undefined && !existsSync(join(data, KEY))) writePrivate(join(data, KEY), text);
    return note;
  } finally {
    unlock();
  }
}

/** Reads every row of a backup and compares it with what was written down when it was made. */
export function checkBackup(file: string): BackupNote {
  const { note, walk } = readBackup(file);
  verify(note.walk, walk, `${file} is damaged`);
  return note;
}

function verify(expected: Walk, found: Walk, what: string): void {
  const wrong = differences(expected, found);
  if (wrong.length) throw new StartRefused(`${what} in ${wrong.join(', ')}; it is not used.`);
}

function targetFile(to: string, at: string): string {
  const path = resolve(to);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const file = isFolder ? join(path, `entrepot-${at.replaceAll(/[-:]|\.\d+/g, '')}.db`) : path;
  if (existsSync(file)) throw new StartRefused(`${file} is there already; a backup is never overwritten, name another file.`);
  if (!existsSync(dirname(file))) throw new StartRefused(`${dirname(file)} is not there; make the folder first.`);
  return file;
}

function sourceOf(data: string, database: string | undefined): string {
  if (database !== undefined) return database;
  const running = join(data, 'host.json');
  if (existsSync(running) && (JSON.parse(readFileSync(running, 'utf8')) as { database?: string }).database === 'postgres')
    throw new StartRefused(`The host on ${resolve(data)} runs on PostgreSQL; name it with --database or ENTREPOT_DATABASE.`);
  const file = join(data, DATABASE);
  if (!existsSync(file)) throw new StartRefused(`${resolve(file)} is not there; name the data folder with --data, or a PostgreSQL with --database.`);
  return file;
}

async function copy(source: string, to: string): Promise<Walk> {
  if (!/^postgres(ql)?:/.test(source)) return copyPages(source, to);
  const engine = await openPostgres(source);
  try {
    return await copyFromPostgres(engine, to);
  } finally {
    await engine.close();
  }
}

/** A backup under a key that is not this folder's would be found out on the worst of days. */
function requireKey(data: string, fingerprint: string): void {
  const path = join(data, KEY);
  if (!existsSync(path))
    throw new StartRefused(
      `${resolve(path)} is not there, and without it no secret in this backup can be opened. Name the data folder of a host of this database with --data, or say --without-key when you keep the key elsewhere.`,
    );
  if (keyFingerprint(parseKey(readFileSync(path, 'utf8'), path)) !== fingerprint)
    throw new StartRefused(`${resolve(path)} is not the key that this database was sealed with; name the data folder of one of its hosts with --data.`);
}

/** The text of the first key file that fits; undefined where nothing was ever sealed. */
function fittingKey({ file, data, key }: Pick<RestoreOptions, 'file' | 'data' | 'key'>, fingerprint: string): string | undefined {
  const own = join(data, KEY);
  const fits = (path: string) => keyFingerprint(parseKey(readFileSync(path, 'utf8'), path)) === fingerprint;
  if (existsSync(own) && !fits(own)) throw new StartRefused(`${resolve(own)} is another key than this backup was sealed with; restore into an empty folder.`);
  const given = key ?? [`${file}.key`, own].find((path) => existsSync(path));
  if (given === undefined && fingerprint === '') return undefined;
  if (given === undefined || !existsSync(given))
    throw new StartRefused(
      `The secrets of ${file} are sealed with a key whose fingerprint begins with ${fingerprint.slice(0, 12)}, and ${given ?? 'no key'} is ${given ? 'not there' : 'given'}. Name its file with --key: a host does not start without it, and nobody can open the secrets.`,
    );
  if (!fits(given))
    throw new StartRefused(`--key: ${given} is another key than this backup was sealed with (its fingerprint begins with ${fingerprint.slice(0, 12)}).`);
  return readFileSync(given, 'utf8');
}

async function restoreFile(file: string, data: string, walk: Walk): Promise<void> {
  const to = join(data, DATABASE);
  if (existsSync(to)) throw new StartRefused(`${resolve(to)} is there; put it away first, or restore into an empty folder.`);
  await whole(to, async (partial) => {
    copyFileSync(file, partial);
    const db = openTarget(partial);
    try {
      dropNote(db);
      verify(walk, walkOf(db), 'What was written differs from the backup');
    } finally {
      db.close();
    }
  });
}

async function restoreRows(file: string, database: string, data: string): Promise<void> {
  const scratch = join(data, `restore-${process.pid}.db`);
  const engine = await openPostgres(database);
  try {
    copyFileSync(file, scratch);
    const db = openTarget(scratch);
    dropNote(db);
    db.close();
    await copyIntoPostgres(scratch, engine);
  } finally {
    await engine.close();
    forget(scratch);
  }
}

/** A file that appears under its name when it is complete and on the disk, or never. */
async function whole<T>(file: string, make: (partial: string) => Promise<T>): Promise<T> {
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}`);
  try {
    closeSync(openSync(partial, 'wx', PRIVATE));
    const made = await make(partial);
    sync(partial);
    renameSync(partial, file);
    sync(dirname(file));
    return made;
  } finally {
    forget(partial);
  }
}

function sync(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/** A database file with what SQLite may have put beside it. */
function forget(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(file + end, { force: true });
}

function writePrivate(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', PRIVATE);
  writeFileSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
}
