/**
 * The verbs of a tier configuration request. A configuration has one open request at a time; what its end means for the
 * orders that wait is theirs to decide (orders react to its event), what it means for the level below is decided here.
 */
import { randomBytes } from 'node:crypto';
import { invalid, nextState, PlatformError } from '../../base/index.ts';
import { json, type Question, type Word } from '../kit/index.ts';
import {
  flagMissing,
  judgedValues,
  mergeValues,
  missingValues,
  readDefinition,
  RIGHTS,
  type Definition,
  type ParamInput,
  type WriteRights,
} from '../products/index.ts';
import { SYSTEM, type Context, type StoredParam, type TierConfigRequestRow, type TierConfigRow } from '../../store/index.ts';
import { CONFIG_REQUEST_KINDS, configRequestLifecycle, type ConfigRequestAction, type ConfigRequestType, type ConfigRole } from './lifecycle.ts';
import { loadConfigRequest, saveConfig, saveConfigRequest } from './store.ts';
import { valuesOf } from './values.ts';

export interface ConfigApproval {
  template?: string;
  effectiveDate?: string;
  params?: readonly ParamInput[];
}

export async function approveConfigRequest(ctx: Context, id: string, input: ConfigApproval): Promise<void> {
  const { request, config } = await loadConfigRequest(ctx, id);
  const status = move(ctx, request, 'approve');
  const definition = await definitionOf(ctx, request);
  const params = mergeValues(ctx, valuesOf(config), definition, json(request.params), input.params ?? [], RIGHTS.vendorProcessing);
  const missing = missingValues(definition, valuesOf(config).scope, params, 'fulfillment');
  if (missing.length) throw invalid('params', `required fulfillment parameters have no value: ${missing.join(', ')}.`);
  const template = templateOf(definition, config, 'fulfillment', input.template);
  const change = { status, params: JSON.stringify(params), template_id: template?.id ?? null, effective_date: timeOf(ctx, input.effectiveDate) };
  const saved = await saveConfigRequest(ctx, request, change, 'approved');
  await saveConfig(ctx, config, { status: 'active', params: saved.params, open_request_id: null, ...(template ? { template_id: template.id } : {}) });
  emitConfigRequest(ctx, saved);
  for (const waiting of await waitingFor(ctx, config)) await settleOpening(ctx.as({ actor: SYSTEM }), waiting, 'release');
}

export async function failConfigRequest(ctx: Context, id: string, reason: string | undefined): Promise<void> {
  if (!reason?.trim()) throw invalid('reason', 'This field is required.');
  const { request, config } = await loadConfigRequest(ctx, id);
  await failLoaded(ctx, request, config, reason);
}

/** A refused setup leaves the configuration to the next order; a refused update leaves it as it was. */
async function failLoaded(ctx: Context, request: TierConfigRequestRow, config: TierConfigRow, reason: string): Promise<void> {
  const saved = await saveConfigRequest(ctx, request, { status: move(ctx, request, 'fail'), reason, params_form_code: null }, 'failed');
  await saveConfig(ctx, config, { open_request_id: null, ...(request.type === 'setup' ? {} : { status: 'active' }) });
  emitConfigRequest(ctx, saved);
  const system = ctx.as({ actor: SYSTEM });
  for (const waiting of await waitingFor(ctx, config)) {
    const below = await loadConfigRequest(system, waiting.id);
    await failLoaded(system, below.request, below.config, `The configuration of the level above failed: ${reason}`.slice(0, 500));
  }
}

export async function inquireConfigRequest(ctx: Context, id: string, input: { template?: string; params?: readonly ParamInput[] } = {}): Promise<void> {
  const { request, config } = await loadConfigRequest(ctx, id);
  const status = move(ctx, request, 'inquire');
  const definition = await definitionOf(ctx, request);
  const params = mergeValues(ctx, valuesOf(config), definition, json(request.params), input.params ?? [], RIGHTS.vendorProcessing);
  const template = templateOf(definition, config, 'inquire', input.template);
  const change = { status, params: JSON.stringify(params), template_id: template?.id ?? null, params_form_code: newFormCode() };
  emitConfigRequest(ctx, await saveConfigRequest(ctx, request, change, 'inquired'));
}

export async function pendConfigRequest(ctx: Context, id: string, input: { params?: readonly ParamInput[] } = {}): Promise<void> {
  const { request, config } = await loadConfigRequest(ctx, id);
  const status = move(ctx, request, 'pend');
  const definition = await definitionOf(ctx, request);
  const params = mergeValues(ctx, valuesOf(config), definition, json(request.params), input.params ?? [], RIGHTS.buyerInquiring);
  const missing = missingValues(definition, valuesOf(config).scope, params, 'ordering');
  if (missing.length) throw invalid('params', `required ordering parameters have no value: ${missing.join(', ')}.`);
  const cleared = params.map(({ value_error: _, structured_error: __, ...rest }) => rest);
  emitConfigRequest(ctx, await saveConfigRequest(ctx, request, { status, params: JSON.stringify(cleared), params_form_code: null }, 'pended'));
}

