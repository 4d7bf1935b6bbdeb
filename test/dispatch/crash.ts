/**
 * Ends the database connections of this process between two statements, as the death of the process would: nothing of an
 * open transaction is left, and nobody hears an answer. Statements are counted where they leave for the database, `begin`
 * and `commit` among them, so no list of them can be out of date.
 */
import Database from 'better-sqlite3';
import pg from 'pg';

type Method = (this: never, ...args: never[]) => unknown;

export class Guillotine {
  /** Statements executed since the last work began. */
  #count = 0;
  /** After so many it falls; undefined while nobody dies. */
  #after: number | undefined;
  readonly #restore: (() => void)[] = [];

  constructor() {
    const memory = new Database(':memory:');
    const statement = Object.getPrototypeOf(memory.prepare('select 1')) as Record<'run' | 'all', Method>;
    memory.close();
    const close = ({ database }: { database: Database.Database }) => void database.close();
    const writes = ({ database }: { database: Database.Database }) => !database.readonly;
    this.#wrap(statement, 'run', close, writes);
    this.#wrap(statement, 'all', close, writes);
    const cut = ({ connection }: { connection: { stream: { destroy(): void } } }) => connection.stream.destroy();
    this.#wrap(pg.Client.prototype as unknown as Record<'query', Method>, 'query', cut, () => true);
  }

  /** Runs the work whole and answers how many statements that were. */
  async count(work: () => Promise<unknown>): Promise<number> {
    await this.#during(Infinity, work);
    return this.#count;
  }

  /** Runs the work until so many statements were executed; answers whether it came to its end. */
  async fallAfter(statements: number, work: () => Promise<unknown>): Promise<boolean> {
    return this.#during(statements, work).then(
      () => true,
      () => false,
    );
  }

  async #during(after: number, work: () => Promise<unknown>): Promise<void> {
    this.#count = 0;
    this.#after = after;
    await work().finally(() => (this.#after = undefined));
  }

  #wrap<K extends string>(prototype: Record<K, Method>, name: K, kill: (connection: never) => void, counts: (connection: never) => boolean): void {
    const original = prototype[name];
    const next = (connection: never) => {
      if (this.#after === undefined || !counts(connection)) return;
      // the dead stay dead: every later statement falls as well
      if (this.#count >= this.#after) kill(connection);
      else this.#count++;
    };
    prototype[name] = function (this: never, ...args: never[]) {
      next(this);
      return original.apply(this, args);
    };
    this.#restore.push(() => void (prototype[name] = original));
  }

  [Symbol.dispose](): void {
    for (const restore of this.#restore) restore();
  }
}
