export { createGateway, RUNNER_PATH, type Gateway } from './server.ts';
export { CREDITS_MAX } from './session.ts';
