export { insertMany } from './bulk.ts';
export * from './context.ts';
export type { Dialect } from './dialect.ts';
export { holdFile } from './file-lock.ts';
export { openPglite, openPostgres } from './postgres.ts';
export { openSqlite } from './sqlite.ts';
export { openStore, storeOn, type Engine, type Store, type StoreOptions } from './store.ts';
export type * from './tables/index.ts';
export { HOP_LIMIT, LOOP_DETECTED, newCorrelation } from './unit.ts';
