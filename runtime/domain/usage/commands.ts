/** The verbs of a usage file, reached the same way from a REST call and from an extension's decision. */
import { derivedId, invalid, newUsageFileId, nextState, PlatformError } from '../../base/index.ts';
import { findVisible, json, stamped } from '../kit/index.ts';
import type { Actor, Context, ProductRow, Store, UsageChunkRow, UsageFileRow } from '../../store/index.ts';
import { chunkBilling, closeChunksOf, unbilled } from './chunks.ts';
import { usageFiles } from './fields.ts';
import { EDITABLE_STATUSES, usageFileLifecycle } from './lifecycle.ts';
import { hubsOf } from './load.ts';
import { emitChunk, emitFile, moveFile, nextStep, NO_STATS, statsOf, type Stats } from './move.ts';
import { hasRules } from './rules.ts';
import { takeUpload, deleteUpload } from './uploads.ts';

interface Period {
  from: string;
  to: string;
}

export interface UsageFileInput {
  name?: string;
  period?: Period;
  currency?: string;
  description?: string;
  note?: string;
  external_id?: string;
}

export type NewUsageFile = UsageFileInput & { name: string; period: Period; currency: string; product: { id: string }; contract: { id: string } };

export async function createUsageFile(ctx: Context, input: NewUsageFile): Promise<UsageFileRow> {
  const me = ctx.actor.accountId;
  const contract = await ctx.tx.selectFrom('contract').selectAll().where('id', '=', input.contract.id).where('owner_id', '=', me).executeTakeFirst();
  if (!contract || contract.status !== 'active') throw invalid('contract.id', `${JSON.stringify(input.contract.id)} is not one of your active contracts.`);
  const product = await ctx.tx
    .selectFrom('product')
    .selectAll()
    .where('id', '=', input.product.id)
    .where('owner_id', '=', me)
    .where('status', '!=', 'deleted')
    .executeTakeFirst();
  if (!product) throw invalid('product.id', `${JSON.stringify(input.product.id)} is not one of your products.`);
  const listing = await ctx.tx
    .selectFrom('listing')
    .select('id')
    .where('contract_id', '=', contract.id)
    .where('product_id', '=', product.id)
    .executeTakeFirst();
  if (!listing) throw invalid('product.id', `${product.id} is not listed under contract ${contract.id}.`);
  await requireFreeExternalId(ctx, contract.id, product.id, input.external_id);
  const row: UsageFileRow = {
    id: await freshId(ctx),
    name: input.name,
    status: 'draft',
    schema: schemaOf(product),
    description: input.description ?? '',
    note: input.note ?? '',
    external_id: input.external_id ?? '',
    currency: input.currency,
    ...periodOf(input.period),
    product_id: product.id,
    contract_id: contract.id,
    marketplace_id: contract.marketplace_id ?? '',
    vendor_id: contract.owner_id,
    provider_id: contract.issuer_id,
    ...{ acceptance_note: '', rejection_note: '', error_detail: '', stats: JSON.stringify(NO_STATS) },
    events: stamped(ctx, undefined, 'created', 'updated'),
    ...{ upload_id: null, hubs: '{}', work_at_ms: null, work_claim: '', work_step: '', work_attempts: 0 },
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  const made = await ctx.tx.insertInto('usage_file').values(row).onConflict((c) => c.doNothing()).returning('id').executeTakeFirst(); // prettier-ignore
  // the same call at the same time made it
  if (!made) await requireFreeExternalId(ctx, contract.id, product.id, input.external_id);
  emitFile(ctx, row);
  return row;
}

export async function updateUsageFile(ctx: Context, id: string, input: UsageFileInput): Promise<void> {
  const row = await findVisible(ctx, usageFiles, id, { lock: true });
  if (!EDITABLE_STATUSES.includes(row.status))
    throw new PlatformError('transition', `status: usage file ${id} is ${row.status}; it can be edited while ${EDITABLE_STATUSES.join(', ')}.`);
  if (input.external_id !== undefined && input.external_id !== row.external_id)
    await requireFreeExternalId(ctx, row.contract_id, row.product_id, input.external_id);
  const { name = row.name, currency = row.currency, description = row.description, note = row.note, external_id = row.external_id } = input;
  const set = { name, currency, description, note, external_id, ...(input.period ? periodOf(input.period) : {}) };
  await ctx.tx
    .updateTable('usage_file')
    .set({ ...set, events: stamped(ctx, row.events, 'updated'), updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
}

/** Before bytes are taken in: whether this upload may be at all. */
export async function requireUploadable(store: Store, actor: Actor, id: string): Promise<void> {
  await store.read(actor, async (ctx) => nextState(usageFileLifecycle, await findVisible(ctx, usageFiles, id), 'upload', 'vendor'));
}

export async function uploadUsage(ctx: Context, id: string, uploadId: string): Promise<UsageFileRow> {
  const row = await findVisible(ctx, usageFiles, id, { lock: true });
  const change = { upload_id: uploadId, stats: JSON.stringify(NO_STATS), rejection_note: '', error_detail: '', work_step: '', work_at_ms: ctx.clock.now() };
  const next = await moveFile(ctx, row, 'upload', change);
  await takeUpload(ctx, uploadId, id);
  if (row.upload_id) await deleteUpload(ctx, row.upload_id);
  return next;
}

/** The stored sheet is read again, for example after items or assets were created. */
export async function reprocessUsage(ctx: Context, id: string): Promise<UsageFileRow> {
  const row = await findVisible(ctx, usageFiles, id, { lock: true });
  return moveFile(ctx, row, 'reprocess', { stats: JSON.stringify(NO_STATS), error_detail: '', work_step: 'read', work_at_ms: nextStep(ctx) });
}

export async function submitUsage(ctx: Context, id: string): Promise<UsageFileRow> {
  const row = await findVisible(ctx, usageFiles, id, { lock: true });
  const stats = statsOf(row);
  const due = (await hasRules(ctx, row)) ? { work_at_ms: nextStep(ctx) } : {};
  return moveFile(ctx, row, 'submit', { ...due, stats: counted(stats, { pending: stats.validated }) });
}

/** With `all` the records that were rejected one by one count as accepted too. One chunk per hub comes of it. */
export async function acceptUsage(ctx: Context, id: string, note = '', all = false): Promise<UsageFileRow> {
  const row = await findVisible(ctx, usageFiles, id, { lock: true });
  const stats = statsOf(row);
  const rejected = all ? 0 : stats.rejected;
  const accepted = await moveFile(ctx, row, 'accept', {
    acceptance_note: note,
    stats: counted(stats, { pending: 0, rejected, accepted: stats.validated - rejected }),
  });
  if (all) await ctx.tx.updateTable('usage_record').set({ state: 'approved' }).where('file_id', '=', id).where('state', '=', 'rejected').execute();
  await createChunks(ctx, accepted);
  return accepted;
}

export async function rejectUsage(ctx: Context, id: string, note = ''): Promise<UsageFileRow> {
  const row = await findVisible(ctx, usageFiles, id, { lock: true });
  return moveFile(ctx, row, 'reject', { rejection_note: note, stats: counted(statsOf(row), { pending: 0 }) });
}

/** Every approved record needs a billing id by then: its own, its chunk's, or the one given now for the rest. */
export async function closeUsage(
  ctx: Context,
  id: string,
  billing: { external_billing_id?: string; external_billing_note?: string } = {},
): Promise<UsageFileRow> {
  const row = await findVisible(ctx, usageFiles, id, { lock: true });
  const stats = statsOf(row);
  nextState(usageFileLifecycle, row, 'close', ctx.actor.role as 'distributor');
  if (billing.external_billing_id) await chunkBilling(ctx, id, billing.external_billing_id, billing.external_billing_note ?? '');
  const without = await unbilled(ctx, id);
  if (without)
    throw invalid(
      'external_billing_id',
      `record ${without} has none, and neither has its chunk; close records or chunks with it, reconcile, or send it with this call.`,
    );
  const closed = await moveFile(ctx, row, 'close', { stats: counted(stats, { closed: stats.accepted, billed: stats.accepted }) });
  await closeChunksOf(ctx, id);
  return closed;
}

/** Gone for everybody at once; its records and bytes go in batches. */
export async function deleteUsage(ctx: Context, id: string): Promise<UsageFileRow> {
  const row = await findVisible(ctx, usageFiles, id, { lock: true });
  return moveFile(ctx, row, 'delete', { work_at_ms: ctx.clock.now() });
}

async function createChunks(ctx: Context, file: UsageFileRow): Promise<void> {
  const hubs = Object.entries(hubsOf(file));
  const bound = hubs.length
    ? await ctx.tx
        .selectFrom('marketplace_hub as m')
        .innerJoin('marketplace', 'marketplace.id', 'm.marketplace_id')
        .select(['m.hub_id', 'm.marketplace_id', 'marketplace.owner_id'])
        .where(
          'm.hub_id',
          'in',
          hubs.map(([hub]) => hub),
        ) // prettier-ignore
        .orderBy('m.marketplace_id')
        .execute()
    : [];
  for (const [i, [hub, { provider, records }]] of hubs.entries()) {
    const places = bound.filter((b) => b.hub_id === hub && b.owner_id === provider).map((b) => b.marketplace_id);
    const chunk: UsageChunkRow = {
      ...{ id: derivedId('UFC', file.id, i + 1, 3), file_id: file.id, status: 'draft', hub_id: hub },
      marketplace_id: provider === file.provider_id || !places.length ? file.marketplace_id : places[0]!,
      ...{ vendor_id: file.vendor_id, provider_id: provider, file_provider_id: file.provider_id },
      ...{ outdated: 0, external_id: '', external_billing_id: '', external_billing_note: '', closed_at: null, closed_by: '', error_detail: '' },
      stats: counted(NO_STATS, { uploaded: records, validated: records, accepted: records }),
      events: stamped(ctx, undefined, 'created', 'accepted'),
      ...{ work_at_ms: nextStep(ctx), created_at: ctx.now, updated_at: ctx.now },
    };
    await ctx.tx.insertInto('usage_chunk').values(chunk).execute();
    emitChunk(ctx, chunk);
  }
}

const counted = (stats: Stats, change: Partial<Stats>) => JSON.stringify({ ...stats, ...change });

export function schemaOf(product: ProductRow): string {
  return (json<{ ppu?: { schema?: string } | null }>(product.capabilities).ppu?.schema ?? 'QT').toLowerCase();
}

/** Dates or times, kept as they were given; the platform's clients send both. */
function periodOf(period: Period): { period_from: string; period_to: string } {
  for (const name of ['from', 'to'] as const)
    if (Number.isNaN(Date.parse(period[name]))) throw invalid(`period.${name}`, `${JSON.stringify(period[name])} is not an ISO date.`);
  if (Date.parse(period.from) > Date.parse(period.to)) throw invalid('period.to', `${period.to} is before ${period.from}.`);
  return { period_from: period.from, period_to: period.to };
}

/** A client that repeats its call finds the first file instead of making a second. */
async function requireFreeExternalId(ctx: Context, contractId: string, productId: string, externalId: string | undefined): Promise<void> {
  if (!externalId) return;
  const taken = await ctx.tx
    .selectFrom('usage_file')
    .select(['id', 'status'])
    .where('contract_id', '=', contractId)
    .where('product_id', '=', productId)
    .where('external_id', '=', externalId)
    .where('status', '!=', 'deleted')
    .executeTakeFirst();
  if (taken)
    throw new PlatformError('conflict', `external_id: ${JSON.stringify(externalId)} is already usage file ${taken.id} (${taken.status}).`, {
      params: { id: taken.id, status: taken.status },
    });
}

async function freshId(ctx: Context): Promise<string> {
  for (;;) {
    const id = newUsageFileId(new Date(ctx.clock.now()));
    const found = await ctx.tx.selectFrom('usage_file').select('id').where('id', '=', id).executeTakeFirst();
    if (!found) return id;
  }
}
