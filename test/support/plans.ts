/** What SQLite says it would do for the statements that the code under test sends it. */
import Database from 'better-sqlite3';
import { CompiledQuery } from 'kysely';
import { onTestFinished } from 'vitest';
import type { Context } from '../../runtime/store/index.ts';

export async function planOf(ctx: Context, text: string): Promise<string[]> {
  const values = Array.from({ length: text.split('?').length - 1 }, () => '[]');
  const plan = await ctx.tx.executeQuery<{ detail: string }>(CompiledQuery.raw(`explain query plan ${text}`, values));
  return plan.rows.map((row) => row.detail);
}

/** The text of every statement that is executed in this process from now to the end of the test. */
export function recordStatements(): Set<string> {
  const texts = new Set<string>();
  const db = new Database(':memory:');
  const prototype = Object.getPrototypeOf(db.prepare('select 1')) as Record<string, (this: { source: string }, ...args: unknown[]) => unknown>;
  db.close();
  for (const method of ['run', 'all']) {
    const original = prototype[method]!;
    prototype[method] = function (...args) {
      texts.add(this.source);
      return original.apply(this, args);
    };
    onTestFinished(() => void (prototype[method] = original));
  }
  return texts;
}
