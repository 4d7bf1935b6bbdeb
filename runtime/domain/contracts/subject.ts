/** Contracts as dispatch sees them: notices, answered with no decision of their own. */
import { visible, type Subject } from '../kit/index.ts';
import { contracts } from './fields.ts';

export const contractSubject: Subject = {
  objectClass: 'contract',
  status: (object) => (object as { status: string }).status,
  async read(ctx, ids) {
    const rows = ctx.tx.selectFrom('contract').selectAll().where('id', 'in', ids);
    const seen = await rows.where(() => visible(ctx, contracts)).execute();
    const shown = await contracts.render(ctx, seen, 'one');
    return new Map(seen.map((row, i) => [row.id, shown[i]!]));
  },
  decisions: {},
};
