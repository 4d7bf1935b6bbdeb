/**
 * A lock on a file that the operating system takes back when its holder dies, however it dies: no stale locks, no
 * guessing from pids. SQLite's own file locking is the portable way to it, on a file that holds nothing.
 */
import Database from 'better-sqlite3';

/** Answers how to let go, or undefined when another process holds it. */
export function holdFile(path: string): (() => void) | undefined {
  const db = new Database(path, { timeout: 0 });
  try {
    db.exec('begin exclusive');
    return () => void db.close();
  } catch (error) {
    db.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return undefined;
    throw error;
  }
}
