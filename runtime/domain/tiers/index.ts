export { resolveTier, showToVendor, type TierInput, type TierScope } from './commands.ts';
export { accountRequestLifecycle, tierAccountRequestSubject } from './account-requests.ts';
export { renderTierAccounts } from './fields.ts';
export { tierRoutes } from './routes.ts';
