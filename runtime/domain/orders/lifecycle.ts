/** The published states and moves of fulfilment requests and of assets (spec: transitions.yaml), as tables. */
import type { EventType, InteractiveType } from '../../../sdk/contract/index.ts';
import type { Lifecycle, Transition } from '../../base/index.ts';

export type RequestStatus = 'draft' | 'tiers_setup' | 'pending' | 'inquiring' | 'approved' | 'failed' | 'scheduled' | 'revoking' | 'revoked' | 'deleted';
export type RequestAction =
  'purchase' | 'submit' | 'discard' | 'wait' | 'release' | 'ask' | 'inquire' | 'pend' | 'approve' | 'fail' | 'schedule' | 'revoke' | 'confirm';
export type OrderRole = 'vendor' | 'distributor' | 'reseller' | 'system';

const BUYER = ['distributor', 'reseller'] as const;
const VENDOR = ['vendor'] as const;

// prettier-ignore
const REQUEST_ROWS: Transition<RequestStatus, RequestAction, OrderRole>[] = [
  { on: 'purchase', from: ['draft'],     to: 'pending',   by: BUYER,                 rule: 'fulfilment-request/3' },
  { on: 'submit',   from: ['draft'],     to: 'pending',   by: BUYER,                 rule: 'fulfilment-request/3' },
  { on: 'discard',  from: ['draft'],     to: 'deleted',   by: ['system', ...BUYER],  rule: 'fulfilment-request/4' },
  { on: 'wait',     from: ['pending'],   to: 'tiers_setup', by: ['system'],          rule: 'fulfilment-request/5' },
  { on: 'fail',     from: ['tiers_setup'], to: 'failed',  by: ['vendor', 'system'],  rule: 'fulfilment-request/6' },
  { on: 'release',  from: ['tiers_setup'], to: 'pending', by: ['system'],            rule: 'fulfilment-request/7' },
  { on: 'ask',      from: ['pending'],   to: 'inquiring', by: ['system'],            rule: 'fulfilment-request/8' },
  { on: 'inquire',  from: ['pending'],   to: 'inquiring', by: VENDOR,                rule: 'fulfilment-request/9' },
  { on: 'pend',     from: ['inquiring'], to: 'pending',   by: [...BUYER, 'vendor'],  rule: 'fulfilment-request/10' },
  { on: 'approve',  from: ['pending'],   to: 'approved',  by: VENDOR,                rule: 'fulfilment-request/11' },
  { on: 'fail',     from: ['pending', 'inquiring'], to: 'failed', by: VENDOR,        rule: 'fulfilment-request/12' },
  { on: 'schedule', from: ['pending'],   to: 'scheduled', by: VENDOR,                rule: 'fulfilment-request/13' },
  { on: 'pend',     from: ['scheduled'], to: 'pending',   by: ['vendor', 'system'],  rule: 'fulfilment-request/14' },
  { on: 'revoke',   from: ['scheduled'], to: 'revoking',  by: BUYER,                 rule: 'fulfilment-request/15' },
  { on: 'confirm',  from: ['revoking'],  to: 'revoked',   by: VENDOR,                rule: 'fulfilment-request/16' },
];

export const requestLifecycle = {
  name: 'request',
  initial: ['draft', 'pending'],
  final: ['approved', 'failed', 'revoked', 'deleted'],
  transitions: REQUEST_ROWS,
} as const satisfies Lifecycle<RequestStatus, RequestAction, OrderRole>;

export type AssetStatus = 'draft' | 'processing' | 'active' | 'suspended' | 'terminating' | 'terminated';
export type RequestType = 'purchase' | 'change' | 'suspend' | 'resume' | 'cancel' | 'adjustment' | 'renew' | 'transfer';

export interface RequestKind {
  /** Who may create it. */
  by: readonly OrderRole[];
  /** Asset statuses it may start from; empty where it creates the asset. */
  needs: readonly AssetStatus[];
  /** The asset's status while the request is open; undefined leaves it. */
  open?: AssetStatus;
  /** The asset's status after approval; undefined leaves it. */
  approved?: AssetStatus;
  /** After failure; `previous` returns to the status before. */
  failed?: AssetStatus | 'previous';
  /** May be scheduled whatever the product's capabilities: the published ones have no word for this type. */
  freelyScheduled?: true;
  /** Whether the body carries items. */
  items: boolean;
  event: EventType;
  /** Asks the vendor's extension while a draft or an inquiry of this type is checked. */
  validation?: InteractiveType;
  /** Published subscription transitions that the row implements. */
  rules: readonly string[];
}

// prettier-ignore
export const REQUEST_KINDS: Record<RequestType, RequestKind> = {
  purchase:   { by: BUYER,           needs: [],                      open: 'processing',  approved: 'active',     failed: 'terminated', items: true,  event: 'asset_purchase_request_processing', validation: 'asset_purchase_request_validation', rules: ['subscription/1', 'subscription/2', 'subscription/3', 'subscription/10', 'subscription/11', 'subscription/12'] },
  change:     { by: BUYER,           needs: ['active'],                                                                                 items: true,  event: 'asset_change_request_processing', validation: 'asset_change_request_validation', rules: ['subscription/6', 'subscription/7'] },
  suspend:    { by: BUYER,           needs: ['active'],                                     approved: 'suspended',                       items: false, event: 'asset_suspend_request_processing',    rules: ['subscription/8'] },
  resume:     { by: BUYER,           needs: ['suspended'],                                  approved: 'active',                          items: false, event: 'asset_resume_request_processing',     rules: ['subscription/9'] },
  cancel:     { by: BUYER,           needs: ['active', 'suspended'], open: 'terminating', approved: 'terminated', failed: 'previous',   items: false, event: 'asset_cancel_request_processing',     rules: ['subscription/4', 'subscription/5'] },
  adjustment: { by: VENDOR,          needs: ['active'],                                                                                 items: false, freelyScheduled: true, event: 'asset_adjustment_request_processing', rules: ['subscription/6', 'subscription/7'] },
  renew:      { by: BUYER,           needs: ['active'],                                                                                 items: true,  event: 'asset_renew_request_processing', validation: 'asset_renew_request_validation', rules: [] },
  transfer:   { by: BUYER,           needs: [],                      open: 'processing',  approved: 'active',     failed: 'terminated', items: true, freelyScheduled: true, event: 'asset_transfer_request_processing', validation: 'asset_transfer_request_validation', rules: [] },
};

export const REQUEST_TYPES = Object.keys(REQUEST_KINDS) as RequestType[];
