/** Files that are made while they are sent: a file as it was read with its faults, a chunk for its hub, an empty sheet to fill in. */
import Big from 'big.js';
import { FileAnswer, json, type Surroundings } from '../kit/index.ts';
import type { Context, ShownRecordRow, UsageChunkRow, UsageFileRow } from '../../store/index.ts';
import { DYNAMIC_COLUMNS, OPTIONAL_COLUMNS, REQUIRED_COLUMNS, SCHEMA_COLUMNS } from './check.ts';
import { usageRecords } from './fields.ts';
import { writeXlsx, XLSX_TYPE, type CellValue } from './sheets/xlsx-write.ts';
import { readUpload, uploadName } from './uploads.ts';
import { visible } from '../kit/index.ts';

const PAGE = 1000;

/** Columns of the records sheet, as the platform writes it. */
// prettier-ignore
const COLUMNS: readonly [name: string, value: (row: ShownRecordRow, names: Names) => CellValue][] = [
  ['usage_record_id', (r) => r.id], ['record_id', (r) => r.record_id], ['record_note', (r) => r.note],
  ['status', (r) => r.status], ['category_id', (r) => r.category_id],
  ['quantity', (r) => Number(r.quantity)], ['amount', (r) => (r.amount === null ? null : Number(r.amount))], ['tier', (r) => r.tier],
  ['start_time_utc', (r) => timeText(r.start_at)], ['end_time_utc', (r) => timeText(r.end_at)],
  ['item_id', (r) => r.item_id], ['item_name', (r, n) => n.item(r.item_id)?.name], ['item_mpn', (r, n) => n.item(r.item_id)?.mpn],
  ['item_type', (r, n) => n.item(r.item_id)?.type], ['item_period', (r, n) => n.item(r.item_id)?.period],
  ['asset_id', (r) => r.asset_id], ['asset_external_id', (r) => r.asset_external_id], ['asset_external_uid', (r) => r.asset_external_uid],
  ...(['customer', 'tier1', 'tier2'] as const).flatMap((tier) => [
    [`${tier}_account_id`, (r: ShownRecordRow, n: Names) => n.tier(r.asset_id, tier)?.id] as const,
    [`${tier}_company_name`, (r: ShownRecordRow, n: Names) => n.tier(r.asset_id, tier)?.name] as const,
  ]).map(([name, value]) => [name, value] as [string, (row: ShownRecordRow, names: Names) => CellValue]),
  ['hub_id', (r) => r.hub_id], ['external_billing_id', (r) => r.external_billing_id], ['external_billing_note', (r) => r.external_billing_note],
  ['custom_fields', (r) => json<{ parameter_name: string; parameter_value: string }[]>(r.params).map((p) => `${p.parameter_name}=${p.parameter_value}`).join('; ')],
  ['error_codes', (r) => [...new Set(errorsOf(r).map(([code]) => code))].join(', ')],
  ['error_details', (r) => errorsOf(r).map(([, detail]) => detail).join(' ')],
];

const errorsOf = (row: ShownRecordRow) => (row.status === 'invalid' ? json<[string, string][]>(row.errors) : []);
const timeText = (at: string | null) => at?.replace('T', ' ').slice(0, 19) ?? null;

interface Names {
  item(id: string): { name: string; mpn: string; type: string; period: string } | undefined;
  tier(assetId: string, tier: 'customer' | 'tier1' | 'tier2'): { id: string; name: string } | undefined;
}

export async function uploadedFile(ctx: Context, uploadId: string, { store }: Surroundings): Promise<FileAnswer> {
  const name = await uploadName(ctx, uploadId);
  return new FileAnswer(name, /\.xlsx$/i.test(name) ? XLSX_TYPE : 'application/octet-stream', readUpload(store, uploadId));
}

/** The whole file as its caller sees it, or only a hub's part of it. */
export async function processedFile(ctx: Context, file: UsageFileRow, around: Surroundings, chunk?: UsageChunkRow): Promise<FileAnswer> {
  const totals = new Map<string, { quantity: Big; amount: Big }>();
  const body = writeXlsx([
    { name: 'general', rows: await generalRows(ctx, file, chunk) },
    { name: 'categories', rows: await categoryRows(ctx, file.id) },
    { name: 'records', rows: recordRows(around, file.id, chunk?.hub_id, totals) },
    { name: 'summary', rows: summaryRows(totals) },
  ]);
  return new FileAnswer(`${chunk?.id ?? file.id}.xlsx`, XLSX_TYPE, body);
}

export function templateFile(schema: string): FileAnswer {
  const columns = [...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS, ...SCHEMA_COLUMNS[schema]!, ...DYNAMIC_COLUMNS];
  const body = writeXlsx([
    { name: 'categories', rows: [['category_id', 'category_name', 'category_description']] },
    { name: 'records', rows: [columns] },
  ]);
  return new FileAnswer(`usage-${schema}.xlsx`, XLSX_TYPE, body);
}

