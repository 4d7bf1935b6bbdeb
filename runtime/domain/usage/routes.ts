/** /usage as data (platform-api.md section 20). */
import Type from 'typebox';
import { findVisible, showOne, type CallRoute, type Collection, type Route, type Surroundings } from '../kit/index.ts';
import { invalid } from '../../base/index.ts';
import type { Context, UsageFileRow } from '../../store/index.ts';
import { closeChunk, regenerateChunk, updateChunk } from './chunks.ts';
import * as file from './commands.ts';
import { processedFile, templateFile, uploadedFile } from './downloads.ts';
import { usageAggregates, usageCategories, usageChunks, usageFiles, usageReconciliations, usageRecords } from './fields.ts';
import { usageFileLifecycle, type UsageFileAction } from './lifecycle.ts';
import { receive, UPLOAD_MAX, type Received } from './receive.ts';
import { createReconciliation, fileOfSheet } from './reconcile.ts';
import { closeRecord, closeRecords, judgeRecord, type Billing } from './records.ts';
import { ruleRoutes } from './rule-routes.ts';
import { SCHEMA_COLUMNS } from './check.ts';
import { assets } from '../orders/index.ts';
import { requireProduct } from '../products/index.ts';

const maybe = Type.Optional;
const Ref = Type.Object({ id: Type.String() });
const description = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  period: Type.Object({ from: Type.String(), to: Type.String() }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  description: maybe(Type.String({ maxLength: 200 })),
  note: maybe(Type.String({ maxLength: 2000 })),
  external_id: maybe(Type.String({ maxLength: 255 })),
};
const Note = maybe(Type.String({ maxLength: 2000 }));
const BillingId = Type.String({ minLength: 1, maxLength: 255 });
const ActionBody = Type.Object({ acceptance_note: Note, rejection_note: Note, external_billing_id: maybe(BillingId), external_billing_note: Note });
type ActionInput = { acceptance_note?: string; rejection_note?: string } & Billing;
const BillingBody = Type.Object({ external_billing_id: maybe(BillingId), external_billing_note: Note });
const BulkBody = Type.Array(Type.Object({ id: Type.String(), external_billing_id: maybe(BillingId), external_billing_note: Note }));

const SELLER = ['distributor', 'reseller'] as const;
const TAG = 'Usage Reporting';
const FILE = 'application/octet-stream';

const rolesOf = (action: UsageFileAction) => [...new Set(usageFileLifecycle.transitions.filter((t) => t.on === action).flatMap((t) => [...t.by]))];
const one = (operation: string, path: string, summary: string, collection: Collection<never>): CallRoute => ({
  ...{ kind: 'read', method: 'GET', path, operation, tag: TAG, summary, roles: 'everyone' },
  run: (ctx, input) => showOne(ctx, collection, input.params['id']!),
});
const list = (operation: string, path: string, summary: string, collection: Collection<never>): Route => ({
  ...{ kind: 'list', method: 'GET', path, operation, tag: TAG, summary, roles: 'everyone', collection },
});

const action = (name: UsageFileAction, summary: string, run: (ctx: Context, id: string, given: ActionInput) => Promise<UsageFileRow>): CallRoute => ({
  ...{
    kind: 'write',
    method: 'POST',
    path: `/usage/files/{id}/${name}`,
    operation: `${name}UsageFile`,
    tag: TAG,
    summary,
    roles: rolesOf(name),
    body: ActionBody,
  },
  async run(ctx, input) {
    const row = await run(ctx, input.params['id']!, (input.body ?? {}) as ActionInput);
    // a deleted one is no longer visible: what it became is still the answer
    return (await usageFiles.render(ctx, [row], 'one'))[0]!;
  },
});

/** A file that the caller sees, sent as it was uploaded or as it was read. */
const download = (operation: string, path: string, summary: string, open: (ctx: Context, id: string, around: Surroundings) => Promise<unknown>): CallRoute => ({
  ...{ kind: 'read', method: 'GET', path, operation, tag: TAG, summary, roles: 'everyone', type: FILE },
  run: (ctx, input, around) => open(ctx, input.params['id']!, around),
});

