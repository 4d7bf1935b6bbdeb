/** The published states and moves of tier configuration requests and of configurations (transitions.yaml), as tables. */
import type { EventType, InteractiveType } from '../../../sdk/contract/index.ts';
import type { Lifecycle, Transition } from '../../base/index.ts';

export type ConfigRequestStatus = 'draft' | 'tiers_setup' | 'pending' | 'inquiring' | 'approved' | 'failed' | 'deleted';
export type ConfigRequestAction = 'submit' | 'discard' | 'wait' | 'release' | 'ask' | 'inquire' | 'pend' | 'approve' | 'fail';
export type ConfigRole = 'vendor' | 'distributor' | 'reseller' | 'system';
export type ConfigRequestType = 'setup' | 'update' | 'adjustment';

const BUYER = ['distributor', 'reseller'] as const;

// prettier-ignore
const ROWS: Transition<ConfigRequestStatus, ConfigRequestAction, ConfigRole>[] = [
  { on: 'submit',  from: ['draft'],       to: 'pending',     by: BUYER,                               rule: 'tier-config-request/4' },
  { on: 'discard', from: ['draft'],       to: 'deleted',     by: ['system', 'distributor', 'reseller'], rule: 'tier-config-request/3' },
  { on: 'wait',    from: ['pending'],     to: 'tiers_setup', by: ['system'],                          rule: 'tier-config-request/10' },
  { on: 'release', from: ['tiers_setup'], to: 'pending',     by: ['system'],                          rule: 'tier-config-request/8' },
  { on: 'ask',     from: ['pending'],     to: 'inquiring',   by: ['system'],                          rule: 'tier-config-request/9' },
  { on: 'inquire', from: ['pending'],     to: 'inquiring',   by: ['vendor'],                          rule: 'tier-config-request/5' },
  { on: 'pend',    from: ['inquiring'],   to: 'pending',     by: [...BUYER, 'vendor'],                rule: 'tier-config-request/6' },
  { on: 'approve', from: ['pending'],     to: 'approved',    by: ['vendor'],                          rule: 'tier-config-request/14' },
  { on: 'fail',    from: ['pending'],     to: 'failed',      by: ['vendor'],                          rule: 'tier-config-request/15' },
  { on: 'fail',    from: ['inquiring'],   to: 'failed',      by: ['vendor', 'distributor'],           rule: 'tier-config-request/13' },
  { on: 'fail',    from: ['tiers_setup'], to: 'failed',      by: ['vendor', 'distributor', 'system'], rule: 'tier-config-request/16' },
];

export const configRequestLifecycle = {
  name: 'tier config request',
  initial: ['draft', 'pending'],
  final: ['approved', 'failed', 'deleted'],
  transitions: ROWS,
} as const satisfies Lifecycle<ConfigRequestStatus, ConfigRequestAction, ConfigRole>;

export interface ConfigRequestKind {
  /** Who may create it by hand. */
  by: readonly ConfigRole[];
  event: EventType;
  /** Asks the vendor's extension while a draft or an inquiry of this type is checked. */
  validation?: InteractiveType;
  /** Which phase of values its creator may give. */
  phase: 'ordering' | 'fulfillment';
}

// prettier-ignore
export const CONFIG_REQUEST_KINDS: Record<ConfigRequestType, ConfigRequestKind> = {
  setup:      { by: BUYER,                 event: 'tier_config_setup_request_processing', validation: 'tier_config_setup_request_validation',    phase: 'ordering' },
  update:     { by: [...BUYER, 'vendor'],  event: 'tier_config_change_request_processing', validation: 'tier_config_change_request_validation',  phase: 'ordering' },
  adjustment: { by: ['vendor'],            event: 'tier_config_adjustment_request_processing', phase: 'fulfillment' },
};
