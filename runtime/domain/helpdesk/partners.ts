/** Who may ask whom for help: accounts with an active contract between them. */
import type { Context } from '../../store/index.ts';

export async function isPartner(ctx: Context, other: string): Promise<boolean> {
  const me = ctx.actor.accountId;
  const found = await ctx.tx
    .selectFrom('contract')
    .select('id')
    .where('status', '=', 'active')
    .where((eb) => eb.or([eb.and([eb('owner_id', '=', me), eb('issuer_id', '=', other)]), eb.and([eb('owner_id', '=', other), eb('issuer_id', '=', me)])]))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
