/** Rows of accounts, contracts, products, marketplaces and tiers. JSON columns are text; the domain parses them. */
import type { Generated, Selectable } from 'kysely';

export interface AccountRow {
  id: string;
  name: string;
  /** vendor | provider | operator (platform-api.md section 5.1). */
  type: string;
  /** vendor | distributor | reseller | operator. */
  role: string;
  external_id: string;
  data: string;
  created_at: string;
  updated_at: string;
}

export interface UserTable {
  id: string;
  account_id: string;
  name: string;
  email: string;
  active: number;
  /** invited | joined | expired; `active` is 1 exactly while joined. */
  status: Generated<string>;
  created_at: string;
  updated_at: Generated<string>;
  /** JSON: region, time zone, notifications and the like. */
  data: Generated<string>;
  events: Generated<string>;
}

export type UserRow = Selectable<UserTable>;

export interface TokenRow {
  id: string;
  account_id: string;
  name: string;
  description: string;
  /** SHA-256 of the secret; the secret itself is shown once. */
  secret_hash: string;
  /** pending | active | inactive | expired | deleted. */
  status: string;
  external_id: string;
  expires_at: string | null;
  /** The second secret of a renewed token, and its end. */
  renewed_hash: string | null;
  renewed_expires_at: string | null;
  /** JSON array of {id, object, granted}: the modules it is limited to; none means all. */
  permissions: string;
  /** JSON {id, name} of the integration it was made for. */
  extension: string;
  events: string;
  created_at: string;
  updated_at: string;
}

export interface AgreementTable {
  id: string;
  type: string;
  title: string;
  name: string;
  description: string;
  owner_id: string;
  parent_id: string | null;
  marketplace_id: string | null;
  /** The active version, or the newest where none is active. */
  version: number;
  /** 1 while a version is active: only then contracts are concluded. */
  active: Generated<number>;
  versions_made: Generated<number>;
  /** What products resold under it are sourced under: the owner's own distribution agreement, or one that it has a contract of. */
  sourcing_id: string | null;
  data: string;
  created_at: string;
  updated_at: string;
}

export type AgreementRow = Selectable<AgreementTable>;

export interface ContractRow {
  id: string;
  type: string;
  status: string;
  name: string;
  agreement_id: string;
  marketplace_id: string | null;
  /** The counterparty that enrolled: a vendor, or a reseller. */
  owner_id: string;
  issuer_id: string;
  version: number;
  note: string;
  /** JSON: what a contract says besides, for example when it was enrolled and by whom signed. */
  data: string;
  /** JSON: published event name -> {at, by}. */
  events: string;
  created_at: string;
  updated_at: string;
}

export interface ProductRow {
  id: string;
  name: string;
  status: string;
  owner_id: string;
  external_id: string;
  short_description: string;
  detailed_description: string;
  version: number;
  /** Counters for derived ids. */
  items_made: number;
  parameters_made: number;
  parts_made: number;
  capabilities: string;
  data: string;
  events: string;
  /** Random, new with every write of the product or of what belongs to it: a definition read under it may be kept. */
  revision: string;
  created_at: string;
  updated_at: string;
}

export interface ItemRow {
  id: string;
  product_id: string;
  local_id: string;
  mpn: string;
  name: string;
  description: string;
  status: string;
  /** reservation | ppu. */
  type: string;
  period: string;
  precision: string;
  unit: string;
  position: number;
  /** JSON of what no order reads: commitment, ui, end_of_sale_notes, external_id. */
  data: string;
  created_at: string;
  updated_at: string;
}

export interface ParameterRow {
  id: string;
  product_id: string;
  name: string;
  title: string;
  description: string;
  type: string;
  phase: string;
  scope: string;
  constraints: string;
  hint: string;
  placeholder: string;
  position: number;
  created_at: string;
  updated_at: string;
}

export interface TemplateRow {
  id: string;
  product_id: string;
  name: string;
  title: string;
  body: string;
  scope: string;
  type: string;
  position: number;
  created_at: string;
  updated_at: string;
}

export interface MarketplaceRow {
  id: string;
  owner_id: string;
  name: string;
  description: string;
  zone: string;
  currency: string;
  data: string;
  icon: string | null;
  created_at: string;
  updated_at: string;
}

export interface MarketplaceHubRow {
  id: string;
  marketplace_id: string;
  hub_id: string;
  external_id: string;
}

export interface HubRow {
  id: string;
  owner_id: string;
  name: string;
  description: string;
  instance_type: string;
  instance_id: string;
  created_at: string;
  updated_at: string;
}

export interface ConnectionRow {
  id: string;
  type: string;
  status: string;
  product_id: string;
  hub_id: string;
  vendor_id: string;
  provider_id: string;
  /** JSON {note, product_version_type}. */
  data: string;
  created_at: string;
  updated_at: string;
}

export interface ListingRow {
  id: string;
  status: string;
  contract_id: string;
  product_id: string;
  marketplace_id: string;
  vendor_id: string;
  provider_id: string;
  /** The listing of the seller above that it sells on; null where the vendor listed it. */
  source_id: string | null;
  /** JSON {lead_form}. */
  data: string;
  created_at: string;
  updated_at: string;
}

/** A vendor's wish to list, refresh or unlist a product on a distributor's marketplace. */
export interface ListingRequestRow {
  id: string;
  /** new | update | remove. */
  type: string;
  state: string;
  listing_id: string;
  product_id: string;
  product_version: number;
  contract_id: string;
  marketplace_id: string;
  vendor_id: string;
  provider_id: string;
  /** JSON {id, name}. */
  creator: string;
  assignee: string | null;
  note: string;
  /** Until then the distributor does not see it. */
  submitted_at: string | null;
  events: string;
  created_at: string;
  updated_at: string;
}

export interface TierAccountRow {
  id: string;
  /** active | decommissioned. */
  status: string;
  version: number;
  type: string;
  owner_id: string;
  hub_id: string | null;
  /** Where its data is kept: EU | US | JP | AU. */
  db: string;
  name: string;
  tax_id: string;
  external_id: string;
  external_uid: string;
  parent_id: string | null;
  contact_info: string;
  /** JSON array of customer | tier1 | tier2. */
  scopes: string;
  created_at: string;
  updated_at: string;
}

export interface TierAccountVersionRow {
  id: string;
  version: number;
  /** JSON of the row as it was. */
  data: string;
  created_at: string;
}

export interface CommerceTables {
  account: AccountRow;
  account_user: UserTable;
  token: TokenRow;
  agreement: AgreementTable;
  contract: ContractRow;
  product: ProductRow;
  item: ItemRow;
  parameter: ParameterRow;
  template: TemplateRow;
  marketplace: MarketplaceRow;
  marketplace_hub: MarketplaceHubRow;
  hub: HubRow;
  connection: ConnectionRow;
  listing: ListingRow;
  listing_request: ListingRequestRow;
  tier_account: TierAccountRow;
  tier_account_version: TierAccountVersionRow;
}
