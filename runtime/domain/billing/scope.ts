/** Who sees a billing request: what a seller bills is no business of the vendor's, nor of the other sellers of the chain. */
import { sql, type SqlBool } from 'kysely';
import { inParts } from '../kit/index.ts';
import { seenBySellers } from '../orders/index.ts';

export const billingScope = inParts((ctx) => {
  const me = ctx.actor.accountId;
  return [
    sql<SqlBool>`billing_request.provider_id = ${me}`,
    ...seenBySellers('asset_id')
      .parts(ctx)
      .map((part) => sql<SqlBool>`${part} and billing_request.provider_id <> ${me} and billing_request.type = 'vendor'`),
  ];
});
