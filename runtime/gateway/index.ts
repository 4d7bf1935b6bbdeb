export { createGateway, RUNNER_PATH, type Gateway } from './server.ts';
export { type SessionLimits } from './session.ts';
