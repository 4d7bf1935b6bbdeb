export { accountJobs } from './clock.ts';
export { ACCOUNT_ROLES, createAccount, type AccountInput, type AccountRole } from './commands.ts';
export { accounts } from './fields.ts';
export { tokenLifecycle, userLifecycle } from './lifecycle.ts';
export { sessionLifecycle } from './people.ts';
export { AccountBody, accountRoutes } from './routes.ts';
export { authenticate, createToken } from './tokens.ts';
export { inviteUser, moveUser } from './users.ts';
