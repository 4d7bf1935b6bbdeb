export { createAgreement } from './agreements.ts';
export { createContract } from './commands.ts';
export { contracts } from './fields.ts';
export { contractLifecycles } from './lifecycle.ts';
export { contractRoutes } from './routes.ts';
export { contractSubject } from './subject.ts';
