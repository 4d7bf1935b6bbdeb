/** Listings and the requests that make, refresh and end them: verbs and their events. */
import { derivedId, invalid, nextState, PlatformError } from '../../base/index.ts';
import { findVisible, json, stamped } from '../kit/index.ts';
import type { Context, ListingRequestRow, ListingRow } from '../../store/index.ts';
import { listingRequests, listings } from './fields.ts';
import { LISTING_REQUEST_TYPES, listingRequestLifecycle, type ListingParty, type ListingRequestAction, type ListingRequestType } from './lifecycle.ts';
import { wantedBy, type NewListingRequest, type Wanted } from './wanted.ts';

interface NewListing {
  id?: string;
  contract: string;
  product: string;
  marketplace: string;
  vendor: string;
  provider: string;
  /** The listing it sells on. */
  source?: string | null;
  status?: string;
}

export async function createListing(ctx: Context, input: NewListing): Promise<ListingRow> {
  const row: ListingRow = {
    id: input.id ?? (await ctx.id('listing', 'listing')),
    status: input.status ?? 'unlisted',
    contract_id: input.contract,
    product_id: input.product,
    marketplace_id: input.marketplace,
    vendor_id: input.vendor,
    provider_id: input.provider,
    source_id: input.source ?? null,
    data: '{}',
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('listing').values(row).execute();
  return row;
}

/** By the vendor, or by a seller for what it sources; one open request per listing. */
export async function createListingRequest(ctx: Context, input: NewListingRequest): Promise<ListingRequestRow> {
  const type = input.type as ListingRequestType;
  if (!Object.hasOwn(LISTING_REQUEST_TYPES, type))
    throw invalid('type', `${JSON.stringify(type)} is not allowed; allowed: ${Object.keys(LISTING_REQUEST_TYPES).join(', ')}.`);
  const wanted = await wantedBy(ctx, type, input);
  const { product, contract, source } = wanted;
  const listing = await requireFitting(ctx, type, wanted);
  // a first listing comes into being when the request is submitted; its id is known before
  const listingId = listing?.id ?? (await ctx.id('listing', 'listing'));
  const { made } = await ctx.tx
    .selectFrom('listing_request')
    .select((eb) => eb.fn.countAll<number>().as('made'))
    .where('listing_id', '=', listingId)
    .executeTakeFirstOrThrow();
  const row: ListingRequestRow = {
    id: derivedId('LSTR', listingId, Number(made) + 1, 3),
    // a seller hands it in to itself
    ...{ type, state: source === null ? 'draft' : 'reviewing', listing_id: listingId, product_id: product.id, product_version: product.version },
    ...{ contract_id: contract.id, marketplace_id: wanted.marketplace, vendor_id: product.owner_id, provider_id: wanted.provider },
    creator: JSON.stringify(ctx.actor.by),
    note: input.note ?? '',
    assignee: null,
    submitted_at: source === null ? null : ctx.now,
    events: stamped(ctx, undefined, 'created', 'updated', ...(source === null ? [] : [STAMPS.submit])),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('listing_request').values(row).execute();
  if (source !== null) await ensureListing(ctx, row, source);
  emitRequest(ctx, row);
  return row;
}

/** Whoever of the marketplace's owner takes care of it; an event tells nobody anything, so there is none. */
export async function assignListingRequest(ctx: Context, id: string, taken: boolean): Promise<void> {
  const row = await findVisible(ctx, listingRequests, id, { lock: true });
  if (row.provider_id !== ctx.actor.accountId) throw new PlatformError('forbidden', `${id} is assigned by the owner of its marketplace.`);
  if (row.state !== 'reviewing' && row.state !== 'deploying') throw invalid('state', `${id} is ${row.state}; only one in review or deployment is assigned.`);
  const assignee = taken ? JSON.stringify(ctx.actor.by) : null;
  await ctx.tx.updateTable('listing_request').set({ assignee, updated_at: ctx.now }).where('id', '=', id).execute();
}

type Priced = Partial<Record<(typeof PRICES)[number], { id?: string | null } | null>>;
const PRICES = ['offer', 'pricelist', 'alt_pricelist_1', 'alt_pricelist_2'] as const;

/** Only offers and price lists of a listing can be edited, and there are none yet: what takes them away is true already. */
export async function updateListing(ctx: Context, id: string, input: Priced): Promise<void> {
  await findVisible(ctx, listings, id, { lock: true });
  for (const name of PRICES)
    if (input[name]?.id) throw invalid(`${name}.id`, `${JSON.stringify(input[name].id)} is not known: there are no offers and price lists here yet.`);
}

export async function readLeadForm(ctx: Context, id: string): Promise<object> {
  const row = await findVisible(ctx, listings, id);
  return { id: derivedId('LDF', id, 1, 3), schema: json<{ lead_form?: object }>(row.data).lead_form ?? {} };
}

export async function setLeadForm(ctx: Context, id: string, schema: object): Promise<void> {
  const row = await findVisible(ctx, listings, id, { lock: true });
  const me = ctx.actor.accountId;
  if (row.vendor_id !== me && row.provider_id !== me) throw new PlatformError('forbidden', `the form of ${id} is set by its vendor or its provider.`);
  const data = JSON.stringify({ ...json<object>(row.data), lead_form: schema });
  await ctx.tx.updateTable('listing').set({ data, updated_at: ctx.now }).where('id', '=', id).execute();
}

const OPEN = ['draft', 'reviewing', 'deploying'] as const;
const STAMPS = { submit: 'submitted', refine: 'refined', deploy: 'deployed', complete: 'completed', cancel: 'canceled' } as const;

export async function moveListingRequest(ctx: Context, id: string, action: ListingRequestAction): Promise<void> {
  const row = await findVisible(ctx, listingRequests, id, { lock: true });
  const state = nextState(listingRequestLifecycle, { id: row.id, status: row.state }, action, ctx.actor.role as ListingParty);
  if (action === 'refine') await requireHandedIn(ctx, row);
  if (action === 'submit' || action === 'complete') await requireActive(ctx, row.contract_id);
  if (action === 'submit') await ensureListing(ctx, row);
  if (action === 'complete') await completeListing(ctx, row);
  const set = {
    state,
    submitted_at: row.submitted_at ?? (action === 'submit' ? ctx.now : null),
    events: stamped(ctx, row.events, 'updated', STAMPS[action]),
    updated_at: ctx.now,
  };
  await ctx.tx.updateTable('listing_request').set(set).where('id', '=', id).execute();
  emitRequest(ctx, { ...row, ...set });
}

/** A contract ended: its listings are no more, and what was asked for is canceled, by nobody in particular. Safe to run again. */
export async function endListings(ctx: Context, contractId: string): Promise<void> {
  await cancelOpen(ctx, 'contract_id', contractId);
  const listed = await ctx.tx.selectFrom('listing').selectAll().where('contract_id', '=', contractId).where('status', '=', 'listed').execute();
  for (const row of listed) await setStatus(ctx, row, 'unlisted');
}

async function cancelOpen(ctx: Context, column: 'contract_id' | 'listing_id', id: string): Promise<void> {
  const open = await ctx.tx.selectFrom('listing_request').selectAll().where(column, '=', id).where('state', 'in', OPEN).execute();
  for (const row of open) {
    const set = { state: 'canceled', events: stamped(ctx, row.events, 'updated', STAMPS.cancel), updated_at: ctx.now };
    await ctx.tx.updateTable('listing_request').set(set).where('id', '=', row.id).execute();
    emitRequest(ctx, { ...row, ...set });
  }
}

/** A listing that ends takes with it what others sell on from there. */
async function setStatus(ctx: Context, row: ListingRow, status: 'listed' | 'unlisted'): Promise<void> {
  const set = { status, updated_at: ctx.now };
  await ctx.tx.updateTable('listing').set(set).where('id', '=', row.id).execute();
  emitListing(ctx, { ...row, ...set });
  if (status === 'listed') return;
  for (const below of await ctx.tx.selectFrom('listing').selectAll().where('source_id', '=', row.id).execute()) {
    await cancelOpen(ctx, 'listing_id', below.id);
    if (below.status === 'listed') await setStatus(ctx, below, 'unlisted');
  }
}

/** The listing as it is, which must fit the type and have no open request. */
async function requireFitting(ctx: Context, type: ListingRequestType, { contract, product, marketplace }: Wanted): Promise<ListingRow | undefined> {
  const { needs } = LISTING_REQUEST_TYPES[type];
  const listing = await ctx.tx
    .selectFrom('listing')
    .selectAll()
    .where('contract_id', '=', contract.id)
    .where('product_id', '=', product.id)
    .where('marketplace_id', '=', marketplace)
    .executeTakeFirst();
  if (listing && listing.status !== needs)
    throw invalid('type', `${JSON.stringify(type)} is not possible: listing ${listing.id} is ${listing.status}, it would have to be ${needs}.`);
  const open = await ctx.tx
    .selectFrom('listing_request')
    .select(['id', 'state'])
    .where('contract_id', '=', contract.id)
    .where('product_id', '=', product.id)
    .where('marketplace_id', '=', marketplace)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  if (open) throw invalid('type', `${open.id} is ${open.state}; finish or cancel it first, a listing has one open request.`);
  return listing;
}

async function requireActive(ctx: Context, contractId: string): Promise<void> {
  const { status } = await ctx.tx.selectFrom('contract').select('status').where('id', '=', contractId).executeTakeFirstOrThrow();
  if (status !== 'active') throw invalid('contract_id', `${contractId} is ${status}; an active contract is needed.`);
}

async function ensureListing(ctx: Context, row: ListingRequestRow, source: string | null = null): Promise<void> {
  const found = await ctx.tx.selectFrom('listing').select('id').where('id', '=', row.listing_id).executeTakeFirst();
  if (found && source !== null) await ctx.tx.updateTable('listing').set({ source_id: source }).where('id', '=', row.listing_id).execute();
  if (found) return;
  const { contract_id: contract, product_id: product, marketplace_id: marketplace, vendor_id: vendor, provider_id: provider } = row;
  emitListing(ctx, await createListing(ctx, { id: row.listing_id, contract, product, marketplace, vendor, provider, source }));
}

async function completeListing(ctx: Context, row: ListingRequestRow): Promise<void> {
  const listing = await ctx.tx.selectFrom('listing').selectAll().where('id', '=', row.listing_id).executeTakeFirstOrThrow();
  await setStatus(ctx, listing, LISTING_REQUEST_TYPES[row.type as ListingRequestType].listing);
}

/** What a seller asked of itself has nobody to go back to. */
async function requireHandedIn(ctx: Context, row: ListingRequestRow): Promise<void> {
  const { source_id } = await ctx.tx.selectFrom('listing').select('source_id').where('id', '=', row.listing_id).executeTakeFirstOrThrow();
  if (source_id !== null) throw new PlatformError('transition', `state: ${row.id} is of the seller itself; "refine" is for what a vendor handed in.`);
}

function emitListing(ctx: Context, row: ListingRow): void {
  ctx.emit({ type: 'listing_processing', objectClass: 'listing', objectId: row.id, status: row.status, accounts: [row.vendor_id, row.provider_id] });
}

/** The general event, and the older one of its type. The distributor hears nothing before it was submitted. */
function emitRequest(ctx: Context, row: ListingRequestRow): void {
  const accounts = row.submitted_at === null ? [row.vendor_id] : [row.vendor_id, row.provider_id];
  const own = LISTING_REQUEST_TYPES[row.type as ListingRequestType].event;
  for (const type of own ? ['listing_request_processing', own] : ['listing_request_processing'])
    ctx.emit({ type, objectClass: 'listing_request', objectId: row.id, status: row.state, accounts });
}
