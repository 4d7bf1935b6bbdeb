/** Installations as dispatch sees them, so that an extension can be told of its own installing and uninstalling. */
import { visible, type Subject } from '../domain/kit/index.ts';
import { installations } from './collections.ts';

export const installationSubject: Subject = {
  objectClass: 'installation',
  // pausing is the admin's business: towards the extension it is still installed
  status(object) {
    const { status } = object as { status: string };
    return status === 'paused' ? 'installed' : status;
  },
  async read(ctx, ids) {
    const rows = await ctx.tx
      .selectFrom('installation')
      .selectAll()
      .where('id', 'in', ids)
      .where(() => visible(ctx, installations))
      .execute();
    const shown = await installations.render(ctx, rows, 'list');
    return new Map(rows.map((row, i) => [row.id, shown[i]!]));
  },
  decisions: {},
};
