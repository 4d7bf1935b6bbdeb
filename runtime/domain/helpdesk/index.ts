export { helpdeskJobs } from './commands.ts';
export { cases } from './fields.ts';
export { caseLifecycle } from './lifecycle.ts';
export { helpdeskRoutes } from './routes.ts';
export { caseSubject } from './subject.ts';
