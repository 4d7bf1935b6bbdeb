/** What a webhook can be about: the published classes with the events behind them, and the published types. */

interface WebhookKind {
  /** Class of the events. */
  objectClass: string;
  /** Where a change is told by two events, the one that counts. */
  only?: string;
  /** Where the object's JSON names its product; nothing for what belongs to no product. */
  product?: readonly string[];
}

// prettier-ignore
const WEBHOOK_KINDS: Readonly<Record<string, WebhookKind>> = {
  fulfillment_request:  { objectClass: 'request',              product: ['asset', 'product', 'id'] },
  tier_config_request:  { objectClass: 'tier_config_request',  product: ['configuration', 'product', 'id'] },
  tier_account_request: { objectClass: 'tier_account_request' },
  listing_request:      { objectClass: 'listing_request',      product: ['product', 'id'], only: 'listing_request_processing' },
  billing_request:      { objectClass: 'billing_request',      product: ['asset', 'product', 'id'] },
  usage_file:           { objectClass: 'usage_file',           product: ['product', 'id'] },
};

export const OBJECT_CLASSES = Object.keys(WEBHOOK_KINDS);

/** `event` is the poke after a change; the others validate before one. */
export const WEBHOOK_TYPES = [
  ...['event', 'validator', 'inquiring_validator', 'change_validator', 'change_inquiring_validator', 'renew_validator', 'renew_inquiring_validator'],
  ...['transfer_validator', 'transfer_inquiring_validator', 'draft_tcr_t1_val', 'draft_tcr_t2_val', 'tcr_setup_t1_inq_val', 'tcr_setup_t2_inq_val'],
  ...['tcr_update_t1_validator', 'tcr_update_t2_validator', 'tcr_update_t1_inq_val', 'tcr_update_t2_inq_val'],
];

/** The event that pokes a webhook by hand. */
export const TRIGGERED = 'webhook_triggered';

/** The published class an event pokes, if any. */
export function kindOfEvent(event: { object_class: string; type: string }): string | undefined {
  return OBJECT_CLASSES.find((name) => {
    const { objectClass, only } = WEBHOOK_KINDS[name]!;
    return objectClass === event.object_class && (only === undefined || only === event.type);
  });
}

/** Whether the object is of the webhook's product. */
export function isOfProduct(kind: string, object: unknown, productId: string): boolean {
  const path = WEBHOOK_KINDS[kind]!.product;
  if (!path) return true;
  return path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], object) === productId;
}
