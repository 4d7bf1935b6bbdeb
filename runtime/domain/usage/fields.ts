/** What the API lets see, query and sort of usage files. */
import { sql, type SqlBool } from 'kysely';
import { json, references, type Collection } from '../kit/index.ts';
import type { UsageFileRow } from '../../store/index.ts';
import { SHARED_STATUSES } from './lifecycle.ts';

export const usageFiles: Collection<UsageFileRow> = {
  table: 'usage_file',
  scope: ({ actor: { accountId: me } }) =>
    sql<SqlBool>`(status <> 'deleted' and (vendor_id = ${me} or (provider_id = ${me} and status in (${sql.join([...SHARED_STATUSES])}))))`,
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    status: { column: 'status', order: true },
    external_id: { column: 'external_id', search: true },
    currency: { column: 'currency' },
    schema: { column: 'schema' },
    'product.id': { column: 'product_id' },
    'product.name': { column: 'product_id', table: 'product', key: 'id', target: 'name', search: true },
    'contract.id': { column: 'contract_id' },
    'marketplace.id': { column: 'marketplace_id' },
    'vendor.id': { column: 'vendor_id' },
    'provider.id': { column: 'provider_id' },
    'period.from': { column: 'period_from', order: true },
    'period.to': { column: 'period_to', order: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['created_at', 'desc']],
  async render(ctx, rows) {
    const account = await references(ctx, 'account', rows.flatMap((r) => [r.vendor_id, r.provider_id])); // prettier-ignore
    const product = await references(ctx, 'product', rows.map((r) => r.product_id)); // prettier-ignore
    const contract = await references(ctx, 'contract', rows.map((r) => r.contract_id)); // prettier-ignore
    const marketplace = await references(ctx, 'marketplace', rows.flatMap((r) => r.marketplace_id || [])); // prettier-ignore
    return rows.map((row) => {
      const stats = json<{ uploaded: number }>(row.stats);
      return {
        id: row.id,
        name: row.name,
        status: row.status,
        schema: row.schema,
        environment: 'production',
        description: row.description,
        note: row.note,
        external_id: row.external_id,
        currency: row.currency,
        period: { from: row.period_from, to: row.period_to },
        product: product(row.product_id),
        contract: contract(row.contract_id),
        ...(row.marketplace_id ? { marketplace: marketplace(row.marketplace_id) } : {}),
        vendor: account(row.vendor_id),
        provider: account(row.provider_id),
        acceptance_note: row.acceptance_note,
        rejection_note: row.rejection_note,
        error_detail: row.error_detail,
        stats,
        usage_file_uri: stats.uploaded > 0 ? `/public/v1/usage/files/${row.id}/content` : null,
        events: json(row.events),
      };
    });
  },
};
