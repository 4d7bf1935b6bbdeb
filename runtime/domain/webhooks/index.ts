export { webhookSecret } from './commands.ts';
export { isOfProduct, kindOfEvent, TRIGGERED } from './kinds.ts';
export { webhookRoutes } from './routes.ts';
