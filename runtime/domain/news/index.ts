export { postLifecycle } from './posts.ts';
export { newsRoutes } from './routes.ts';
