/**
 * Recordings of attempts: written with the settlement that ends the attempt, sealed, read by the owner of the installation
 * and the operator only, and kept within a number of bytes for each installation.
 */
import { sql } from 'kysely';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { RECORDING_LIMITS, type ResultFrame } from '../../sdk/contract/index.ts';
import { invalid, PlatformError } from '../base/index.ts';
import type { Job } from '../domain/kit/index.ts';
import { insertRows, SYSTEM, type Context, type Store, type TaskRow } from '../store/index.ts';

const identity = (task: string, fence: number) => `recording:${task}:${fence}`;
const decompress = promisify(zstdDecompress);
/** JSON text of the entries, and what stands around their values. */
const TEXT_BYTES = 2 * RECORDING_LIMITS.totalBytes;

export async function keepRecording(ctx: Context, task: Pick<TaskRow, 'id' | 'installation_id'>, result: ResultFrame, failed: boolean): Promise<void> {
  if (result.recording === undefined) return;
  const body = ctx.sealer.sealBytes(Buffer.from(result.recording, 'base64'), identity(task.id, result.fence));
  const row = { task_id: task.id, fence: result.fence, installation_id: task.installation_id, failed: Number(failed), bytes: body.length };
  await insertRows(ctx, 'recording', [{ ...row, created_at: ctx.now, body }]);
}

/** The recording as JSON Lines: of the attempt with this fence, or of the last one that has any. */
export async function readRecording(ctx: Context, taskId: string, fence?: string): Promise<string> {
  if (fence !== undefined && !/^\d{1,9}$/.test(fence))
    throw invalid('fence', `${JSON.stringify(fence)} is not allowed; allowed: the fence of an attempt, a whole number.`);
  let query = ctx.tx.selectFrom('recording').select(['fence', 'body']).where('task_id', '=', taskId);
  if (fence !== undefined) query = query.where('fence', '=', Number(fence));
  const row = await query.orderBy('fence', 'desc').limit(1).executeTakeFirst();
  if (!row)
    throw new PlatformError('notFound', `${taskId} has no recording${fence === undefined ? '' : ` of attempt ${fence}`}: it was not recorded, or not kept.`);
  const packed = ctx.sealer.openBytes(row.body, identity(taskId, row.fence));
  // what a runner sent is opened with care: a small text may unfold to a very large one
  const text = await decompress(packed, { maxOutputLength: TEXT_BYTES }).catch(() => undefined);
  if (!text) throw new PlatformError('notFound', `The recording of ${taskId} cannot be read: its runner sent something else.`);
  return `${text.toString('utf8')}\n`;
}

const EVERY_MS = 3_600_000;
/** Rows deleted in one unit. */
const BATCH = 200;

/** Deletes the oldest recordings of installations that have more bytes of them than this. */
export function recordingsJob(bytesMax: number): Job {
  return { name: 'recordings', everyMs: EVERY_MS, run: (store) => trim(store, bytesMax) };
}

async function trim(store: Store, bytesMax: number): Promise<boolean> {
  const over = await store.read(SYSTEM, (ctx) =>
    sql<{ id: string; bytes: number | string }>`
      select installation_id as id, sum(bytes) as bytes from recording group by installation_id having sum(bytes) > ${bytesMax}`.execute(ctx.tx),
  );
  for (const { id, bytes } of over.rows) {
    const rows = await store.read(SYSTEM, (ctx) =>
      ctx.tx.selectFrom('recording').select(['id', 'bytes']).where('installation_id', '=', id).orderBy('id').limit(BATCH).execute(),
    );
    let excess = Number(bytes) - bytesMax;
    const going = rows.filter((row) => excess > 0 && ((excess -= row.bytes), true)).map((row) => row.id);
    await store.write(SYSTEM, (ctx) => ctx.tx.deleteFrom('recording').where('id', 'in', going).execute());
    if (excess > 0) return true;
  }
  return false;
}
