export { billingJobs } from './clock.ts';
export { billingRoutes } from './routes.ts';
export { billingRequestSubject } from './subject.ts';
