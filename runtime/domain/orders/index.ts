export { orderJobs } from './clock.ts';
export { createRequest, type RequestInput } from './create.ts';
export { assets, requests } from './fields.ts';
export { requestLifecycle, REQUEST_KINDS } from './lifecycle.ts';
export { orderRoutes } from './routes.ts';
export { requestSubject } from './subject.ts';
