export { createTierAccount, resolveTier, type TierInput, type TierScope } from './commands.ts';
