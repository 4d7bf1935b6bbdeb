/** Rows of what belongs to accounts, users, agreements and partners. JSON columns are text; the domain parses them. */
import type { AccountRow, ContractRow } from './commerce.ts';

export interface GroupRow {
  id: string;
  account_id: string;
  name: string;
  description: string;
  color: string | null;
  external_id: string | null;
  revision: number;
  /** JSON array of {id, object, granted}. */
  permissions: string;
  events: string;
  created_at: string;
}

/** A user in a group. */
export interface GroupUserRow {
  id: string;
  group_id: string;
  /** JSON {at, by}. */
  added: string;
  added_at: string;
}

export interface MediaRow {
  id: string;
  account_id: string;
  name: string;
  position: number;
  /** image | video. */
  type: string;
  url: string | null;
  description: string;
  media_type: string;
  /** Base64. */
  content: string;
}

export interface UserContactRow {
  id: string;
  user_id: string;
  account_id: string;
  type: string;
  value: string;
  status: string;
  tags: string;
  events: string;
  created_at: string;
}

export interface UserSessionRow {
  id: string;
  user_id: string;
  account_id: string;
  status: string;
  host: string | null;
  location: string;
  device: string;
  events: string;
  created_at: string;
}

export interface NamedRow {
  id: string;
  name: string;
}

export interface FormRow {
  id: string;
  owner_id: string;
  name: string;
  /** enroll | product | item. */
  type: string;
  status: string;
  version: number;
  schema: string;
  events: string;
  created_at: string;
}

export interface FormVersionRow {
  id: string;
  form_id: string;
  version: number;
  name: string;
  type: string;
  schema: string;
  events: string;
  created_at: string;
}

export interface AgreementVersionRow {
  id: string;
  agreement_id: string;
  version: number;
  active: number;
  /** external | uploaded | none. */
  document_type: string;
  link: string | null;
  /** A data URL. */
  file: string | null;
  /** JSON {id, name}. */
  author: string;
  created_at: string;
}

/** Answers to a form of the contract's agreement. */
export interface ContractDataRow {
  id: string;
  contract_id: string;
  /** enroll | product | item. */
  type: string;
  product_id: string | null;
  item_id: string | null;
  data: string;
  form_version: string | null;
  created_at: string;
  updated_at: string;
}

export interface ProductGroupRow {
  id: string;
  owner_id: string;
  name: string;
  description: string;
  events: string;
  created_at: string;
  updated_at: string;
}

/** A view: an account that another has an open contract with. */
export interface PartnerRow {
  viewer_id: string;
  id: string;
  name: string;
  type: string;
  role: string;
  external_id: string;
  data: string;
  /** invited | active. */
  status: string;
  program: number;
  service: number;
  distribution: number;
  syndication: number;
  listings: number;
}

/** A view: what is listed under an agreement. */
export interface AgreementProductRow {
  id: string;
  agreement_id: string;
  name: string;
  status: string;
  short_description: string;
}

export interface PostRow {
  id: string;
  owner_id: string;
  name: string;
  external_id: string | null;
  audience: string;
  anonymous: number;
  title: string;
  subtitle: string;
  content: string;
  cover: string;
  /** draft | published | deleted. */
  status: string;
  version: number;
  events: string;
  created_at: string;
  updated_at: string;
}

export interface PostVersionRow {
  id: string;
  post_id: string;
  version: number;
  /** JSON of the post as it was. */
  data: string;
  created_at: string;
}

export interface PartyTables {
  account_group: GroupRow;
  group_user: GroupUserRow;
  account_media: MediaRow;
  user_contact: UserContactRow;
  user_setting: { user_id: string; key: string; value: string };
  user_session: UserSessionRow;
  module: NamedRow & { key: string };
  industry: NamedRow;
  country: NamedRow;
  form: FormRow;
  form_version: FormVersionRow;
  agreement_version: AgreementVersionRow;
  agreement_form: { agreement_id: string; place: string; form_id: string };
  agreement_marketplace: { id: string; agreement_id: string };
  contract_data: ContractDataRow;
  contract_version: ContractRow;
  product_group: ProductGroupRow;
  product_group_product: { id: string; group_id: string };
  agreement_product_group: { id: string; agreement_id: string };
  /** A view: products of the groups that an agreement covers. */
  agreement_resale: { agreement_id: string; product_id: string };
  agreement_product: AgreementProductRow;
  agreement_product_marketplace: NamedRow & { agreement_id: string; product_id: string };
  membership: AccountRow & { user_id: string };
  partner: PartnerRow;
  post: PostRow;
  post_version: PostVersionRow;
}
