export { tierConfigJobs } from './clock.ts';
export { configRequests } from './fields.ts';
export { configRequestLifecycle } from './lifecycle.ts';
export { tierConfigRoutes } from './routes.ts';
export { setUpTiers, type TierNeeds } from './setup.ts';
export { tierConfigRequestSubject } from './subject.ts';
