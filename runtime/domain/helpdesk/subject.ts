/** Cases as dispatch sees them: notices, answered with no decision of their own. */
import { visible, type Subject } from '../kit/index.ts';
import { cases } from './fields.ts';

export const caseSubject: Subject = {
  objectClass: 'case',
  status: (object) => (object as { state: string }).state,
  async read(ctx, ids) {
    const rows = ctx.tx.selectFrom('helpdesk_case').selectAll().where('id', 'in', ids);
    const seen = await rows.where(() => visible(ctx, cases)).execute();
    const shown = await cases.render(ctx, seen, 'one');
    return new Map(seen.map((row, i) => [row.id, shown[i]!]));
  },
  decisions: {},
};
