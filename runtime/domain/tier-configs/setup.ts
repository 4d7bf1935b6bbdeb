/**
 * Configurations come into being with the first order that needs them, or by hand. An order needs one per level of its
 * tiers, as far as the product asks for levels (capability tiers.configs.level); level 1 waits for level 2.
 */
import { derivedId, invalid, PlatformError, lookUp } from '../../base/index.ts';
import { findVisible, json, stamped } from '../kit/index.ts';
import { mergeValues, RIGHTS, type Definition, type ParamInput } from '../products/index.ts';
import { SYSTEM, type Context, type StoredParam, type TierConfigRequestRow, type TierConfigRow } from '../../store/index.ts';
import { definitionOf, emitConfigRequest, openPending } from './commands.ts';
import { configs } from './fields.ts';
import { CONFIG_REQUEST_KINDS, type ConfigRequestType, type ConfigRole } from './lifecycle.ts';
import { insertConfig, insertConfigRequest, saveConfig } from './store.ts';
import { valuesOf } from './values.ts';

export interface TierNeeds {
  product_id: string;
  connection_id: string;
  contract_id: string;
  marketplace_id: string;
  vendor_id: string;
  provider_id: string;
  /** Slot -> tier account id. */
  tiers: { tier1?: string | null; tier2?: string | null };
}

type Level = 1 | 2;

/** The configurations an order has to wait for, set up where they are not. Runs as the system, whoever ordered. */
export async function setUpTiers(ctx: Context, needs: TierNeeds, definition: Definition): Promise<string[]> {
  const levels = definition.capabilities.tiers?.configs?.level ?? 0;
  const system = ctx.as({ actor: SYSTEM });
  const waiting: string[] = [];
  // the highest level first: the one below waits for it
  for (const level of ([2, 1] as const).filter((l) => l <= levels)) {
    const account = needs.tiers[`tier${level}`];
    if (!account) continue;
    const config = (await findConfig(ctx, needs, account, level)) ?? (await createConfig(system, needs, account, level, definition));
    if (config.status === 'active') continue;
    waiting.push(config.id);
    const parent = level === 1 && needs.tiers.tier2 && levels === 2 ? await findConfig(ctx, needs, needs.tiers.tier2, 2) : undefined;
    if (!config.open_request_id) await request(system, config, { type: 'setup', params: [], parent: parent?.id ?? null, definition });
  }
  return waiting;
}

export interface ConfigRequestInput {
  type?: string;
  configuration?: {
    id?: string;
    product?: { id?: string };
    connection?: { id?: string };
    account?: { id?: string };
    tier_level?: number | string;
    marketplace?: { id?: string };
  };
  params?: ParamInput[];
  notes?: string;
}

/** By hand: an update of a configuration that is active, a vendor's adjustment, or a setup ahead of orders. */
export async function createConfigRequest(ctx: Context, input: ConfigRequestInput): Promise<string> {
  const type = (input.type ?? 'update') as ConfigRequestType;
  const kind = lookUp(CONFIG_REQUEST_KINDS, type);
  if (!kind) throw invalid('type', `${JSON.stringify(input.type)} is not allowed; allowed: ${Object.keys(CONFIG_REQUEST_KINDS).join(', ')}.`);
  if (!kind.by.includes(ctx.actor.role as ConfigRole))
    throw new PlatformError('forbidden', `a ${type} request is created by ${kind.by.join(', ')}; you are ${ctx.actor.role}.`);
  const config = type === 'setup' ? await configForSetup(ctx, input) : await findVisible(ctx, configs, input.configuration?.id ?? '', { lock: true });
  if (config.open_request_id)
    throw new PlatformError('conflict', `configuration: ${config.id} has an open request ${config.open_request_id}; finish it first.`, {
      params: { request_id: config.open_request_id },
    });
  if (type !== 'setup' && config.status !== 'active') throw invalid('configuration.id', `${config.id} is ${config.status}; only an active one can be changed.`);
  const definition = await definitionOf(ctx, config);
  const rights = kind.phase === 'ordering' ? RIGHTS.create : RIGHTS.vendorProcessing;
  const params = mergeValues(ctx, valuesOf(config), definition, json(config.params), input.params ?? [], rights);
  return (await request(ctx, config, { type, params, parent: null, definition, ...(input.notes === undefined ? {} : { notes: input.notes }) })).id;
}

