export { authenticate, createAccount, createToken, ACCOUNT_ROLES, type AccountRole } from './commands.ts';