export async function submitConfigRequest(ctx: Context, id: string): Promise<void> {
  const { request, config } = await loadConfigRequest(ctx, id);
  const status = move(ctx, request, 'submit');
  const flagged = json<StoredParam[]>(request.params).filter((p) => p.value_error);
  if (flagged.length) throw invalid('params', `the draft is not valid: ${flagged.map((p) => `${p.id}: ${p.value_error}`).join('; ')}.`);
  if (config.status !== 'processing') await saveConfig(ctx, config, { status: 'processing' });
  await openPending(ctx.as({ actor: SYSTEM }), await saveConfigRequest(ctx, request, { status }));
}

/** A draft that nobody finished goes, and a configuration that it was to set up with it. */
export async function discardConfigRequest(ctx: Context, id: string): Promise<void> {
  const { request, config } = await loadConfigRequest(ctx, id);
  move(ctx, request, 'discard');
  await ctx.tx.deleteFrom('tier_config_request').where('id', '=', id).execute();
  if (config.status === 'draft') await ctx.tx.deleteFrom('tier_config').where('id', '=', config.id).execute();
  else await saveConfig(ctx, config, { open_request_id: null });
  // told as failed: the orders that wait for it must hear of it, and the object itself is gone
  emitConfigRequest(ctx, { ...request, status: 'failed', reason: 'The draft was discarded.' });
}

export interface ConfigRequestChange {
  notes?: string;
  params?: readonly ParamInput[];
}

type Side = 'vendor' | 'buyer';

/** Side and status -> what may be written; a missing row means nothing. */
// prettier-ignore
const WRITABLE: Record<Side, Partial<Record<string, WriteRights>>> = {
  vendor: { pending: RIGHTS.vendorProcessing },
  buyer:  { draft: RIGHTS.buyerDraft, inquiring: RIGHTS.buyerInquiring },
};

export async function updateConfigRequest(ctx: Context, id: string, input: ConfigRequestChange): Promise<void> {
  const { request, config } = await loadConfigRequest(ctx, id);
  const side: Side = ctx.actor.role === 'vendor' ? 'vendor' : 'buyer';
  const rights = WRITABLE[side][request.status];
  if (!rights)
    throw new PlatformError('transition', `status: ${id} is ${request.status}; a ${side} may change it while it is ${Object.keys(WRITABLE[side]).join(', ')}.`);
  const definition = await definitionOf(ctx, request);
  await saveConfigRequest(ctx, request, {
    ...(input.notes === undefined ? {} : { notes: input.notes }),
    ...(input.params ? { params: JSON.stringify(mergeValues(ctx, valuesOf(config), definition, json(request.params), input.params, rights)) } : {}),
  });
}

/** A draft or an inquiry is checked: required values that are missing are flagged, and where the product wants it the vendor's extension is asked. */
export async function validateConfigRequest(ctx: Context, id: string, input: { params?: readonly ParamInput[] }): Promise<Question | undefined> {
  const { request, config } = await loadConfigRequest(ctx, id);
  const rights = WRITABLE.buyer[request.status];
  if (!rights) throw new PlatformError('transition', `status: ${id} is ${request.status}; "validate" is possible in draft, inquiring.`);
  const definition = await definitionOf(ctx, request);
  const params = mergeValues(ctx, valuesOf(config), definition, json(request.params), input.params ?? [], rights);
  await saveConfigRequest(ctx, request, { params: JSON.stringify(flagMissing(definition, valuesOf(config).scope, params)) });
  const type = request.type as ConfigRequestType;
  const event = CONFIG_REQUEST_KINDS[type].validation;
  const asks = type !== 'adjustment' && definition.capabilities.tiers?.configs?.[type]?.inquiring_validation;
  if (!event || !(request.status === 'draft' || asks)) return undefined;
  return { event, objectClass: 'tier_config_request', objectId: id, status: request.status, accounts: [request.vendor_id] };
}

/** What the extensions said is written to the request, if it still waits for it. */
export async function judgeConfigRequest(ctx: Context, id: string, words: readonly Word[]): Promise<void> {
  if (!words.length) return;
  const { request, config } = await loadConfigRequest(ctx, id);
  if (!WRITABLE.buyer[request.status]) throw new PlatformError('transition', `status: ${id} became ${request.status} while it was validated.`);
  const params = judgedValues(await definitionOf(ctx, request), valuesOf(config).scope, json(request.params), words);
  await saveConfigRequest(ctx, request, { params: JSON.stringify(params) });
}

