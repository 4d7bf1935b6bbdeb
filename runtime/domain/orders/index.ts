export { approve, confirm, discard, fail, inquire, leaveDraft, pend, revoke, schedule } from './commands.ts';
export { createRequest, type RequestInput } from './create.ts';
export { assets, requests } from './fields.ts';
export { requestLifecycle, REQUEST_KINDS, REQUEST_TYPES } from './lifecycle.ts';
export { orderRoutes } from './routes.ts';
export { requestSubject } from './subject.ts';