async function generalRows(ctx: Context, file: UsageFileRow, chunk?: UsageChunkRow): Promise<CellValue[][]> {
  const name = async (table: 'account' | 'product' | 'contract' | 'marketplace' | 'hub', id: string) =>
    (
      await ctx.tx
        .selectFrom(table as 'account')
        .select('name')
        .where('id', '=', id)
        .executeTakeFirst()
    )?.name;
  const marketplace = chunk?.marketplace_id ?? file.marketplace_id;
  const provider = chunk?.provider_id ?? file.provider_id;
  return [
    ['attribute_id', 'attribute_value'],
    ...[
      ['report_id', chunk?.id ?? file.id],
      ['report_name', file.name],
      ['report_note', file.note],
    ],
    ...[
      ['report_start_time_utc', file.period_from],
      ['report_end_time_utc', file.period_to],
    ],
    ...[
      ['usage_schema', file.schema],
      ['currency', file.currency],
    ],
    ...[
      ['product_id', file.product_id],
      ['product_name', await name('product', file.product_id)],
    ],
    ...[
      ['marketplace_id', marketplace],
      ['marketplace_name', await name('marketplace', marketplace)],
    ],
    ...(chunk ? [['hub_id', chunk.hub_id], ['hub_name', await name('hub', chunk.hub_id)]] : []), // prettier-ignore
    ...[
      ['vendor_account_id', file.vendor_id],
      ['vendor_account_name', await name('account', file.vendor_id)],
    ],
    ...[
      ['distributor_account_id', provider],
      ['distributor_account_name', await name('account', provider)],
    ],
    ...[
      ['distribution_contract_id', file.contract_id],
      ['distribution_contract_name', await name('contract', file.contract_id)],
    ],
  ];
}

async function categoryRows(ctx: Context, fileId: string): Promise<CellValue[][]> {
  const rows = await ctx.tx.selectFrom('usage_category').selectAll().where('file_id', '=', fileId).orderBy('id').execute();
  return [['category_id', 'category_name', 'category_description'], ...rows.map((c) => [c.id, c.name, c.description])];
}

async function* recordRows(
  { store, actor }: Surroundings,
  fileId: string,
  hubId: string | undefined,
  totals: Map<string, { quantity: Big; amount: Big }>,
): AsyncGenerator<CellValue[]> {
  // prettier-ignore
  yield COLUMNS.map(([name]) => name);
  for (let after = ''; ;) {
    const { rows, names } = await store.read(actor, async (ctx) => {
      let query = ctx.tx.selectFrom('usage_record_shown').selectAll().where('file_id', '=', fileId).where('id', '>', after);
      if (hubId !== undefined) query = query.where('hub_id', '=', hubId).where('status', 'in', ['approved', 'closed']);
      const rows = await query
        .where(() => visible(ctx, usageRecords))
        .orderBy('id')
        .limit(PAGE)
        .execute();
      return { rows, names: await namesOf(ctx, rows) };
    });
    for (const row of rows) {
      yield COLUMNS.map(([, value]) => value(row, names));
      if (row.status === 'invalid') continue;
      const total = totals.get(row.item_id) ?? { quantity: new Big(0), amount: new Big(0) };
      totals.set(row.item_id, { quantity: total.quantity.plus(row.quantity), amount: total.amount.plus(row.amount ?? 0) });
    }
    if (rows.length < PAGE) return;
    after = rows.at(-1)!.id;
  }
}

function* summaryRows(totals: Map<string, { quantity: Big; amount: Big }>): Generator<CellValue[]> {
  yield ['item_id', 'quantity', 'amount'];
  for (const [item, { quantity, amount }] of totals) yield [item, quantity.toFixed(), amount.toFixed()];
}

async function namesOf(ctx: Context, rows: ShownRecordRow[]): Promise<Names> {
  const some = <T>(ids: Iterable<T>) => [...new Set(ids)];
  const inList = async <T>(ids: string[], read: (ids: string[]) => Promise<T[]>) => (ids.length ? read(ids) : []);
  const items = await inList(some(rows.map((r) => r.item_id)), (ids) => ctx.tx.selectFrom('item').select(['id', 'name', 'mpn', 'type', 'period']).where('id', 'in', ids).execute()); // prettier-ignore
  const assets = await inList(some(rows.map((r) => r.asset_id)), (ids) => ctx.tx.selectFrom('asset').select(['id', 'tiers']).where('id', 'in', ids).execute()); // prettier-ignore
  const tiers = new Map(assets.map((a) => [a.id, json<Partial<Record<'customer' | 'tier1' | 'tier2', string | null>>>(a.tiers)]));
  const accounts = await inList(some([...tiers.values()].flatMap((t) => Object.values(t).filter((id): id is string => typeof id === 'string'))), (ids) => ctx.tx.selectFrom('tier_account').select(['id', 'name']).where('id', 'in', ids).execute()); // prettier-ignore
  const [byItem, byAccount] = [new Map(items.map((i) => [i.id, i])), new Map(accounts.map((a) => [a.id, a]))];
  return { item: (id) => byItem.get(id), tier: (asset, tier) => byAccount.get(tiers.get(asset)?.[tier] ?? '') };
}
