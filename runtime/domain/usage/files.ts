/** Usage files, as deep as creating, submitting and answering one: collection, moves, events, and how dispatch reads one. */
import Type from 'typebox';
import { invalid, newUsageFileId, nextState, type Lifecycle } from '../../base/index.ts';
import { findVisible, json, references, showOne, stamped, visible, type CallRoute, type Collection, type Route, type Subject } from '../kit/index.ts';
import type { Context, UsageFileRow } from '../../store/index.ts';

type Status = 'draft' | 'ready' | 'pending' | 'accepted' | 'rejected' | 'closed' | 'deleted';
type Action = 'upload' | 'submit' | 'accept' | 'reject' | 'close' | 'delete';
type Party = 'vendor' | 'distributor' | 'reseller';
const BUYER = ['distributor', 'reseller'] as const;

/** platform-api.md section 20.1; validation of rows, between uploading and ready, belongs to the usage flow's own issue. */
// prettier-ignore
export const usageFileLifecycle = {
  name: 'usage file',
  initial: ['draft'],
  final: ['closed', 'deleted'],
  transitions: [
    { on: 'upload', from: ['draft', 'ready', 'rejected'], to: 'ready',    by: ['vendor'] },
    { on: 'submit', from: ['ready'],                      to: 'pending',  by: ['vendor'] },
    { on: 'accept', from: ['pending'],                    to: 'accepted', by: BUYER },
    { on: 'reject', from: ['pending'],                    to: 'rejected', by: BUYER },
    { on: 'close',  from: ['accepted'],                   to: 'closed',   by: BUYER },
    { on: 'delete', from: ['draft', 'ready', 'rejected'], to: 'deleted',  by: ['vendor'] },
  ],
} as const satisfies Lifecycle<Status, Action, Party>;

const STAMPS: Record<Action, string> = { upload: 'uploaded', submit: 'submitted', accept: 'accepted', reject: 'rejected', close: 'closed', delete: 'deleted' };

const usageFiles: Collection<UsageFileRow> = {
  table: 'usage_file',
  scope: ['vendor_id', 'provider_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', search: true },
    status: { column: 'status', order: true },
    external_id: { column: 'external_id' },
    'product.id': { column: 'product_id' },
    'contract.id': { column: 'contract_id' },
    'vendor.id': { column: 'vendor_id' },
    'provider.id': { column: 'provider_id' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['created_at', 'desc']],
  async render(ctx, rows) {
    const account = await references(ctx, 'account', rows.flatMap((r) => [r.vendor_id, r.provider_id])); // prettier-ignore
    const product = await references(ctx, 'product', rows.map((r) => r.product_id)); // prettier-ignore
    const contract = await references(ctx, 'contract', rows.map((r) => r.contract_id)); // prettier-ignore
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      status: row.status,
      schema: row.schema,
      description: row.description,
      note: row.note,
      external_id: row.external_id,
      currency: row.currency,
      period: { from: row.period_from, to: row.period_to },
      product: product(row.product_id),
      contract: contract(row.contract_id),
      marketplace: { id: row.marketplace_id },
      vendor: account(row.vendor_id),
      provider: account(row.provider_id),
      acceptance_note: row.acceptance_note,
      rejection_note: row.rejection_note,
      stats: json(row.stats),
      events: json(row.events),
    }));
  },
};

interface NewFile {
  name: string;
  product: { id: string };
  contract: { id: string };
  period: { from: string; to: string };
  currency: string;
  description?: string;
  note?: string;
  external_id?: string;
}

