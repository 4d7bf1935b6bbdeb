/** What the API lets see, query and sort of usage: files, records, chunks, aggregates, reconciliations and rules. */
import { sql, type SqlBool } from 'kysely';
import { publicTime } from '../../base/index.ts';
import { inParts, json, references, rowsById, type Collection, type EventStamps } from '../kit/index.ts';
import type {
  Context,
  ItemRow,
  ShownRecordRow,
  UsageAggregateRow,
  UsageCategoryRow,
  UsageChunkRow,
  UsageFileRow,
  UsageReconciliationRow,
  UsageRuleRow,
} from '../../store/index.ts';
import { SHARED_STATUSES } from './lifecycle.ts';
import { statsOf } from './move.ts';

const API = '/public/v1';
const shared = sql.join([...SHARED_STATUSES]);
const ACCEPTED = sql.join(['accepted', 'closed']);

const time = (at: string | null) => (at ? publicTime(at) : null);
/** A field under the names that clients of different ages use for it. */
const named = <F>(field: F, ...names: string[]) => Object.fromEntries(names.map((name) => [name, field]));
const nameOf = (column: string, table: string) => ({ column, table, key: 'id', target: 'name' });
const stamps = (text: string, ...names: string[]) =>
  Object.fromEntries(Object.entries(json<EventStamps>(text)).filter(([name]) => !names.length || names.includes(name)));

export const usageFiles: Collection<UsageFileRow> = {
  table: 'usage_file',
  ...inParts(({ actor: { accountId: me } }) => [
    sql<SqlBool>`(vendor_id = ${me} and status <> 'deleted')`,
    sql<SqlBool>`(provider_id = ${me} and vendor_id <> ${me} and status in (${shared}))`,
  ]),
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    status: { column: 'status', order: true },
    external_id: { column: 'external_id', search: true },
    currency: { column: 'currency' },
    schema: { column: 'schema', order: true, search: true },
    ...named({ column: 'product_id', search: true }, 'product.id', 'product_id'),
    'product.name': { ...nameOf('product_id', 'product'), search: true },
    ...named({ column: 'contract_id', search: true }, 'contract.id', 'distribution_contract_id'),
    'contract.name': { ...nameOf('contract_id', 'contract'), search: true },
    ...named({ column: 'marketplace_id', search: true }, 'marketplace.id', 'marketplace_id'),
    'marketplace.name': { ...nameOf('marketplace_id', 'marketplace'), search: true },
    ...named({ column: 'vendor_id', search: true }, 'vendor.id', 'vendor_id'),
    'vendor.name': { ...nameOf('vendor_id', 'account'), search: true },
    ...named({ column: 'provider_id', search: true }, 'provider.id', 'provider_id'),
    'provider.name': { ...nameOf('provider_id', 'account'), search: true },
    'period.from': { column: 'period_from', order: true },
    'period.to': { column: 'period_to', order: true },
    ...named({ column: 'created_at', type: 'time', order: true } as const, 'events.created.at', 'created.at'),
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['created_at', 'desc']],
  async render(ctx, rows, view) {
    const account = await references(ctx, 'account', rows.flatMap((r) => [r.vendor_id, r.provider_id])); // prettier-ignore
    const product = await references(ctx, 'product', rows.map((r) => r.product_id)); // prettier-ignore
    const contract = await references(ctx, 'contract', rows.map((r) => r.contract_id)); // prettier-ignore
    const marketplace = await references(ctx, 'marketplace', rows.flatMap((r) => r.marketplace_id || [])); // prettier-ignore
    const reconciled = view === 'one' && rows.length === 1 ? await lastReconciliation(ctx, rows[0]!) : undefined;
    return rows.map((row) => {
      const { invalid, rejected: _, ...stats } = statsOf(row);
      const uri = (what: string) => `${API}/usage/files/${row.id}/${what}`;
      return {
        id: row.id,
        name: row.name,
        status: row.status,
        schema: row.schema,
        environment: 'production',
        description: row.description,
        note: row.note,
        external_id: row.external_id,
        currency: row.currency,
        period: { from: row.period_from, to: row.period_to },
        product: product(row.product_id),
        contract: contract(row.contract_id),
        marketplace: row.marketplace_id ? marketplace(row.marketplace_id) : { id: '' },
        vendor: account(row.vendor_id),
        provider: account(row.provider_id),
        acceptance_note: row.acceptance_note,
        rejection_note: row.rejection_note,
        error_detail: row.status === 'processing' ? '' : row.error_detail,
        stats,
        records: { valid: stats.validated, invalid, closed: stats.closed },
        ...(row.upload_id ? { usage_file_uri: uri('content') } : {}),
        ...(stats.uploaded && row.status !== 'processing' ? { processed_file_uri: uri('processed') } : {}),
        ...(reconciled ? { reconciliation_file_uri: `${API}/usage/reconciliations/${reconciled}/processedfile` } : {}),
        events: json(row.events),
      };
    });
  },
};

