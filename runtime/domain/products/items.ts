/** Items of a product: the rules of platform-api.md section 8 and the verbs that write them. */
import Type from 'typebox';
import { check, invalid, itemId, nextState, PlatformError } from '../../base/index.ts';
import { json } from '../kit/index.ts';
import type { Context, ItemRow } from '../../store/index.ts';
import { newRevision } from './commands.ts';
import { masterParts } from './parts.ts';
import { itemLifecycle, type ItemAction } from './lifecycle.ts';

const ITEM_TYPES = ['reservation', 'ppu'] as const;
const PRECISIONS = ['integer', 'decimal(1)', 'decimal(2)', 'decimal(4)', 'decimal(8)'] as const;

/** Period -> the numbers of periods a buyer may commit to; 1 is the same as none. */
// prettier-ignore
const COMMITMENTS = {
  monthly: [1, 12, 24, 36, 48, 60, 72],
  yearly:  [1, 2, 3, 4, 5, 6],
  years_2: [1, 2, 3],
  years_3: [1, 2],
  years_4: [1], years_5: [1], years_6: [1], onetime: [1],
  monthly_trial: [1], days_7_trial: [1], days_14_trial: [1], days_30_trial: [1],
} as const satisfies Record<string, readonly number[]>;

const PERIODS = Object.keys(COMMITMENTS) as (keyof typeof COMMITMENTS)[];
const UNITS: Record<string, string> = { reservation: 'unit', ppu: 'unit-h' };

export interface ItemInput {
  name?: string;
  mpn?: string;
  description?: string;
  type?: string;
  period?: string;
  precision?: string;
  position?: number;
  unit?: { id?: string; name?: string; title?: string; unit?: string };
  commitment?: unknown;
  ui?: { visibility?: boolean };
  external_id?: string | null;
  group?: { id?: string; mpn?: string } | null;
  dynamic?: boolean;
  applicability?: string | null;
}

export interface ItemData {
  commitment?: { count: number; multiplier: string } | null;
  ui?: { visibility: boolean };
  end_of_sale_notes?: string;
  external_id?: string;
  saleended?: string;
  group?: string | null;
  replacement?: string;
  dynamic?: boolean;
  applicability?: string | null;
}

/** What a published item still accepts. */
const OPEN_FIELDS = ['name', 'mpn', 'description', 'ui', 'external_id', 'position', 'group'];

