/** What can be broken on purpose, so that a soak that finds nothing means something. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { SYSTEM, type Store } from '../../runtime/store/index.ts';

export const SABOTAGES = ['no-fence', 'settle-twice'] as const;
export type Sabotage = (typeof SABOTAGES)[number];

/** The module that a sabotaged host loads first. */
export const PRELOAD: Partial<Record<Sabotage, string>> = { 'no-fence': join(import.meta.dirname, 'without-fence.ts') };

/** Puts a task that was settled back into its lane: it is delivered and settled once more. */
export async function settleAgain(store: Store): Promise<void> {
  await store.write(SYSTEM, async ({ tx }) => {
    const again = await sql<{ id: string }>`
      update task set status = 'ready' where id = (
        select id from task where status = 'done' and not exists (select 1 from lane where lane.id = task.lane) limit 1) returning id`.execute(tx);
    await sql`
      insert into lane (id, installation_id, account_id, environment_id, state, head_task_id, run_at_ms)
      select lane, installation_id, account_id, environment_id, 'ready', id, 0 from task where id = ${again.rows[0]?.id ?? ''}`.execute(tx);
  });
}
