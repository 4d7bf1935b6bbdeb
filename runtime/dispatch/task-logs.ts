/** Log lines of a task, kept with it; the runner has already bounded and redacted them. */
import type { LogLine } from '../../sdk/contract/index.ts';
import { storable } from '../base/index.ts';
import type { Context } from '../store/index.ts';
import type { Held } from './leases.ts';

/** Lines of a real attempt are kept even when its lease is gone: they tell what the lost attempt did. */
export async function writeLogs(ctx: Context, held: Held, runnerName: string, lines: LogLine[]): Promise<void> {
  if (!lines.length) return;
  const attempt = await ctx.tx
    .selectFrom('attempt')
    .select('id')
    .where('task_id', '=', held.task)
    .where('fence', '=', held.fence)
    .where('runner', '=', runnerName)
    .executeTakeFirst();
  if (attempt) await insertLogs(ctx, held, lines);
}

export async function insertLogs(ctx: Context, held: Held, lines: LogLine[]): Promise<void> {
  await ctx.tx
    .insertInto('task_log')
    .values(
      lines.map((l) => ({
        task_id: held.task,
        fence: held.fence,
        at: l.at,
        level: storable(l.level),
        text: storable(l.text),
        fields: l.fields === undefined ? null : JSON.stringify(l.fields),
      })),
    )
    .execute();
}
