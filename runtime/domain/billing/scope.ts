/** Who sees a billing request: what a seller bills is no business of the vendor's, nor of the other sellers of the chain. */
import { sql, type SqlBool } from 'kysely';
import type { Context } from '../../store/index.ts';
import { seenBySellers } from '../orders/index.ts';

export function billingScope(ctx: Context) {
  const parties = seenBySellers('asset_id')(ctx);
  return sql<SqlBool>`(provider_id = ${ctx.actor.accountId} or (billing_request.type = 'vendor' and ${parties}))`;
}
