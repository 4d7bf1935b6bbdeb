export { marketplaceRoutes } from './routes.ts';
export { bindHub, createConnection, createHub, createListing, createMarketplace } from './commands.ts';
export { resolveSalesRoute, type SalesRoute } from './queries.ts';
