export { tierRoutes } from './routes.ts';
export { resolveTier, type TierInput, type TierScope } from './commands.ts';
