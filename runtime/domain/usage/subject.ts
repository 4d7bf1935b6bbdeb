/** Usage files as dispatch sees them: how to read them, and the command behind each decision. */
import { visible, type Subject } from '../kit/index.ts';
import { acceptUsage, rejectUsage, submitUsage } from './commands.ts';
import { usageFiles } from './fields.ts';

export const usageFileSubject: Subject = {
  objectClass: 'usage_file',
  status: (object) => (object as { status: string }).status,
  async read(ctx, ids) {
    const rows = await ctx.tx
      .selectFrom('usage_file')
      .selectAll()
      .where('id', 'in', ids)
      .where(() => visible(ctx, usageFiles))
      .execute();
    const shown = await usageFiles.render(ctx, rows, 'one');
    return new Map(rows.map((row, i) => [row.id, shown[i]!]));
  },
  decisions: {
    submit: (ctx, id) => submitUsage(ctx, id),
    accept: (ctx, id, d) => acceptUsage(ctx, id, d.note),
    reject: (ctx, id, d) => rejectUsage(ctx, id, d.note),
  },
};
