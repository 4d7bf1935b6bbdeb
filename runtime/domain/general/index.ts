export { granted, permits, type Permission } from './modules.ts';
export { generalRoutes } from './routes.ts';
