/** The parts of the walk in the order they are made, each with objects of its own. */
import type { RunningHost } from '../host.ts';
import type { Walk } from '../walk.ts';
import { around } from './around.ts';
import { billing } from './billing.ts';
import { catalogue } from './catalogue.ts';
import { orders } from './orders.ts';
import { parties } from './parties.ts';
import { tiers } from './tiers.ts';
import { usage } from './usage.ts';

export type Part = (walk: Walk, host: RunningHost) => Promise<void>;

export const PARTS: Readonly<Record<string, Part>> = { parties, orders, tiers, catalogue, billing, around, usage };
