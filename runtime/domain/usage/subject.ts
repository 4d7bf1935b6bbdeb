/** Usage files and chunks as dispatch sees them: how to read them, and the command behind each decision. */
import { sql } from 'kysely';
import { visible, type Collection, type Subject } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { acceptUsage, rejectUsage, submitUsage } from './commands.ts';
import { usageChunks, usageFiles } from './fields.ts';

const status = (object: object) => (object as { status: string }).status;

const reading =
  <Row extends { id: string }>(collection: Collection<Row>) =>
  async (ctx: Context, ids: string[]) => {
    const { rows } = await sql<Row>`select * from ${sql.table(collection.table)} where id in (${sql.join(ids)}) and ${visible(ctx, collection)}`.execute(
      ctx.tx,
    );
    const shown = await collection.render(ctx, rows, 'one');
    return new Map(rows.map((row, i) => [row.id, shown[i]!]));
  };

export const usageFileSubject: Subject = {
  objectClass: 'usage_file',
  status,
  read: reading(usageFiles),
  decisions: {
    submit: (ctx, id) => submitUsage(ctx, id),
    accept: (ctx, id, d) => acceptUsage(ctx, id, d.note),
    reject: (ctx, id, d) => rejectUsage(ctx, id, d.note),
  },
};

export const usageChunkSubject: Subject = { objectClass: 'usage_chunk', status, read: reading(usageChunks), decisions: {} };
