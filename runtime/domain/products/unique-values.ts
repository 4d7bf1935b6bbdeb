/**
 * Parameters with the constraint `unique`: no two living subscriptions of a product hold the same value. One row per
 * value held, so that the database itself keeps it true; the value is there as a digest, it may be a password.
 */
import { invalid, sha256 } from '../../base/index.ts';
import type { Context, StoredParam } from '../../store/index.ts';
import type { Definition } from './queries.ts';
import { plainValue, type ValueOwner } from './values.ts';

/** The owner holds exactly these values from now on. */
export async function holdUniqueValues(ctx: Context, owner: ValueOwner, definition: Definition, stored: readonly StoredParam[]): Promise<void> {
  const unique = definition.parameters.filter((p) => p.constraints.unique && p.scope === owner.scope);
  if (!unique.length) return;
  await releaseUniqueValues(ctx, owner.key);
  for (const parameter of unique) {
    const value = plainValue(ctx, owner.key, parameter, stored.find((s) => s.id === parameter.name)); // prettier-ignore
    if (value === '') continue;
    const row = { product_id: definition.product.id, parameter: parameter.name, digest: sha256(value), owner: owner.key };
    const held = await ctx.tx.insertInto('unique_value').values(row).onConflict((oc) => oc.doNothing()).returning('owner').executeTakeFirst(); // prettier-ignore
    if (!held) throw invalid(owner.field, `${parameter.name}: another subscription of ${definition.product.id} has this value already; it must be unique.`);
  }
}

export async function releaseUniqueValues(ctx: Context, ownerKey: string): Promise<void> {
  await ctx.tx.deleteFrom('unique_value').where('owner', '=', ownerKey).execute();
}
