export { Dispatcher, type DispatcherOptions, type Worker } from './dispatcher.ts';
export type { Claimant } from './claim.ts';
export type { Held } from './leases.ts';
export type { PlatformPort } from './calls.ts';
export { installationActor } from './frames.ts';
export { RESCHEDULES_MAX } from './retry.ts';
export { eventRoutes } from './events.ts';
export { WebhookSender } from './webhooks.ts';
export { taskRoutes } from './routes.ts';
