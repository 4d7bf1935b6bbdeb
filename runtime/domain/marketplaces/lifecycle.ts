/** The published states and moves of listing requests (platform-api.md section 13), and what they make of their listing. */
import type { Lifecycle } from '../../base/index.ts';

export type ListingRequestState = 'draft' | 'reviewing' | 'deploying' | 'completed' | 'canceled';
export type ListingRequestAction = 'submit' | 'refine' | 'deploy' | 'complete' | 'cancel';
export type ListingParty = 'vendor' | 'distributor' | 'reseller';

const SELLER = ['distributor', 'reseller'] as const;

// prettier-ignore
export const listingRequestLifecycle = {
  name: 'listing request',
  initial: ['draft', 'reviewing'],
  final: ['completed', 'canceled'],
  transitions: [
    { on: 'submit',   from: ['draft'],     to: 'reviewing', by: ['vendor'],            rule: 'listing-request/3' },
    { on: 'refine',   from: ['reviewing'], to: 'draft',     by: SELLER },
    { on: 'deploy',   from: ['reviewing'], to: 'deploying', by: SELLER,                rule: 'listing-request/4' },
    { on: 'complete', from: ['deploying'], to: 'completed', by: SELLER,                rule: 'listing-request/5' },
    { on: 'cancel',   from: ['draft'],     to: 'canceled',  by: ['vendor'],            rule: 'listing-request/2' },
    { on: 'cancel',   from: ['reviewing'], to: 'canceled',  by: ['vendor', ...SELLER], rule: 'listing-request/7' },
    { on: 'cancel',   from: ['deploying'], to: 'canceled',  by: SELLER,                rule: 'listing-request/6' },
  ],
} as const satisfies Lifecycle<ListingRequestState, ListingRequestAction, ListingParty>;

/** Request type -> the listing it needs, what completing it makes of it, and the event beside the general one. */
// prettier-ignore
export const LISTING_REQUEST_TYPES = {
  new:    { needs: 'unlisted', listing: 'listed',   event: 'listing_new_request_processing' },
  update: { needs: 'listed',   listing: 'listed',   event: undefined },
  remove: { needs: 'listed',   listing: 'unlisted', event: 'listing_remove_request_processing' },
} as const;

export type ListingRequestType = keyof typeof LISTING_REQUEST_TYPES;
