/** Marketplaces, hubs, connections, listings and listing requests as data (platform-api.md sections 12 and 13). */
import Type, { type TObject } from 'typebox';
import { notFound } from '../../base/index.ts';
import { findVisible, showOne, type CallRoute, type Collection, type Input, type Route } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { requireProduct } from '../products/index.ts';
import { createHub, createMarketplace, deleteHub, deleteMarketplace, updateHub, updateMarketplace } from './commands.ts';
import { connect, CONNECTION_TYPES, updateConnection } from './connections.ts';
import { connections, hubs, listingRequests, listings, marketplaces } from './fields.ts';
import { listingRequestLifecycle, type ListingRequestAction } from './lifecycle.ts';
import { createListingRequest, moveListingRequest, type NewListingRequest } from './listings.ts';

const maybe = Type.Optional;
const Name = Type.String({ minLength: 1, maxLength: 255 });
const Text = maybe(Type.String({ maxLength: 4000 }));
const Code = maybe(Type.String({ maxLength: 255 }));
const Currency = maybe(Type.String({ pattern: '^[A-Z]{3}$' }));
const Ref = Type.Object({ id: Type.String() });
const Country = Type.Object({ id: Type.String({ pattern: '^[A-Z]{2}$' }), name: maybe(Type.String()) });
const VersionType = maybe(Type.Enum(['public', 'staging']));

// prettier-ignore
const MarketplaceBody = Type.Object({
  name: Name, description: Text, zone: maybe(Type.Enum(['AF', 'NA', 'OC', 'AS', 'EU', 'SA'])), currency: Currency, alt_currency_1: Currency, alt_currency_2: Currency,
  countries: maybe(Type.Array(Country, { maxItems: 300 })), hubs: maybe(Type.Array(Type.Object({ hub: Ref, external_id: Code }), { maxItems: 100 })),
});
const HubBody = Type.Object({ name: Name, description: Text, instance_type: maybe(Type.Enum(['oa', 'api', 'OA', 'API'])), instance_id: Code });
const ConnectionBody = Type.Object({ type: maybe(Type.Enum(CONNECTION_TYPES)), hub: Ref, note: Text, product_version_type: VersionType });
const ConnectionChange = Type.Object({ status: maybe(Type.Enum(['approved', 'revoked'])), note: Text, product_version_type: VersionType });
const ListingRequestBody = Type.Object({ type: Type.String(), product_id: Code, contract_id: Code, listing_id: Code, note: Text });

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

type Owned = { name: string };

// prettier-ignore
export const marketplaceRoutes: Route[] = [
  ...reads('/marketplaces', 'Marketplace', 'Marketplaces', 'Own marketplaces, and those one has a contract on', marketplaces),
  write(['POST', '/marketplaces'], ['createMarketplace', 'A new marketplace'], SELLER, marketplaces, MarketplaceBody, async (ctx, input) => (await createMarketplace(ctx, { ...(input.body as Owned), owner: ctx.actor.accountId })).id, 201),
  write(['PUT', '/marketplaces/{id}'], ['updateMarketplace', 'Change a marketplace; its hubs are replaced as a whole'], SELLER, marketplaces, partial(MarketplaceBody), async (ctx, input) => { await updateMarketplace(ctx, idOf(input), input.body as object); return idOf(input); }),
  remove('/marketplaces/{id}', 'deleteMarketplace', 'Remove an unused marketplace', deleteMarketplace),

  ...reads('/hubs', 'Hub', 'Hubs', 'Own hubs, and those of one\'s distributors', hubs),
  write(['POST', '/hubs'], ['createHub', 'A new hub'], SELLER, hubs, HubBody, async (ctx, input) => (await createHub(ctx, { ...(input.body as Owned), owner: ctx.actor.accountId })).id, 201),
  write(['PUT', '/hubs/{id}'], ['updateHub', 'Change a hub'], SELLER, hubs, partial(HubBody), async (ctx, input) => { await updateHub(ctx, idOf(input), input.body as object); return idOf(input); }),
  remove('/hubs/{id}', 'deleteHub', 'Remove a hub without connections', deleteHub),
  { ...TAG, kind: 'list', method: 'GET', path: '/hubs/{id}/connections', operation: 'listHubConnections', summary: 'Connections of a hub', roles: 'everyone', collection: connections,
    within: async (ctx, params) => ({ hub_id: (await findVisible(ctx, hubs, params['id']!)).id }) },

  { ...TAG, kind: 'list', method: 'GET', path: '/products/{id}/connections', operation: 'listConnections', summary: 'Connections of a product', roles: 'everyone', collection: connections,
    within: async (ctx, params) => ({ product_id: (await requireProduct(ctx, params['id']!)).id }) },
  write(['POST', '/products/{id}/connections'], ['createConnection', 'Connect a product to a hub'], PARTIES, connections, ConnectionBody, async (ctx, input) => (await connect(ctx, idOf(input), input.body as { hub: { id: string } })).id, 201),
  { ...TAG, kind: 'read', method: 'GET', path: '/products/{id}/connections/{connection}', operation: 'getConnection', summary: 'One connection', roles: 'everyone',
    async run(ctx, input) {
      const row = await findVisible(ctx, connections, input.params['connection']!);
      if (row.product_id !== idOf(input)) throw notFound(row.id);
      return showOne(ctx, connections, row.id);
    } },
  write(['PUT', '/products/{id}/connections/{connection}'], ['updateConnection', 'Change a connection'], PARTIES, connections, ConnectionChange, async (ctx, input) => { await updateConnection(ctx, idOf(input), input.params['connection']!, input.body as object); return input.params['connection']!; }),

  ...reads('/listings', 'Listing', 'Listings', 'What is sold where', listings),
  ...reads('/listing-requests', 'ListingRequest', 'ListingRequests', 'Requests to list, refresh or unlist', listingRequests),
  write(['POST', '/listing-requests'], ['createListingRequest', 'A draft request'], ['vendor'], listingRequests, ListingRequestBody, async (ctx, input) => (await createListingRequest(ctx, input.body as NewListingRequest)).id, 201),
  move('submit', 'Hand it to the marketplace owner'),
  move('refine', 'Send it back to the vendor'),
  move('deploy', 'Agree and prepare'),
  move('complete', 'Done: the listing takes effect'),
  move('cancel', 'Withdraw or decline it'),
];
