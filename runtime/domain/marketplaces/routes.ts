/** Marketplaces, hubs, connections, listings and listing requests as data (platform-api.md sections 12 and 13). */
import Type, { type TObject } from 'typebox';
import { notFound } from '../../base/index.ts';
import { findVisible, showOne, type CallRoute, type Collection, type Input, type Route } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { findVersion, readPicture, requireProduct } from '../products/index.ts';
import { createHub, createMarketplace, deleteHub, deleteMarketplace, setIcon, updateHub, updateMarketplace } from './commands.ts';
import { connect, CONNECTION_TYPES, updateConnection } from './connections.ts';
import { connections, hubMarketplaces, hubs, listingRequests, listings, marketplaces } from './fields.ts';
import { listingRequestLifecycle, type ListingRequestAction } from './lifecycle.ts';
import { assignListingRequest, createListingRequest, moveListingRequest, readLeadForm, setLeadForm, updateListing } from './listings.ts';
import type { NewListingRequest } from './wanted.ts';

const maybe = Type.Optional;
const Name = Type.String({ minLength: 1, maxLength: 255 });
const Text = maybe(Type.String({ maxLength: 4000 }));
const Code = maybe(Type.String({ maxLength: 255 }));
const Currency = maybe(Type.String({ pattern: '^[A-Z]{3}$' }));
const Ref = Type.Object({ id: Type.String() });
const Country = Type.Object({ id: Type.String({ pattern: '^[A-Z]{2}$' }), name: maybe(Type.String()) });
const VersionType = maybe(Type.Enum(['public', 'staging']));

const Anything = maybe(Type.Record(Type.String(), Type.Unknown()));

// prettier-ignore
const MarketplaceBody = Type.Object({
  name: Name, description: maybe(Type.String({ maxLength: 4000 })), zone: maybe(Type.Enum(['AF', 'NA', 'OC', 'AS', 'EU', 'SA'])), currency: Currency, alt_currency_1: Currency, alt_currency_2: Currency,
  capabilities: Anything, attributes: Anything, countries: maybe(Type.Array(Country, { maxItems: 300 })), hubs: maybe(Type.Array(Type.Object({ hub: Ref, external_id: Code }), { maxItems: 100 })),
});
const HubBody = Type.Object({ name: Name, description: Text, instance_type: maybe(Type.Enum(['oa', 'api', 'OA', 'API'])), instance_id: Code });
const ConnectionBody = Type.Object({ type: maybe(Type.Enum(CONNECTION_TYPES)), hub: Ref, note: Text, product_version_type: VersionType });
const ConnectionChange = Type.Object({ status: maybe(Type.Enum(['approved', 'revoked'])), note: Text, product_version_type: VersionType });
const ListingRequestBody = Type.Object({ type: Type.String(), product_id: Code, contract_id: Code, listing_id: Code, marketplace_id: Code, note: Text });

const SELLER = ['distributor', 'reseller'] as const;
const PARTIES = ['vendor', ...SELLER] as const;
const TAG = { tag: 'Marketplaces' } as const;
const idOf = (input: Input) => input.params['id']!;

/** List and single read of a collection. */
const reads = <R extends { id: string }>(path: string, one: string, many: string, summary: string, collection: Collection<R>): Route[] => [
  { ...TAG, kind: 'list', method: 'GET', path, operation: `list${many}`, summary, roles: 'everyone', collection },
  {
    ...{ ...TAG, kind: 'read', method: 'GET', path: `${path}/{id}`, operation: `get${one}`, summary: `One ${one.toLowerCase()}`, roles: 'everyone' },
    run: (ctx, input) => showOne(ctx, collection, idOf(input)),
  },
];

/** A write whose `run` answers the id of the object to show. */
const write = <R extends { id: string }>(
  on: [method: 'POST' | 'PUT', path: string],
  words: [operation: string, summary: string],
  roles: CallRoute['roles'],
  collection: Collection<R>,
  body: TObject,
  run: (ctx: Context, input: Input) => Promise<string>,
  status = 200,
): Route => ({
  ...{ ...TAG, kind: 'write', method: on[0], path: on[1], operation: words[0], summary: words[1], roles, body, status },
  run: async (ctx, input) => showOne(ctx, collection, await run(ctx, input)),
});

