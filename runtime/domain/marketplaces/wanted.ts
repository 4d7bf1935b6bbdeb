/**
 * What a listing request is about, by who makes it: a vendor offers its product to the owner of a marketplace; a seller sources one
 * for a marketplace of its own, from a listing of whoever issued its syndication contract.
 */
import { sql } from 'kysely';
import { invalid } from '../../base/index.ts';
import { findVisible } from '../kit/index.ts';
import { requireProduct } from '../products/index.ts';
import type { Context, ContractRow, ListingRow, ProductRow } from '../../store/index.ts';
import { listings } from './fields.ts';
import type { ListingRequestType } from './lifecycle.ts';

export interface NewListingRequest {
  type: string;
  product_id?: string;
  contract_id?: string;
  listing_id?: string;
  /** Where a seller lists what it sources; its only marketplace where not said. */
  marketplace_id?: string;
  note?: string;
}

export interface Wanted {
  product: ProductRow;
  contract: ContractRow;
  marketplace: string;
  provider: string;
  /** The listing that a seller sells on from; null where the vendor offers. */
  source: string | null;
}

export async function wantedBy(ctx: Context, type: ListingRequestType, input: NewListingRequest): Promise<Wanted> {
  const listing = type === 'new' ? undefined : await listingOf(ctx, input.listing_id);
  const { product_id, contract_id } = listing ?? input;
  if (!product_id) throw invalid('product_id', 'This field is required.');
  if (!contract_id) throw invalid('contract_id', 'This field is required.');
  const product = await requireProduct(ctx, product_id, { lock: true }).catch(() => undefined);
  const wanted = await (ctx.actor.role === 'vendor' ? offered : sourced)(ctx, product, { ...input, product_id, contract_id, ...(listing ? { listing } : {}) });
  if (wanted.product.status !== 'published' && type !== 'remove')
    throw invalid('product_id', `${product_id} is ${wanted.product.status}; only a published product can be listed.`);
  return wanted;
}

async function listingOf(ctx: Context, id: string | undefined): Promise<ListingRow> {
  if (!id) throw invalid('listing_id', 'This field is required.');
  const row = await findVisible(ctx, listings, id, { lock: true }).catch(() => undefined);
  if (!row) throw invalid('listing_id', `${JSON.stringify(id)} is not one of your listings.`);
  return row;
}

type Named = NewListingRequest & { product_id: string; contract_id: string; listing?: ListingRow };

/** A vendor's own product, under a distribution contract of its own. */
async function offered(ctx: Context, product: ProductRow | undefined, { product_id, contract_id }: Named): Promise<Wanted> {
  if (product?.owner_id !== ctx.actor.accountId) throw invalid('product_id', `${JSON.stringify(product_id)} is not one of your products.`);
  const contract = await activeContract(ctx, 'distribution', contract_id);
  if (!contract.marketplace_id) throw invalid('contract_id', `${contract_id} names no marketplace.`);
  return { product, contract, marketplace: contract.marketplace_id, provider: contract.issuer_id, source: null };
}

/** A product that the issuer of the seller's contract lists and has put into a group that the contract's agreement covers. */
async function sourced(ctx: Context, product: ProductRow | undefined, { product_id, contract_id, marketplace_id, listing }: Named): Promise<Wanted> {
  const contract = await activeContract(ctx, 'syndication', contract_id);
  const source = listing?.source_id ?? (await sourceOf(ctx, contract, product_id));
  if (!product || !source)
    throw invalid('product_id', `${JSON.stringify(product_id)} is not to be sourced under ${contract.id}: that is what ${contract.issuer_id} lists and has put into a product group of its agreement.`); // prettier-ignore
  const marketplace = listing?.marketplace_id ?? (await ownMarketplace(ctx, marketplace_id));
  return { product, contract, marketplace, provider: ctx.actor.accountId, source };
}

/** The issuer's first listing of it, or that of the agreement it says it sources under. */
async function sourceOf(ctx: Context, contract: ContractRow, productId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select listing.id from listing
    join contract as above on above.id = listing.contract_id and above.status = 'active'
    join agreement on agreement.id = ${contract.agreement_id} and (agreement.sourcing_id is null or agreement.sourcing_id = above.agreement_id)
    where listing.provider_id = ${contract.issuer_id} and listing.product_id = ${productId} and listing.status = 'listed'
      and exists (select 1 from agreement_resale where agreement_id = agreement.id and product_id = listing.product_id)
    order by listing.created_at, listing.id limit 1`.execute(ctx.tx);
  return rows[0]?.id;
}

async function ownMarketplace(ctx: Context, id: string | undefined): Promise<string> {
  const own = await ctx.tx.selectFrom('marketplace').select('id').where('owner_id', '=', ctx.actor.accountId).execute();
  const found = id === undefined && own.length === 1 ? own[0] : own.find((m) => m.id === id);
  if (found) return found.id;
  throw invalid('marketplace_id', id === undefined ? `This field is required: you have ${own.length} marketplaces.` : `${JSON.stringify(id)} is not one of your marketplaces.`); // prettier-ignore
}

async function activeContract(ctx: Context, type: 'distribution' | 'syndication', id: string): Promise<ContractRow> {
  const contract = await ctx.tx
    .selectFrom('contract')
    .selectAll()
    .where('id', '=', id)
    .where('owner_id', '=', ctx.actor.accountId)
    .where('type', '=', type)
    .executeTakeFirst();
  if (!contract) throw invalid('contract_id', `${JSON.stringify(id)} is not one of your ${type} contracts.`);
  if (contract.status !== 'active') throw invalid('contract_id', `${id} is ${contract.status}; an active contract is needed.`);
  return contract;
}
