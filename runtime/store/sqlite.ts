/**
 * SQLite behind the unit of work: one writing connection whose units are committed in groups, and one reading
 * connection that sees only what is committed. Group commit needs no timer: units that arrive in one turn of the event
 * loop share one BEGIN…COMMIT with a savepoint each, so a failing unit takes nothing of its neighbours with it and
 * nobody is told "done" before the common fsync (performance.md section 7, 1: 4.0k -> 29.4k durable inserts/s).
 */
import Database from 'better-sqlite3';
import { Kysely } from 'kysely';
import { NUMBER_TEXT } from '../base/index.ts';
import { sqliteDialect } from './dialect.ts';
import { faultOf, unavailable } from './faults.ts';
import { syncDialect } from './sqlite-dialect.ts';
import type { Engine, LastUnit } from './store.ts';
import type { Unit } from './unit.ts';
import type { Tables } from './tables/index.ts';

/** Units in one commit: more only lengthens the wait of the first. */
const GROUP_MAX = 64;
const BUSY_MS = 5_000;
/**
 * Pages of the write-ahead log after which a commit also copies them into the file. An order touches the same pages as
 * the one before it, so a longer log saves writing; a pause of so long without commits is used to empty it.
 */
const CHECKPOINT_PAGES = 4_000;
const CHECKPOINT_IDLE_MS = 200;
/** Pages kept by each of the two connections. Behind them lies the system's cache, a microsecond a page away; more is only memory of the host. */
const CACHE_KB = 16_384;
const MIGRATION_WAIT_MS = 30_000;

interface Waiting {
  /** Answers whether the commit shall have its last unit. */
  run(): Promise<boolean>;
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
  const begin = writer.prepare('begin immediate');
  const commit = writer.prepare('commit');
  const counts = { commits: 0, retries: 0 };
  const queue: Waiting[] = [];
  let draining: Promise<void> | undefined;
  let last: LastUnit | undefined;
  const checkpoint = idleCheckpoint(writer);

  /** Runs within the group's transaction; what fails takes only its own writes back. */
  async function within<T>(work: () => Promise<T>): Promise<PromiseSettledResult<T>> {
    savepoint.run();
    try {
      const value = await work();
      release.run();
      return { status: 'fulfilled', value };
    } catch (reason) {
      // a full disk or an I/O error ends the whole transaction: nothing of the group may count as stored
      if (!writer.inTransaction) throw reason;
      writer.exec('rollback to unit; release unit');
      return { status: 'rejected', reason };
    }
  }

  async function commitGroup(group: Waiting[]): Promise<void> {
    begin.run();
    const ended: PromiseSettledResult<boolean>[] = [];
    for (const unit of group) ended.push(await within(() => unit.run()));
    const asked = ended.some((e) => e.status === 'fulfilled' && e.value);
    const lastly = asked && last ? { ...last, result: await within(() => last!.run(write)) } : undefined;
    try {
      commit.run();
      counts.commits++;
    } catch (reason) {
      lastly?.ended({ status: 'rejected', reason });
      throw reason;
    }
    ended.forEach((e, i) => (e.status === 'fulfilled' ? group[i]!.resolve() : group[i]!.reject(e.reason)));
    lastly?.ended(lastly.result);
    checkpoint.committed();
  }

  async function drain(): Promise<void> {
    while (queue.length) {
      const group = queue.splice(0, GROUP_MAX);
      try {
        await commitGroup(group);
      } catch (cause) {
        if (writer.inTransaction) writer.exec('rollback');
        const error = unavailable(faultOf(cause) ?? 'the database could not commit', 'nothing of this call was stored.', cause);
        for (const unit of group) unit.reject(error);
      }
    }
    draining = undefined;
  }

  return {
    dialect: sqliteDialect,
    read,
    counts,
    lastly: (unit) => void (last = unit),
    transaction<T extends Unit<unknown>>(work: (tx: Kysely<Tables>) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        let value: T;
        queue.push({
          run: async () => (value = await work(write)).lastly,
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
      checkpoint.stop();
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
    db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    db.pragma('foreign_keys = ON');
    // a savepoint keeps the pages as they were; beyond 64 KB that would be a file, opened and written for every unit
    db.pragma('temp_store = MEMORY');
  }
  db.pragma(`cache_size = -${CACHE_KB}`);
  // SQLite's own LIKE and lower() know ASCII only; PostgreSQL folds all letters
  db.function('fold', { deterministic: true }, (text: unknown) => (typeof text === 'string' ? text.toLowerCase() : text));
  db.function('number_in', { deterministic: true }, (text: unknown) => (typeof text === 'string' && NUMBER_TEXT.test(text) ? Number(text) : null));
  return db;
}

/** Moves the log into the file while nobody waits for a commit, so that none has to carry it. */
function idleCheckpoint(db: Database.Database): { committed(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    committed() {
      if (timer) timer.refresh();
      else timer = setTimeout(() => tryCheckpoint(db), CHECKPOINT_IDLE_MS).unref();
    },
    stop: () => clearTimeout(timer),
  };
}

function tryCheckpoint(db: Database.Database): void {
  try {
    db.pragma('wal_checkpoint(passive)');
  } catch {
    // a disk that takes no more: the log keeps everything, and the next commit tells its caller
  }
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
