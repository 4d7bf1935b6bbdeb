export { authenticate, createAccount, createToken, type AccountRole } from './commands.ts';
export { accountRoutes } from './routes.ts';
