export { createAgreement, createContract } from './commands.ts';
export { contractLifecycle, contractRoutes, contractSubject } from './contracts.ts';
