/**
 * Reconciliation: the provider's own sheet of which record is on which bill. Rows name a record by `usage_record_id`, or by
 * the vendor's `record_id` within the file. Each row is applied or says why not; the result is the processed file.
 */
import { invalid, PlatformError } from '../../base/index.ts';
import { findVisible, stamped } from '../kit/index.ts';
import { SYSTEM, type Context, type Store, type UsageFileRow, type UsageReconciliationRow } from '../../store/index.ts';
import { usageFiles } from './fields.ts';
import { RECORD_SHEETS, type Guard } from './load.ts';
import { lockFile, statsOf } from './move.ts';
import { readRows } from './sheets/read.ts';
import { SheetFault } from './sheets/row.ts';
import { writeXlsx, type CellValue } from './sheets/xlsx-write.ts';
import { deleteUpload, readUpload, storeUpload, takeUpload } from './uploads.ts';

const BATCH = 500;
const TEXT_MAX = 255;
const CLOSABLE: readonly (string | null)[] = ['approved', 'closed'];

interface Row {
  recordId: string;
  own: string;
  billing: string;
  note: string;
}

/** Which file a sheet without a path is about: its `general` sheet says so, or the record ids do. */
export async function fileOfSheet(store: Store, uploadId: string): Promise<string> {
  try {
    for await (const { cells } of readRows(readUpload(store, uploadId), [['general'], ...RECORD_SHEETS]))
      for (const cell of cells) {
        const digits = /^(?:UFC?|UR)-(\d{4}-\d{2}-\d{4}-\d{4})\b/.exec(cell.trim())?.[1];
        if (digits) return `UF-${digits}`;
      }
  } catch (error) {
    if (error instanceof SheetFault) throw invalid('recon_file', error.message);
    throw error;
  }
  throw invalid('recon_file', 'neither its sheet general nor a column usage_record_id says which usage file it is about.');
}

export async function createReconciliation(ctx: Context, fileId: string, uploadId: string, note: string): Promise<UsageReconciliationRow> {
  const file = await findVisible(ctx, usageFiles, fileId);
  if (file.status !== 'accepted' && file.status !== 'closed')
    throw new PlatformError('transition', `status: usage file ${fileId} is ${file.status}; it can be reconciled while accepted, closed.`);
  if (file.provider_id !== ctx.actor.accountId) throw new PlatformError('forbidden', `Only ${file.provider_id}, who accepted the file, reconciles it.`);
  const row: UsageReconciliationRow = {
    id: await ctx.id('usageReconciliation', 'usage_reconciliation'),
    ...{ file_id: fileId, chunk_id: null, status: 'uploaded', account_id: ctx.actor.accountId, upload_id: uploadId, processed_id: null },
    ...{ upload_note: note, processing_note: '', error_detail: '', events: stamped(ctx, undefined, 'created', 'uploaded') },
    ...{ work_at_ms: ctx.clock.now(), work_claim: '', work_attempts: 0, created_at: ctx.now, updated_at: ctx.now },
  };
  await ctx.tx.insertInto('usage_reconciliation').values(row).execute();
  await takeUpload(ctx, uploadId, row.id);
  return row;
}

export type Reconciled = { processedId: string; note: string } | { error: string };

/** Done again after a crash it writes the same values again. */
export async function reconcile(store: Store, work: UsageReconciliationRow, guard: Guard): Promise<Reconciled> {
  await store.write(SYSTEM, (ctx) => ctx.tx.updateTable('usage_reconciliation').set({ status: 'processing' }).where('id', '=', work.id).execute());
  const counts = { applied: 0, refused: 0 };
  try {
    const rows = outcomeRows(store, work, guard, counts);
    const processed = await storeUpload(store, `${work.id}.xlsx`, writeXlsx([{ name: 'records', rows }]));
    return { processedId: processed.id, note: `${counts.applied} records reconciled, ${counts.refused} refused.` };
  } catch (error) {
    if (error instanceof SheetFault) return { error: error.message.slice(0, 200) };
    throw error;
  }
}

