/** What the API lets see, query and sort of marketplaces, hubs, connections, listings and listing requests. */
import { sql, type SqlBool } from 'kysely';
import { publicTime } from '../../base/index.ts';
import { json, publicApi, references, rowsById, type Collection } from '../kit/index.ts';
import type { ConnectionRow, Context, HubRow, ListingRequestRow, ListingRow, MarketplaceHubRow, MarketplaceRow } from '../../store/index.ts';

/** Its owner, and whoever has a contract on it. */
export const marketplaces: Collection<MarketplaceRow> = {
  table: 'marketplace',
  scope: ({ actor: { accountId: me } }) => sql<SqlBool>`(marketplace.owner_id = ${me} or exists (
    select 1 from contract where contract.marketplace_id = marketplace.id and contract.owner_id = ${me} and contract.status in ('active', 'pending')))`,
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    zone: { column: 'zone', order: true },
    currency: { column: 'currency', order: true },
    'owner.id': { column: 'owner_id' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const owner = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    // the codes of a distributor's own systems are for nobody else
    const all = ctx.actor.role === 'operator' || ctx.actor.role === 'system';
    const own = rows.filter((r) => all || r.owner_id === ctx.actor.accountId).map((r) => r.id);
    const bound = own.length ? await ctx.tx.selectFrom('marketplace_hub').selectAll().where('marketplace_id', 'in', own).orderBy('hub_id').execute() : [];
    const hub = await references(ctx, 'hub', bound.map((b) => b.hub_id)); // prettier-ignore
    const hubsOf = (id: string) => bound.filter((b) => b.marketplace_id === id).map((b) => ({ hub: hub(b.hub_id), external_id: b.external_id }));
    const active = await countBy(ctx, 'contract', 'marketplace_id', own, true);
    const data = rows.map((row) => json<{ countries?: { id: string }[] }>(row.data));
    const country = await references(ctx, 'country', data.flatMap((d) => (d.countries ?? []).map((c) => c.id))); // prettier-ignore
    const api = rows.some((r) => r.icon) ? await publicApi(ctx) : '';
    return rows.map((row, i) => ({
      ...{ id: row.id, name: row.name, description: row.description, zone: row.zone, currency: row.currency },
      ...data[i],
      countries: (data[i]!.countries ?? []).map((c) => country(c.id)),
      ...(row.icon ? { icon: `${api}/marketplaces/${row.id}/icon/file` } : {}),
      owner: owner(row.owner_id),
      ...(own.includes(row.id)
        ? { hubs: hubsOf(row.id), active_contracts: active(row.id), stats: { hubs: hubsOf(row.id).length, contracts: active(row.id) } }
        : {}),
      events: stamps(row),
    }));
  },
};

/** How many rows of a table name each of some ids. */
async function countBy(ctx: Context, table: 'contract' | 'connection' | 'marketplace_hub', column: string, ids: readonly string[], active = false) {
  const only = active ? sql` and status = 'active'` : sql``;
  const { rows } = ids.length
    ? await sql<{
        id: string;
        n: number;
      }>`select ${sql.ref(column)} as id, count(*) as n from ${sql.table(table)} where ${ctx.dialect.among(column, ids)}${only} group by ${sql.ref(column)}`.execute(
        ctx.tx,
      )
    : { rows: [] };
  const found = new Map(rows.map((r) => [r.id, Number(r.n)]));
  return (id: string) => found.get(id) ?? 0;
}

/** Marketplaces that send their orders through a hub, with the name each has there: for the hub's owner only. */
export const hubMarketplaces: Collection<MarketplaceHubRow> = {
  table: 'marketplace_hub',
  scope: ({ actor: { accountId: me } }) => sql<SqlBool>`exists (select 1 from hub where hub.id = marketplace_hub.hub_id and hub.owner_id = ${me})`,
  fields: {
    id: { column: 'marketplace_id', order: true },
    name: { column: 'marketplace_id', table: 'marketplace', key: 'id', target: 'name', search: true },
    external_id: { column: 'external_id', order: true },
  },
  order: [['marketplace_id', 'asc']],
  async render(ctx, rows) {
    const found = await rowsById(ctx, 'marketplace', rows.map((r) => r.marketplace_id)); // prettier-ignore
    return rows.map(({ marketplace_id: id, external_id }) => ({
      id,
      name: found.get(id)?.name ?? id,
      description: found.get(id)?.description ?? '',
      external_id,
    }));
  },
};

