/** What a row of the records sheet must be like (platform-api.md section 20.3). Everything that is wrong with it is said, not only the first. */
import Big from 'big.js';
import { json } from '../kit/index.ts';
import type { ItemRow, UsageFileRow } from '../../store/index.ts';
import { CELL_MAX, SheetFault, type SheetRow } from './sheets/row.ts';
import { lookUp } from '../../base/index.ts';

export type RowError = readonly [code: string, detail: string];

export interface PpuCapability {
  schema?: string;
  dynamic?: boolean;
  future?: boolean;
  late?: boolean;
  required_custom_fields?: string[];
}

/** What rows of one file are checked against. */
export interface Rules {
  file: UsageFileRow;
  ppu: PpuCapability;
  /** Items that are reserved may be reported too. */
  consumption: boolean;
  /** Names of parameters that may be searched by. */
  reconciliation: ReadonlySet<string>;
  /** Absent where no categories sheet came along: then the records name them. */
  categories?: ReadonlySet<string>;
}

export interface CheckedRow {
  line: number;
  recordId: string;
  item: { criteria: string; value: string; name: string; mpn: string; unit: string; precision: string };
  asset: { criteria: string; value: string };
  start: string | null;
  end: string | null;
  quantity: string;
  amount: string | null;
  tier: number | null;
  category: string;
  note: string;
  params: { parameter_name: string; parameter_value: string }[];
  errors: RowError[];
}

export const REQUIRED_COLUMNS = ['record_id', 'item_search_criteria', 'item_search_value', 'quantity', 'start_time_utc', 'end_time_utc', 'asset_search_criteria', 'asset_search_value'] as const; // prettier-ignore
export const OPTIONAL_COLUMNS = ['record_note', 'category_id'] as const;
export const DYNAMIC_COLUMNS = ['item_name', 'item_mpn', 'item_unit', 'item_precision'] as const;
/** What a schema asks for besides. */
export const SCHEMA_COLUMNS: Readonly<Record<string, readonly string[]>> = { qt: [], tr: ['amount', 'tier'], cr: ['amount'], pr: ['amount'] };
const ITEM_CRITERIA = ['item.mpn', 'item.local_id', 'item.global_id'] as const;
const ASSET_CRITERIA = ['asset.id', 'asset.external_id', 'asset.external_uid'] as const;

/** Longest texts by column; whatever is not named here may have 255. */
const TEXT_MAX: Readonly<Record<string, number>> = { record_note: 1000 };
const TEXT_MAX_OTHER = 255;
const AMOUNT_DECIMALS = 10;
const DAY_MS = 86_400_000;

