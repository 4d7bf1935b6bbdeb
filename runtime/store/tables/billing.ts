/** Rows of billing requests. */

export interface BillingRequestRow {
  id: string;
  /** vendor | provider. */
  type: string;
  asset_id: string;
  product_id: string;
  connection_id: string;
  contract_id: string;
  marketplace_id: string;
  hub_id: string;
  vendor_id: string;
  provider_id: string;
  period_from: string;
  period_to: string;
  period_delta: number;
  period_uom: string;
  /** JSON of the items as published. */
  items: string;
  attributes_vendor: string;
  attributes_provider: string;
  events: string;
  created_at: string;
  updated_at: string;
}

export interface BillingTables {
  billing_request: BillingRequestRow;
}
