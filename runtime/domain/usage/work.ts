/**
 * What the platform does with usage by itself, a step at a time: reads uploads, applies rules, draws up chunks, reconciles,
 * and clears what was deleted. A host marks what it works on and renews the mark with every batch; when it dies the mark
 * runs out and another begins that step again.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Job } from '../kit/index.ts';
import { SYSTEM, type Context, type Store, type UsageFileRow, type UsageReconciliationRow } from '../../store/index.ts';
import { generateChunk } from './chunks.ts';
import { acceptUsage, rejectUsage } from './commands.ts';
import { clearRecords, loadRecords, type Guard } from './load.ts';
import { moveFile, nextStep, NO_STATS } from './move.ts';
import { endReconciliation, reconcile } from './reconcile.ts';
import { judge, providerOf } from './rules.ts';
import { SheetFault } from './sheets/row.ts';
import { deleteUpload } from './uploads.ts';

const LOOK_EVERY_MS = 200;
const LEASE_MS = 60_000;
const ATTEMPTS_MAX = 5;
/** Published length of error_detail. */
const DETAIL_MAX = 200;

/** Another host has taken over, or the object has moved on. */
class Lost extends Error {}

export const usageWork: Job = {
  name: 'usage.work',
  everyMs: LOOK_EVERY_MS,
  async run(store) {
    let worked = false;
    for (const one of [workOnFile, workOnChunk, workOnReconciliation])
      try {
        worked = (await one(store)) || worked;
      } catch (error) {
        if (!(error instanceof Lost)) throw error;
      }
    return worked;
  },
};

async function workOnFile(store: Store): Promise<boolean> {
  const file = await claim<UsageFileRow>(store, 'usage_file');
  if (!file) return false;
  const guard = guardOf('usage_file', file);
  const write = (work: (ctx: Context) => Promise<unknown>) =>
    store.write(SYSTEM, async (ctx) => {
      await guard(ctx);
      await work(ctx);
    });
  if (file.work_attempts > ATTEMPTS_MAX && file.status === 'processing') {
    await clearRecords(store, file.id, guard);
    await write((ctx) =>
      moveFile(ctx, file, 'refuse', { error_detail: `This file could not be read in ${ATTEMPTS_MAX} tries.`, stats: JSON.stringify(NO_STATS) }),
    );
  } else if (file.status === 'uploading') await write((ctx) => moveFile(ctx, file, 'store', { work_at_ms: nextStep(ctx) }));
  else if (file.status === 'uploaded') await write((ctx) => moveFile(ctx, file, 'process', { work_step: 'read', work_at_ms: ctx.clock.now() }));
  else if (file.status === 'processing' && file.work_step === 'read') {
    const read = await readSheet(store, file, guard);
    await write((ctx) => idle(ctx, file, { ...read, work_step: 'finish', work_at_ms: nextStep(ctx), work_attempts: 0 }));
  } else if (file.status === 'processing') await write((ctx) => moveFile(ctx, file, file.error_detail ? 'refuse' : 'finish', { work_step: '' }));
  else if (file.status === 'pending') await applyRules(store, file, write);
  else if (file.status === 'deleted') {
    await clearRecords(store, file.id, guard);
    await write(async (ctx) => {
      if (file.upload_id) await deleteUpload(ctx, file.upload_id);
      await idle(ctx, file, { upload_id: null });
    });
  } else await write((ctx) => idle(ctx, file, {}));
  return true;
}

/** What is found out about the sheet: its counters, or why it is unusable. A faulty one leaves nothing behind. */
async function readSheet(store: Store, file: UsageFileRow, guard: Guard): Promise<Partial<UsageFileRow>> {
  try {
    const { uploaded, valid, hubs } = await loadRecords(store, file, guard);
    const invalid = uploaded - valid;
    const stats = JSON.stringify({ ...NO_STATS, uploaded, validated: valid, invalid });
    return { stats, hubs: JSON.stringify(hubs), error_detail: invalid ? `${invalid} of ${uploaded} records are not valid; the processed file says why.` : '' };
  } catch (error) {
    if (!(error instanceof SheetFault)) throw error;
    await clearRecords(store, file.id, guard);
    return { stats: JSON.stringify(NO_STATS), hubs: '{}', error_detail: error.message.slice(0, DETAIL_MAX) };
  }
}

async function applyRules(store: Store, file: UsageFileRow, write: (work: (ctx: Context) => Promise<unknown>) => Promise<void>): Promise<void> {
  const verdict = await judge(store, file);
  await write(async (ctx) => {
    if (verdict.action === 'manual') return idle(ctx, file, {});
    const provider = ctx.as({ actor: await providerOf(ctx, file) });
    return verdict.action === 'accept' ? acceptUsage(provider, file.id, verdict.note) : rejectUsage(provider, file.id, verdict.note);
  });
}

async function workOnChunk(store: Store): Promise<boolean> {
  const due = (ctx: Context) => ctx.tx.selectFrom('usage_chunk').selectAll().where('work_at_ms', '<=', ctx.clock.now()).orderBy('work_at_ms').limit(1).executeTakeFirst(); // prettier-ignore
  const chunk = await store.read(SYSTEM, due);
  if (!chunk) return false;
  await store.write(SYSTEM, (ctx) => generateChunk(ctx, chunk));
  return true;
}

async function workOnReconciliation(store: Store): Promise<boolean> {
  const work = await claim<UsageReconciliationRow>(store, 'usage_reconciliation');
  if (!work) return false;
  const guard = guardOf('usage_reconciliation', work);
  const result = work.work_attempts > ATTEMPTS_MAX ? { error: `This file could not be read in ${ATTEMPTS_MAX} tries.` } : await reconcile(store, work, guard);
  await store.write(SYSTEM, async (ctx) => {
    await guard(ctx);
    await endReconciliation(ctx, work, result);
  });
  return true;
}

type Worked = 'usage_file' | 'usage_reconciliation';

async function claim<Row>(store: Store, table: Worked): Promise<Row | undefined> {
  const due = (ctx: Context) => sql`select * from ${sql.table(table)} where work_at_ms <= ${ctx.clock.now()} order by work_at_ms limit 1`;
  // looked for without a lock first: most looks find nothing
  if (!(await store.read(SYSTEM, async (ctx) => (await due(ctx).execute(ctx.tx)).rows.length))) return undefined;
  return store.write(SYSTEM, async (ctx) => {
    const { rows } = await sql<{ id: string; work_attempts: number }>`${due(ctx)} ${ctx.dialect.forUpdateSkipLocked()}`.execute(ctx.tx);
    const row = rows[0];
    if (!row) return undefined;
    const set = { work_claim: randomBytes(8).toString('hex'), work_at_ms: ctx.clock.now() + LEASE_MS, work_attempts: row.work_attempts + 1 };
    await ctx.tx.updateTable(table).set(set).where('id', '=', row.id).execute();
    return { ...row, ...set } as Row;
  });
}

function guardOf(table: Worked, row: { id: string; work_claim: string }): Guard {
  return async (ctx) => {
    const kept = await ctx.tx
      .updateTable(table)
      .set({ work_at_ms: ctx.clock.now() + LEASE_MS })
      .where('id', '=', row.id)
      .where('work_claim', '=', row.work_claim)
      .returning('id')
      .executeTakeFirst();
    if (!kept) throw new Lost();
  };
}

async function idle(ctx: Context, file: UsageFileRow, change: Partial<UsageFileRow>): Promise<void> {
  await ctx.tx
    .updateTable('usage_file')
    .set({ work_at_ms: null, work_claim: '', ...change })
    .where('id', '=', file.id)
    .execute();
}