/** The check of one file, made from its header line. */
export function checkerOf(rules: Rules, header: readonly string[]): (row: SheetRow) => CheckedRow {
  const columns = header.map((h) => h.trim());
  const places = new Map(columns.map((name, i) => [name.toLowerCase(), i]));
  const schema = rules.file.schema;
  const required = requiredFields(rules);
  const missing = [...REQUIRED_COLUMNS, ...SCHEMA_COLUMNS[schema]!, ...required].filter((name) => !places.has(name.toLowerCase()));
  if (missing.length) throw new SheetFault(`The records sheet has no column ${missing.join(', ')}.`);
  const twice = columns.find((name, i) => name && columns.indexOf(name) !== i);
  if (twice) throw new SheetFault(`The records sheet has the column ${twice} twice.`);
  const custom = columns.flatMap((name, i) => (/^[vp]\../i.test(name) ? [{ name: name.slice(0, TEXT_MAX_OTHER), i }] : []));
  const [from, to] = periodOf(rules.file);

  return ({ line, cells, faults }) => {
    const errors: RowError[] = faults.map(({ column, fault }) => ['cell', `${columns[column] ?? `column ${column + 1}`}: ${fault}.`]);
    const fail = (code: string, detail: string) => void errors.push([code, detail]);
    const text = (name: string): string => {
      const value = cells[places.get(name) ?? -1]?.trim() ?? '';
      const max = lookUp(TEXT_MAX, name) ?? TEXT_MAX_OTHER;
      if (value.length <= max) return value;
      if (value.length <= CELL_MAX) fail('cell', `${name}: ${value.length} characters; at most ${max} are allowed.`);
      return value.slice(0, max).toWellFormed();
    };
    const needed = (name: string) => text(name) || void fail('missing', `${name}: a value is required.`) || '';
    const time = (name: string): string | null => {
      const value = needed(name);
      const at = value ? readTime(value) : undefined;
      if (value && !at) fail('time', `${name}: ${JSON.stringify(value)} is not a time; YYYY-MM-DD HH:MM:SS in UTC is expected.`);
      return at ?? null;
    };
    const [start, end] = [time('start_time_utc'), time('end_time_utc')];
    if (start && end) {
      if (start > end) fail('time', `end_time_utc: ${end} is before start_time_utc.`);
      if (start < from && !rules.ppu.late) fail('period', `start_time_utc: ${start} is before the period (${rules.file.period_from}).`);
      if (end > to && !rules.ppu.future) fail('period', `end_time_utc: ${end} is after the period (${rules.file.period_to}).`);
    }
    const quantityText = needed('quantity');
    const quantity = quantityText ? readDecimal(quantityText) : '0';
    if (quantity === undefined) fail('quantity', `quantity: ${JSON.stringify(quantityText)} is not a number.`);
    else if (quantity.startsWith('-')) fail('quantity', `quantity: ${quantity} is negative; 0 or more is expected.`);
    const asks = (name: string) => SCHEMA_COLUMNS[schema]!.includes(name);
    const amountText = asks('amount') ? needed('amount') : text('amount');
    const amount = amountText ? readDecimal(amountText) : null;
    if (amount === undefined) fail('amount', `amount: ${JSON.stringify(amountText)} is not a number.`);
    else if (amount && decimalsOf(amount) > AMOUNT_DECIMALS) fail('amount', `amount: ${amount} has more than ${AMOUNT_DECIMALS} decimals.`);
    const tierText = asks('tier') ? needed('tier') : text('tier');
    const tier = /^[012]$/.test(tierText) ? Number(tierText) : null;
    if (tierText && tier === null) fail('tier', `tier: ${JSON.stringify(tierText)} is not allowed; allowed: 0, 1, 2.`);
    const category = text('category_id');
    if (category && rules.categories && !rules.categories.has(category))
      fail('category', `category_id: ${JSON.stringify(category)} is not in the categories sheet.`);
    const params = custom.flatMap(({ name, i }) => {
      const value = cells[i]?.trim() ?? '';
      if (value.length > TEXT_MAX_OTHER) fail('cell', `${name}: ${value.length} characters; at most ${TEXT_MAX_OTHER} are allowed.`);
      return value ? [{ parameter_name: name, parameter_value: value.slice(0, TEXT_MAX_OTHER).toWellFormed() }] : [];
    });
    for (const name of required) needed(name.toLowerCase());
    const asset = { criteria: needed('asset_search_criteria'), value: needed('asset_search_value') };
    const parameter = /^parameter\.(.+)$/.exec(asset.criteria)?.[1];
    if (parameter !== undefined ? !rules.reconciliation.has(parameter) : asset.criteria && !(ASSET_CRITERIA as readonly string[]).includes(asset.criteria))
      fail('asset_criteria', `asset_search_criteria: ${JSON.stringify(asset.criteria)} is not allowed; allowed: ${[...ASSET_CRITERIA, ...[...rules.reconciliation].map((p) => `parameter.${p}`)].join(', ')}.`); // prettier-ignore
    const itemCriteria = needed('item_search_criteria');
    if (itemCriteria && !(ITEM_CRITERIA as readonly string[]).includes(itemCriteria))
      fail('item', `item_search_criteria: ${JSON.stringify(itemCriteria)} is not allowed; allowed: ${ITEM_CRITERIA.join(', ')}.`);
    return {
      ...{ line, recordId: needed('record_id'), asset, start, end, tier, category, params, errors },
      item: {
        ...{ criteria: itemCriteria, value: needed('item_search_value') },
        ...{ name: text('item_name'), mpn: text('item_mpn'), unit: text('item_unit'), precision: text('item_precision') },
      },
      quantity: quantity ?? '0',
      amount: amount ?? null,
      note: text('record_note'),
    };
  };
}

