/** Rows of usage files, their records, chunks, reconciliations and rules. */

export interface UsageFileRow {
  id: string;
  name: string;
  status: string;
  schema: string;
  description: string;
  note: string;
  external_id: string;
  currency: string;
  period_from: string;
  period_to: string;
  product_id: string;
  contract_id: string;
  marketplace_id: string;
  vendor_id: string;
  provider_id: string;
  acceptance_note: string;
  rejection_note: string;
  error_detail: string;
  /** JSON: the published counters and `invalid`, `rejected`. */
  stats: string;
  events: string;
  /** The sheet as it was uploaded. */
  upload_id: string | null;
  /** JSON: hub -> {provider, records}, counted while the sheet is read. */
  hubs: string;
  /** When the platform's next step on it is due; while a host works on it, when another may take over. */
  work_at_ms: number | null;
  /** The host's own mark while it works on it. */
  work_claim: string;
  work_step: string;
  work_attempts: number;
  created_at: string;
  updated_at: string;
}

/** Bytes that came in or were made, in parts. Those that belong to nothing (yet) are swept after a day. */
export interface UsageUploadRow {
  id: string;
  name: string;
  size: number;
  owner_id: string;
  created_at: string;
}

export interface UsageUploadPartRow {
  upload_id: string;
  n: number;
  bytes: Uint8Array;
}

export interface UsageCategoryRow {
  file_id: string;
  id: string;
  name: string;
  description: string;
}

export interface UsageRecordRow {
  id: string;
  file_id: string;
  /** The vendor's id of it. */
  record_id: string;
  /** valid | invalid, later by itself approved | rejected | closed; what is published follows from it, its file and its chunk. */
  state: string;
  vendor_id: string;
  /** Who sold the asset: the file's provider, or a reseller behind it. */
  provider_id: string;
  product_id: string;
  hub_id: string;
  item_id: string;
  asset_id: string;
  asset_external_id: string;
  asset_external_uid: string;
  start_at: string | null;
  end_at: string | null;
  /** Decimal text. */
  quantity: string;
  amount: string | null;
  tier: number | null;
  category_id: string;
  note: string;
  /** JSON: [{parameter_name, parameter_value}]. */
  params: string;
  /** JSON: [[code, detail], …]. */
  errors: string;
  external_billing_id: string;
  external_billing_note: string;
  closed_at: string | null;
  closed_by: string;
  created_at: string;
}

/** The view `usage_record_shown`: a record with what its file and its chunk say about it. */
export interface ShownRecordRow extends Omit<UsageRecordRow, 'errors'> {
  errors: string;
  status: string | null;
  chunk_id: string | null;
  file_name: string;
  file_status: string;
  file_provider_id: string;
  schema: string;
  currency: string;
}

/** The view `usage_aggregate`: what was consumed of an item by an asset. */
export interface UsageAggregateRow {
  id: string;
  asset_id: string;
  item_id: string;
  vendor_id: string;
  provider_id: string;
  file_provider_id: string;
  asset_external_id: string;
  asset_external_uid: string;
  currency: string;
  consumed: number;
  accepted: number;
  amount: number | null;
  last_at: string;
}

export interface UsageChunkRow {
  id: string;
  file_id: string;
  status: string;
  hub_id: string;
  marketplace_id: string;
  vendor_id: string;
  /** Who bills it: the owner of the hub. */
  provider_id: string;
  /** The file's provider, who accepted it. */
  file_provider_id: string;
  outdated: number;
  external_id: string;
  external_billing_id: string;
  external_billing_note: string;
  closed_at: string | null;
  closed_by: string;
  error_detail: string;
  stats: string;
  events: string;
  work_at_ms: number | null;
  created_at: string;
  updated_at: string;
}

export interface UsageReconciliationRow {
  id: string;
  file_id: string;
  chunk_id: string | null;
  status: string;
  account_id: string;
  upload_id: string;
  processed_id: string | null;
  upload_note: string;
  processing_note: string;
  error_detail: string;
  events: string;
  work_at_ms: number | null;
  work_claim: string;
  work_attempts: number;
  created_at: string;
  updated_at: string;
}

export interface UsageRuleRow {
  id: string;
  product_id: string;
  /** The provider whose rule it is. */
  account_id: string;
  item_id: string;
  action: string;
  rule: string;
  status: string;
  events: string;
  created_at: string;
  updated_at: string;
}

export interface UsageTables {
  usage_file: UsageFileRow;
  usage_upload: UsageUploadRow;
  usage_upload_part: UsageUploadPartRow;
  usage_category: UsageCategoryRow;
  usage_record: UsageRecordRow;
  usage_record_shown: ShownRecordRow;
  usage_aggregate: UsageAggregateRow;
  usage_chunk: UsageChunkRow;
  usage_reconciliation: UsageReconciliationRow;
  usage_rule: UsageRuleRow;
}
