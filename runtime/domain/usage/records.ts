/** Records one by one: the reviewer's verdict on a single one, and its closing with the id of the bill it is on. */
import { invalid, PlatformError } from '../../base/index.ts';
import { findVisible } from '../kit/index.ts';
import type { Context, ShownRecordRow } from '../../store/index.ts';
import { countClosed, requireStatus } from './chunks.ts';
import { usageRecords } from './fields.ts';
import { lockFile, moveChunk, statsOf } from './move.ts';

export interface Billing {
  external_billing_id?: string;
  external_billing_note?: string;
}

const VERDICTS = ['approved', 'rejected', 'valid'] as const;
const BULK_MAX = 1000;

/** A record and its file under one lock: what a record may do depends on both. */
async function lockRecord(ctx: Context, id: string): Promise<ShownRecordRow> {
  const { file_id } = await findVisible(ctx, usageRecords, id);
  await lockFile(ctx, file_id);
  return findVisible(ctx, usageRecords, id);
}

/** While the file is reviewed a record may be refused by itself; after its acceptance a changed one makes its chunk outdated. */
export async function judgeRecord(ctx: Context, id: string, status: string): Promise<void> {
  if (!(VERDICTS as readonly string[]).includes(status)) throw invalid('status', `${JSON.stringify(status)} is not allowed; allowed: ${VERDICTS.join(', ')}; close has a call of its own.`); // prettier-ignore
  const record = await lockRecord(ctx, id);
  requireStatus('usage file', record.file_id, record.file_status, ['pending', 'accepted']);
  requireStatus('usage record', id, record.status, VERDICTS);
  if (record.file_provider_id !== ctx.actor.accountId) throw new PlatformError('forbidden', 'Only who reviews the file decides on its records.');
  await ctx.tx.updateTable('usage_record').set({ state: status }).where('id', '=', id).execute();
  const turned = Number(status === 'rejected') - Number(record.state === 'rejected');
  if (!turned) return;
  const file = await lockFile(ctx, record.file_id);
  const stats = statsOf(file);
  const accepted = file.status === 'accepted' ? { accepted: stats.accepted - turned } : {};
  await ctx.tx
    .updateTable('usage_file')
    .set({ stats: JSON.stringify({ ...stats, ...accepted, rejected: stats.rejected + turned }) })
    .where('id', '=', file.id)
    .execute();
  if (record.chunk_id) await ctx.tx.updateTable('usage_chunk').set({ outdated: 1, updated_at: ctx.now }).where('id', '=', record.chunk_id).execute();
}

/** A closed record may still be given another billing id or note. */
export async function closeRecord(ctx: Context, id: string, billing: Billing): Promise<void> {
  const record = await lockRecord(ctx, id);
  requireStatus('usage record', id, record.status, ['approved', 'closed']);
  const billingId = billing.external_billing_id ?? record.external_billing_id;
  if (!billingId) throw invalid('external_billing_id', 'This field is required: the bill that the record is on.');
  const set = { external_billing_id: billingId, external_billing_note: billing.external_billing_note ?? record.external_billing_note };
  if (record.status === 'closed') return void (await ctx.tx.updateTable('usage_record').set(set).where('id', '=', id).execute());
  await ctx.tx
    .updateTable('usage_record')
    .set({ ...set, state: 'closed', closed_at: ctx.now, closed_by: ctx.actor.by.id })
    .where('id', '=', id)
    .execute();
  await closedInChunk(ctx, record);
  await countClosed(ctx, record.file_id, 1);
}

async function closedInChunk(ctx: Context, record: ShownRecordRow): Promise<void> {
  if (!record.chunk_id) return;
  const chunk = await ctx.tx.selectFrom('usage_chunk').selectAll().where('id', '=', record.chunk_id).executeTakeFirstOrThrow();
  const stats = statsOf(chunk);
  const next = { ...stats, closed: stats.closed + 1, billed: stats.billed + 1 };
  const change = { stats: JSON.stringify(next) };
  if (next.closed >= stats.accepted && chunk.status === 'ready')
    await moveChunk(ctx, chunk, 'close', { ...change, closed_at: ctx.now, closed_by: ctx.actor.by.id });
  else await ctx.tx.updateTable('usage_chunk').set(change).where('id', '=', chunk.id).execute();
}

export interface RowResult {
  id: string;
  status: string | null;
  error_codes: string;
  error_details: string;
}

/** Each row by itself: one that cannot be closed says why, and the others are. */
export async function closeRecords(ctx: Context, rows: (Billing & { id: string })[]): Promise<RowResult[]> {
  if (rows.length > BULK_MAX) throw invalid('body', `${rows.length} records; at most ${BULK_MAX} are allowed.`);
  const results: RowResult[] = [];
  for (const { id, ...billing } of rows)
    try {
      await closeRecord(ctx, id, billing);
      results.push({ id, status: 'closed', error_codes: '', error_details: '' });
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      const status = error.kind === 'notFound' ? undefined : (await findVisible(ctx, usageRecords, id)).status;
      results.push({ id, ...(status ? { status } : {}), error_codes: error.code, error_details: error.errors.join(' ') } as RowResult);
    }
  return results;
}
