/** Usage files and chunks as dispatch sees them: how to read them, and the command behind each decision. */
import { showMany, type Subject } from '../kit/index.ts';
import { acceptUsage, rejectUsage, submitUsage } from './commands.ts';
import { usageChunks, usageFiles } from './fields.ts';

const status = (object: object) => (object as { status: string }).status;

export const usageFileSubject: Subject = {
  objectClass: 'usage_file',
  status,
  read: (ctx, ids) => showMany(ctx, usageFiles, ids),
  decisions: {
    submit: (ctx, id) => submitUsage(ctx, id),
    accept: (ctx, id, d) => acceptUsage(ctx, id, d.note),
    reject: (ctx, id, d) => rejectUsage(ctx, id, d.note),
  },
};

export const usageChunkSubject: Subject = { objectClass: 'usage_chunk', status, read: (ctx, ids) => showMany(ctx, usageChunks, ids), decisions: {} };
