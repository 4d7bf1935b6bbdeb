/**
 * Bytes in the database, in parts: what is uploaded may be larger than memory, and any host may read it. Parts are
 * written before the unit of work that needs them; an upload that nothing took (`owner_id` empty) is swept after a day.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { onOneHost, type Job } from '../kit/index.ts';
import { SYSTEM, type Context, type Store, type UsageUploadPartRow } from '../../store/index.ts';

const PART_BYTES = 65_536;
/** Parts in one unit. */
const PARTS_AT_ONCE = 8;
const SWEEP_EVERY_MS = 600_000;
const UNCLAIMED_MS = 86_400_000;

export interface Upload {
  id: string;
  name: string;
  size: number;
}

/** Stores a stream; what was stored goes again when the stream fails. */
export async function storeUpload(store: Store, name: string, body: AsyncIterable<Uint8Array>): Promise<Upload> {
  const id = randomBytes(16).toString('hex');
  await store.write(SYSTEM, (ctx) => ctx.tx.insertInto('usage_upload').values({ id, name, size: 0, owner_id: '', created_at: ctx.now }).execute());
  try {
    let [size, n] = [0, 0];
    for await (const block of inBlocks(body)) {
      size += block.length;
      const values: UsageUploadPartRow[] = [];
      for (let at = 0; at < block.length; at += PART_BYTES) values.push({ upload_id: id, n: n++, bytes: block.subarray(at, at + PART_BYTES) });
      await store.write(SYSTEM, (ctx) => ctx.tx.insertInto('usage_upload_part').values(values).execute());
    }
    await store.write(SYSTEM, (ctx) => ctx.tx.updateTable('usage_upload').set({ size }).where('id', '=', id).execute());
    return { id, name, size };
  } catch (error) {
    await store.write(SYSTEM, (ctx) => deleteUpload(ctx, id));
    throw error;
  }
}

/** The stream in blocks of one unit each, all in the same memory: a block is only good until the next one is asked for. */
async function* inBlocks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const block = Buffer.allocUnsafeSlow(PART_BYTES * PARTS_AT_ONCE);
  let filled = 0;
  for await (const piece of body)
    for (let at = 0; at < piece.length;) {
      const taken = piece.subarray(at, at + block.length - filled);
      block.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled < block.length) continue;
      yield block;
      filled = 0;
    }
  if (filled) yield block.subarray(0, filled);
}

export async function* readUpload(store: Store, id: string): AsyncGenerator<Uint8Array> {
  for (let n = 0; ; n++) {
    const part = await store.read(SYSTEM, (ctx) =>
      ctx.tx.selectFrom('usage_upload_part').select('bytes').where('upload_id', '=', id).where('n', '=', n).executeTakeFirst(),
    );
    if (!part) return;
    yield part.bytes;
  }
}

export async function takeUpload(ctx: Context, id: string, ownerId: string): Promise<void> {
  await ctx.tx.updateTable('usage_upload').set({ owner_id: ownerId }).where('id', '=', id).execute();
}

export async function uploadName(ctx: Context, id: string): Promise<string> {
  return (await ctx.tx.selectFrom('usage_upload').select('name').where('id', '=', id).executeTakeFirst())?.name ?? 'file';
}

export async function deleteUpload(ctx: Context, id: string): Promise<void> {
  await ctx.tx.deleteFrom('usage_upload_part').where('upload_id', '=', id).execute();
  await ctx.tx.deleteFrom('usage_upload').where('id', '=', id).execute();
}

/** What a client or a host left behind when it was killed half-way. */
export const sweepUploads: Job = onOneHost('usage.sweep', SWEEP_EVERY_MS, async (ctx) => {
  const before = new Date(ctx.clock.now() - UNCLAIMED_MS).toISOString();
  const left = await sql<{ id: string }>`select id from usage_upload where owner_id = '' and created_at < ${before} limit 10`.execute(ctx.tx);
  for (const { id } of left.rows) await deleteUpload(ctx, id);
  return left.rows.length === 10;
});
