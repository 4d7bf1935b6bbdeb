/**
 * Partners: whoever one has an open contract with. Nothing is stored; a view tells it from the contracts, so a partner goes with the
 * last of them. And what agreements cover, as both sides see it.
 */
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { agreements } from '../contracts/index.ts';
import { json, references, rowsById, visible, type Collection } from '../kit/index.ts';
import type { AgreementProductRow, Context, ContractRow, NamedRow, PartnerRow, ProductGroupRow } from '../../store/index.ts';

interface Words {
  description?: string;
  overview?: string;
  headquarters?: string;
  countries?: string[];
  languages?: string[];
  websites?: string[];
  industries?: { id: string }[];
  public?: boolean;
}

/** Published as objects, not as the lists that accounts have: what is named is true. */
const named = (list: string[] = []) => Object.fromEntries(list.map((one) => [one, true]));

export const partners: Collection<PartnerRow> = {
  table: 'partner',
  scope: ['viewer_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    type: { column: 'type', order: true },
    role: { column: 'role', order: true },
    status: { column: 'status', order: true },
    external_id: { column: 'external_id' },
    'stats.contracts.distribution': { column: 'distribution', type: 'number', order: true },
    'stats.contracts.program': { column: 'program', type: 'number', order: true },
    'stats.contracts.service': { column: 'service', type: 'number', order: true },
    'stats.contracts.syndication': { column: 'syndication', type: 'number', order: true },
    'stats.listings': { column: 'listings', type: 'number', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const words = new Map(rows.map((r) => [r.id, json<Words>(r.data)]));
    const industry = await references(ctx, 'industry', [...words.values()].flatMap((w) => (w.industries ?? []).map((i) => i.id))); // prettier-ignore
    return rows.map((row) => {
      const { description = '', overview = '', headquarters = '', countries = [], languages, websites, industries = [], public: open } = words.get(row.id)!;
      const { distribution, program, service, syndication } = row;
      const contracts = Object.fromEntries(Object.entries({ distribution, program, service, syndication }).map(([type, n]) => [type, Number(n)]));
      return {
        ...{ id: row.id, name: row.name, status: row.status, icon: '', type: row.type, role: row.role, external_id: row.external_id },
        ...{ description, overview, headquarters, countries, languages: named(languages), websites: named(websites), public: open ? { catalog: true } : {} },
        ...{ industries: industries.map((i) => industry(i.id)), stats: { contracts, listings: Number(row.listings) } },
      };
    });
  },
};

/** Who has a contract under an agreement, as far as it is seen; the agreement was found first. */
export const agreementPartners: Collection<ContractRow> = {
  table: 'contract',
  scope: ['owner_id', 'issuer_id'],
  fields: {
    id: { column: 'owner_id' },
    name: { column: 'owner_id', table: 'account', key: 'id', target: 'name' },
    role: { column: 'owner_id', table: 'account', key: 'id', target: 'role' },
    'contract.id': { column: 'id' },
    'contract.status': { column: 'status', order: true },
    'contract.version': { column: 'version', type: 'number', order: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const account = await rowsById(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    const agreement = await references(ctx, 'agreement', rows.map((r) => r.agreement_id)); // prettier-ignore
    return rows.map((row) => ({
      ...{ id: row.owner_id, name: account.get(row.owner_id)?.name ?? row.owner_id, role: account.get(row.owner_id)?.role },
      ...{ agreement: agreement(row.agreement_id), contract: { id: row.id, status: row.status, version: row.version }, events: json<object>(row.events) },
    }));
  },
};

/** The owner of the agreement sees all that is sold under it, anybody else what they sell or supply themselves. */
const soldUnder =
  (product: string) =>
  (ctx: Context): RawBuilder<SqlBool> => {
    const me = ctx.actor.accountId;
    const view = product.split('.')[0]!;
    return sql<SqlBool>`exists (select 1 from listing join contract on contract.id = listing.contract_id
      where contract.agreement_id = ${sql.ref(`${view}.agreement_id`)} and listing.product_id = ${sql.ref(product)}
        and (contract.issuer_id = ${me} or listing.vendor_id = ${me} or listing.provider_id = ${me}))`;
  };

export const agreementProducts: Collection<AgreementProductRow> = {
  table: 'agreement_product',
  scope: soldUnder('agreement_product.id'),
  fields: { id: { column: 'id', order: true }, name: { column: 'name', order: true }, status: { column: 'status' } },
  order: [['id', 'asc']],
  render: (_ctx, rows) => Promise.resolve(rows.map((row) => ({ id: row.id, name: row.name, status: row.status, description: row.short_description }))),
};

export const agreementProductMarketplaces: Collection<NamedRow> = {
  table: 'agreement_product_marketplace',
  scope: soldUnder('agreement_product_marketplace.product_id'),
  fields: { id: { column: 'id', order: true, search: true }, name: { column: 'name', order: true, search: true } },
  order: [['id', 'asc']],
  render: (_ctx, rows) => Promise.resolve(rows.map(({ id, name }) => ({ id, name }))),
};

const seenWithAgreement = (column: string) => (ctx: Context) =>
  sql<SqlBool>`exists (select 1 from agreement where agreement.id = ${sql.ref(column)} and ${visible(ctx, agreements)})`;

export const agreementMarketplaces: Collection<{ id: string; agreement_id: string }> = {
  table: 'agreement_marketplace',
  scope: seenWithAgreement('agreement_marketplace.agreement_id'),
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'id', table: 'marketplace', key: 'id', target: 'name', search: true },
    currency: { column: 'id', table: 'marketplace', key: 'id', target: 'currency' },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const found = await rowsById(ctx, 'marketplace', rows.map((r) => r.id)); // prettier-ignore
    return rows.map(({ id }) => {
      const { name, description, currency } = found.get(id)!;
      return { id, name, description, ...(currency === '' ? {} : { currency }) };
    });
  },
};

export const productGroups: Collection<ProductGroupRow> = {
  table: 'product_group',
  scope: ['owner_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    'products.id': { column: 'id', table: 'product_group_product', key: 'group_id', target: 'id', many: true },
    'agreements.id': { column: 'id', table: 'agreement_product_group', key: 'id', target: 'agreement_id', many: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  render: (ctx, rows) => groupsJson(ctx, rows),
};

/** Groups that a syndication agreement covers; whoever sees the agreement sees their names. */
export const agreementGroups: Collection<{ id: string; agreement_id: string }> = {
  table: 'agreement_product_group',
  scope: seenWithAgreement('agreement_product_group.agreement_id'),
  fields: { id: { column: 'id', order: true }, name: { column: 'id', table: 'product_group', key: 'id', target: 'name' } },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const found = await rowsById(ctx, 'product_group', rows.map((r) => r.id)); // prettier-ignore
    return groupsJson(ctx, rows.map((r) => found.get(r.id)!)); // prettier-ignore
  },
};

async function groupsJson(ctx: Context, rows: ProductGroupRow[]): Promise<object[]> {
  const ids = rows.map((r) => r.id);
  const { rows: counted } = await sql<{ id: string; products: number; agreements: number }>`
    select id, (select count(*) from product_group_product where product_group_product.group_id = product_group.id) as products,
      (select count(*) from agreement_product_group where agreement_product_group.id = product_group.id) as agreements
    from product_group where ${ctx.dialect.among('id', ids)}`.execute(ctx.tx);
  return rows.map((row) => {
    const { products = 0, agreements: used = 0 } = counted.find((c) => c.id === row.id) ?? {};
    const stats = row.owner_id === ctx.actor.accountId ? { stats: { products: Number(products), agreements: Number(used) } } : {};
    return { id: row.id, name: row.name, description: row.description, events: json<object>(row.events), ...stats };
  });
}
