/** Schedules as dispatch sees them: their handlers get `{id, name, due}`, the due time being the event's own. */
import type { Subject } from '../domain/kit/index.ts';

export const scheduleSubject: Subject = {
  objectClass: 'schedule',
  status: () => '',
  async read(ctx, ids) {
    const rows = await ctx.tx.selectFrom('schedule').select(['id', 'name']).where('id', 'in', ids).where('account_id', '=', ctx.actor.accountId).execute();
    return new Map(rows.map((row) => [row.id, row]));
  },
  at: (object, data) => ({ ...object, due: data['due'] }),
  decisions: {},
};
