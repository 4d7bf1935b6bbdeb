/** Chunks: the part of an accepted file that one hub bills. Its records are found by file and hub. */
import { sql } from 'kysely';
import { notFound, PlatformError } from '../../base/index.ts';
import { findVisible } from '../kit/index.ts';
import type { Context, UsageChunkRow } from '../../store/index.ts';
import { usageChunks } from './fields.ts';
import { lockFile, moveChunk, moveFile, nextStep, statsOf } from './move.ts';

/** The caller may change what it bills itself, and what came of a file that it accepted; the vendor only reads. */
async function ownChunk(ctx: Context, id: string): Promise<UsageChunkRow> {
  const chunk = await findVisible(ctx, usageChunks, id);
  await lockFile(ctx, chunk.file_id);
  // read again under the lock of its file
  const locked = await ctx.tx.selectFrom('usage_chunk').selectAll().where('id', '=', id).executeTakeFirst();
  if (!locked) throw notFound(id);
  return locked;
}

export async function updateChunk(ctx: Context, id: string, externalId: string): Promise<void> {
  const chunk = await ownChunk(ctx, id);
  await ctx.tx.updateTable('usage_chunk').set({ external_id: externalId, updated_at: ctx.now }).where('id', '=', chunk.id).execute();
}

export async function regenerateChunk(ctx: Context, id: string): Promise<void> {
  await moveChunk(ctx, await ownChunk(ctx, id), 'regenerate', { outdated: 0, error_detail: '', work_at_ms: nextStep(ctx) });
}

/** Closes every record in it that is not closed yet; the last chunk closes its file. */
export async function closeChunk(ctx: Context, id: string, billing: { external_billing_id: string; external_billing_note?: string }): Promise<void> {
  const chunk = await ownChunk(ctx, id);
  const stats = statsOf(chunk);
  await moveChunk(ctx, chunk, 'close', {
    ...{ external_billing_id: billing.external_billing_id, external_billing_note: billing.external_billing_note ?? '' },
    ...{ closed_at: ctx.now, closed_by: ctx.actor.by.id },
    stats: JSON.stringify({ ...stats, closed: stats.accepted, billed: stats.accepted }),
  });
  await countClosed(ctx, chunk.file_id, stats.accepted - stats.closed);
}

/** Counts closed records of a file; with the last one the file closes. */
export async function countClosed(ctx: Context, fileId: string, closed: number): Promise<void> {
  const file = await lockFile(ctx, fileId);
  const stats = statsOf(file);
  const total = stats.closed + closed;
  const change = { stats: JSON.stringify({ ...stats, closed: total, billed: Math.max(stats.billed, total) }) };
  if (file.status !== 'accepted' || total < stats.accepted) return void (await ctx.tx.updateTable('usage_file').set(change).where('id', '=', fileId).execute());
  await moveFile(ctx, file, 'close', change);
  await closeChunksOf(ctx, fileId);
}

/** The work of the platform on a new or renewed chunk: its records are counted, and it is ready for its hub. */
export async function generateChunk(ctx: Context, chunk: UsageChunkRow): Promise<void> {
  const file = await lockFile(ctx, chunk.file_id);
  const now = await ctx.tx.selectFrom('usage_chunk').selectAll().where('id', '=', chunk.id).executeTakeFirstOrThrow();
  if (now.status !== 'draft' || now.work_at_ms === null) return;
  const { rows } = await sql<{ accepted: number; closed: number }>`select count(*) as accepted, count(closed_at) as closed from usage_record
    where file_id = ${file.id} and hub_id = ${chunk.hub_id} and state in ('valid', 'approved', 'closed')`.execute(ctx.tx);
  const [accepted, closed] = [Number(rows[0]!.accepted), Number(rows[0]!.closed)];
  const stats = JSON.stringify({ ...statsOf(now), accepted, closed, billed: closed });
  if (!accepted) await moveChunk(ctx, now, 'fail', { stats, error_detail: 'No record of this hub was accepted.' });
  else await moveChunk(ctx, now, 'generate', { stats });
}

export async function closeChunksOf(ctx: Context, fileId: string): Promise<void> {
  const chunks = await ctx.tx.selectFrom('usage_chunk').selectAll().where('file_id', '=', fileId).where('status', 'in', ['draft', 'ready']).execute();
  for (const chunk of chunks) {
    const stats = statsOf(chunk);
    const closed = { stats: JSON.stringify({ ...stats, closed: stats.accepted, billed: stats.accepted }), closed_at: ctx.now, closed_by: ctx.actor.by.id };
    await moveChunk(ctx, chunk, 'close', closed);
  }
}

export async function chunkBilling(ctx: Context, fileId: string, id: string, note: string): Promise<void> {
  const set = { external_billing_id: id, external_billing_note: note, updated_at: ctx.now };
  await ctx.tx.updateTable('usage_chunk').set(set).where('file_id', '=', fileId).where('external_billing_id', '=', '').execute();
}

/** A record that may not be closed yet because nobody said which bill it is on. */
export async function unbilled(ctx: Context, fileId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select r.id from usage_record r left join usage_chunk c on c.file_id = r.file_id and c.hub_id = r.hub_id
    where r.file_id = ${fileId} and r.state in ('valid', 'approved') and r.external_billing_id = '' and coalesce(c.external_billing_id, '') = ''
    limit 1`.execute(ctx.tx);
  return rows[0]?.id;
}

export function requireStatus(what: string, id: string, status: string | null, allowed: readonly string[]): void {
  if (allowed.includes(status ?? '')) return;
  throw new PlatformError('transition', `status: ${what} ${id} is ${status ?? 'not checked yet'}; this is possible while ${allowed.join(', ')}.`);
}
