export * from './context.ts';
export type { Dialect } from './dialect.ts';
export { openPglite } from './postgres.ts';
export { openStore, storeOn, type Store, type StoreOptions } from './store.ts';
export type * from './tables/index.ts';
export { HOP_LIMIT, newCorrelation } from './unit.ts';