export async function endReconciliation(ctx: Context, work: UsageReconciliationRow, result: Reconciled): Promise<void> {
  const failed = 'error' in result;
  const set = failed
    ? { status: 'failed', error_detail: result.error }
    : { status: 'processed', processed_id: result.processedId, processing_note: result.note };
  if (!failed) await takeUpload(ctx, result.processedId, work.id);
  if (work.processed_id) await deleteUpload(ctx, work.processed_id);
  await ctx.tx
    .updateTable('usage_reconciliation')
    .set({ ...set, work_at_ms: null, work_claim: '', events: stamped(ctx, work.events, 'updated'), updated_at: ctx.now })
    .where('id', '=', work.id)
    .execute();
}

async function* outcomeRows(
  store: Store,
  work: UsageReconciliationRow,
  guard: Guard,
  counts: { applied: number; refused: number },
): AsyncGenerator<CellValue[]> {
  yield ['usage_record_id', 'record_id', 'external_billing_id', 'external_billing_note', 'result'];
  let places: Record<keyof Row, number> | undefined;
  let batch: Row[] = [];
  const apply = async (): Promise<CellValue[][]> => {
    const rows = batch;
    batch = [];
    const results = await store.write(SYSTEM, async (ctx) => {
      await guard(ctx);
      return applyBatch(ctx, await lockFile(ctx, work.file_id), rows);
    });
    for (const result of results) counts[result === 'applied' ? 'applied' : 'refused']++;
    return rows.map((row, i) => [row.own, row.recordId, row.billing, row.note, results[i]]);
  };
  for await (const { cells } of readRows(readUpload(store, work.upload_id), [RECORD_SHEETS[1]])) {
    if (!places) {
      places = placesOf(cells);
      continue;
    }
    const at = (name: keyof Row) => cells[places![name]]?.trim() ?? '';
    batch.push({ own: at('own'), recordId: at('recordId'), billing: at('billing'), note: at('note') });
    if (batch.length === BATCH) yield* await apply();
  }
  if (batch.length) yield* await apply();
}

function placesOf(header: string[]): Record<keyof Row, number> {
  const place = (name: string) => header.findIndex((h) => h.trim().toLowerCase() === name);
  const places = { own: place('usage_record_id'), recordId: place('record_id'), billing: place('external_billing_id'), note: place('external_billing_note') };
  if (places.billing < 0) throw new SheetFault('The records sheet has no column external_billing_id.');
  if (places.own < 0 && places.recordId < 0) throw new SheetFault('The records sheet has neither a column usage_record_id nor record_id.');
  return places;
}

async function applyBatch(ctx: Context, file: UsageFileRow, rows: Row[]): Promise<string[]> {
  const records = await ctx.tx
    .selectFrom('usage_record_shown')
    .select(['id', 'record_id', 'status', 'external_billing_id'])
    .where('file_id', '=', file.id)
    .where((eb) =>
      eb.or([
        eb(
          'id',
          'in',
          rows.map((r) => r.own),
        ),
        eb.and([
          eb('vendor_id', '=', file.vendor_id),
          eb(
            'record_id',
            'in',
            rows.map((r) => r.recordId),
          ),
        ]),
      ]),
    ) // prettier-ignore
    .execute();
  const known = new Map(records.flatMap((r) => [[r.id, r], [r.record_id, r]] as const)); // prettier-ignore
  let billed = 0;
  const results: string[] = [];
  for (const row of rows) {
    const record = known.get(row.own || row.recordId);
    if (!record) results.push(`There is no such record in ${file.id}.`);
    else if (!CLOSABLE.includes(record.status)) results.push(`The record is ${record.status}; only approved and closed ones are on a bill.`);
    else if (!row.billing) results.push('external_billing_id: a value is required.');
    else if (row.billing.length > TEXT_MAX || row.note.length > 2000) results.push(`external_billing_id or note is too long; at most ${TEXT_MAX} and 2000.`);
    else {
      if (!record.external_billing_id) billed++;
      await ctx.tx.updateTable('usage_record').set({ external_billing_id: row.billing, external_billing_note: row.note }).where('id', '=', record.id).execute();
      results.push('applied');
    }
  }
  const stats = statsOf(file);
  if (billed)
    await ctx.tx
      .updateTable('usage_file')
      .set({ stats: JSON.stringify({ ...stats, billed: stats.billed + billed }) })
      .where('id', '=', file.id)
      .execute();
  return results;
}
