/** The five ways of trading. */
import type { Trade } from '../trade.ts';
import { directManyToOne } from './direct-many-1.ts';
import { directOneToMany } from './direct-1-many.ts';
import { directOneToOne } from './direct-1-1.ts';
import { syndicationOneToMany } from './syndication-1-many.ts';
import { syndicationOneToOne } from './syndication-1-1.ts';

export interface Way {
  title: string;
  walk(trade: Trade): Promise<void>;
}

// prettier-ignore
export const WAYS: Readonly<Record<string, Way>> = {
  'direct-1-1':         { title: 'one vendor, one distributor',                            walk: directOneToOne },
  'direct-1-many':      { title: 'one vendor, several distributors',                       walk: directOneToMany },
  'direct-many-1':      { title: 'several vendors, one distributor',                       walk: directManyToOne },
  'syndication-1-1':    { title: 'one vendor, one distributor, one reseller',              walk: syndicationOneToOne },
  'syndication-1-many': { title: 'one vendor, one distributor, several who sell it on',    walk: syndicationOneToMany },
};