/** `{}` assigns the caller; somebody else's only with force. */
export async function assignConfigRequest(ctx: Context, id: string, input: { email?: string; force?: boolean } | undefined): Promise<void> {
  const { request } = await loadConfigRequest(ctx, id);
  if (!input) return void (await saveConfigRequest(ctx, request, { assignee: null }));
  if (request.assignee && !input.force) throw new PlatformError('conflict', `assignee: ${id} is assigned already; give force to take it over.`);
  const named = input.email ? await userOf(ctx, input.email) : ctx.actor.by;
  await saveConfigRequest(ctx, request, { assignee: JSON.stringify(named) }, 'assigned');
}

async function userOf(ctx: Context, email: string): Promise<{ id: string; name: string; email: string }> {
  const users = ctx.tx.selectFrom('account_user').select(['id', 'name', 'email']).where('account_id', '=', ctx.actor.accountId);
  const user = await users.where('email', '=', email).executeTakeFirst();
  if (!user) throw invalid('email', `${JSON.stringify(email)} is no user of your account.`);
  return user;
}

/** A request that becomes pending, as the system decides: it waits for the level above, asks what is missing, or is the vendor's. */
export async function openPending(ctx: Context, request: TierConfigRequestRow): Promise<TierConfigRequestRow> {
  return settleOpening(ctx, request, request.parent_config_id && (await isOpen(ctx, request.parent_config_id)) ? 'wait' : undefined);
}

async function settleOpening(ctx: Context, request: TierConfigRequestRow, first: 'wait' | 'release' | undefined): Promise<TierConfigRequestRow> {
  let { status } = request;
  if (first) status = nextState(configRequestLifecycle, { id: request.id, status }, first, 'system');
  if (status === 'pending') {
    const config = await ctx.tx.selectFrom('tier_config').selectAll().where('id', '=', request.config_id).executeTakeFirstOrThrow();
    const definition = await definitionOf(ctx, request);
    const missing = missingValues(definition, valuesOf(config).scope, json(request.params), 'ordering');
    if (missing.length && request.type !== 'adjustment') {
      status = nextState(configRequestLifecycle, { id: request.id, status }, 'ask', 'system');
      const template = templateOf(definition, config, 'inquire', undefined);
      const asked = await saveConfigRequest(ctx, request, { status, template_id: template?.id ?? null, params_form_code: newFormCode() }, 'inquired');
      emitConfigRequest(ctx, asked);
      return asked;
    }
  }
  const saved = status === request.status ? request : await saveConfigRequest(ctx, request, { status });
  emitConfigRequest(ctx, saved);
  return saved;
}

async function isOpen(ctx: Context, configId: string): Promise<boolean> {
  const row = await ctx.tx.selectFrom('tier_config').select('status').where('id', '=', configId).executeTakeFirst();
  return row !== undefined && row.status !== 'active';
}

function waitingFor(ctx: Context, config: TierConfigRow): Promise<TierConfigRequestRow[]> {
  return ctx.tx.selectFrom('tier_config_request').selectAll().where('parent_config_id', '=', config.id).where('status', '=', 'tiers_setup').execute();
}

function move(ctx: Context, request: TierConfigRequestRow, action: ConfigRequestAction) {
  return nextState(configRequestLifecycle, request, action, ctx.actor.role as ConfigRole);
}

export async function definitionOf(ctx: Context, of: Pick<TierConfigRow, 'product_id'>): Promise<Definition> {
  const definition = await readDefinition(ctx, of.product_id);
  if (!definition) throw invalid('configuration.product.id', `${of.product_id} does not exist.`);
  return definition;
}

function templateOf(definition: Definition, config: TierConfigRow, type: 'fulfillment' | 'inquire', wanted: string | undefined) {
  const fitting = definition.templates.filter((t) => t.type === type && t.scope === valuesOf(config).scope);
  const found = wanted === undefined ? fitting[0] : fitting.find((t) => t.id === wanted || t.name === wanted);
  if (!found && wanted !== undefined)
    throw invalid(
      'template.id',
      `${JSON.stringify(wanted)} is not a ${type} template of scope ${valuesOf(config).scope}; known: ${fitting.map((t) => t.id).join(', ') || 'none'}.`,
    );
  return found;
}

export function emitConfigRequest(ctx: Context, request: TierConfigRequestRow): void {
  // the published events do not know this status, and nobody has anything to do yet
  if (request.status === 'tiers_setup') return;
  ctx.emit({
    type: CONFIG_REQUEST_KINDS[request.type as ConfigRequestType].event,
    objectClass: 'tier_config_request',
    objectId: request.id,
    status: request.status,
    accounts: [request.vendor_id, request.provider_id],
    data: { configuration: request.config_id, reason: request.reason },
  });
}

function timeOf(ctx: Context, value: string | undefined): string {
  if (value === undefined) return ctx.now;
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw invalid('effective_date', `${JSON.stringify(value)} is not a time; an ISO date is expected.`);
  return new Date(at).toISOString();
}

const newFormCode = (): string => randomBytes(16).toString('hex');
