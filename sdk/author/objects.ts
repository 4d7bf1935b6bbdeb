/** The objects handlers receive, in the published REST shapes (platform-api.md sections 6, 7, 13, 17, 20). */
import type { ObjectClass } from '../contract/events.ts';

export interface Reference {
  id: string;
  name?: string;
}

export interface Param {
  /** The symbolic name, not the PRM id. */
  id: string;
  name: string;
  title: string;
  type: string;
  phase: 'ordering' | 'fulfillment' | 'configuration';
  scope: string;
  value: string;
  structured_value?: Record<string, unknown>;
  value_error: string;
  constraints: { required: boolean; hidden?: boolean; unique?: boolean };
}

export interface AssetItem {
  /** The local id: `PRD_276_377_545_0001`. */
  id: string;
  global_id: string;
  mpn: string;
  display_name: string;
  /** Decimal text or `unlimited`. */
  quantity: string;
  old_quantity: string;
  item_type: string;
  period: string;
  type: string;
}

export interface Tier {
  id?: string;
  name?: string;
  external_id?: string;
  external_uid?: string;
  contact_info?: Record<string, unknown>;
}

export interface Asset {
  id: string;
  status: string;
  external_id: string;
  external_uid: string;
  product: Reference;
  connection: Reference & { type: string; provider: Reference; vendor: Reference; hub: Reference };
  items: AssetItem[];
  params: Param[];
  tiers: { customer: Tier; tier1: Tier; tier2: Tier };
  marketplace: Reference;
  contract: Reference;
}

export interface Request {
  id: string;
  type: 'purchase' | 'change' | 'suspend' | 'resume' | 'cancel' | 'adjustment' | 'renew' | 'transfer';
  status: string;
  note: string;
  reason: string;
  asset: Asset;
  marketplace: Reference;
  contract: Reference;
  planned_date: string | null;
}

export interface UsageFile {
  id: string;
  name: string;
  status: string;
  schema: string;
  product: Reference;
  contract: Reference;
  period: { from: string; to: string };
  currency: string;
  stats: Record<string, number>;
}

export interface Contract {
  id: string;
  name: string;
  type: string;
  status: string;
  agreement: Reference;
  marketplace?: Reference;
  owner: Reference;
  issuer: Reference;
}

export interface ScheduleRun {
  id: string;
  name: string;
  due: string;
}

/** Somebody pressed a button of a product. */
export interface ProductAction {
  /** The product's id. */
  id: string;
  product: Reference;
  /** The verb that the vendor gave the action. */
  action: string;
  name: string;
  /** What it was pressed for. */
  asset?: Reference;
  tier_config?: Reference;
  /** Who pressed it. */
  account: Reference;
}

/** Somebody called an event that the vendor made up: `POST /products/{id}/custom-events/{name}`. */
export interface CustomEvent {
  /** The product's id. */
  id: string;
  product: Reference;
  name: string;
  /** The body of the call. */
  data: unknown;
  account: Reference;
}

export type GenericObject = { id: string; status?: string } & Record<string, unknown>;

/** Object class -> the shape a handler of its events receives. */
export interface ObjectShapes extends Record<ObjectClass, unknown> {
  request: Request;
  asset: Asset;
  usage_file: UsageFile;
  contract: Contract;
  schedule: ScheduleRun;
  product_action: ProductAction;
  custom_event: CustomEvent;
  tier_config_request: GenericObject;
  tier_account_request: GenericObject;
  usage_chunk: GenericObject;
  listing_request: GenericObject;
  listing: GenericObject;
  product: GenericObject;
  installation: GenericObject;
  case: GenericObject;
}
