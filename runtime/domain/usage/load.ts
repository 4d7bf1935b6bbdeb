/**
 * A sheet becomes records: read as a stream, checked and inserted in batches of which each is a unit of its own. Begun
 * again after a crash it starts by removing what the last try left, so records are replaced and never doubled.
 */
import { sql } from 'kysely';
import { PlatformError, usageRecordId } from '../../base/index.ts';
import { json } from '../kit/index.ts';
import { createItem } from '../products/index.ts';
import { insertMany, SYSTEM, type Context, type ItemRow, type Store, type UsageFileRow, type UsageRecordRow } from '../../store/index.ts';
import { findAssets, type FoundAsset, type Sold, soldThrough } from './assets.ts';
import { checkerOf, itemErrors, rulesOf, type CheckedRow, type RowError, type Rules } from './check.ts';
import { readRows } from './sheets/read.ts';
import { SheetFault, type SheetRow } from './sheets/row.ts';
import { readUpload } from './uploads.ts';

export const RECORD_SHEETS = [['categories'], ['records', 'usage_records']] as const;
const BATCH = 250;
const CLEAR_BATCH = 5000;
const CATEGORIES_MAX = 10_000;
const RECORDS_MAX = 10_000_000;

const RECORD_COLUMNS = [
  ...(['id', 'file_id', 'record_id', 'state', 'vendor_id', 'provider_id', 'product_id', 'hub_id', 'item_id', 'asset_id'] as const),
  ...(['asset_external_id', 'asset_external_uid', 'start_at', 'end_at', 'quantity', 'amount', 'tier', 'category_id', 'note'] as const),
  ...(['params', 'errors', 'external_billing_id', 'external_billing_note', 'closed_at', 'closed_by', 'created_at'] as const),
];

export interface Loaded {
  uploaded: number;
  valid: number;
  /** hub -> who sells through it, and how many records. */
  hubs: Record<string, { provider: string; records: number }>;
}

/** Runs before each batch in its unit; throws when the file is no longer ours to work on. */
export type Guard = (ctx: Context) => Promise<void>;

interface Run {
  rules: Rules;
  items: Map<string, ItemRow>;
  sold: Sold;
  loaded: Loaded;
}

export async function clearRecords(store: Store, fileId: string, guard: Guard): Promise<void> {
  for (let more = true; more;)
    more = await store.write(SYSTEM, async (ctx) => {
      await guard(ctx);
      const deleted = await sql`delete from usage_record where id in (select id from usage_record where file_id = ${fileId} limit ${CLEAR_BATCH})`.execute(
        ctx.tx,
      );
      return Number(deleted.numAffectedRows) === CLEAR_BATCH;
    });
  await store.write(SYSTEM, (ctx) => ctx.tx.deleteFrom('usage_category').where('file_id', '=', fileId).execute());
}

export async function loadRecords(store: Store, file: UsageFileRow, guard: Guard): Promise<Loaded> {
  await clearRecords(store, file.id, guard);
  const run = await store.read(SYSTEM, (ctx) => beginRun(ctx, file));
  const categories = new Map<string, { name: string; description: string }>();
  let [sheet, check]: [string, ((row: SheetRow) => CheckedRow) | undefined] = ['', undefined];
  let readCategory: ((row: SheetRow) => void) | undefined;
  let batch: CheckedRow[] = [];
  const flush = async () => {
    const rows = batch;
    batch = [];
    if (!rows.length) return;
    const outcome = await store.write(SYSTEM, async (ctx) => {
      await guard(ctx);
      return insertBatch(ctx, run, rows);
    });
    // only what is committed counts: a unit may be run again
    count(run, outcome);
  };
  for await (const row of readRows(readUpload(store, file.upload_id!), RECORD_SHEETS)) {
    if (row.sheet !== sheet) {
      sheet = row.sheet;
      if (sheet === 'categories') readCategory = categoryReader(row.cells, categories);
      else {
        if (readCategory) run.rules.categories = new Set(categories.keys());
        check = checkerOf(run.rules, row.cells);
      }
    } else if (check) {
      batch.push(check(row));
      if (batch.length === BATCH) await flush();
      if (run.loaded.uploaded > RECORDS_MAX) throw new SheetFault(`This file has more than ${RECORDS_MAX} records.`);
    } else readCategory?.(row);
  }
  await flush();
  if (!run.loaded.uploaded) throw new SheetFault('This file has no records: a header line and at least one row are expected.');
  await store.write(SYSTEM, (ctx) => keepCategories(ctx, file.id, categories, !run.rules.categories));
  return run.loaded;
}

