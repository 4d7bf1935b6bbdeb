/** The verbs of a usage file, reached the same way from a REST call and from an extension's decision. */
import { invalid, newUsageFileId, nextState, PlatformError } from '../../base/index.ts';
import { findVisible, json, stamped } from '../kit/index.ts';
import type { Context, ProductRow, UsageFileRow } from '../../store/index.ts';
import { usageFiles } from './fields.ts';
import { EDITABLE_STATUSES, SHARED_STATUSES, usageFileLifecycle, type UsageFileAction, type UsageParty } from './lifecycle.ts';
import { countRecords, type Upload } from './upload.ts';

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

const STAMPS: Record<UsageFileAction, string> = {
  upload: 'uploaded',
  reprocess: 'reprocessed',
  submit: 'submitted',
  accept: 'accepted',
  reject: 'rejected',
  close: 'closed',
  delete: 'deleted',
};

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
    acceptance_note: '',
    rejection_note: '',
    error_detail: '',
    stats: JSON.stringify(statsOf(0)),
    events: stamped(ctx, undefined, 'created', 'updated'),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('usage_file').values(row).execute();
  emit(ctx, row);
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

export async function uploadUsage(ctx: Context, id: string, upload: Upload): Promise<UsageFileRow> {
  const row = await moveUsageFile(ctx, id, 'upload', { stats: JSON.stringify(statsOf(upload.records)), rejection_note: '' });
  const content = { file_name: upload.fileName, text: upload.text, created_at: ctx.now };
  await ctx.tx
    .insertInto('usage_content')
    .values({ id, ...content })
    .onConflict((c) => c.column('id').doUpdateSet(content))
    .execute();
  return row;
}

/** The stored sheet is counted again. */
export async function reprocessUsage(ctx: Context, id: string): Promise<UsageFileRow> {
  const { text } = await readContent(ctx, id);
  return moveUsageFile(ctx, id, 'reprocess', { stats: JSON.stringify(statsOf(countRecords(text))) });
}

export async function readContent(ctx: Context, id: string): Promise<{ text: string }> {
  await findVisible(ctx, usageFiles, id);
  const content = await ctx.tx.selectFrom('usage_content').select('text').where('id', '=', id).executeTakeFirst();
  if (!content) throw invalid('usage_file', `nothing was uploaded for ${id} yet.`);
  return content;
}

export async function submitUsage(ctx: Context, id: string): Promise<UsageFileRow> {
  const { stats } = await findVisible(ctx, usageFiles, id);
  const { uploaded } = json<{ uploaded: number }>(stats);
  return moveUsageFile(ctx, id, 'submit', { stats: JSON.stringify({ ...statsOf(uploaded), pending: uploaded }) });
}

export async function acceptUsage(ctx: Context, id: string, note = ''): Promise<UsageFileRow> {
  const { stats } = await findVisible(ctx, usageFiles, id);
  const { uploaded } = json<{ uploaded: number }>(stats);
  return moveUsageFile(ctx, id, 'accept', { acceptance_note: note, stats: JSON.stringify({ ...statsOf(uploaded), accepted: uploaded }) });
}

export async function rejectUsage(ctx: Context, id: string, note = ''): Promise<UsageFileRow> {
  const { stats } = await findVisible(ctx, usageFiles, id);
  return moveUsageFile(ctx, id, 'reject', { rejection_note: note, stats: JSON.stringify(statsOf(json<{ uploaded: number }>(stats).uploaded)) });
}

export async function closeUsage(ctx: Context, id: string): Promise<UsageFileRow> {
  const { stats } = await findVisible(ctx, usageFiles, id);
  const { uploaded } = json<{ uploaded: number }>(stats);
  return moveUsageFile(ctx, id, 'close', { stats: JSON.stringify({ ...statsOf(uploaded), accepted: uploaded, closed: uploaded }) });
}

export async function deleteUsage(ctx: Context, id: string): Promise<UsageFileRow> {
  const row = await moveUsageFile(ctx, id, 'delete');
  await ctx.tx.deleteFrom('usage_content').where('id', '=', id).execute();
  return row;
}

async function moveUsageFile(ctx: Context, id: string, action: UsageFileAction, change: Partial<UsageFileRow> = {}): Promise<UsageFileRow> {
  const row = await findVisible(ctx, usageFiles, id, { lock: true });
  const status = nextState(usageFileLifecycle, row, action, ctx.actor.role as UsageParty);
  const set = { ...change, status, events: stamped(ctx, row.events, 'updated', STAMPS[action]), updated_at: ctx.now };
  await ctx.tx.updateTable('usage_file').set(set).where('id', '=', id).execute();
  const next = { ...row, ...set };
  if (status !== 'deleted') emit(ctx, next);
  return next;
}

/** Rows are not read yet: what was uploaded counts as valid. */
function statsOf(uploaded: number) {
  return { uploaded, validated: uploaded, pending: 0, accepted: 0, closed: 0 };
}

function schemaOf(product: ProductRow): string {
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

/** The distributor hears of it from the submission on. */
function emit(ctx: Context, row: UsageFileRow): void {
  const shared = (SHARED_STATUSES as readonly string[]).includes(row.status);
  ctx.emit({
    type: 'usage_file_request_processing',
    objectClass: 'usage_file',
    objectId: row.id,
    status: row.status,
    accounts: shared ? [row.vendor_id, row.provider_id] : [row.vendor_id],
  });
}