async function configForSetup(ctx: Context, input: ConfigRequestInput): Promise<TierConfigRow> {
  const { product, connection, account, tier_level } = input.configuration ?? {};
  const level = Number(tier_level);
  if (level !== 1 && level !== 2) throw invalid('configuration.tier_level', `${JSON.stringify(tier_level ?? null)} is not allowed; allowed: 1, 2.`);
  const own = ctx.tx.selectFrom('tier_account').select('id').where('owner_id', '=', ctx.actor.accountId).where('status', '=', 'active');
  if (!account?.id || !(await own.where('id', '=', account.id).executeTakeFirst()))
    throw invalid('configuration.account.id', `${JSON.stringify(account?.id ?? null)} is not one of your tier accounts.`);
  const line = await ctx.tx
    .selectFrom('connection')
    .selectAll()
    .where('id', '=', connection?.id ?? '')
    .where('provider_id', '=', ctx.actor.accountId)
    .executeTakeFirst();
  if (!line || (product?.id && product.id !== line.product_id))
    throw invalid('configuration.connection.id', `${JSON.stringify(connection?.id ?? null)} is not one of your connections of this product.`);
  const listing = await ctx.tx.selectFrom('listing').selectAll().where('product_id', '=', line.product_id).where('provider_id', '=', line.provider_id).where('status', '=', 'listed').executeTakeFirst(); // prettier-ignore
  if (!listing) throw invalid('configuration.product.id', 'There is no Listing for specified Product and Marketplace.');
  const needs = { ...line, connection_id: line.id, contract_id: listing.contract_id, marketplace_id: listing.marketplace_id, tiers: {} };
  const definition = await definitionOf(ctx, line);
  const found = await findConfig(ctx, needs, account.id, level);
  if (found?.status === 'active') throw invalid('configuration', `${found.id} is active already; ask for an update.`);
  return found ?? createConfig(ctx, needs, account.id, level, definition);
}

interface NewRequest {
  type: ConfigRequestType;
  params: StoredParam[];
  parent: string | null;
  definition: Definition;
  notes?: string;
}

async function request(ctx: Context, config: TierConfigRow, input: NewRequest): Promise<TierConfigRequestRow> {
  const { type, params, parent, definition, notes = '' } = input;
  const counter = config.requests_made + 1;
  const draft = type !== 'adjustment' && definition.capabilities.tiers?.validation === true;
  const row: TierConfigRequestRow = {
    id: derivedId('TCR', config.id, counter, 3),
    type,
    status: draft ? 'draft' : 'pending',
    config_id: config.id,
    parent_config_id: parent,
    ...{ product_id: config.product_id, vendor_id: config.vendor_id, provider_id: config.provider_id },
    params: JSON.stringify(params),
    ...{ notes, reason: '', template_id: null, params_form_code: null, assignee: null, effective_date: null },
    previous_approved_id: await lastApproved(ctx, config.id),
    events: stamped(ctx, undefined, 'created', 'updated'),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await insertConfigRequest(ctx, row);
  await saveConfig(ctx, config, {
    requests_made: counter,
    open_request_id: row.id,
    ...(type === 'adjustment' || draft ? {} : { status: 'processing' }),
  });
  if (!draft) return openPending(ctx.as({ actor: SYSTEM }), row);
  emitConfigRequest(ctx, row);
  return row;
}

async function createConfig(ctx: Context, needs: TierNeeds, account: string, level: Level, definition: Definition): Promise<TierConfigRow> {
  const { product_id, connection_id, contract_id, marketplace_id, vendor_id, provider_id } = needs;
  const row: TierConfigRow = {
    id: await ctx.id('tierConfig', 'tier_config'),
    name: `Configuration of ${account}`,
    status: definition.capabilities.tiers?.validation ? 'draft' : 'processing',
    account_id: account,
    ...{ product_id, connection_id, contract_id, marketplace_id, vendor_id, provider_id },
    tier_level: level,
    params: '[]',
    template_id: null,
    open_request_id: null,
    requests_made: 0,
    events: stamped(ctx, undefined, 'created', 'updated'),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await insertConfig(ctx, row);
  return row;
}

function findConfig(ctx: Context, needs: Pick<TierNeeds, 'product_id' | 'connection_id'>, account: string, level: Level): Promise<TierConfigRow | undefined> {
  return ctx.tx
    .selectFrom('tier_config')
    .selectAll()
    .where('account_id', '=', account)
    .where('product_id', '=', needs.product_id)
    .where('connection_id', '=', needs.connection_id)
    .where('tier_level', '=', level)
    .executeTakeFirst();
}

async function lastApproved(ctx: Context, configId: string): Promise<string | null> {
  const approved = ctx.tx.selectFrom('tier_config_request').select('id').where('config_id', '=', configId).where('status', '=', 'approved');
  return (await approved.orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ?? null;
}
