/** Listing requests and listings as dispatch sees them: notices, answered with no decision of their own. */
import { showMany, type Subject } from '../kit/index.ts';
import { listingRequests, listings } from './fields.ts';

export const listingRequestSubject: Subject = {
  objectClass: 'listing_request',
  status: (object) => (object as { state: string }).state,
  read: (ctx, ids) => showMany(ctx, listingRequests, ids),
  decisions: {},
};

export const listingSubject: Subject = {
  objectClass: 'listing',
  status: (object) => (object as { status: string }).status,
  read: (ctx, ids) => showMany(ctx, listings, ids),
  decisions: {},
};