export async function createItem(ctx: Context, productId: string, input: ItemInput & { name: string; mpn: string; status?: string }): Promise<ItemRow> {
  const { items_made } = await ctx.tx
    .updateTable('product')
    .set((eb) => ({ items_made: eb('items_made', '+', 1), revision: newRevision() }))
    .where('id', '=', productId)
    .returning('items_made')
    .executeTakeFirstOrThrow();
  const id = itemId(productId, items_made);
  const blank: ItemRow = {
    id,
    product_id: productId,
    local_id: id.replaceAll('-', '_'),
    ...{ mpn: '', name: '', description: '' },
    status: input.status ?? 'draft',
    ...{ type: 'reservation', period: 'monthly', precision: 'integer', unit: '{}', data: '{}' },
    position: items_made * 10_000,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  const row = await withGroup(ctx, written(blank, input), input);
  await requireFree(ctx, row);
  await ctx.tx.insertInto('item').values(row).execute();
  return row;
}

export async function updateItem(ctx: Context, item: ItemRow, input: ItemInput): Promise<void> {
  const next = { ...(await withGroup(ctx, written(item, input), input)), updated_at: ctx.now };
  if (item.status !== 'draft') {
    const commitment = (row: ItemRow) => JSON.stringify(json<ItemData>(row.data).commitment ?? null);
    const closed =
      (['type', 'period', 'precision', 'unit'] as const).find((name) => next[name] !== item[name]) ??
      (commitment(next) === commitment(item) ? undefined : 'commitment');
    if (closed) throw invalid(closed, `item ${item.id} is ${item.status}; only ${OPEN_FIELDS.join(', ')} can still be changed.`);
  }
  await requireFree(ctx, next);
  const { id, ...set } = next;
  await ctx.tx.updateTable('item').set(set).where('id', '=', id).execute();
}

export async function deleteItem(ctx: Context, item: ItemRow): Promise<void> {
  if (item.status !== 'draft') throw new PlatformError('validation', 'Only draft Item can be deleted.', { code: 'PRD_038' });
  move(ctx, item, 'delete');
  await ctx.tx.deleteFrom('item').where('id', '=', item.id).execute();
}

export interface EndOfSale {
  replacement?: { id: string };
  end_of_sale_notes?: string;
}

/** End of sale is a mark: orders with the item are still accepted (item/4). */
export async function markItem(ctx: Context, item: ItemRow, action: 'endsale' | 'resumesale', told: EndOfSale = {}): Promise<void> {
  const status = move(ctx, item, action);
  const { saleended: _, replacement: _before, ...before } = json<ItemData>(item.data);
  const replacement = told.replacement && (await siblingOf(ctx, item, told.replacement.id));
  const data: ItemData = {
    ...{ ...before, end_of_sale_notes: told.end_of_sale_notes ?? '' },
    ...(replacement ? { replacement } : {}),
    ...(action === 'endsale' ? { saleended: ctx.now } : {}),
  };
  await ctx.tx
    .updateTable('item')
    .set({ status, data: JSON.stringify(data), updated_at: ctx.now })
    .where('id', '=', item.id)
    .execute();
}

async function siblingOf(ctx: Context, item: ItemRow, id: string): Promise<string> {
  const found = await ctx.tx.selectFrom('item').select('id').where('product_id', '=', item.product_id).where('id', '=', id).executeTakeFirst();
  if (!found || found.id === item.id) throw invalid('replacement.id', `${JSON.stringify(id)} is not another item of ${item.product_id}.`);
  return found.id;
}

/** A group is named by its id or its mpn; null takes the item out of its group. */
async function withGroup(ctx: Context, row: ItemRow, { group }: ItemInput): Promise<ItemRow> {
  if (group === undefined) return row;
  const wanted = group && (group.id || group.mpn);
  const groups = wanted ? await masterParts(ctx, { id: row.product_id }, 'item_group') : [];
  const found = groups.find((g) => g.id === wanted || json<{ mpn: string }>(g.data).mpn === wanted);
  if (wanted && !found) throw invalid('group', `${JSON.stringify(wanted)} is not an item group of ${row.product_id}.`);
  return { ...row, data: JSON.stringify({ ...json<ItemData>(row.data), group: found?.id ?? null }) };
}

/** The spelling of the published description for what a write of an item answers; see the README. */
export function itemAnswer(item: object, version: number): object {
  const { type, period, precision, commitment, group, ...rest } = item as ItemShown;
  return {
    ...rest,
    ...{ type: type === 'ppu' ? 'PPU' : 'Reservation', period: PERIOD_WORDS[period] ?? period, precision: capital(precision), product_version: version },
    ...(commitment ? { commitment } : {}),
    ...(group.mpn ? { group } : {}),
  };
}

interface ItemShown {
  type: string;
  period: string;
  precision: string;
  commitment?: object;
  group: { mpn: string };
}

const PERIOD_WORDS: Record<string, string> = { monthly: 'Monthly', yearly: 'Yearly', onetime: 'OneTime' };
const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function move(ctx: Context, item: ItemRow, action: ItemAction) {
  return nextState(itemLifecycle, item, action, ctx.actor.role as 'vendor');
}

/** The row with what was given laid over it; throws where the whole breaks a rule. */
function written(item: ItemRow, input: ItemInput): ItemRow {
  const type = oneOf('type', ITEM_TYPES, (input.type ?? item.type).toLowerCase());
  const period = oneOf('period', PERIODS, (input.period ?? item.period).toLowerCase());
  const precision = oneOf('precision', PRECISIONS, (input.precision ?? item.precision).toLowerCase());
  if (type === 'ppu' && period !== 'monthly') throw invalid('period', `${JSON.stringify(period)} is not allowed for a ppu item; allowed: monthly.`);
  if (type === 'reservation' && precision !== 'integer')
    throw invalid('precision', `${JSON.stringify(precision)} is not allowed for a reservation item; allowed: integer.`);
  const data: ItemData = { ...json<ItemData>(item.data) };
  if (input.commitment !== undefined) data.commitment = checkedCommitment(input.commitment);
  requireCommitment(type, period, data.commitment?.count ?? 1);
  if (input.ui) data.ui = { visibility: input.ui.visibility ?? true };
  if (input.external_id !== undefined) data.external_id = input.external_id ?? '';
  if (input.dynamic !== undefined) data.dynamic = input.dynamic;
  if (input.applicability !== undefined) data.applicability = input.applicability && oneOf('applicability', ['cb', 'im'], input.applicability);
  const { name = item.name, mpn = item.mpn, description = item.description, position = item.position } = input;
  const unit = input.unit || item.unit === '{}' ? JSON.stringify(unitOf(type, input.unit)) : item.unit;
  return { ...item, ...{ type, period, precision, name, mpn, description, position, unit }, data: JSON.stringify(data) };
}

function unitOf(type: string, given: ItemInput['unit'] = {}): object {
  const id = given.id ?? given.unit ?? UNITS[type]!;
  const name = given.name ?? given.id ?? given.unit ?? 'unit';
  return { id, name, title: given.title ?? name, unit: given.unit ?? UNITS[type]! };
}

const Commitment = Type.Object({ count: Type.Integer({ minimum: 1 }), multiplier: Type.Optional(Type.Literal('billing_period')) });

function checkedCommitment(given: unknown): { count: number; multiplier: string } | null {
  if (given === null) return null;
  const { count } = check(Commitment, given, 'validation', 'commitment');
  return count === 1 ? null : { count, multiplier: 'billing_period' };
}

function requireCommitment(type: string, period: (typeof PERIODS)[number], count: number): void {
  const allowed: readonly number[] = type === 'ppu' ? [1] : COMMITMENTS[period];
  if (allowed.includes(count)) return;
  const choices = ['none', ...allowed.filter((n) => n > 1)].join(', ');
  throw invalid('commitment.count', `${count} is not allowed for a ${period} ${type} item; allowed: ${choices}.`);
}

async function requireFree(ctx: Context, item: ItemRow): Promise<void> {
  for (const field of ['mpn', 'name'] as const) if (!item[field].trim()) throw invalid(field, 'This field may not be blank or null.');
  const taken = await ctx.tx
    .selectFrom('item')
    .select('id')
    .where('product_id', '=', item.product_id)
    .where('mpn', '=', item.mpn)
    .where('id', '!=', item.id)
    .executeTakeFirst();
  if (taken) throw invalid('mpn', `${JSON.stringify(item.mpn)} is already the mpn of ${taken.id}; it is unique within a product.`);
}

export function oneOf<T extends string>(field: string, allowed: readonly T[], value: string): T {
  if ((allowed as readonly string[]).includes(value)) return value as T;
  throw invalid(field, `${JSON.stringify(value)} is not allowed; allowed: ${allowed.join(', ')}.`);
}
