/** Who sees an order, and who of them may write: its vendor, its provider, and for reading only the sellers between the two. */
import { sql, type SqlBool } from 'kysely';
import { PlatformError } from '../../base/index.ts';
import type { Context } from '../../store/index.ts';

interface Traded {
  id: string;
  provider_id: string;
}

/** Sellers that others sell on from are distributors; nobody else pays for the look-up. `asset` is the column that names the asset. */
export const seenBySellers =
  (asset: 'id' | 'asset_id') =>
  ({ actor: { accountId: me, role } }: Context) => {
    const below =
      role === 'distributor' ? sql` or ${sql.ref(asset)} in (select asset_seller.id from asset_seller where asset_seller.account_id = ${me})` : sql``;
    return sql<SqlBool>`(vendor_id = ${me} or provider_id = ${me}${below})`;
  };

/** Whether it was sold through the caller, by somebody else. */
export const onlyReads = ({ actor }: Context, row: Traded) => actor.role === 'distributor' && row.provider_id !== actor.accountId;

export function requireParty(ctx: Context, row: Traded): void {
  if (onlyReads(ctx, row)) throw new PlatformError('forbidden', `${row.id} belongs to ${row.provider_id}; a seller that it is sold through only reads it.`);
}
