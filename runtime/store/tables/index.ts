import type { AroundTables } from './around.ts';
import type { BillingTables } from './billing.ts';
import type { CatalogueTables } from './catalogue.ts';
import type { CommerceTables } from './commerce.ts';
import type { CoreTables } from './core.ts';
import type { OrderTables } from './orders.ts';
import type { PartyTables } from './parties.ts';
import type { RegistryTables } from './registry.ts';
import type { TierTables } from './tiers.ts';
import type { UsageTables } from './usage.ts';

export type * from './around.ts';
export type * from './billing.ts';
export type * from './catalogue.ts';
export type * from './commerce.ts';
export type * from './core.ts';
export type * from './orders.ts';
export type * from './parties.ts';
export type * from './registry.ts';
export type * from './tiers.ts';
export type * from './usage.ts';

export interface Tables
  extends CoreTables, CatalogueTables, CommerceTables, OrderTables, PartyTables, RegistryTables, TierTables, BillingTables, AroundTables, UsageTables {}
