/**
 * The ordered list of schema changes. A migration is applied once, in a transaction of its own, under a lock: when two
 * hosts start together the second waits, sees the work done and goes on. Applied ones are never edited.
 */
import type { Dialect } from '../dialect.ts';
import { core } from './0001-core.ts';
import { commerce } from './0002-commerce.ts';
import { orders } from './0003-orders.ts';
import { registry } from './0004-registry.ts';
import { dispatch } from './0005-dispatch.ts';
import { catalogue } from './0006-catalogue.ts';
import { parties } from './0007-parties.ts';
import { reactions } from './0008-reactions.ts';
import { calls } from './0009-calls.ts';
import { growth } from './0010-growth.ts';
import { usage } from './0010-usage.ts';
import { around } from './0011-around.ts';
import { uniqueValues } from './0012-orders.ts';
import { tiers } from './0013-tiers.ts';
import { partiesWhole } from './0014-parties2.ts';
import { catalogue2 } from './0015-catalogue2.ts';
import { billing } from './0016-billing.ts';
import { lists } from './0017-lists.ts';
import { told } from './0018-told.ts';
import { walls } from './0019-walls.ts';
import { resale } from './0020-resale.ts';
import { region } from './0021-region.ts';
import { delivery } from './0022-delivery.ts';
import { operate } from './0024-operate.ts';
import { trace } from './0025-trace.ts';
import { recordings } from './0026-recordings.ts';
import { ordering } from './0027-ordering.ts';

export interface Migration {
  readonly name: string;
  up(dialect: Dialect): string[];
}

export const MIGRATIONS: readonly Migration[] = [
  core,
  commerce,
  orders,
  registry,
  dispatch,
  catalogue,
  parties,
  reactions,
  calls,
  growth,
  usage,
  around,
  uniqueValues,
  tiers,
  partiesWhole,
  catalogue2,
  billing,
  lists,
  told,
  walls,
  resale,
  region,
  delivery,
  operate,
  trace,
  recordings,
  ordering,
];
