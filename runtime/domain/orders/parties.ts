/** Who sees an order, and who of them may write: its vendor, its provider, and for reading only the sellers between the two. */
import { sql, type SqlBool } from 'kysely';
import { PlatformError } from '../../base/index.ts';
import { inParts } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';

interface Traded {
  id: string;
  provider_id: string;
}

/**
 * A vendor sells nothing and a seller makes nothing, so each role looks at one column, and its index holds what is asked.
 * Sellers that others sell on from are distributors; nobody else pays for the look-up. `asset` is the column that names the asset.
 */
export const seenBySellers = (asset: 'id' | 'asset_id') =>
  inParts(({ actor: { accountId: me, role } }: Context) => {
    if (role === 'vendor') return [sql<SqlBool>`vendor_id = ${me}`];
    const own = sql<SqlBool>`provider_id = ${me}`;
    if (role !== 'distributor') return [own];
    const soldOn = sql`select asset_seller.id from asset_seller where asset_seller.account_id = ${me}`;
    return [own, sql<SqlBool>`${sql.ref(asset)} in (${soldOn}) and provider_id <> ${me}`];
  });

/** Whether it was sold through the caller, by somebody else. */
export const onlyReads = ({ actor }: Context, row: Traded) => actor.role === 'distributor' && row.provider_id !== actor.accountId;

export function requireParty(ctx: Context, row: Traded): void {
  if (onlyReads(ctx, row)) throw new PlatformError('forbidden', `${row.id} belongs to ${row.provider_id}; a seller that it is sold through only reads it.`);
}
