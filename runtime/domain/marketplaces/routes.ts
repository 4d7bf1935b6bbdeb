/** Marketplaces, hubs, connections and listings over REST: reading, and creating what a provider owns. */
import Type from 'typebox';
import { references, showOne, type Collection, type Route } from '../kit/index.ts';
import type { ConnectionRow, HubRow, ListingRow, MarketplaceRow } from '../../store/index.ts';
import { createHub, createMarketplace } from './commands.ts';

const marketplaces: Collection<MarketplaceRow> = {
  table: 'marketplace',
  scope: ['owner_id'],
  fields: {
    id: { column: 'id', order: true },
    name: { column: 'name', order: true, search: true },
    zone: { column: 'zone' },
    currency: { column: 'currency' },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const owner = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    return rows.map((r) => ({ id: r.id, name: r.name, description: r.description, zone: r.zone, currency: r.currency, owner: owner(r.owner_id) }));
  },
};

const hubs: Collection<HubRow> = {
  table: 'hub',
  scope: ['owner_id'],
  fields: { id: { column: 'id', order: true }, name: { column: 'name', order: true, search: true }, 'instance.id': { column: 'instance_id' } },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const company = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    return rows.map((r) => ({
      id: r.id,
      name: r.name,
      description: r.description,
      company: company(r.owner_id),
      instance: { id: r.instance_id, type: r.instance_type },
    }));
  },
};

const connections: Collection<ConnectionRow> = {
  table: 'connection',
  scope: ['vendor_id', 'provider_id'],
  fields: {
    id: { column: 'id', order: true },
    type: { column: 'type' },
    status: { column: 'status' },
    'hub.id': { column: 'hub_id' },
    'product.id': { column: 'product_id' },
    'provider.id': { column: 'provider_id' },
  },
  order: [['id', 'asc']],
  render: async (_ctx, rows) =>
    rows.map((r) => ({
      id: r.id,
      type: r.type,
      status: r.status,
      product: { id: r.product_id },
      hub: { id: r.hub_id },
      vendor: { id: r.vendor_id },
      provider: { id: r.provider_id },
    })),
};

const listings: Collection<ListingRow> = {
  table: 'listing',
  scope: ['vendor_id', 'provider_id'],
  fields: {
    id: { column: 'id', order: true },
    status: { column: 'status' },
    'product.id': { column: 'product_id' },
    'contract.id': { column: 'contract_id' },
    'contract.marketplace.id': { column: 'marketplace_id' },
  },
  order: [['id', 'asc']],
  render: async (_ctx, rows) =>
    rows.map((r) => ({
      id: r.id,
      status: r.status,
      contract: { id: r.contract_id, marketplace: { id: r.marketplace_id } },
      product: { id: r.product_id },
      vendor: { id: r.vendor_id },
      provider: { id: r.provider_id },
    })),
};

const BUYER = ['distributor', 'reseller'] as const;
const Named = Type.Object({ name: Type.String({ minLength: 1, maxLength: 255 }), currency: Type.Optional(Type.String({ minLength: 3, maxLength: 3 })) });
const read = <Row extends { id: string }>(path: string, one: string, collection: Collection<Row>): Route[] => [
  { kind: 'list', method: 'GET', path, operation: `list${one}s`, tag: 'Marketplaces', summary: `${one}s`, roles: 'everyone', collection },
  {
    kind: 'read',
    method: 'GET',
    path: `${path}/{id}`,
    operation: `get${one}`,
    tag: 'Marketplaces',
    summary: `One ${one.toLowerCase()}`,
    roles: 'everyone',
    run: (ctx, input) => showOne(ctx, collection, input.params['id']!),
  },
];

// prettier-ignore
export const marketplaceRoutes: Route[] = [
  ...read('/marketplaces', 'Marketplace', marketplaces),
  ...read('/hubs', 'Hub', hubs),
  ...read('/listings', 'Listing', listings),
  { kind: 'write', method: 'POST', path: '/marketplaces', operation: 'createMarketplace', tag: 'Marketplaces', summary: 'A new marketplace', roles: BUYER, body: Named, status: 201,
    run: async (ctx, input) => showOne(ctx, marketplaces, (await createMarketplace(ctx, { ...(input.body as { name: string }), owner: ctx.actor.accountId })).id) },
  { kind: 'write', method: 'POST', path: '/hubs', operation: 'createHub', tag: 'Marketplaces', summary: 'A new hub', roles: BUYER, body: Named, status: 201,
    run: async (ctx, input) => showOne(ctx, hubs, (await createHub(ctx, { ...(input.body as { name: string }), owner: ctx.actor.accountId })).id) },
  { kind: 'list', method: 'GET', path: '/products/{id}/connections', operation: 'listConnections', tag: 'Marketplaces', summary: 'Connections of a product', roles: 'everyone', collection: connections, within: async (_ctx, params) => ({ product_id: params['id']! }) },
];
