/**
 * The schedules of an installation follow the manifest of its version. They are brought in line when the version that
 * they came from is not the installed one, so install, upgrade and rollback need not know of schedules.
 */
import { sql } from 'kysely';
import type { Manifest } from '../../sdk/contract/index.ts';
import type { Context } from '../store/index.ts';
import { nextDue } from './due.ts';

/** Installations brought in line in one commit. */
export const SYNC_BATCH = 100;

interface Outdated {
  id: string;
  account_id: string;
  version: string;
  manifest: string;
}

/** Answers how many were brought in line; call again when it is the whole batch. */
export async function syncSchedules(ctx: Context): Promise<number> {
  await removeUninstalled(ctx);
  const outdated = await sql<Outdated>`
    select i.id, i.account_id, i.version, v.manifest
    from installation i
      join package_version v on v.extension_id = i.extension_id and v.version = i.version
      left join schedule_source s on s.installation_id = i.id
    where i.status != 'uninstalled' and (s.version is null or s.version != i.version)
    order by i.id limit ${SYNC_BATCH}`.execute(ctx.tx);
  for (const installation of outdated.rows) await follow(ctx, installation);
  return outdated.rows.length;
}

async function follow(ctx: Context, installation: Outdated): Promise<void> {
  const wanted = (JSON.parse(installation.manifest) as Manifest).schedules ?? [];
  const present = await ctx.tx.selectFrom('schedule').selectAll().where('installation_id', '=', installation.id).execute();
  for (const schedule of wanted) {
    const timing = {
      cron: schedule.cron ?? null,
      every_ms: schedule.everySeconds === undefined ? null : Math.round(schedule.everySeconds * 1000),
      timezone: schedule.timezone ?? null,
    };
    const same = present.find((s) => s.name === schedule.name);
    if (!same) {
      const row = { id: await ctx.id('schedule', 'schedule'), installation_id: installation.id, account_id: installation.account_id, name: schedule.name };
      await ctx.tx
        .insertInto('schedule')
        .values({ ...row, ...timing, next_due_ms: nextDue(timing, ctx.clock.now()), created_at: ctx.now })
        .execute();
    } else if (same.cron !== timing.cron || same.every_ms !== timing.every_ms || same.timezone !== timing.timezone) {
      await ctx.tx
        .updateTable('schedule')
        .set({ ...timing, next_due_ms: nextDue(timing, ctx.clock.now()) })
        .where('id', '=', same.id)
        .execute();
    }
  }
  const gone = present.filter((s) => !wanted.some((w) => w.name === s.name)).map((s) => s.id);
  if (gone.length) await ctx.tx.deleteFrom('schedule').where('id', 'in', gone).execute();
  await ctx.tx
    .insertInto('schedule_source')
    .values({ installation_id: installation.id, version: installation.version })
    .onConflict((oc) => oc.column('installation_id').doUpdateSet({ version: installation.version }))
    .execute();
}

async function removeUninstalled(ctx: Context): Promise<void> {
  const live = ctx.tx.selectFrom('installation').select('id').where('status', '!=', 'uninstalled');
  for (const table of ['schedule', 'schedule_source'] as const) await ctx.tx.deleteFrom(table).where('installation_id', 'not in', live).execute();
}
