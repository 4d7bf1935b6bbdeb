/** What the end of a contract does to what was listed under it. Orders under way are finished; new ones find no active contract. */
import type { ReactedEvent, Reaction } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { endListings } from './listings.ts';

export const marketplaceReactions: readonly Reaction[] = [
  {
    name: 'marketplaces.contract-end',
    on: ['contract_changed'],
    statuses: ['terminated'],
    run: (ctx: Context, event: ReactedEvent) => endListings(ctx, event.objectId),
  },
];