async function lastReconciliation(ctx: Context, file: UsageFileRow): Promise<string | undefined> {
  if (file.provider_id !== ctx.actor.accountId) return undefined;
  const done = ctx.tx.selectFrom('usage_reconciliation').select('id').where('file_id', '=', file.id).where('status', '=', 'processed');
  return (await done.orderBy('created_at', 'desc').limit(1).executeTakeFirst())?.id;
}

export const usageCategories: Collection<UsageCategoryRow> = {
  table: 'usage_category',
  // only listed within a file that was found visible
  scope: 'public',
  fields: { id: { column: 'id', search: true }, name: { column: 'name', order: true, search: true } },
  order: [['id', 'asc']],
  render: (_, rows) => Promise.resolve(rows.map(({ id, name, description }) => ({ id, name, description }))),
};

const itemRef = (item: ItemRow | undefined, id: string) =>
  item
    ? {
        id,
        local_id: item.local_id,
        name: item.name,
        unit: json<{ unit?: string }>(item.unit).unit ?? '',
        mpn: item.mpn,
        precision: item.precision,
        type: item.type,
      }
    : { id, name: id };

/** Its vendor; the provider of its file from the submission on; the reseller it was sold through once the file is accepted. */
export const usageRecords: Collection<ShownRecordRow> = {
  table: 'usage_record_shown',
  // by its files, of which there are few: their records lie in order
  ...inParts(({ actor: { accountId: me } }) => [
    sql<SqlBool>`file_id in (select id from usage_file where vendor_id = ${me} and status <> 'deleted')`,
    sql<SqlBool>`file_id in (select id from usage_file where provider_id = ${me} and vendor_id <> ${me} and status in (${shared}))`,
    sql<SqlBool>`file_id in (select chunk.file_id from usage_chunk as chunk join usage_file as file on file.id = chunk.file_id
      where chunk.provider_id = ${me} and chunk.file_provider_id <> ${me} and chunk.vendor_id <> ${me} and file.status in (${ACCEPTED}))
      and provider_id = ${me}`,
  ]),
  fields: {
    id: { column: 'id', order: true, indexed: true },
    record_id: { column: 'record_id', indexed: true },
    status: { column: 'status', order: true },
    ...named({ column: 'file_id', search: true, indexed: true }, 'usagefile.id', 'usage_file'),
    'usagefile.schema': { column: 'schema', search: true },
    ...named({ column: 'asset_id', search: true, indexed: true }, 'asset.id', 'asset_id'),
    ...named({ column: 'asset_external_id' }, 'asset.external_id', 'asset_external_id'),
    ...named({ column: 'asset_external_uid' }, 'asset.external_uid', 'asset_external_uid'),
    ...named({ column: 'item_id' }, 'item.id', 'item_id'),
    ...named({ column: 'product_id', search: true }, 'product.id', 'product_id'),
    ...named({ column: 'hub_id' }, 'hub.id', 'part_usage_file.hub.id'),
    'chunk.id': { column: 'chunk_id', indexed: true },
    ...named({ column: 'start_at', type: 'time', order: true } as const, 'start_date', 'usage_start_time'),
    end_date: { column: 'end_at', type: 'time' },
    created_time: { column: 'created_at', type: 'time', order: true },
  },
  order: [
    ['file_id', 'asc'],
    ['id', 'asc'],
  ],
  async render(ctx, rows) {
    const items = await rowsById(ctx, 'item', rows.map((r) => r.item_id)); // prettier-ignore
    return rows.map((row) => recordJson(row, items.get(row.item_id)));
  },
};

