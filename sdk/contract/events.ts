/**
 * Every event, declared once. From this table come the handler types, the enum in extension.schema.json, `GET
 * /devops/event-definitions` and docs/events.md. Names and statuses are the published
 * ones (runner-protocol.md section 9).
 */
import type { TSchema } from 'typebox';
import { ANSWERS, DECISIONS, type AnswerName, type AnswerOf, type DecisionName, type DecisionOf } from './decisions.ts';

export type EventCategory = 'background' | 'interactive' | 'scheduled' | 'transformation';

/** What a handler's second argument is: the REST representation of this class of object. */
export type ObjectClass =
  | 'request'
  | 'asset'
  | 'tier_config_request'
  | 'tier_account_request'
  | 'usage_file'
  | 'usage_chunk'
  | 'listing_request'
  | 'listing'
  | 'product'
  | 'product_action'
  | 'custom_event'
  | 'contract'
  | 'installation'
  | 'case'
  | 'billing_request'
  | 'schedule'
  | 'pricelist_version'
  | 'translation'
  | 'stream_request';

export interface EventDefinition {
  readonly object: ObjectClass;
  /** Statuses of the object that the event fires with; empty where it has none. */
  readonly statuses: readonly string[];
  /** Published statuses that no published move leads to: extensions of the established platform may name them. */
  readonly unreached?: readonly string[];
  readonly category: EventCategory;
  /** None: the event is published and listed, but this version fires it for nobody, so nobody can hook it. */
  readonly decisions: readonly (DecisionName | AnswerName)[];
  readonly summary: string;
}

const ALWAYS = ['done', 'skip', 'reschedule'] as const;
const ORDER = [...ALWAYS, 'approve', 'inquire', 'fail', 'schedule', 'confirm'] as const;
const TIER = [...ALWAYS, 'approve', 'inquire', 'fail'] as const;
const ORDER_STATUSES = ['pending', 'approved', 'failed', 'inquiring', 'scheduled', 'revoking', 'revoked'] as const;
const TIER_STATUSES = ['pending', 'approved', 'failed', 'inquiring'] as const;
const LISTING_STATUSES = ['draft', 'reviewing', 'deploying', 'completed', 'canceled'] as const;

const order = (summary: string) => ({ object: 'request', statuses: ORDER_STATUSES, category: 'background', decisions: ORDER, summary }) as const;
const tier = <const S extends readonly string[]>(statuses: S, summary: string) =>
  ({ object: 'tier_config_request', statuses, category: 'background', decisions: TIER, summary }) as const;
const listed = <O extends ObjectClass, const S extends readonly string[], C extends EventCategory>(object: O, statuses: S, category: C, summary: string) =>
  ({ object, statuses, category, decisions: [], summary }) as const;
const validation = <O extends ObjectClass>(object: O, summary: string) =>
  ({ object, statuses: ['draft', 'inquiring'], category: 'interactive', decisions: ['accept', 'reject'], summary }) as const;
const call = <O extends ObjectClass>(object: O, summary: string) =>
  ({ object, statuses: [], category: 'interactive', decisions: ['answer'], summary }) as const;
const notice = <O extends ObjectClass, const S extends readonly string[]>(object: O, statuses: S, summary: string) =>
  ({ object, statuses, category: 'background', decisions: ALWAYS, summary }) as const;

