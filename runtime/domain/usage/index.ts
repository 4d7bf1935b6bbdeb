export { usageFiles } from './fields.ts';
export { usageFileLifecycle } from './lifecycle.ts';
export { usageRoutes } from './routes.ts';
export { usageFileSubject } from './subject.ts';