function recordJson(row: ShownRecordRow, item: ItemRow | undefined): object {
  const errors = row.status === 'invalid' ? json<[string, string][]>(row.errors) : [];
  return {
    id: row.id,
    record_id: row.record_id,
    status: row.status,
    start_date: time(row.start_at) ?? undefined,
    end_date: time(row.end_at) ?? undefined,
    product_id: row.product_id,
    ...(row.item_id ? { item: itemRef(item, row.item_id) } : {}),
    ...(row.asset_id ? { asset: { id: row.asset_id, external_id: row.asset_external_id, external_uid: row.asset_external_uid } } : {}),
    category: row.category_id,
    tier: row.tier,
    amount: row.amount === null ? null : Number(row.amount),
    multiplier: 1,
    usage: Number(row.quantity),
    note: row.note,
    params: json(row.params),
    external_billing_id: row.external_billing_id,
    external_billing_note: row.external_billing_note,
    ...(row.status === 'closed' && row.closed_at ? { closed_at: time(row.closed_at), closed_by: row.closed_by } : {}),
    error_codes: [...new Set(errors.map(([code]) => code))].join(','),
    error_details: errors.map(([, detail]) => detail).join(' '),
    // its status tells a submitted record from one that is only valid
    usagefile: { id: row.file_id, name: row.file_name, schema: row.schema, currency: row.currency, status: row.file_status },
    ...(row.chunk_id ? { chunk: { id: row.chunk_id } } : {}),
    item_id: row.item_id,
    asset_id: row.asset_id,
    resource_local_id: item?.local_id ?? '',
    asset_external_id: row.asset_external_id,
    asset_external_uid: row.asset_external_uid,
  };
}

export const usageAggregates: Collection<UsageAggregateRow> = {
  table: 'usage_aggregate',
  id: 'none',
  scope: ['vendor_id', 'provider_id', 'file_provider_id'],
  fields: {
    id: { column: 'id' },
    'asset.id': { column: 'asset_id', search: true },
    'asset.external_uid': { column: 'asset_external_uid', search: true },
    'item.id': { column: 'item_id', search: true },
    'item.local_id': { column: 'item_id', table: 'item', key: 'id', target: 'local_id', search: true },
    'item.type': { column: 'item_id', table: 'item', key: 'id', target: 'type', search: true },
  },
  order: [['asset_id', 'asc']],
  async render(ctx, rows) {
    const items = await rowsById(ctx, 'item', rows.map((r) => r.item_id)); // prettier-ignore
    const rounded = (n: number) => Number(n.toFixed(8));
    return rows.map((row) => ({
      item: itemRef(items.get(row.item_id), row.item_id),
      asset: { id: row.asset_id, external_id: row.asset_external_id, external_uid: row.asset_external_uid },
      amount: row.amount === null ? null : rounded(row.amount),
      currency: row.currency,
      consumed: rounded(row.consumed),
      accepted: rounded(row.accepted),
      events: row.last_at ? { last_reported: { at: time(row.last_at) } } : {},
    }));
  },
};

const fileRefs = async (ctx: Context, ids: string[]) => {
  const files = await rowsById(ctx, 'usage_file', ids);
  return (id: string) => {
    const { name, schema, currency } = files.get(id) as UsageFileRow;
    return { id, name, schema, currency };
  };
};

