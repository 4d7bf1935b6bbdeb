/** What the API lets see, query and sort of tier accounts. */
import { sql, type SqlBool } from 'kysely';
import { publicTime } from '../../base/index.ts';
import { json, references, type Collection } from '../kit/index.ts';
import type { Context, TierAccountRow } from '../../store/index.ts';

const SLOTS = ['customer', 'tier1', 'tier2'] as const;

/** The distributor's own; a vendor's are the ones in its orders. Assets belong to a higher module: tenancy has to name them. */
function scope(ctx: Context) {
  const me = ctx.actor.accountId;
  const slots = SLOTS.map((slot) => sql`${ctx.dialect.jsonText(sql.ref('asset.tiers'), [slot])}`);
  const ordered = slots.map((slot) => sql`select ${slot} from asset where asset.vendor_id = ${me} and asset.status <> 'draft' and ${slot} is not null`);
  return sql<SqlBool>`(tier_account.owner_id = ${me} or tier_account.id in (${sql.join(ordered, sql` union `)}))`;
}

export const tierAccounts: Collection<TierAccountRow> = {
  table: 'tier_account',
  scope,
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    status: { column: 'status' },
    type: { column: 'type' },
    tax_id: { column: 'tax_id' },
    external_id: { column: 'external_id', search: true },
    external_uid: { column: 'external_uid' },
    scopes: { column: 'scopes', each: [], path: [] },
    db: { column: 'db', order: true },
    'parent.id': { column: 'parent_id' },
    'owner.id': { column: 'owner_id' },
    'hub.id': { column: 'hub_id' },
    'contact_info.country': { column: 'contact_info', path: ['country'] },
    'contact_info.contact.email': { column: 'contact_info', path: ['contact', 'email'] },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  render: renderTierAccounts,
};

export async function renderTierAccounts(ctx: Context, rows: TierAccountRow[]): Promise<object[]> {
  const account = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
  const hub = await references(ctx, 'hub', rows.flatMap((r) => r.hub_id ?? [])); // prettier-ignore
  const parent = await references(ctx, 'tier_account', rows.flatMap((r) => r.parent_id ?? [])); // prettier-ignore
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    status: row.status,
    environment: 'production',
    type: row.type,
    db: row.db,
    name: row.name,
    tax_id: row.tax_id,
    external_id: row.external_id,
    external_uid: row.external_uid,
    parent: row.parent_id ? parent(row.parent_id) : {},
    owner: account(row.owner_id),
    ...(row.hub_id ? { hub: hub(row.hub_id) } : {}),
    scopes: json(row.scopes),
    contact_info: json(row.contact_info),
    events: {
      created: { at: publicTime(row.created_at) },
      updated: { at: publicTime(row.updated_at) },
      ...(row.status === 'decommissioned' ? { decommissioned: { at: publicTime(row.updated_at) } } : {}),
    },
  }));
}
