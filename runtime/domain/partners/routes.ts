/** /partners, what agreements cover, and /catalog/groups as data (platform-api.md sections 6.1 and 6.2). */
import Type from 'typebox';
import { findVisible, showOne, type CallRoute, type Collection, type Input, type ListRoute, type Route } from '../kit/index.ts';
import { agreements } from '../contracts/index.ts';
import { products, requireProduct } from '../products/index.ts';
import { notFound } from '../../base/index.ts';
import type { Context } from '../../store/index.ts';
import { addGroup, addMarketplace, createProductGroup, deleteProductGroup, removeGroup, removeMarketplace, updateProductGroup, type GroupInput } from './commands.ts'; // prettier-ignore
import { agreementGroups, agreementMarketplaces, agreementPartners, agreementProductMarketplaces, agreementProducts, partners, productGroups } from './fields.ts'; // prettier-ignore
import { onboard, readFile, type Onboarding } from './onboarding.ts';

const Ref = Type.Object({ id: Type.String({ maxLength: 40 }) });
const GroupBody = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 512 }),
  description: Type.Optional(Type.String({ maxLength: 2000 })),
  products: Type.Optional(Type.Array(Ref, { maxItems: 1000 })),
});

/** The operator is nobody's partner, and sees accounts and contracts themselves. */
const PARTIES = ['vendor', 'distributor', 'reseller'] as const;
const partner = { tag: 'Partners', roles: PARTIES } as const;
const agreement = { tag: 'Agreements', roles: 'everyone' } as const;
const owner = { tag: 'Agreements', roles: ['distributor'] } as const;
const group = { tag: 'Catalog', roles: ['distributor'] } as const;
const GROUPS = '/catalog/groups';

type AnyCollection = ListRoute['collection'];
const under = (path: string, operation: string, summary: string, collection: AnyCollection): ListRoute => ({
  ...{ ...agreement, kind: 'list', method: 'GET', path: `/agreements/{id}/${path}`, operation, summary, collection },
  below: { parent: agreements, column: 'agreement_id' },
});

/** The two lists that only name what is covered: add one, take one away. */
const covers = (
  path: string,
  one: string,
  collection: Collection<{ id: string; agreement_id: string }>,
  add: typeof addMarketplace,
  remove: typeof removeMarketplace,
): CallRoute[] => [
  {
    ...{
      ...owner,
      kind: 'write',
      method: 'POST',
      path: `/agreements/{id}/${path}`,
      operation: `addAgreement${one}`,
      summary: 'Cover one more',
      body: Ref,
      status: 201,
    },
    run: async (ctx, input) => (await collection.render(ctx, [await add(ctx, input.params['id']!, input.body as { id: string })], 'one'))[0],
  },
  {
    ...{
      ...owner,
      kind: 'write',
      method: 'DELETE',
      path: `/agreements/{id}/${path}/{covered}`,
      operation: `removeAgreement${one}`,
      summary: 'Cover one less',
      status: 204,
    },
    run: (ctx, input) => remove(ctx, input.params['id']!, input.params['covered']!),
  },
];

async function soldProduct(ctx: Context, params: Record<string, string>): Promise<{ id: string }> {
  const agreement_id = (await findVisible(ctx, agreements, params['id']!)).id;
  return findVisible(ctx, agreementProducts, params['product']!, { within: { agreement_id } });
}

async function showProduct(ctx: Context, input: Input): Promise<object[]> {
  await findVisible(ctx, partners, input.params['id']!);
  const product = await requireProduct(ctx, input.params['product']!);
  if (product.owner_id !== input.params['id']) throw notFound(input.params['product']!);
  // one, in a list: so it is published
  return [await showOne(ctx, products, product.id)];
}

// prettier-ignore
export const partnerRoutes: Route[] = [
  { ...partner, kind: 'list', method: 'GET', path: '/partners', operation: 'listPartners', summary: 'Whoever you have an open contract with', collection: partners },
  { ...partner, roles: ['distributor'], kind: 'write', method: 'POST', path: '/partners/import', operation: 'importPartners', summary: 'Many partners from one CSV file, with a report per row',
    raw: 'file', query: ['agreement', 'mode', 'active'], prepare: async (input) => readFile(input.body as Buffer, input.query), run: (ctx, input) => onboard(ctx, input.body as Onboarding) },
  { ...partner, kind: 'read', method: 'GET', path: '/partners/{id}', operation: 'getPartner', summary: 'One partner', run: (ctx, input) => showOne(ctx, partners, input.params['id']!) },
  { ...partner, kind: 'list', method: 'GET', path: '/partners/{id}/products', operation: 'listPartnerProducts', summary: 'Products of a partner, as far as you see them', collection: products,
    below: { parent: partners, column: 'owner_id' } },
  { ...partner, kind: 'read', method: 'GET', path: '/partners/{id}/products/{product}', operation: 'getPartnerProduct', summary: 'One of them', many: true, run: showProduct },

  under('partners', 'listAgreementPartners', 'Who has a contract under it', agreementPartners),
  under('products', 'listAgreementProducts', 'What is sold under it', agreementProducts),
  { ...under('products/{product}/marketplaces', 'listAgreementProductMarketplaces', 'Where a product is sold under it', agreementProductMarketplaces),
    below: { parent: soldProduct, column: 'product_id', only: { agreement_id: '{id}' } } },
  under('marketplaces', 'listAgreementMarketplaces', 'Marketplaces it is for', agreementMarketplaces),
  ...covers('marketplaces', 'Marketplace', agreementMarketplaces, addMarketplace, removeMarketplace),
  under('product-groups', 'listAgreementProductGroups', 'Groups of products it covers', agreementGroups),
  ...covers('product-groups', 'ProductGroup', agreementGroups, addGroup, removeGroup),

  { ...group, kind: 'list', method: 'GET', path: GROUPS, operation: 'listProductGroups', summary: 'Own groups of products', collection: productGroups },
  { ...group, kind: 'write', method: 'POST', path: GROUPS, operation: 'createProductGroup', summary: 'A group of products to be sold on', body: GroupBody, status: 201,
    run: async (ctx, input) => showOne(ctx, productGroups, (await createProductGroup(ctx, input.body as GroupInput & { name: string })).id) },
  { ...group, kind: 'read', method: 'GET', path: `${GROUPS}/{id}`, operation: 'getProductGroup', summary: 'One group', run: (ctx, input) => showOne(ctx, productGroups, input.params['id']!) },
  { ...group, kind: 'write', method: 'PUT', path: `${GROUPS}/{id}`, operation: 'updateProductGroup', summary: 'Change its words or its products', body: Type.Partial(GroupBody),
    async run(ctx, input) {
      await updateProductGroup(ctx, input.params['id']!, input.body as GroupInput);
      return showOne(ctx, productGroups, input.params['id']!);
    } },
  { ...group, kind: 'write', method: 'DELETE', path: `${GROUPS}/{id}`, operation: 'deleteProductGroup', summary: 'Remove one that no agreement covers', status: 204, run: (ctx, input) => deleteProductGroup(ctx, input.params['id']!) },
];
