/**
 * Answers to the forms of a contract's agreement: for the enrolment, for each product, for each of its items. The counterparty
 * writes them, both sides read them; they are checked against the form as it is when they are written.
 */
import { invalid, notFound, PlatformError, publicTime } from '../../base/index.ts';
import { checkAnswers, type FormPlace } from '../forms/index.ts';
import { findVisible, json, references, type Collection } from '../kit/index.ts';
import type { ContractDataRow, ContractRow, Context } from '../../store/index.ts';
import { contracts } from './fields.ts';

/** Its contract was found first. */
export const contractData: Collection<ContractDataRow> = {
  table: 'contract_data',
  scope: 'public',
  fields: {
    id: { column: 'id', order: true },
    type: { column: 'type' },
    'product.id': { column: 'product_id' },
    'item.id': { column: 'item_id' },
    created: { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const contract = await references(ctx, 'contract', rows.map((r) => r.contract_id)); // prettier-ignore
    const product = await references(ctx, 'product', rows.flatMap((r) => r.product_id ?? [])); // prettier-ignore
    const items = await ctx.tx
      .selectFrom('item')
      .select(['id', 'name', 'type'])
      .where(() =>
        ctx.dialect.among(
          'id',
          rows.flatMap((r) => r.item_id ?? []),
        ),
      ) // prettier-ignore
      .execute();
    return rows.map((row) => {
      const item = items.find((i) => i.id === row.item_id);
      return {
        ...{ id: row.id, type: row.type, created: publicTime(row.created_at), contract: contract(row.contract_id) },
        ...(row.product_id === null ? {} : { product: product(row.product_id) }),
        ...(item ? { item: { id: item.id, name: item.name, type: item.type === 'ppu' ? 'COUNTER' : 'SUBSCRIPTION_SERVICE' } } : {}),
        data: json(row.data),
        ...(row.form_version === null ? {} : { form_version: { id: row.form_version } }),
      };
    });
  },
};

/** What a set of answers is about. */
export interface About {
  product?: string | undefined;
  item?: string | undefined;
}

const placeOf = ({ product, item }: About): FormPlace => (item !== undefined ? 'item' : product !== undefined ? 'product' : 'enroll');

export async function formOf(ctx: Context, contract: ContractRow, place: FormPlace): Promise<string | undefined> {
  const found = ctx.tx.selectFrom('agreement_form').select('form_id').where('agreement_id', '=', contract.agreement_id).where('place', '=', place);
  return (await found.executeTakeFirst())?.form_id;
}

/** Answers given again replace those before. */
export async function answer(ctx: Context, contractId: string, about: About, data: object): Promise<ContractDataRow> {
  const contract = await findVisible(ctx, contracts, contractId, { lock: true });
  const place = placeOf(about);
  if (contract.owner_id !== ctx.actor.accountId)
    throw new PlatformError('forbidden', `the forms of ${contract.id} are answered by its owner ${contract.owner_id}.`);
  const open = place === 'enroll' ? ['enrolling'] : ['enrolling', 'pending', 'active'];
  if (!open.includes(contract.status)) throw new PlatformError('transition', `status: ${contract.id} is ${contract.status}; ${place} forms are answered while it is ${open.join(', ')}.`); // prettier-ignore
  const form = await formOf(ctx, contract, place);
  if (form === undefined) throw new PlatformError('transition', `agreement ${contract.agreement_id} has no ${place} form (forms.${place}).`);
  await requireSubject(ctx, contract, about);
  const form_version = await checkAnswers(ctx, form, data);
  const found = await findAnswers(ctx, contract.id, about);
  const set = { data: JSON.stringify(data), form_version, updated_at: ctx.now };
  if (found) {
    await ctx.tx.updateTable('contract_data').set(set).where('id', '=', found.id).execute();
    return { ...found, ...set };
  }
  const row: ContractDataRow = {
    ...{ id: await ctx.id('contractData', 'contract_data'), contract_id: contract.id, type: place },
    ...{ product_id: about.product ?? null, item_id: about.item ?? null, created_at: ctx.now, ...set },
  };
  await ctx.tx.insertInto('contract_data').values(row).execute();
  return row;
}

/** Before an enrolment is handed in: its form, if any, has answers that fit it as it is now. */
export async function requireAnswers(ctx: Context, contract: ContractRow): Promise<void> {
  const form = await formOf(ctx, contract, 'enroll');
  if (form === undefined) return;
  await checkAnswers(ctx, form, json((await findAnswers(ctx, contract.id, {}))?.data ?? '{}'));
}

export async function requireAnswer(ctx: Context, contractId: string, about: About): Promise<ContractDataRow> {
  const contract = await findVisible(ctx, contracts, contractId);
  const row = await findAnswers(ctx, contract.id, about);
  if (!row) throw notFound(`${contractId}/data/${about.item ?? about.product}`);
  return row;
}

async function findAnswers(ctx: Context, contractId: string, about: About): Promise<ContractDataRow | undefined> {
  return ctx.tx
    .selectFrom('contract_data')
    .selectAll()
    .where('contract_id', '=', contractId)
    .where('type', '=', placeOf(about))
    .where('product_id', about.product === undefined ? 'is' : '=', about.product ?? null)
    .where('item_id', about.item === undefined ? 'is' : '=', about.item ?? null)
    .executeTakeFirst();
}

/** A product of the counterparty, and an item of that product. The tables are of a higher module: only that they exist is read. */
async function requireSubject(ctx: Context, contract: ContractRow, { product, item }: About): Promise<void> {
  if (product === undefined) return;
  const row = await ctx.tx.selectFrom('product').select('id').where('id', '=', product).where('owner_id', '=', contract.owner_id).executeTakeFirst();
  if (!row) throw invalid('product.id', `${JSON.stringify(product)} is not a product of ${contract.owner_id}.`);
  if (item === undefined) return;
  const own = await ctx.tx.selectFrom('item').select('id').where('id', '=', item).where('product_id', '=', product).executeTakeFirst();
  if (!own) throw invalid('item.id', `${JSON.stringify(item)} is not an item of ${product}.`);
}
