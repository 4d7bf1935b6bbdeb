export { addPeriod, MONTHS } from './billing-cycle.ts';
export { orderJobs } from './clock.ts';
export { createRequest, type RequestInput } from './create.ts';
export { assets, requests } from './fields.ts';
export { requestLifecycle, REQUEST_KINDS } from './lifecycle.ts';
export { orderReactions } from './reactions.ts';
export { renderAssets } from './render.ts';
export { orderRoutes } from './routes.ts';
export { assetSubject, requestSubject } from './subject.ts';