async function beginRun(ctx: Context, file: UsageFileRow): Promise<Run> {
  const product = await ctx.tx.selectFrom('product').select('capabilities').where('id', '=', file.product_id).executeTakeFirstOrThrow();
  const items = await ctx.tx.selectFrom('item').selectAll().where('product_id', '=', file.product_id).where('status', '!=', 'draft').execute();
  const parameters = await ctx.tx.selectFrom('parameter').select(['name', 'constraints']).where('product_id', '=', file.product_id).execute();
  const run: Run = {
    rules: rulesOf(file, product.capabilities, parameters),
    items: new Map(),
    sold: await soldThrough(ctx, file),
    loaded: { uploaded: 0, valid: 0, hubs: {} },
  };
  for (const item of items) addItem(run.items, item);
  return run;
}

function addItem(items: Map<string, ItemRow>, item: ItemRow): void {
  items.set(`item.mpn=${item.mpn}`, item);
  items.set(`item.local_id=${item.local_id}`, item);
  items.set(`item.global_id=${item.id}`, item);
}

interface Outcome extends Loaded {
  made: Map<string, ItemRow>;
}

function count({ loaded, items }: Run, outcome: Outcome): void {
  loaded.uploaded += outcome.uploaded;
  loaded.valid += outcome.valid;
  for (const [hub, { provider, records }] of Object.entries(outcome.hubs)) (loaded.hubs[hub] ??= { provider, records: 0 }).records += records;
  for (const [key, item] of outcome.made) items.set(key, item);
}

const short = (cell = '') => cell.trim().slice(0, 255).toWellFormed();

function categoryReader(header: string[], into: Map<string, { name: string; description: string }>): (row: SheetRow) => void {
  const place = (name: string) => header.findIndex((h) => h.trim().toLowerCase() === name);
  const [id, name, description] = [place('category_id'), place('category_name'), place('category_description')];
  if (id < 0) throw new SheetFault('The categories sheet has no column category_id.');
  return ({ cells }) => {
    const key = short(cells[id]);
    if (!key) return;
    into.set(key, { name: short(cells[name]) || key, description: short(cells[description]) });
    if (into.size > CATEGORIES_MAX) throw new SheetFault(`The categories sheet has more than ${CATEGORIES_MAX} categories.`);
  };
}

async function insertBatch(ctx: Context, run: Run, rows: CheckedRow[]): Promise<Outcome> {
  const { file } = run.rules;
  const assets = await findAssets(ctx, run.sold, rows.map((r) => r.asset)); // prettier-ignore
  const taken = await takenIds(ctx, file, rows);
  const records: UsageRecordRow[] = [];
  const outcome: Outcome = { uploaded: 0, valid: 0, hubs: {}, made: new Map() };
  for (const row of rows) {
    const errors: RowError[] = [...row.errors];
    if (row.recordId && taken.has(row.recordId)) errors.push(['duplicate', `record_id: ${JSON.stringify(row.recordId)} was reported before.`]);
    taken.add(row.recordId);
    const item = await findItem(ctx, run, outcome.made, row, errors);
    const asset = found(assets.get(`${row.asset.criteria}=${row.asset.value}`), row, errors);
    if (!errors.length && asset) {
      outcome.valid++;
      const hub = (outcome.hubs[asset.hub_id] ??= { provider: asset.provider_id, records: 0 });
      hub.records++;
    }
    records.push({
      ...{
        id: usageRecordId(file.id, run.loaded.uploaded + ++outcome.uploaded),
        file_id: file.id,
        record_id: row.recordId,
        state: errors.length ? 'invalid' : 'valid',
      },
      ...{ vendor_id: file.vendor_id, provider_id: asset?.provider_id ?? file.provider_id, product_id: file.product_id },
      ...{ hub_id: asset?.hub_id ?? '', item_id: item?.id ?? '', asset_id: asset?.id ?? '' },
      ...{ asset_external_id: asset?.external_id ?? '', asset_external_uid: asset?.external_uid ?? '' },
      ...{ start_at: row.start, end_at: row.end, quantity: row.quantity, amount: row.amount, tier: row.tier },
      ...{ category_id: row.category, note: row.note, params: JSON.stringify(row.params) },
      errors: JSON.stringify(errors.slice(0, 20).map(([code, detail]) => [code, `line ${row.line}, ${detail}`])),
      ...{ external_billing_id: '', external_billing_note: '', closed_at: null, closed_by: '', created_at: ctx.now },
    });
  }
  await insertMany(ctx, 'usage_record', RECORD_COLUMNS, records);
  return outcome;
}

