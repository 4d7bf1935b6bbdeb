/** Who may see a product besides its vendor. */
import { sql, type SqlBool } from 'kysely';

/**
 * Of public products: a provider who lists it, who has a contract with its vendor, or who may resell it. Other vendors never. The
 * tables belong to other modules; tenancy has to name them, no rule is read from them.
 */
export const sold = (me: string) => sql<SqlBool>`(product.status in ('published', 'endofsale') and (
  exists (select 1 from listing where listing.product_id = product.id and listing.provider_id = ${me})
  or exists (select 1 from contract where contract.owner_id = product.owner_id and contract.issuer_id = ${me} and contract.status = 'active')
  or ${resold(me)}))`;

/** Covered by an agreement of which the account has an active contract. */
export const resold = (me: string) => sql<SqlBool>`exists (
  select 1 from contract join agreement_resale on agreement_resale.agreement_id = contract.agreement_id
  where contract.owner_id = ${me} and contract.status = 'active' and agreement_resale.product_id = product.id)`;
