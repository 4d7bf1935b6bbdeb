/** Item groups, validation messages and legacy localizations of a product: dictionaries without rules beyond uniqueness. */
import { invalid } from '../../base/index.ts';
import { json, references } from '../kit/index.ts';
import type { Context, ProductPartRow, ProductRow } from '../../store/index.ts';
import { createPart, inData, masterParts, partJson, partsOf, updatePart, type PartKind } from './parts.ts';

export interface GroupInput {
  name?: string | null;
  mpn?: string;
}

export const itemGroups = partsOf('item_group', { ...inData('mpn', { order: true, search: true }), ...inData('name', { order: true, search: true }) });

export async function createItemGroup(ctx: Context, product: string, input: GroupInput & { mpn: string }): Promise<ProductPartRow> {
  await requireFree(ctx, 'item_group', product, 'mpn', input.mpn);
  return createPart(ctx, 'item_group', product, { name: null, ...input });
}

export async function updateItemGroup(ctx: Context, row: ProductPartRow, input: GroupInput): Promise<void> {
  await requireFree(ctx, 'item_group', row.product_id, 'mpn', input.mpn, row.id);
  await updatePart(ctx, row, input);
}

export interface MessageInput {
  external_id?: string;
  value?: string;
  auto?: boolean;
}

export const messages = partsOf(
  'message',
  { ...inData('external_id', { order: true, search: true }), ...inData('value', { search: true }), ...inData('auto', { type: 'boolean' }) },
  async (ctx, rows) => {
    const product = await references(ctx, 'product', rows.map((r) => r.product_id)); // prettier-ignore
    return rows.map((row) => ({ ...partJson(row), product: product(row.product_id) }));
  },
);

export async function createMessage(ctx: Context, product: string, input: MessageInput & { external_id: string; value: string }): Promise<ProductPartRow> {
  await requireFree(ctx, 'message', product, 'external_id', input.external_id);
  return createPart(ctx, 'message', product, { auto: false, ...input });
}

export async function updateMessage(ctx: Context, row: ProductPartRow, input: MessageInput): Promise<void> {
  await requireFree(ctx, 'message', row.product_id, 'external_id', input.external_id, row.id);
  await updatePart(ctx, row, input);
}

/** Which languages a product is translated to; the texts themselves are the business of translations. */
export const localizations = partsOf('localization', inData('locale', { order: true }));

export async function createLocalization(ctx: Context, product: string, locale: string): Promise<ProductPartRow> {
  const known = canonical(locale);
  if (!known) throw invalid('locale', `${JSON.stringify(locale)} is not a language tag such as "es" or "pt-BR".`);
  await requireFree(ctx, 'localization', product, 'locale', known);
  return createPart(ctx, 'localization', product, { locale: known });
}

function canonical(locale: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

export async function findLocalization(ctx: Context, product: ProductRow, locale: string): Promise<ProductPartRow | undefined> {
  return (await masterParts(ctx, product, 'localization')).find((l) => json<{ locale: string }>(l.data).locale === locale);
}

/** What is to be translated, as a gettext catalogue whose translations are still empty. */
export async function catalogueOf(ctx: Context, product: ProductRow, locale: string): Promise<string> {
  const items = await ctx.tx.selectFrom('item').select(['name', 'description']).where('product_id', '=', product.id).orderBy('id').execute();
  const texts = [product.name, product.short_description, product.detailed_description, ...items.flatMap((i) => [i.name, i.description])];
  const entries = [...new Set(texts)].filter(Boolean).map((text) => `msgid ${JSON.stringify(text)}\nmsgstr ""\n`);
  const header = `msgid ""\nmsgstr ""\n"Language: ${locale}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n`;
  return [header, ...entries].join('\n');
}

async function requireFree(ctx: Context, kind: PartKind, product: string, field: string, value: string | undefined, own?: string): Promise<void> {
  if (value === undefined) return;
  const taken = (await masterParts(ctx, { id: product }, kind)).find((p) => p.id !== own && json<Record<string, unknown>>(p.data)[field] === value);
  if (taken) throw invalid(field, `${JSON.stringify(value)} is already the ${field} of ${taken.id}; it is unique within a product.`);
}
