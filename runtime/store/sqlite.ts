/**
 * SQLite behind the unit of work: one writing connection whose units are committed in groups, and one reading
 * connection that sees only what is committed. Group commit needs no timer: units that arrive in one turn of the event
 * loop share one BEGIN…COMMIT with a savepoint each, so a failing unit takes nothing of its neighbours with it and
 * nobody is told "done" before the common fsync (performance.md section 7, 1: 4.0k -> 29.4k durable inserts/s).
 */
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { NUMBER_TEXT, PlatformError } from '../base/index.ts';
import { sqliteDialect } from './dialect.ts';
import { syncDialect } from './sqlite-dialect.ts';
import type { Engine } from './store.ts';
import type { Tables } from './tables/index.ts';

/** Units in one commit: more only lengthens the wait of the first. */
const GROUP_MAX = 64;
const BUSY_MS = 5_000;
const MIGRATION_WAIT_MS = 30_000;

interface Waiting {
  run(): Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

export function openSqlite(file: string): Engine {
  const writer = connect(file);
  const reader = connect(file, { readonly: true });
  const write = new Kysely<Tables>({ dialect: syncDialect(writer) });
  const read = new Kysely<Tables>({ dialect: syncDialect(reader) });
  const savepoint = writer.prepare('savepoint unit');
  const release = writer.prepare('release unit');
  const queue: Waiting[] = [];
  let draining: Promise<void> | undefined;

  async function commitGroup(group: Waiting[]): Promise<void> {
    const failed = new Map<Waiting, unknown>();
    writer.exec('begin immediate');
    for (const unit of group) {
      savepoint.run();
      try {
        await unit.run();
        release.run();
      } catch (error) {
        // a full disk or an I/O error ends the whole transaction: nothing of the group may count as stored
        if (!writer.inTransaction) throw error;
        writer.exec('rollback to unit; release unit');
        failed.set(unit, error);
      }
    }
    writer.exec('commit');
    for (const unit of group) {
      if (failed.has(unit)) unit.reject(failed.get(unit));
      else unit.resolve();
    }
  }

  async function drain(): Promise<void> {
    while (queue.length) {
      const group = queue.splice(0, GROUP_MAX);
      try {
        await commitGroup(group);
      } catch (cause) {
        if (writer.inTransaction) writer.exec('rollback');
        const error = new PlatformError('unavailable', 'The database could not commit; nothing of this call was stored.', { cause });
        for (const unit of group) unit.reject(error);
      }
    }
    draining = undefined;
  }

  return {
    dialect: sqliteDialect,
    read,
    transaction<T>(work: (tx: Kysely<Tables>) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        let value: T;
        queue.push({
          run: async () => void (value = await work(write)),
          resolve: () => resolve(value),
          reject,
        });
        draining ??= new Promise<void>((started) => setImmediate(() => started(drain())));
      });
    },
    async migrationLock(work) {
      await beginWaiting(writer);
      try {
        await work(write);
        writer.exec('commit');
      } catch (error) {
        if (writer.inTransaction) writer.exec('rollback');
        throw error;
      }
    },
    async close() {
      while (draining) await draining;
      reader.close();
      writer.close();
    },
  };
}

function connect(file: string, options: Database.Options = {}): Database.Database {
  const db = new Database(file, options);
  db.pragma(`busy_timeout = ${BUSY_MS}`);
  if (!options.readonly) {
    db.pragma('journal_mode = WAL');
    // FULL: an accepted order survives power loss, not only a crash (decision in ARCHITECTURE.md).
    db.pragma('synchronous = FULL');
    db.pragma('wal_autocheckpoint = 1000');
    db.pragma('foreign_keys = ON');
  }
  db.pragma('cache_size = -65536');
  // SQLite's own LIKE and lower() know ASCII only; PostgreSQL folds all letters
  db.function('fold', { deterministic: true }, (text: unknown) => (typeof text === 'string' ? text.toLowerCase() : text));
  db.function('number_in', { deterministic: true }, (text: unknown) => (typeof text === 'string' && NUMBER_TEXT.test(text) ? Number(text) : null));
  return db;
}

/** Waits for another opener without holding up this process: it may be the one that opener needs to finish. */
async function beginWaiting(db: Database.Database): Promise<void> {
  db.pragma('busy_timeout = 0');
  try {
    for (const end = Date.now() + MIGRATION_WAIT_MS; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
      try {
        return void db.exec('begin immediate');
      } catch (error) {
        if ((error as { code?: string }).code !== 'SQLITE_BUSY' || Date.now() > end) throw error;
      }
    }
  } finally {
    db.pragma(`busy_timeout = ${BUSY_MS}`);
  }
}
