/** Products as dispatch sees them. A deleted one is told to its vendor only, as an id, a name and a status. */
import { showMany, type Subject } from '../kit/index.ts';
import { products } from './fields.ts';

export const productSubject: Subject = {
  objectClass: 'product',
  status: (object) => (object as { status: string }).status,
  async read(ctx, ids) {
    const found = await showMany(ctx, products, ids);
    const deleted = await ctx.tx
      .selectFrom('product')
      .select(['id', 'name', 'status'])
      .where('id', 'in', ids)
      .where('status', '=', 'deleted')
      .where('owner_id', '=', ctx.actor.accountId)
      .execute();
    for (const row of deleted) found.set(row.id, row);
    return found;
  },
  decisions: {},
};
