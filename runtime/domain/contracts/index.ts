export { coverMarketplace, createAgreement, ownAgreement, requireMarketplace } from './agreements.ts';
export { createContract } from './commands.ts';
export { agreements, contracts } from './fields.ts';
export { createPartner } from './partners.ts';
export { contractLifecycles } from './lifecycle.ts';
export { contractRoutes } from './routes.ts';
export { contractSubject } from './subject.ts';
