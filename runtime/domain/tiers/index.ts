export { resolveTier, type TierInput, type TierScope } from './commands.ts';
export { tierRoutes } from './routes.ts';