/** Whether a found item takes this quantity. */
export function itemErrors(rules: Rules, item: ItemRow, quantity: string): RowError[] {
  const errors: RowError[] = [];
  if (item.type !== 'ppu' && !rules.consumption) errors.push(['item', `item_search_value: ${item.id} is not a pay-as-you-go item.`]);
  const decimals = Number(/\d+/.exec(item.precision)?.[0] ?? 0);
  if (decimalsOf(quantity) > decimals) errors.push(['precision', `quantity: ${quantity} has more decimals than the item's precision (${item.precision}).`]);
  return errors;
}

function requiredFields({ ppu }: Rules): string[] {
  return (ppu.required_custom_fields ?? []).map((name) => (/^[vp]\./.test(name) ? name : `v.${name}`));
}

/** The first and the last moment of a period; a last day counts whole. */
function periodOf(file: UsageFileRow): [string, string] {
  const end = Date.parse(file.period_to) + (/^\d{4}-\d{2}-\d{2}$/.test(file.period_to) ? DAY_MS : 0);
  return [new Date(file.period_from).toISOString(), new Date(end).toISOString()];
}

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}(?:\.\d+)?))?(?:Z|\+00:?00)?)?$/;
/** Days since 1899-12-30, as spreadsheets store times. */
const SERIAL = /^\d{5}(\.\d+)?$/;
const SERIAL_ZERO = Date.UTC(1899, 11, 30);

function readTime(text: string): string | undefined {
  if (SERIAL.test(text)) return new Date(SERIAL_ZERO + Math.round(Number(text) * 86_400) * 1000).toISOString();
  const [, day, minutes = '00:00', seconds = '00'] = TIME.exec(text) ?? [];
  const at = day ? new Date(`${day}T${minutes}:${seconds}Z`) : undefined;
  // the 31st of February is not the 3rd of March
  return at && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day!) ? at.toISOString() : undefined;
}

/** Canonical decimal text, or undefined. Spreadsheets write 0.3 as 0.30000000000000004. */
function readDecimal(text: string): string | undefined {
  if (/^-?\d{1,15}$/.test(text)) return text.replace(/^(-?)0+(?=\d)/, '$1');
  if (!/^-?\d+(\.\d+)?([eE][+-]?\d{1,2})?$/.test(text)) return undefined;
  const digits = text.replaceAll(/[^\d]/g, '').replace(/^0+/, '');
  const value = new Big(digits.length > 15 && digits.length <= 18 ? Number(text).toPrecision(15) : text);
  return value.abs().gt('1e15') ? undefined : value.toFixed();
}

function decimalsOf(decimal: string): number {
  return decimal.includes('.') ? decimal.length - decimal.indexOf('.') - 1 : 0;
}

export function rulesOf(file: UsageFileRow, capabilities: string, parameters: { name: string; constraints: string }[]): Omit<Rules, 'categories'> {
  const { ppu, reservation } = json<{ ppu?: PpuCapability | null; reservation?: { consumption?: boolean } }>(capabilities);
  const searchable = parameters.filter((p) => json<{ reconciliation?: boolean }>(p.constraints).reconciliation);
  return { file, ppu: ppu ?? {}, consumption: reservation?.consumption === true, reconciliation: new Set(searchable.map((p) => p.name)) };
}
