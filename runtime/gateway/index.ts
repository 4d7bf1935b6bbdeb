export { createGateway, RUNNER_PATH, type Gateway } from './server.ts';
export { CREDITS_MAX, SESSION_LIMITS, type SessionLimits } from './session.ts';
