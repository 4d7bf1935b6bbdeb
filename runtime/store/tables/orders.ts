/** Rows of assets and their requests. */

/** An ordered item as stored: quantities are decimal text or `unlimited`. */
export interface StoredItem {
  id: string;
  quantity: string;
  old_quantity: string;
}

/** A parameter value as stored, by symbolic name. Values of password parameters are sealed. */
export interface StoredParam {
  id: string;
  value: string;
  structured_value?: Record<string, unknown>;
  value_error?: string;
  structured_error?: unknown;
}

export interface AssetRow {
  id: string;
  status: string;
  product_id: string;
  connection_id: string;
  contract_id: string;
  marketplace_id: string;
  hub_id: string;
  vendor_id: string;
  provider_id: string;
  external_id: string;
  external_uid: string;
  /** JSON StoredItem[]. */
  items: string;
  /** JSON StoredParam[]. */
  params: string;
  /** JSON {customer, tier1, tier2} of tier account ids. */
  tiers: string;
  template_id: string | null;
  requests_made: number;
  /** The one request that is not in a final state. */
  open_request_id: string | null;
  /** The status to return to when a cancellation is refused. */
  previous_status: string | null;
  /** When the next billing request is made; null where nothing recurs, and after the end. */
  next_date: string | null;
  /** Period of billing: monthly, yearly, years_2 … */
  billing_uom: string | null;
  /** `MM-DD` of the first day. */
  billing_anchor: string | null;
  /** Periods billed so far. */
  billing_cycle: number;
  events: string;
  created_at: string;
  updated_at: string;
}

export interface RequestRow {
  id: string;
  type: string;
  status: string;
  asset_id: string;
  product_id: string;
  connection_id: string;
  contract_id: string;
  marketplace_id: string;
  hub_id: string;
  vendor_id: string;
  provider_id: string;
  items: string;
  params: string;
  note: string;
  reason: string;
  template_id: string | null;
  activation_tile: string | null;
  params_form_code: string | null;
  assignee: string | null;
  effective_date: string | null;
  planned_date: string | null;
  previous_approved_id: string | null;
  events: string;
  created_at: string;
  updated_at: string;
}

/** A value of a parameter with the constraint `unique`, held by `owner` (`asset:AS-…`). */
export interface UniqueValueRow {
  product_id: string;
  parameter: string;
  /** SHA-256 of the value. */
  digest: string;
  owner: string;
}

/** A seller between the vendor of an asset and its provider; 1 is the nearest to the provider. */
export interface AssetSellerRow {
  /** The asset. */
  id: string;
  account_id: string;
  position: number;
}

export interface OrderTables {
  asset_seller: AssetSellerRow;
  unique_value: UniqueValueRow;
  asset: AssetRow;
  request: RequestRow;
}
