/**
 * A due time becomes a `scheduled_execution` event for its installation alone, in the same commit that moves the
 * schedule on: whatever the number of hosts, each due time fires once. From there it is a delivery like any other.
 */
import { sql } from 'kysely';
import type { Context, ScheduleRow } from '../store/index.ts';
import { nextDue } from './due.ts';

export const FIRE_BATCH = 100;
/** A due time that nobody could fire for this long is missed, and skipped: the next one is soon enough. */
const MISSED_AFTER_MS = 60_000;

/** Answers how many were due; call again when it is the whole batch. */
export async function fireDue(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  const due = await sql<ScheduleRow>`
    select schedule.* from schedule join installation on installation.id = schedule.installation_id
    where schedule.next_due_ms <= ${now} and installation.status = 'installed'
    order by schedule.next_due_ms limit ${FIRE_BATCH} ${ctx.dialect.forUpdateSkipLocked('schedule')}`.execute(ctx.tx);
  for (const schedule of due.rows) {
    if (now - schedule.next_due_ms <= MISSED_AFTER_MS) {
      ctx.emit({
        type: 'scheduled_execution',
        objectClass: 'schedule',
        objectId: schedule.id,
        status: '',
        accounts: [schedule.account_id],
        data: { installation: schedule.installation_id, due: new Date(schedule.next_due_ms).toISOString() },
      });
    }
    await ctx.tx
      .updateTable('schedule')
      .set({ next_due_ms: nextDue(schedule, now, schedule.next_due_ms) })
      .where('id', '=', schedule.id)
      .execute();
  }
  return due.rows.length;
}

/** Asked on the reading side, so that a quiet host writes nothing. */
export async function somethingDue(ctx: Context): Promise<boolean> {
  const rows = await sql`
    select 1 as work where exists (select 1 from schedule join installation i on i.id = schedule.installation_id
        where next_due_ms <= ${ctx.clock.now()} and i.status = 'installed')
      or exists (select 1 from schedule_source s left join installation i on i.id = s.installation_id where i.id is null or i.status = 'uninstalled')
      or exists (select 1 from installation i left join schedule_source s on s.installation_id = i.id
        where i.status != 'uninstalled' and (s.version is null or s.version != i.version))`.execute(ctx.tx);
  return rows.rows.length > 0;
}
