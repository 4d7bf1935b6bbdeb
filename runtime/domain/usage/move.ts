/** The one way a usage file or a chunk changes its state: by its table, with its stamp and its event. */
import { nextState } from '../../base/index.ts';
import { json, stamped } from '../kit/index.ts';
import type { Context, UsageChunkRow, UsageFileRow } from '../../store/index.ts';
import { SHARED_STATUSES, usageChunkLifecycle, usageFileLifecycle, type ChunkAction, type UsageFileAction, type UsageParty } from './lifecycle.ts';

/** How long after a step the platform takes its next one by itself: each is seen, and heard by extensions, on its own. */
const STEP_MS = 50;

/** Published event names; other moves only update. */
const STAMPS: Partial<Record<UsageFileAction | ChunkAction, string>> = {
  upload: 'uploaded',
  submit: 'submitted',
  accept: 'accepted',
  reject: 'rejected',
  close: 'closed',
  delete: 'deleted',
};

export interface Stats {
  uploaded: number;
  validated: number;
  pending: number;
  accepted: number;
  closed: number;
  billed: number;
  invalid: number;
  /** Records that the reviewer rejected one by one. */
  rejected: number;
}

export const NO_STATS: Stats = { uploaded: 0, validated: 0, pending: 0, accepted: 0, closed: 0, billed: 0, invalid: 0, rejected: 0 };

export const statsOf = (row: { stats: string }): Stats => ({ ...NO_STATS, ...json<Partial<Stats>>(row.stats) });
export const nextStep = (ctx: Context) => ctx.clock.now() + STEP_MS;

export async function moveFile(ctx: Context, row: UsageFileRow, action: UsageFileAction, change: Partial<UsageFileRow> = {}): Promise<UsageFileRow> {
  const status = nextState(usageFileLifecycle, row, action, ctx.actor.role as UsageParty);
  const set = { work_claim: '', work_attempts: 0, work_at_ms: null, ...change, status, events: stampedBy(ctx, row.events, action), updated_at: ctx.now };
  await ctx.tx.updateTable('usage_file').set(set).where('id', '=', row.id).execute();
  const next = { ...row, ...set };
  if (status !== 'deleted') emitFile(ctx, next);
  return next;
}

export async function moveChunk(ctx: Context, row: UsageChunkRow, action: ChunkAction, change: Partial<UsageChunkRow> = {}): Promise<UsageChunkRow> {
  const status = nextState(usageChunkLifecycle, row, action, ctx.actor.role as UsageParty);
  const set = { work_at_ms: null, ...change, status, events: stampedBy(ctx, row.events, action), updated_at: ctx.now };
  await ctx.tx.updateTable('usage_chunk').set(set).where('id', '=', row.id).execute();
  const next = { ...row, ...set };
  emitChunk(ctx, next);
  return next;
}

function stampedBy(ctx: Context, events: string, action: UsageFileAction | ChunkAction): string {
  const stamp = STAMPS[action];
  return stamped(ctx, events, 'updated', ...(stamp ? [stamp] : []));
}

/** The distributor hears of it from the submission on. */
export function emitFile(ctx: Context, row: UsageFileRow): void {
  const shared = (SHARED_STATUSES as readonly string[]).includes(row.status);
  ctx.emit({
    type: 'usage_file_request_processing',
    objectClass: 'usage_file',
    objectId: row.id,
    status: row.status,
    accounts: shared ? [row.vendor_id, row.provider_id] : [row.vendor_id],
  });
}

export function emitChunk(ctx: Context, row: UsageChunkRow): void {
  ctx.emit({
    type: 'part_usage_file_request_processing',
    objectClass: 'usage_chunk',
    objectId: row.id,
    status: row.status,
    accounts: [row.vendor_id, row.file_provider_id, row.provider_id],
  });
}

/** The file of something that the caller was found to see, locked. */
export function lockFile(ctx: Context, id: string): Promise<UsageFileRow> {
  return ctx.dialect.oneWriter
    ? ctx.tx.selectFrom('usage_file').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    : ctx.tx.selectFrom('usage_file').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();
}