/** Its vendor, who accepted the file, and who bills the hub. */
export const usageChunks: Collection<UsageChunkRow> = {
  table: 'usage_chunk',
  scope: ['vendor_id', 'provider_id', 'file_provider_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    status: { column: 'status' },
    external_id: { column: 'external_id' },
    'usagefile.id': { column: 'file_id', order: true, search: true },
    'binding.hub.id': { column: 'hub_id', search: true },
    'marketplace.id': { column: 'marketplace_id' },
    'provider.id': { column: 'provider_id', search: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['created_at', 'desc']],
  async render(ctx, rows) {
    const file = await fileRefs(ctx, rows.map((r) => r.file_id)); // prettier-ignore
    const hub = await references(ctx, 'hub', rows.map((r) => r.hub_id)); // prettier-ignore
    const marketplace = await references(ctx, 'marketplace', rows.flatMap((r) => r.marketplace_id || [])); // prettier-ignore
    const provider = await references(ctx, 'account', rows.map((r) => r.provider_id)); // prettier-ignore
    const bound = rows.length ? await ctx.tx.selectFrom('marketplace_hub').selectAll().where('hub_id', 'in', rows.map((r) => r.hub_id)).execute() : []; // prettier-ignore
    return rows.map((row) => {
      const { invalid: _, rejected: __, ...stats } = statsOf(row);
      const external = bound.find((b) => b.hub_id === row.hub_id && b.marketplace_id === row.marketplace_id)?.external_id;
      return {
        id: row.id,
        status: row.status,
        outdated: row.outdated === 1,
        usagefile: file(row.file_id),
        binding: { hub: hub(row.hub_id), external_id: external ?? '' },
        ...(row.marketplace_id ? { marketplace: marketplace(row.marketplace_id) } : {}),
        provider: provider(row.provider_id),
        external_id: row.external_id,
        external_billing_id: row.external_billing_id,
        external_billing_note: row.external_billing_note,
        ...(row.error_detail ? { error: { detail: row.error_detail } } : {}),
        stats,
        events: json(row.events),
      };
    });
  },
};

export const usageReconciliations: Collection<UsageReconciliationRow> = {
  table: 'usage_reconciliation',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true },
    status: { column: 'status' },
    'usagefile.id': { column: 'file_id', order: true, search: true },
    'partusagefile.id': { column: 'chunk_id', order: true, search: true },
    'partusagefile.provider.id': { column: 'chunk_id', table: 'usage_chunk', key: 'id', target: 'provider_id' },
    'binding.hub.id': { column: 'chunk_id', table: 'usage_chunk', key: 'id', target: 'hub_id' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['created_at', 'desc']],
  async render(ctx, rows) {
    const file = await fileRefs(ctx, rows.map((r) => r.file_id)); // prettier-ignore
    return rows.map((row) => ({
      id: row.id,
      status: row.status,
      usagefile: file(row.file_id),
      ...(row.error_detail ? { error: { detail: row.error_detail } } : {}),
      notes: { uploaded: row.upload_note, processing: row.processing_note },
      events: stamps(row.events, 'created', 'uploaded'),
    }));
  },
};

/** A provider's own. */
export const usageRules: Collection<UsageRuleRow> = {
  table: 'usage_rule',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', search: true },
    action: { column: 'action', search: true },
    rule: { column: 'rule', search: true },
    status: { column: 'status', search: true },
    'item.id': { column: 'item_id', order: true, search: true },
    'item.name': { ...nameOf('item_id', 'item'), search: true },
  },
  order: [['created_at', 'asc']],
  async render(ctx, rows) {
    const item = await references(ctx, 'item', rows.map((r) => r.item_id)); // prettier-ignore
    return rows.map((row) => ({
      ...{ id: row.id, action: row.action, scope: 'file', rule: row.rule, status: row.status },
      item: item(row.item_id),
      events: stamps(row.events, 'created', 'updated'),
    }));
  },
};
