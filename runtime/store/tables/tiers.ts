/** Rows of tier configurations, their requests, and requests about tier accounts. */

export interface TierConfigRow {
  id: string;
  name: string;
  /** draft | processing | active. */
  status: string;
  account_id: string;
  product_id: string;
  connection_id: string;
  contract_id: string;
  marketplace_id: string;
  vendor_id: string;
  provider_id: string;
  /** 1 | 2. */
  tier_level: number;
  /** JSON StoredParam[]. */
  params: string;
  template_id: string | null;
  open_request_id: string | null;
  requests_made: number;
  events: string;
  created_at: string;
  updated_at: string;
}

export interface TierConfigRequestRow {
  id: string;
  /** setup | update | adjustment. */
  type: string;
  status: string;
  config_id: string;
  /** The configuration of the level above that this one waits for. */
  parent_config_id: string | null;
  product_id: string;
  vendor_id: string;
  provider_id: string;
  params: string;
  notes: string;
  reason: string;
  template_id: string | null;
  params_form_code: string | null;
  assignee: string | null;
  effective_date: string | null;
  previous_approved_id: string | null;
  events: string;
  created_at: string;
  updated_at: string;
}

/** Which vendors were ordered from for a tier account. */
export interface TierAccountVendorRow {
  vendor_id: string;
  account_id: string;
}

export interface TierAccountRequestRow {
  id: string;
  type: string;
  status: string;
  account_id: string;
  /** JSON of the account as it was changed. */
  account: string;
  product_id: string;
  vendor_id: string;
  provider_id: string;
  reason: string;
  events: string;
  created_at: string;
  updated_at: string;
}

/** What an order waits for. */
export interface RequestTierConfigRow {
  request_id: string;
  config_id: string;
}

export interface TierTables {
  tier_config: TierConfigRow;
  tier_config_request: TierConfigRequestRow;
  tier_account_vendor: TierAccountVendorRow;
  tier_account_request: TierAccountRequestRow;
  request_tier_config: RequestTierConfigRow;
}
