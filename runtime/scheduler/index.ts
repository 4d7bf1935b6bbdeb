export { createScheduler, type Scheduler } from './scheduler.ts';
export { scheduleSubject } from './subject.ts';
