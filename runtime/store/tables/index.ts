import type { CommerceTables } from './commerce.ts';
import type { CoreTables } from './core.ts';
import type { OrderTables } from './orders.ts';
import type { RegistryTables } from './registry.ts';
import type { UsageTables } from './usage.ts';

export type * from './commerce.ts';
export type * from './core.ts';
export type * from './orders.ts';
export type * from './registry.ts';
export type * from './usage.ts';

export interface Tables extends CoreTables, CommerceTables, OrderTables, RegistryTables, UsageTables {}
