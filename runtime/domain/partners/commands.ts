/** What agreements cover: marketplaces of their owner, and groups of products that may be sold on. */
import { invalid, notFound, PlatformError } from '../../base/index.ts';
import { coverMarketplace, ownAgreement, requireMarketplace } from '../contracts/index.ts';
import { findVisible, stamped } from '../kit/index.ts';
import { requireProduct } from '../products/index.ts';
import type { Context, ProductGroupRow } from '../../store/index.ts';
import { productGroups } from './fields.ts';

type Ref = { id: string };

export async function addMarketplace(ctx: Context, agreementId: string, marketplace: Ref): Promise<{ id: string; agreement_id: string }> {
  const agreement = await ownAgreement(ctx, agreementId);
  await requireMarketplace(ctx, agreement.type, marketplace);
  await coverMarketplace(ctx, agreement.id, marketplace.id);
  return { id: marketplace.id, agreement_id: agreement.id };
}

export async function removeMarketplace(ctx: Context, agreementId: string, id: string): Promise<void> {
  const agreement = await ownAgreement(ctx, agreementId);
  if (agreement.marketplace_id === id) throw new PlatformError('conflict', `${id} is the marketplace that ${agreement.id} is for and cannot be taken away.`);
  await removeCover(ctx, 'agreement_marketplace', agreement.id, id);
}

/** Kinds of agreement under which others sell on what the owner sources. */
const RESALE = ['syndication', 'referral'];

export async function addGroup(ctx: Context, agreementId: string, group: Ref): Promise<{ id: string; agreement_id: string }> {
  const agreement = await ownAgreement(ctx, agreementId);
  if (!RESALE.includes(agreement.type)) throw invalid('type', `a ${agreement.type} agreement covers no product groups; allowed: ${RESALE.join(', ')}.`);
  const found = await findVisible(ctx, productGroups, group.id).catch(() => undefined);
  if (!found) throw invalid('id', `${JSON.stringify(group.id)} is not one of your product groups.`);
  const row = { id: found.id, agreement_id: agreement.id };
  await ctx.tx.insertInto('agreement_product_group').values(row).onConflict((oc) => oc.columns(['agreement_id', 'id']).doNothing()).execute(); // prettier-ignore
  return row;
}

export async function removeGroup(ctx: Context, agreementId: string, id: string): Promise<void> {
  const agreement = await ownAgreement(ctx, agreementId);
  await removeCover(ctx, 'agreement_product_group', agreement.id, id);
}

async function removeCover(ctx: Context, table: 'agreement_marketplace' | 'agreement_product_group', agreementId: string, id: string): Promise<void> {
  const { numDeletedRows } = await ctx.tx.deleteFrom(table).where('agreement_id', '=', agreementId).where('id', '=', id).executeTakeFirstOrThrow();
  if (Number(numDeletedRows) === 0) throw notFound(id);
}

export interface GroupInput {
  name?: string;
  description?: string;
  products?: Ref[];
}

export async function createProductGroup(ctx: Context, input: GroupInput & { name: string }): Promise<ProductGroupRow> {
  const row: ProductGroupRow = {
    ...{ id: await ctx.id('productGroup', 'product_group'), owner_id: ctx.actor.accountId, name: input.name, description: input.description ?? '' },
    ...{ events: stamped(ctx, undefined, 'created', 'updated'), created_at: ctx.now, updated_at: ctx.now },
  };
  await ctx.tx.insertInto('product_group').values(row).execute();
  await setProducts(ctx, row.id, input.products);
  return row;
}

export async function updateProductGroup(ctx: Context, id: string, input: GroupInput): Promise<void> {
  const row = await findVisible(ctx, productGroups, id, { lock: true });
  const { name = row.name, description = row.description } = input;
  const events = stamped(ctx, row.events, 'updated');
  await ctx.tx.updateTable('product_group').set({ name, description, events, updated_at: ctx.now }).where('id', '=', id).execute();
  await setProducts(ctx, id, input.products);
}

export async function deleteProductGroup(ctx: Context, id: string): Promise<void> {
  await findVisible(ctx, productGroups, id, { lock: true });
  const used = await ctx.tx.selectFrom('agreement_product_group').select('agreement_id').where('id', '=', id).executeTakeFirst();
  if (used) throw new PlatformError('conflict', `product group ${id} is used by agreement ${used.agreement_id} and cannot be removed.`);
  await ctx.tx.deleteFrom('product_group_product').where('group_id', '=', id).execute();
  await ctx.tx.deleteFrom('product_group').where('id', '=', id).execute();
}

async function setProducts(ctx: Context, groupId: string, products: Ref[] | undefined): Promise<void> {
  if (!products) return;
  await ctx.tx.deleteFrom('product_group_product').where('group_id', '=', groupId).execute();
  for (const id of new Set(products.map((p) => p.id))) {
    const product = await requireProduct(ctx, id).catch(() => undefined);
    if (!product) throw invalid('products', `${JSON.stringify(id)} is not a product you can sell.`);
    await ctx.tx.insertInto('product_group_product').values({ id, group_id: groupId }).execute();
  }
}