/** Its owner, and the vendors with an active contract with that owner: they connect their products to it. Resellers do not. */
export const hubs: Collection<HubRow> = {
  table: 'hub',
  scope: ({ actor: { accountId: me } }) => sql<SqlBool>`(hub.owner_id = ${me} or exists (
    select 1 from contract where contract.issuer_id = hub.owner_id and contract.owner_id = ${me} and contract.status = 'active'
      and contract.type in ('program', 'distribution')))`,
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    'company.id': { column: 'owner_id' },
    'instance.id': { column: 'instance_id' },
    'instance.type': { column: 'instance_type' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const company = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    const ids = rows.map((r) => r.id);
    const [connected, sending] = [await countBy(ctx, 'connection', 'hub_id', ids), await countBy(ctx, 'marketplace_hub', 'hub_id', ids)];
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, description: row.description },
      ...(row.owner_id === ctx.actor.accountId ? { stats: { connections: connected(row.id), marketplaces: sending(row.id) } } : {}),
      company: company(row.owner_id),
      instance: { id: row.instance_id, type: row.instance_type },
      events: stamps(row),
    }));
  },
};

const PARTIES = ['vendor_id', 'provider_id'] as const;

export const connections: Collection<ConnectionRow> = {
  table: 'connection',
  scope: PARTIES,
  fields: {
    id: { column: 'id', order: true },
    type: { column: 'type', order: true },
    status: { column: 'status', order: true },
    'product.id': { column: 'product_id' },
    'hub.id': { column: 'hub_id' },
    'hub.name': { column: 'hub_id', table: 'hub', key: 'id', target: 'name' },
    'vendor.id': { column: 'vendor_id' },
    'provider.id': { column: 'provider_id' },
    created_at: { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const account = await references(ctx, 'account', rows.flatMap((r) => [r.vendor_id, r.provider_id])); // prettier-ignore
    const product = await references(ctx, 'product', rows.map((r) => r.product_id)); // prettier-ignore
    const hub = await references(ctx, 'hub', rows.map((r) => r.hub_id)); // prettier-ignore
    return rows.map((row) => ({
      ...{ id: row.id, type: row.type, status: row.status },
      product: product(row.product_id),
      hub: hub(row.hub_id),
      vendor: account(row.vendor_id),
      provider: account(row.provider_id),
      ...json<object>(row.data),
      created_at: publicTime(row.created_at),
      events: { created: { at: publicTime(row.created_at) } },
    }));
  },
};

/** Its vendor, its provider, and the seller that it sells on from. */
export const listings: Collection<ListingRow> = {
  table: 'listing',
  scope: ({ actor: { accountId: me } }) => sql<SqlBool>`(listing.vendor_id = ${me} or listing.provider_id = ${me}
    or listing.source_id in (select above.id from listing as above where above.provider_id = ${me}))`,
  fields: {
    id: { column: 'id', order: true, search: true },
    status: { column: 'status', order: true },
    'product.id': { column: 'product_id' },
    'product.name': { column: 'product_id', table: 'product', key: 'id', target: 'name', search: true },
    'contract.id': { column: 'contract_id' },
    'contract.marketplace.id': { column: 'marketplace_id' },
    'vendor.id': { column: 'vendor_id' },
    'provider.id': { column: 'provider_id' },
    created: { column: 'created_at', type: 'time', order: true },
    updated: { column: 'updated_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const shared = await sharedOf(ctx, rows);
    const ids = rows.map((r) => r.id);
    const open = ids.length
      ? await ctx.tx
          .selectFrom('listing_request')
          .select(['id', 'listing_id', 'type', 'state'])
          .where('listing_id', 'in', ids)
          .where('state', 'in', ['reviewing', 'deploying'])
          .execute()
      : [];
    return rows.map((row) => {
      const pending = open.find((o) => o.listing_id === row.id);
      return { ...listingJson(row, shared), ...(pending ? { pending_request: { id: pending.id, type: pending.type, status: pending.state } } : {}) };
    });
  },
};

/** A vendor's draft is nobody else's business until it was submitted. */
export const listingRequests: Collection<ListingRequestRow> = {
  table: 'listing_request',
  scope: ({ actor: { accountId: me } }) => sql<SqlBool>`(vendor_id = ${me} or (provider_id = ${me} and submitted_at is not null))`,
  fields: {
    id: { column: 'id', order: true, search: true },
    type: { column: 'type', order: true },
    state: { column: 'state', order: true },
    'product.id': { column: 'product_id' },
    'listing.id': { column: 'listing_id' },
    'listing.contract.id': { column: 'contract_id' },
    'listing.contract.marketplace.id': { column: 'marketplace_id' },
    'listing.vendor.id': { column: 'vendor_id' },
    'listing.provider.id': { column: 'provider_id' },
    created: { column: 'created_at', type: 'time', order: true },
    updated: { column: 'updated_at', type: 'time', order: true },
  },
  order: [['created_at', 'desc']],
  async render(ctx, rows) {
    const shared = await sharedOf(ctx, rows);
    const ids = [...new Set(rows.map((r) => r.listing_id))];
    const made = ids.length ? await ctx.tx.selectFrom('listing').selectAll().where('id', 'in', ids).execute() : [];
    return rows.map((row) => {
      const listing = made.find((l) => l.id === row.listing_id) ?? { ...row, id: row.listing_id, status: 'unlisted', source_id: null, data: '{}' };
      return {
        ...{ id: row.id, type: row.type, state: row.state },
        product: { ...shared.product(row.product_id), version: row.product_version },
        listing: listingJson(listing, shared),
        creator: json(row.creator),
        ...(row.assignee ? { assignee: json<object>(row.assignee) } : {}),
        note: row.note,
        created: publicTime(row.created_at),
        updated: publicTime(row.updated_at),
        events: json(row.events),
      };
    });
  },
};

type Sold = Omit<ListingRow, 'id' | 'status' | 'source_id' | 'data'>;

async function sharedOf(ctx: Context, rows: Sold[]) {
  const contracts = await rowsById(ctx, 'contract', rows.map((r) => r.contract_id)); // prettier-ignore
  return {
    account: await references(ctx, 'account', rows.flatMap((r) => [r.vendor_id, r.provider_id])), // prettier-ignore
    product: await soldProducts(ctx, rows.map((r) => r.product_id)), // prettier-ignore
    marketplace: await references(ctx, 'marketplace', rows.map((r) => r.marketplace_id)), // prettier-ignore
    contract: (id: string) => ({ id, name: contracts.get(id)?.name ?? id, type: contracts.get(id)?.type ?? 'distribution' }),
  };
}

async function soldProducts(ctx: Context, ids: string[]) {
  const found = await rowsById(ctx, 'product', ids);
  return (id: string) => ({ id, name: found.get(id)?.name ?? id, status: found.get(id)?.status ?? 'deleted' });
}

/** There are no offers and price lists yet; the description requires them, and lets only their ids be null. */
const NO_PRICES = { id: null, name: '', status: 'draft' } as const;
const UNPRICED = { offer: { id: null }, pricelist: NO_PRICES, alt_pricelist_1: NO_PRICES, alt_pricelist_2: NO_PRICES } as const;

function listingJson(row: ListingRow, shared: Awaited<ReturnType<typeof sharedOf>>) {
  return {
    ...{ id: row.id, status: row.status },
    contract: { ...shared.contract(row.contract_id), marketplace: shared.marketplace(row.marketplace_id) },
    product: shared.product(row.product_id),
    vendor: shared.account(row.vendor_id),
    provider: shared.account(row.provider_id),
    ...(row.source_id ? { sourcing: { listing: { id: row.source_id } } } : {}),
    ...UNPRICED,
    created: publicTime(row.created_at),
    updated: publicTime(row.updated_at),
  };
}

function stamps(row: { created_at: string; updated_at: string }): object {
  return { created: { at: publicTime(row.created_at) }, updated: { at: publicTime(row.updated_at) } };
}
