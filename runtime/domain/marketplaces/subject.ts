/** Listing requests and listings as dispatch sees them: notices, answered with no decision of their own. */
import { visible, type Collection, type Subject } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { listingRequests, listings } from './fields.ts';

export const listingRequestSubject: Subject = {
  objectClass: 'listing_request',
  status: (object) => (object as { state: string }).state,
  async read(ctx, ids) {
    const rows = ctx.tx.selectFrom('listing_request').selectAll().where('id', 'in', ids);
    return rendered(ctx, listingRequests, await rows.where(() => visible(ctx, listingRequests)).execute());
  },
  decisions: {},
};

export const listingSubject: Subject = {
  objectClass: 'listing',
  status: (object) => (object as { status: string }).status,
  async read(ctx, ids) {
    const rows = ctx.tx.selectFrom('listing').selectAll().where('id', 'in', ids);
    return rendered(ctx, listings, await rows.where(() => visible(ctx, listings)).execute());
  },
  decisions: {},
};

async function rendered<Row extends { id: string }>(ctx: Context, collection: Collection<Row>, rows: Row[]): Promise<Map<string, object>> {
  const shown = await collection.render(ctx, rows, 'one');
  return new Map(rows.map((row, i) => [row.id, shown[i]!]));
}
