/** Log lines of a task, kept with it; the runner has already bounded and redacted them. */
import type { LogLine } from '../../sdk/contract/index.ts';
import type { Context } from '../store/index.ts';
import { isHeld, type Held } from './leases.ts';

export async function writeLogs(ctx: Context, held: Held, lines: LogLine[]): Promise<void> {
  if (!lines.length || !(await isHeld(ctx, held))) return;
  await ctx.tx
    .insertInto('task_log')
    .values(
      lines.map((l) => ({
        task_id: held.task,
        fence: held.fence,
        at: l.at,
        level: l.level,
        text: l.text,
        fields: l.fields === undefined ? null : JSON.stringify(l.fields),
      })),
    )
    .execute();
}