/** In these a file's records count: their ids are taken. One that is rejected or faulty frees them. */
const COUNTING = ['processing', 'ready', 'pending', 'accepted', 'closed'] as const;

/** Record ids of this vendor that this file or another one has used. Files of one vendor may be read at once, so each batch waits for the others. */
async function takenIds(ctx: Context, file: UsageFileRow, rows: CheckedRow[]): Promise<Set<string>> {
  await ctx.dialect.advisoryLock(`usage records ${file.vendor_id}`).execute(ctx.tx);
  const ids = [...new Set(rows.map((r) => r.recordId))];
  const known = await ctx.tx
    .selectFrom('usage_record as r')
    .innerJoin('usage_file as f', 'f.id', 'r.file_id')
    .select('r.record_id')
    .where('r.vendor_id', '=', file.vendor_id)
    .where('r.record_id', 'in', ids)
    .where((eb) => eb.or([eb('r.file_id', '=', file.id), eb('f.status', 'in', COUNTING)]))
    .execute();
  return new Set(known.map((k) => k.record_id));
}

async function findItem(ctx: Context, run: Run, made: Outcome['made'], row: CheckedRow, errors: RowError[]): Promise<ItemRow | undefined> {
  const { criteria, value } = row.item;
  if (!criteria || !value) return undefined;
  let item = run.items.get(`${criteria}=${value}`) ?? made.get(`${criteria}=${value}`);
  if (!item && run.rules.ppu.dynamic && !errors.length) item = await makeItem(ctx, run, made, row, errors);
  if (item) errors.push(...itemErrors(run.rules, item, row.quantity));
  else if (!errors.some(([code]) => code === 'item')) errors.push(['item', `item_search_value: there is no item with ${criteria} ${JSON.stringify(value)}.`]);
  return item;
}

/** An item the vendor names for the first time, where the product allows that. */
async function makeItem(ctx: Context, run: Run, made: Outcome['made'], { item }: CheckedRow, errors: RowError[]): Promise<ItemRow | undefined> {
  const mpn = item.mpn || (item.criteria === 'item.mpn' ? item.value : '');
  if (!mpn || !item.name) return void errors.push(['item', `item_search_value: there is no item with ${item.criteria} ${JSON.stringify(item.value)}; item_name and item_mpn would make one.`]); // prettier-ignore
  try {
    const unit = item.unit ? { unit: { unit: item.unit, name: item.unit, title: item.unit } } : {};
    const precision = item.precision ? { precision: item.precision.toLowerCase() } : {};
    const row = await createItem(ctx, run.rules.file.product_id, {
      name: item.name,
      mpn,
      type: 'ppu',
      period: 'monthly',
      status: 'published',
      ...precision,
      ...unit,
    });
    addItem(made, row);
    return row;
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    return void errors.push(['item', error.message]);
  }
}

function found(assets: FoundAsset[] | undefined, row: CheckedRow, errors: RowError[]): FoundAsset | undefined {
  const { criteria, value } = row.asset;
  if (!criteria || !value || errors.some(([code]) => code === 'asset_criteria')) return undefined;
  if (!assets?.length) return void errors.push(['asset', `asset_search_value: there is no asset of this contract with ${criteria} ${JSON.stringify(value)}.`]);
  if (assets.length > 1) return void errors.push(['asset', `asset_search_value: ${assets.length} assets have ${criteria} ${JSON.stringify(value)}.`]);
  return assets[0];
}

/** From the sheet, or where there was none the ones that records name. */
async function keepCategories(ctx: Context, fileId: string, given: Map<string, { name: string; description: string }>, fromRecords: boolean): Promise<void> {
  if (fromRecords) {
    const named = await ctx.tx.selectFrom('usage_record').select('category_id').distinct().where('file_id', '=', fileId).where('category_id', '!=', '').limit(CATEGORIES_MAX).execute(); // prettier-ignore
    for (const { category_id } of named) given.set(category_id, { name: category_id, description: '' });
  }
  const rows = [...given].map(([id, category]) => ({ file_id: fileId, id, ...category }));
  for (let i = 0; i < rows.length; i += BATCH)
    await ctx.tx
      .insertInto('usage_category')
      .values(rows.slice(i, i + BATCH))
      .onConflict((c) => c.columns(['file_id', 'id']).doNothing())
      .execute();
}

export const hubsOf = (file: UsageFileRow) => json<Loaded['hubs']>(file.hubs);