async function createUsageFile(ctx: Context, input: NewFile): Promise<UsageFileRow> {
  const contract = await ctx.tx
    .selectFrom('contract')
    .selectAll()
    .where('id', '=', input.contract.id)
    .where('owner_id', '=', ctx.actor.accountId)
    .executeTakeFirst();
  if (!contract || contract.status !== 'active') throw invalid('contract.id', `${JSON.stringify(input.contract.id)} is not one of your active contracts.`);
  const product = await ctx.tx
    .selectFrom('product')
    .select('id')
    .where('id', '=', input.product.id)
    .where('owner_id', '=', ctx.actor.accountId)
    .executeTakeFirst();
  if (!product) throw invalid('product.id', `${JSON.stringify(input.product.id)} is not one of your products.`);
  if (input.period.from > input.period.to) throw invalid('period.to', `${input.period.to} is before ${input.period.from}.`);
  const row: UsageFileRow = {
    id: newUsageFileId(new Date(ctx.clock.now())),
    name: input.name,
    status: 'draft',
    schema: 'qt',
    description: input.description ?? '',
    note: input.note ?? '',
    external_id: input.external_id ?? '',
    currency: input.currency,
    period_from: input.period.from,
    period_to: input.period.to,
    product_id: product.id,
    contract_id: contract.id,
    marketplace_id: contract.marketplace_id ?? '',
    vendor_id: contract.owner_id,
    provider_id: contract.issuer_id,
    acceptance_note: '',
    rejection_note: '',
    error_detail: '',
    stats: JSON.stringify({ uploaded: 0, validated: 0, pending: 0, accepted: 0, closed: 0 }),
    events: stamped(ctx, undefined, 'created'),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('usage_file').values(row).execute();
  emit(ctx, row);
  return row;
}

async function moveUsageFile(ctx: Context, id: string, action: Action, change: Partial<UsageFileRow> = {}): Promise<void> {
  const row = await findVisible(ctx, usageFiles, id, { lock: true });
  const status = nextState(usageFileLifecycle, row, action, ctx.actor.role as Party);
  const set = { ...change, status, events: stamped(ctx, row.events, 'updated', STAMPS[action]), updated_at: ctx.now };
  await ctx.tx.updateTable('usage_file').set(set).where('id', '=', id).execute();
  if (status !== 'deleted') emit(ctx, { ...row, ...set });
}

function emit(ctx: Context, row: UsageFileRow): void {
  ctx.emit({
    type: 'usage_file_request_processing',
    objectClass: 'usage_file',
    objectId: row.id,
    status: row.status,
    accounts: [row.vendor_id, row.provider_id],
  });
}

export const usageFileSubject: Subject = {
  objectClass: 'usage_file',
  status: (object) => (object as { status: string }).status,
  async read(ctx, ids) {
    const rows = await ctx.tx
      .selectFrom('usage_file')
      .selectAll()
      .where('id', 'in', ids)
      .where(() => visible(ctx, usageFiles))
      .execute();
    const shown = await usageFiles.render(ctx, rows, 'one');
    return new Map(rows.map((row, i) => [row.id, shown[i]!]));
  },
  decisions: {
    submit: (ctx, id) => moveUsageFile(ctx, id, 'submit'),
    accept: (ctx, id, d) => moveUsageFile(ctx, id, 'accept', { acceptance_note: d.note ?? '' }),
    reject: (ctx, id, d) => moveUsageFile(ctx, id, 'reject', { rejection_note: d.note }),
  },
};

const Ref = Type.Object({ id: Type.String() });
const FileBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  product: Ref,
  contract: Ref,
  period: Type.Object({ from: Type.String(), to: Type.String() }),
  currency: Type.String({ minLength: 3, maxLength: 3 }),
  description: Type.Optional(Type.String({ maxLength: 200 })),
  note: Type.Optional(Type.String()),
  external_id: Type.Optional(Type.String()),
});
const NoteBody = Type.Object({ acceptance_note: Type.Optional(Type.String()), rejection_note: Type.Optional(Type.String()) });

function action(
  name: Action,
  roles: CallRoute['roles'],
  summary: string,
  change: (body: { acceptance_note?: string; rejection_note?: string }) => Partial<UsageFileRow> = () => ({}),
): CallRoute {
  return {
    kind: 'write',
    method: 'POST',
    path: `/usage/files/{id}/${name}`,
    operation: `${name}UsageFile`,
    tag: 'Usage',
    summary,
    roles,
    body: NoteBody,
    async run(ctx, input) {
      await moveUsageFile(ctx, input.params['id']!, name, change((input.body ?? {}) as object));
      return showOne(ctx, usageFiles, input.params['id']!);
    },
  };
}

// prettier-ignore
export const usageRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/usage/files', operation: 'listUsageFiles', tag: 'Usage', summary: 'Usage files', roles: 'everyone', collection: usageFiles },
  { kind: 'write', method: 'POST', path: '/usage/files', operation: 'createUsageFile', tag: 'Usage', summary: 'A new usage file', roles: ['vendor'], body: FileBody, status: 201, run: async (ctx, input) => showOne(ctx, usageFiles, (await createUsageFile(ctx, input.body as NewFile)).id) },
  { kind: 'read', method: 'GET', path: '/usage/files/{id}', operation: 'getUsageFile', tag: 'Usage', summary: 'One usage file', roles: 'everyone', run: (ctx, input) => showOne(ctx, usageFiles, input.params['id']!) },
  { kind: 'write', method: 'POST', path: '/usage/files/{id}/upload', operation: 'uploadUsageFile', tag: 'Usage', summary: 'Its records as CSV', roles: ['vendor'], raw: true, status: 201,
    async run(ctx, input) {
      const rows = (input.body as Buffer).toString('utf8').split(/\r?\n/).filter((line) => line.trim() !== '').length - 1;
      if (rows < 1) throw invalid('usage_file', 'a header line and at least one record are expected.');
      await moveUsageFile(ctx, input.params['id']!, 'upload', { stats: JSON.stringify({ uploaded: rows, validated: rows, pending: 0, accepted: 0, closed: 0 }) });
      return showOne(ctx, usageFiles, input.params['id']!);
    } },
  action('submit', ['vendor'], 'Send it to the distributor'),
  action('accept', BUYER, 'Accept it', (b) => ({ acceptance_note: b.acceptance_note ?? '' })),
  action('reject', BUYER, 'Reject it', (b) => ({ rejection_note: b.rejection_note ?? '' })),
  action('close', BUYER, 'Close it'),
  action('delete', ['vendor'], 'Delete it'),
];
