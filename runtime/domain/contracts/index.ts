export { createAgreement, createContract } from './commands.ts';
export { CONTRACT_TYPES, type ContractType } from './kinds.ts';
