/** Who may see a product besides its vendor. */
import { sql, type SqlBool } from 'kysely';

/**
 * Of public products: a provider who lists it, or who has a contract with its vendor. Other vendors never. The tables
 * belong to other modules; tenancy has to name them, no rule is read from them.
 */
export const sold = (me: string) => sql<SqlBool>`(product.status in ('published', 'endofsale') and (
  exists (select 1 from listing where listing.product_id = product.id and listing.provider_id = ${me})
  or exists (select 1 from contract where contract.owner_id = product.owner_id and contract.issuer_id = ${me} and contract.status = 'active')))`;
