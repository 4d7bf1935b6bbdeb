/** Usage files as dispatch sees them: how to read them, and the command behind each decision. */
import { showMany, type Subject } from '../kit/index.ts';
import { acceptUsage, rejectUsage, submitUsage } from './commands.ts';
import { usageFiles } from './fields.ts';

export const usageFileSubject: Subject = {
  objectClass: 'usage_file',
  status: (object) => (object as { status: string }).status,
  read: (ctx, ids) => showMany(ctx, usageFiles, ids),
  decisions: {
    submit: (ctx, id) => submitUsage(ctx, id),
    accept: (ctx, id, d) => acceptUsage(ctx, id, d.note),
    reject: (ctx, id, d) => rejectUsage(ctx, id, d.note),
  },
};