// prettier-ignore
export const EVENTS = {
  asset_purchase_request_processing:   order('A purchase was placed or moved on.'),
  asset_change_request_processing:     order('A change of quantities was placed or moved on.'),
  asset_suspend_request_processing:    order('A suspension was placed or moved on.'),
  asset_resume_request_processing:     order('A resumption was placed or moved on.'),
  asset_cancel_request_processing:     order('A cancellation was placed or moved on.'),
  asset_adjustment_request_processing: order('A vendor-side adjustment was placed or moved on.'),
  asset_renew_request_processing:      order('A renewal was placed or moved on.'),
  asset_transfer_request_processing:   order('A transfer was placed or moved on.'),
  tier_config_setup_request_processing:      tier([...TIER_STATUSES, 'draft'], 'A tier configuration is to be set up.'),
  tier_config_change_request_processing:     tier([...TIER_STATUSES, 'draft'], 'A tier configuration is to be changed.'),
  tier_config_adjustment_request_processing: { ...tier(TIER_STATUSES, 'A tier configuration is to be adjusted.'), unreached: ['draft'] },
  subscription_changed: notice('asset', ['processing', 'active', 'suspended', 'terminating', 'terminated'], 'A subscription changed its status, items or values.'),
  tier_account_update_request_processing: notice('tier_account_request', ['pending', 'accepted', 'ignored'], 'Customer data changed.'),
  usage_file_request_processing: {
    object: 'usage_file',
    statuses: ['draft', 'uploading', 'uploaded', 'invalid', 'processing', 'ready', 'rejected', 'pending', 'accepted', 'closed'],
    category: 'background',
    decisions: [...ALWAYS, 'submit', 'accept', 'reject'],
    summary: 'A usage file moved on.',
  },
  part_usage_file_request_processing: notice('usage_chunk', ['draft', 'ready', 'closed', 'failed'], 'A usage chunk moved on.'),
  listing_request_processing:        notice('listing_request', LISTING_STATUSES, 'A listing request moved on.'),
  listing_new_request_processing:    notice('listing_request', LISTING_STATUSES, 'A request to list a product moved on.'),
  listing_remove_request_processing: notice('listing_request', LISTING_STATUSES, 'A request to unlist a product moved on.'),
  listing_processing: notice('listing', ['unlisted', 'listed'], 'A listing was listed or unlisted.'),
  product_changed: {
    ...notice('product', ['draft', 'published', 'endofsale', 'deleted'], 'A product changed.'),
    unreached: ['indevelopment', 'oncertification', 'initializationfailed'],
  },
  product_version_changed: notice('product', ['draft', 'published', 'endofsale'], 'A version of a product was made, or became public or staging.'),
  contract_changed: {
    ...notice('contract', ['enrolling', 'pending', 'active', 'terminated', 'rejected'], 'A contract moved on.'),
    unreached: ['new'],
  },
  installation_status_change: notice('installation', ['installed', 'uninstalled'], 'This extension was installed or is being uninstalled.'),
  helpdesk_case_processing:   notice('case', ['pending', 'inquiring', 'resolved', 'closed'], 'A helpdesk case moved on.'),
  billing_request_created:    notice('billing_request', [], 'A period of a subscription was billed.'),
  scheduled_execution: { object: 'schedule', statuses: [], category: 'scheduled', decisions: ['done', 'reschedule'], summary: 'A schedule of the manifest or of the installation is due.' },

  asset_purchase_request_validation:     validation('request', 'A purchase is to be checked while its buyer waits.'),
  asset_change_request_validation:       validation('request', 'A change is to be checked while its buyer waits.'),
  asset_renew_request_validation:        validation('request', 'A renewal is to be checked while its buyer waits.'),
  asset_transfer_request_validation:     validation('request', 'A transfer is to be checked while its buyer waits.'),
  tier_config_setup_request_validation:  validation('tier_config_request', 'A setup is to be checked while its buyer waits.'),
  tier_config_change_request_validation: validation('tier_config_request', 'A change of a configuration is to be checked while its buyer waits.'),
  product_action_execution:        call('product_action', 'An action of a product was called; its caller waits.'),
  product_custom_event_processing: call('custom_event', 'A custom event of a product was called; its caller waits.'),
  pricelist_version_changed: listed('pricelist_version', ['draft', 'processing', 'scheduled', 'active', 'expired'], 'background', 'A version of a price list moved on.'),
  translation_change:        listed('translation', [], 'background', 'A translation changed.'),
  billing_transformation_request: listed('stream_request', [], 'transformation', 'A batch of a billing stream is to be transformed.'),
  pricing_transformation_request: listed('stream_request', [], 'transformation', 'A batch of a pricing stream is to be transformed.'),
} as const satisfies Record<string, EventDefinition>;

export type EventType = keyof typeof EVENTS;

/** Those that fire, and so can be hooked. */
export const HOOK_TYPES = (Object.keys(EVENTS) as EventType[]).filter((type) => EVENTS[type].decisions.length > 0);

export function eventDefinition(type: string): EventDefinition | undefined {
  return (EVENTS as Record<string, EventDefinition>)[type];
}

/**
 * What recorded steps and idempotency keys belong to: the object of a background event, and the event itself where it
 * is scheduled or interactive (every run of a schedule is a work of its own).
 */
export function stepOwner(event: { type: string; id: string; objectId: string }): string {
  return eventDefinition(event.type)?.category === 'background' ? event.objectId : event.id;
}

/** Those that somebody waits for. */
export type InteractiveType = { [E in EventType]: (typeof EVENTS)[E]['category'] extends 'interactive' ? E : never }[EventType];

export function isInteractive(type: string): boolean {
  return eventDefinition(type)?.category === 'interactive';
}

/** The shape of a decision that this event permits; of any other nothing. */
export function decisionSchema(type: string, name: unknown): TSchema | undefined {
  const permitted: readonly string[] = eventDefinition(type)?.decisions ?? ['done'];
  if (typeof name !== 'string' || !permitted.includes(name)) return undefined;
  return isInteractive(type) ? ANSWERS[name as AnswerName] : DECISIONS[name as DecisionName];
}

/** What a handler of this event may return; anything else does not compile and is refused when it arrives. */
export type DecisionsOf<E extends EventType> = (typeof EVENTS)[E]['category'] extends 'interactive'
  ? AnswerOf<Extract<(typeof EVENTS)[E]['decisions'][number], AnswerName>>
  : DecisionOf<Extract<(typeof EVENTS)[E]['decisions'][number], DecisionName>>;
