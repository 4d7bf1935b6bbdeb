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

/** Products are listed while none has a level of tier configurations: it is described as text out of a list of numbers, which no answer fits. */
export const PARTS: Readonly<Record<string, Part>> = { parties, orders, catalogue, tiers, billing, around, usage };