const remove = (path: string, operation: string, summary: string, run: (ctx: Context, id: string) => Promise<void>): Route => ({
  ...{ ...TAG, kind: 'write', method: 'DELETE', path, operation, summary, roles: SELLER, status: 204 },
  run: (ctx, input) => run(ctx, idOf(input)),
});

const partial = (body: TObject) => Type.Partial(body) as unknown as TObject;
/** The product of a path, and its version where the path names one. */
const ofProduct = async (ctx: Context, { id, version }: Record<string, string>) =>
  version === undefined ? requireProduct(ctx, id!) : (await findVersion(ctx, id!, version)).product;

const LeadForm = Type.Object({ schema: Anything });
const Priced = maybe(Type.Union([Type.Null(), Type.Object({ id: maybe(Type.Union([Type.Null(), Type.String()])) })]));
const ListingBody = Type.Object({ offer: Priced, pricelist: Priced, alt_pricelist_1: Priced, alt_pricelist_2: Priced });

const rolesOf = (action: ListingRequestAction) => [...new Set(listingRequestLifecycle.transitions.filter((t) => t.on === action).flatMap((t) => [...t.by]))];
const move = (action: ListingRequestAction, summary: string): Route =>
  write(
    ['POST', `/listing-requests/{id}/${action}`],
    [`${action}ListingRequest`, summary],
    rolesOf(action),
    listingRequests,
    Type.Object({}),
    async (ctx, input) => {
      await moveListingRequest(ctx, idOf(input), action);
      return idOf(input);
    },
  );

// prettier-ignore
const CONNECTION_ROUTES: Route[] = [
  { ...TAG, kind: 'list', method: 'GET', path: '/products/{id}/connections', operation: 'listConnections', summary: 'Connections of a product', roles: 'everyone', collection: connections,
    below: { parent: ofProduct, column: 'product_id' } },
  write(['POST', '/products/{id}/connections'], ['createConnection', 'Connect a product to a hub'], PARTIES, connections, ConnectionBody, async (ctx, input) => (await connect(ctx, (await ofProduct(ctx, input.params)).id, input.body as { hub: { id: string } })).id, 201),
  { ...TAG, kind: 'read', method: 'GET', path: '/products/{id}/connections/{connection}', operation: 'getConnection', summary: 'One connection', roles: 'everyone',
    async run(ctx, input) {
      const row = await findVisible(ctx, connections, input.params['connection']!);
      if (row.product_id !== (await ofProduct(ctx, input.params)).id) throw notFound(row.id);
      return showOne(ctx, connections, row.id);
    } },
  write(['PUT', '/products/{id}/connections/{connection}'], ['updateConnection', 'Change a connection'], PARTIES, connections, ConnectionChange, async (ctx, input) => { await updateConnection(ctx, (await ofProduct(ctx, input.params)).id, input.params['connection']!, input.body as object); return input.params['connection']!; }),
];

const assign = (verb: string, summary: string, taken = true): Route =>
  write(['POST', `/listing-requests/{id}/${verb}`], [`${verb}ListingRequest`, summary], SELLER, listingRequests, Type.Object({}), async (ctx, input) => {
    await assignListingRequest(ctx, idOf(input), taken);
    return idOf(input);
  });

/** The product's own connections again, below a version that one may see. */
const versionConnections = CONNECTION_ROUTES.map((route): Route => ({
  ...route,
  path: route.path.replace('/connections', '/versions/{version}/connections'),
  operation: route.operation.replace('Connection', 'VersionConnection'),
  summary: `${route.summary} with this version`,
}));

type Owned = { name: string };