const reconciliationFile = (which: 'upload_id' | 'processed_id') => async (ctx: Context, id: string, around: Surroundings) => {
  const upload = (await findVisible(ctx, usageReconciliations, id))[which];
  if (!upload) throw invalid('recon_file', `${id} is not processed yet.`);
  return uploadedFile(ctx, upload, around);
};

/** The published answer of a creation names its parties by id. */
async function createdFile(ctx: Context, row: UsageFileRow): Promise<object> {
  const shown = (await showOne(ctx, usageFiles, row.id)) as { product: { name: string } };
  return {
    ...shown,
    ...{ vendor: row.vendor_id, provider: row.provider_id, marketplace: row.marketplace_id || null, distribution_contract: row.contract_id },
    ...{ product_id: row.product_id, product_name: shown.product.name },
  };
}

async function shownChunk(ctx: Context, id: string, work: Promise<void>): Promise<object> {
  await work;
  return showOne(ctx, usageChunks, id);
}

// prettier-ignore
export const usageRoutes: Route[] = [
  list('listUsageFiles', '/usage/files', 'Usage files', usageFiles as never),
  { kind: 'write', method: 'POST', path: '/usage/files', operation: 'createUsageFile', tag: TAG, summary: 'A new usage file', roles: ['vendor'], shows: null, body: Type.Object({ ...description, product: Ref, contract: Ref }), status: 201,
    run: async (ctx, input) => createdFile(ctx, await file.createUsageFile(ctx, input.body as file.NewUsageFile)) },
  one('getUsageFile', '/usage/files/{id}', 'One usage file', usageFiles as never),
  { kind: 'write', method: 'PUT', path: '/usage/files/{id}', operation: 'updateUsageFile', tag: TAG, summary: 'Describe it anew, until it is submitted', roles: ['vendor'], body: Type.Partial(Type.Object(description)),
    async run(ctx, input) {
      await file.updateUsageFile(ctx, input.params['id']!, input.body as file.UsageFileInput);
      return showOne(ctx, usageFiles, input.params['id']!);
    } },
  { kind: 'write', method: 'POST', path: '/usage/files/{id}/upload', operation: 'uploadUsageFile', tag: TAG, summary: 'Its records as XLSX, CSV or ZIP of CSV: a form part `usage_file`, JSON or the file itself', roles: rolesOf('upload'), status: 201, streamMax: UPLOAD_MAX,
    async prepare(input, around) {
      await file.requireUploadable(around.store, around.actor, input.params['id']!);
      return receive(input, around, 'usage_file');
    },
    async run(ctx, input) {
      await file.uploadUsage(ctx, input.params['id']!, (input.body as Received).upload.id);
      return showOne(ctx, usageFiles, input.params['id']!);
    } },
  download('getUsageFileContent', '/usage/files/{id}/content', 'What was uploaded', async (ctx, id, around) => {
    const { upload_id } = await findVisible(ctx, usageFiles, id);
    if (!upload_id) throw invalid('usage_file', `nothing was uploaded for ${id} yet.`);
    return uploadedFile(ctx, upload_id, around);
  }),
  download('getProcessedUsageFile', '/usage/files/{id}/processed', 'Its records as they were read, faults included, as XLSX', async (ctx, id, around) => processedFile(ctx, await findVisible(ctx, usageFiles, id), around)),
  { kind: 'list', method: 'GET', path: '/usage/files/{id}/categories', operation: 'listUsageFileCategories', tag: TAG, summary: 'Categories of its records', roles: 'everyone', collection: usageCategories,
    below: { parent: usageFiles, column: 'file_id' } },
  action('reprocess', 'Read the stored sheet again', (ctx, id) => file.reprocessUsage(ctx, id)),
  action('submit', 'Send it to the distributor', (ctx, id) => file.submitUsage(ctx, id)),
  action('accept', 'Accept it; one chunk per hub comes of it', (ctx, id, given) => file.acceptUsage(ctx, id, given.acceptance_note)),
  { ...action('accept', 'Accept it with every record, also those rejected one by one', (ctx, id) => file.acceptUsage(ctx, id, '', true)), method: 'PUT', path: '/usage/files/{id}/approve-all', operation: 'approveAllUsageRecords' },
  action('reject', 'Reject it', (ctx, id, given) => file.rejectUsage(ctx, id, given.rejection_note)),
  action('close', 'Close it; every record needs a billing id', (ctx, id, given) => file.closeUsage(ctx, id, given)),
  action('delete', 'Delete it', (ctx, id) => file.deleteUsage(ctx, id)),
  { kind: 'write', method: 'POST', path: '/usage/files/{id}/reconciliation', operation: 'reconcileUsageFile', tag: TAG, summary: 'Which record is on which bill: a form part `recon_file`', roles: SELLER, streamMax: UPLOAD_MAX,
    async prepare(input, around) {
      await around.store.read(around.actor, (ctx) => findVisible(ctx, usageFiles, input.params['id']!));
      return receive(input, around, 'recon_file');
    },
    async run(ctx, input) {
      const { upload, texts } = input.body as Received;
      await createReconciliation(ctx, input.params['id']!, upload.id, texts['upload_note'] ?? '');
      return showOne(ctx, usageFiles, input.params['id']!);
    } },

  list('listUsageRecords', '/usage/records', 'Usage records', usageRecords as never),
  { kind: 'write', method: 'POST', path: '/usage/records/close-records', operation: 'closeUsageRecords', tag: TAG, summary: 'Close many; each row answers for itself', roles: SELLER, body: BulkBody, status: 206,
    run: (ctx, input) => closeRecords(ctx, input.body as (Billing & { id: string })[]) },
  one('getUsageRecord', '/usage/records/{id}', 'One usage record', usageRecords as never),
  { kind: 'write', method: 'PUT', path: '/usage/records/{id}', operation: 'judgeUsageRecord', tag: TAG, summary: 'Approve or reject a single record', roles: SELLER, body: Type.Object({ status: Type.String() }),
    async run(ctx, input) {
      await judgeRecord(ctx, input.params['id']!, (input.body as { status: string }).status);
      return showOne(ctx, usageRecords, input.params['id']!);
    } },
  { kind: 'write', method: 'POST', path: '/usage/records/{id}/close', operation: 'closeUsageRecord', tag: TAG, summary: 'Close a record with the bill it is on', roles: SELLER, body: BillingBody,
    async run(ctx, input) {
      await closeRecord(ctx, input.params['id']!, input.body as Billing);
      return showOne(ctx, usageRecords, input.params['id']!);
    } },

  list('listUsageChunks', '/usage/chunks', 'Parts of accepted files, one per hub', usageChunks as never),
  one('getUsageChunk', '/usage/chunks/{id}', 'One chunk', usageChunks as never),
  { kind: 'write', method: 'PUT', path: '/usage/chunks/{id}', operation: 'updateUsageChunk', tag: TAG, summary: 'Its id in the hub', roles: SELLER, body: Type.Object({ external_id: Type.String({ maxLength: 255 }) }),
    run: (ctx, input) => shownChunk(ctx, input.params['id']!, updateChunk(ctx, input.params['id']!, (input.body as { external_id: string }).external_id)) },
  download('downloadUsageChunk', '/usage/chunks/{id}/download', 'Its records as XLSX', async (ctx, id, around) => {
    const chunk = await findVisible(ctx, usageChunks, id);
    return processedFile(ctx, await ctx.tx.selectFrom('usage_file').selectAll().where('id', '=', chunk.file_id).executeTakeFirstOrThrow(), around, chunk);
  }),
  { kind: 'write', method: 'POST', path: '/usage/chunks/{id}/close', operation: 'closeUsageChunk', tag: TAG, summary: 'Close all its records with one billing id', roles: SELLER, body: Type.Object({ external_billing_id: BillingId, external_billing_note: Note }),
    run: (ctx, input) => shownChunk(ctx, input.params['id']!, closeChunk(ctx, input.params['id']!, input.body as Required<Billing>)) },
  { kind: 'write', method: 'POST', path: '/usage/chunks/{id}/regenerate', operation: 'regenerateUsageChunk', tag: TAG, summary: 'Draw it up again', roles: SELLER,
    run: (ctx, input) => shownChunk(ctx, input.params['id']!, regenerateChunk(ctx, input.params['id']!)) },

  list('listUsageReconciliations', '/usage/reconciliations', 'Own reconciliations', usageReconciliations as never),
  { kind: 'write', method: 'POST', path: '/usage/reconciliations', operation: 'createUsageReconciliation', tag: TAG, summary: 'Which record is on which bill; the sheet says of which file', roles: SELLER, status: 201, streamMax: UPLOAD_MAX,
    async prepare(input, around) {
      const received = await receive(input, around, 'recon_file');
      return { ...received, fileId: await fileOfSheet(around.store, received.upload.id) };
    },
    async run(ctx, input) {
      const { upload, texts, fileId } = input.body as Received & { fileId: string };
      return showOne(ctx, usageReconciliations, (await createReconciliation(ctx, fileId, upload.id, texts['upload_note'] ?? '')).id);
    } },
  one('getUsageReconciliation', '/usage/reconciliations/{id}', 'One reconciliation', usageReconciliations as never),
  ...['processedfile', 'processedFile'].map((name, i) => download(`getReconciliationProcessedFile${i || ''}`, `/usage/reconciliations/{id}/${name}`, 'What became of each row, as XLSX', reconciliationFile('processed_id'))),
  ...['uploadedfile', 'uploadedFile'].map((name, i) => download(`getReconciliationUploadedFile${i || ''}`, `/usage/reconciliations/{id}/${name}`, 'What was uploaded', reconciliationFile('upload_id'))),

  list('listUsageAggregates', '/usage/aggregates', 'What was consumed, by asset and item', usageAggregates as never),
  // the JavaScript SDK spells it without the second g
  ...['aggregates', 'agregates'].map((name, i): Route => ({ kind: 'list', method: 'GET', path: `/assets/{id}/usage/${name}`, operation: `listAssetUsageAggregates${i || ''}`, tag: TAG, summary: 'What an asset consumed, by item', roles: 'everyone', collection: usageAggregates,
    below: { parent: assets, column: 'asset_id' } })),

  { kind: 'read', method: 'GET', path: '/usage/products/{id}/template', operation: 'getUsageTemplate', tag: TAG, summary: 'Where the empty sheet for a product lies', roles: 'everyone',
    async run(ctx, input) {
      const product = await requireProduct(ctx, input.params['id']!);
      const origin = `${input.headers('x-forwarded-proto') ?? 'http'}://${input.headers('host') ?? 'localhost'}`;
      return { template_link: `${origin}/public/v1/usage/templates/${file.schemaOf(product)}` };
    } },
  // clients follow the link without a token; nothing of anybody is in an empty sheet
  { kind: 'read', method: 'GET', path: '/usage/templates/{schema}', operation: 'downloadUsageTemplate', tag: TAG, summary: 'An empty sheet of a schema, as XLSX', roles: 'anyone', type: FILE,
    run(_, input) {
      const schema = input.params['schema']!;
      if (!Object.hasOwn(SCHEMA_COLUMNS, schema)) throw invalid('schema', `${JSON.stringify(schema)} is not allowed; allowed: ${Object.keys(SCHEMA_COLUMNS).join(', ')}.`);
      return Promise.resolve(templateFile(schema));
    } },
  ...ruleRoutes,
];
