export { ACCOUNT_ROLES, createAccount, type AccountInput, type AccountRole } from './commands.ts';
export { accounts } from './fields.ts';
export { tokenLifecycle, userLifecycle } from './lifecycle.ts';
export { AccountBody, accountRoutes } from './routes.ts';
export { authenticate, createToken } from './tokens.ts';