// prettier-ignore
export const marketplaceRoutes: Route[] = [
  ...reads('/marketplaces', 'Marketplace', 'Marketplaces', 'Own marketplaces, and those one has a contract on', marketplaces),
  write(['POST', '/marketplaces'], ['createMarketplace', 'A new marketplace'], SELLER, marketplaces, MarketplaceBody, async (ctx, input) => (await createMarketplace(ctx, { ...(input.body as Owned), owner: ctx.actor.accountId })).id, 201),
  write(['PUT', '/marketplaces/{id}'], ['updateMarketplace', 'Change a marketplace; its hubs are replaced as a whole'], SELLER, marketplaces, partial(MarketplaceBody), async (ctx, input) => { await updateMarketplace(ctx, idOf(input), input.body as object); return idOf(input); }),
  remove('/marketplaces/{id}', 'deleteMarketplace', 'Remove an unused marketplace', deleteMarketplace),
  { ...TAG, kind: 'write', method: 'POST', path: '/marketplaces/{id}/icon', operation: 'setMarketplaceIcon', summary: 'Its picture: a form part `icon`, or Base64 in JSON', roles: SELLER, raw: 'form', prepare: async (input) => (await readPicture(input, 'icon')).toString('base64'),
    async run(ctx, input) {
      await setIcon(ctx, idOf(input), input.body as string);
      return showOne(ctx, marketplaces, idOf(input));
    } },
  { ...TAG, kind: 'read', method: 'GET', path: '/marketplaces/{id}/icon/file', operation: 'getMarketplaceIcon', summary: 'The picture itself', roles: 'everyone', type: 'application/octet-stream',
    async run(ctx, input) {
      const { icon } = await findVisible(ctx, marketplaces, idOf(input));
      if (icon === null) throw notFound(`${idOf(input)}/icon`);
      return Buffer.from(icon, 'base64');
    } },

  ...reads('/hubs', 'Hub', 'Hubs', 'Own hubs, and those of one\'s distributors', hubs),
  write(['POST', '/hubs'], ['createHub', 'A new hub'], SELLER, hubs, HubBody, async (ctx, input) => (await createHub(ctx, { ...(input.body as Owned), owner: ctx.actor.accountId })).id, 201),
  write(['PUT', '/hubs/{id}'], ['updateHub', 'Change a hub'], SELLER, hubs, partial(HubBody), async (ctx, input) => { await updateHub(ctx, idOf(input), input.body as object); return idOf(input); }),
  remove('/hubs/{id}', 'deleteHub', 'Remove a hub without connections', deleteHub),
  { ...TAG, kind: 'list', method: 'GET', path: '/hubs/{id}/connections', operation: 'listHubConnections', summary: 'Connections of a hub', roles: 'everyone', collection: connections,
    below: { parent: hubs, column: 'hub_id' } },
  { ...TAG, kind: 'list', method: 'GET', path: '/hubs/{id}/marketplaces', operation: 'listHubMarketplaces', summary: 'Marketplaces whose orders come through a hub', roles: SELLER, collection: hubMarketplaces,
    below: { parent: hubs, column: 'hub_id' } },

  ...CONNECTION_ROUTES,
  ...versionConnections,
  ...reads('/listings', 'Listing', 'Listings', 'What is sold where', listings),
  write(['PUT', '/listings/{id}'], ['updateListing', 'Its offer and price lists; there are none yet'], SELLER, listings, ListingBody, async (ctx, input) => { await updateListing(ctx, idOf(input), input.body as object); return idOf(input); }),
  { ...TAG, kind: 'read', method: 'GET', path: '/leads/listings/{id}/form', operation: 'getLeadForm', summary: 'What is asked of those interested in a listing', roles: 'everyone', run: (ctx, input) => readLeadForm(ctx, idOf(input)) },
  { ...TAG, kind: 'write', method: 'PUT', path: '/leads/listings/{id}/form', operation: 'setLeadForm', summary: 'Set that form', roles: PARTIES, body: LeadForm,
    async run(ctx, input) {
      await setLeadForm(ctx, idOf(input), (input.body as { schema?: object }).schema ?? {});
      return readLeadForm(ctx, idOf(input));
    } },
  ...reads('/listing-requests', 'ListingRequest', 'ListingRequests', 'Requests to list, refresh or unlist', listingRequests),
  write(['POST', '/listing-requests'], ['createListingRequest', 'A draft by the vendor; or, in review at once, what a seller sources'], PARTIES, listingRequests, ListingRequestBody, async (ctx, input) => (await createListingRequest(ctx, input.body as NewListingRequest)).id, 201),
  move('submit', 'Hand it to the marketplace owner'),
  move('refine', 'Send it back to the vendor'),
  move('deploy', 'Agree and prepare'),
  move('complete', 'Done: the listing takes effect'),
  move('cancel', 'Withdraw or decline it'),
  assign('assign', 'Take care of it'),
  assign('unassign', 'Leave it to others', false),
];
