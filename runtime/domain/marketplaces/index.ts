export { bindHub, createHub, createMarketplace } from './commands.ts';
export { createConnection } from './connections.ts';
export { listingRequests, listings } from './fields.ts';
export { listingRequestLifecycle } from './lifecycle.ts';
export { createListing } from './listings.ts';
export { resolveSalesRoute, type SalesRoute } from './queries.ts';
export { marketplaceReactions } from './reactions.ts';
export { marketplaceRoutes } from './routes.ts';
export { listingRequestSubject, listingSubject } from './subject.ts';
