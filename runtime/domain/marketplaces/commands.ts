/** Marketplaces and hubs: where a product is sold, and through which system orders arrive. Only their owner writes them. */
import { invalid, PlatformError } from '../../base/index.ts';
import { findVisible, json, type Collection } from '../kit/index.ts';
import type { Context, HubRow, MarketplaceRow } from '../../store/index.ts';
import { hubs, marketplaces } from './fields.ts';

export interface MarketplaceInput {
  name?: string;
  description?: string;
  zone?: string;
  currency?: string;
  alt_currency_1?: string;
  alt_currency_2?: string;
  capabilities?: object;
  attributes?: object;
  countries?: { id: string; name?: string }[];
  hubs?: { hub: { id: string }; external_id?: string }[];
}

export async function createMarketplace(ctx: Context, input: MarketplaceInput & { name: string; owner: string }): Promise<MarketplaceRow> {
  const row: MarketplaceRow = {
    id: await ctx.id('marketplace', 'marketplace'),
    owner_id: input.owner,
    name: input.name,
    description: input.description ?? '',
    zone: input.zone ?? 'EU',
    currency: input.currency ?? 'EUR',
    data: JSON.stringify(dataOf(input)),
    icon: null,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await requireCountries(ctx, input);
  await ctx.tx.insertInto('marketplace').values(row).execute();
  if (input.hubs) await replaceHubs(ctx, row, input.hubs);
  return row;
}

export async function updateMarketplace(ctx: Context, id: string, input: MarketplaceInput): Promise<void> {
  const row = await own(ctx, marketplaces, id);
  const { name = row.name, description = row.description, zone = row.zone, currency = row.currency } = input;
  await requireCountries(ctx, input);
  const data = JSON.stringify({ ...json<object>(row.data), ...dataOf(input) });
  await ctx.tx.updateTable('marketplace').set({ name, description, zone, currency, data, updated_at: ctx.now }).where('id', '=', id).execute();
  if (input.hubs) await replaceHubs(ctx, row, input.hubs);
}

export async function deleteMarketplace(ctx: Context, id: string): Promise<void> {
  await own(ctx, marketplaces, id);
  for (const table of ['contract', 'agreement', 'listing'] as const) {
    const user = await ctx.tx.selectFrom(table).select('id').where('marketplace_id', '=', id).executeTakeFirst();
    if (user) throw new PlatformError('conflict', `marketplace ${id} is used by ${table} ${user.id} and cannot be removed.`);
  }
  const cover = await ctx.tx.selectFrom('agreement_marketplace').select('agreement_id').where('id', '=', id).executeTakeFirst();
  if (cover) throw new PlatformError('conflict', `marketplace ${id} is covered by agreement ${cover.agreement_id} and cannot be removed.`);
  await ctx.tx.deleteFrom('marketplace_hub').where('marketplace_id', '=', id).execute();
  await ctx.tx.deleteFrom('marketplace').where('id', '=', id).execute();
}

export interface HubInput {
  name?: string;
  description?: string;
  instance_type?: string;
  instance_id?: string;
}

export async function createHub(ctx: Context, input: HubInput & { name: string; owner: string }): Promise<HubRow> {
  const row: HubRow = {
    id: await ctx.id('hub', 'hub'),
    owner_id: input.owner,
    name: input.name,
    description: input.description ?? '',
    instance_type: (input.instance_type ?? 'api').toUpperCase(),
    instance_id: input.instance_id ?? '',
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('hub').values(row).execute();
  return row;
}

export async function updateHub(ctx: Context, id: string, input: HubInput): Promise<void> {
  const row = await own(ctx, hubs, id);
  const { name = row.name, description = row.description, instance_id = row.instance_id } = input;
  const instance_type = (input.instance_type ?? row.instance_type).toUpperCase();
  await ctx.tx.updateTable('hub').set({ name, description, instance_id, instance_type, updated_at: ctx.now }).where('id', '=', id).execute();
}

export async function deleteHub(ctx: Context, id: string): Promise<void> {
  await own(ctx, hubs, id);
  const user = await ctx.tx.selectFrom('connection').select('id').where('hub_id', '=', id).executeTakeFirst();
  if (user) throw new PlatformError('conflict', `hub ${id} is used by connection ${user.id} and cannot be removed.`);
  await ctx.tx.deleteFrom('marketplace_hub').where('hub_id', '=', id).execute();
  await ctx.tx.deleteFrom('hub').where('id', '=', id).execute();
}

/** An order through the hub finds its marketplace by the external id, so that is unique within the hub. */
export async function bindHub(ctx: Context, input: { marketplace: string; hub: string; external_id?: string }, field = 'hubs'): Promise<void> {
  const external_id = input.external_id ?? '';
  const bound = await ctx.tx.selectFrom('marketplace_hub').selectAll().where('hub_id', '=', input.hub).execute();
  const taken = bound.find((b) => external_id !== '' && b.external_id === external_id);
  if (taken) throw invalid(`${field}.external_id`, `${JSON.stringify(external_id)} already names ${taken.marketplace_id} in hub ${input.hub}.`);
  await ctx.tx
    .insertInto('marketplace_hub')
    .values({ id: `${input.hub}/${input.marketplace}`, marketplace_id: input.marketplace, hub_id: input.hub, external_id })
    .execute();
}

async function replaceHubs(ctx: Context, row: MarketplaceRow, wanted: NonNullable<MarketplaceInput['hubs']>): Promise<void> {
  await ctx.tx.deleteFrom('marketplace_hub').where('marketplace_id', '=', row.id).execute();
  for (const [index, { hub, external_id }] of wanted.entries()) {
    const found = await ctx.tx.selectFrom('hub').select('id').where('id', '=', hub.id).where('owner_id', '=', row.owner_id).executeTakeFirst();
    if (!found) throw invalid(`hubs.${index}.hub.id`, `${JSON.stringify(hub.id)} is not one of your hubs.`);
    if (wanted.findIndex((w) => w.hub.id === hub.id) !== index) throw invalid(`hubs.${index}.hub.id`, `${hub.id} is there twice.`);
    await bindHub(ctx, { marketplace: row.id, hub: hub.id, ...(external_id === undefined ? {} : { external_id }) }, `hubs.${index}`);
  }
}

async function requireCountries(ctx: Context, { countries }: MarketplaceInput): Promise<void> {
  if (!countries?.length) return;
  const wanted = countries.map((c) => c.id);
  const known = await ctx.tx.selectFrom('country').select('id').where(() => ctx.dialect.among('id', wanted)).execute(); // prettier-ignore
  const at = wanted.findIndex((id) => !known.some((k) => k.id === id));
  if (at >= 0) throw invalid(`countries.${at}.id`, `${JSON.stringify(wanted[at])} is not a country; see /countries.`);
}

/** A small picture, as Base64 behind its media type. */
export async function setIcon(ctx: Context, id: string, icon: string): Promise<void> {
  await own(ctx, marketplaces, id);
  await ctx.tx.updateTable('marketplace').set({ icon, updated_at: ctx.now }).where('id', '=', id).execute();
}

function dataOf({ countries, alt_currency_1, alt_currency_2, capabilities, attributes }: MarketplaceInput): object {
  const ids = countries?.map(({ id }) => ({ id }));
  return JSON.parse(JSON.stringify({ countries: ids, alt_currency_1, alt_currency_2, capabilities, attributes })) as object; // leaves what is undefined out
}

/** Others may see it, only its owner writes it. */
async function own<Row extends { id: string; owner_id: string }>(ctx: Context, collection: Collection<Row>, id: string): Promise<Row> {
  const row = await findVisible(ctx, collection, id, { lock: true });
  if (row.owner_id !== ctx.actor.accountId) throw new PlatformError('forbidden', `${id} belongs to ${row.owner_id}; only its owner may change it.`);
  return row;
}
