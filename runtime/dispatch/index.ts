export { Dispatcher, type Worker } from './dispatcher.ts';
export type { Held } from './leases.ts';
export type { PlatformPort } from './calls.ts';
export { installationActor } from './frames.ts';
export { taskRoutes } from './routes.ts';
