export { usageFileLifecycle, usageFileSubject, usageRoutes } from './files.ts';
