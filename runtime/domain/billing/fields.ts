/** The collections below /subscriptions: the same assets seen for billing, and billing requests. */
import type { Fields } from '../../rql/index.ts';
import type { Collection } from '../kit/index.ts';
import { seenBySellers } from '../orders/index.ts';
import type { AssetRow, BillingRequestRow } from '../../store/index.ts';
import { renderBillingRequests, renderSubscriptions } from './render.ts';
import { billingScope } from './scope.ts';

const named = (column: string, table: string) => ({ column, table, key: 'id', target: 'name' });

/** What both know of an asset, below a prefix. */
const parties = (prefix: string): Fields => ({
  [`${prefix}product.id`]: { column: 'product_id' },
  [`${prefix}product.name`]: { ...named('product_id', 'product'), order: true },
  [`${prefix}connection.id`]: { column: 'connection_id' },
  [`${prefix}connection.type`]: { column: 'connection_id', table: 'connection', key: 'id', target: 'type' },
  [`${prefix}connection.provider.id`]: { column: 'provider_id' },
  [`${prefix}connection.provider.name`]: named('provider_id', 'account'),
  [`${prefix}connection.vendor.id`]: { column: 'vendor_id' },
  [`${prefix}connection.vendor.name`]: named('vendor_id', 'account'),
  [`${prefix}connection.hub.id`]: { column: 'hub_id' },
  [`${prefix}connection.hub.name`]: named('hub_id', 'hub'),
  [`${prefix}marketplace.id`]: { column: 'marketplace_id' },
  [`${prefix}marketplace.name`]: { ...named('marketplace_id', 'marketplace'), order: true },
  [`${prefix}contract.id`]: { column: 'contract_id' },
});
const ofAsset = (target: string) => ({ column: 'asset_id', table: 'asset', key: 'id', target });

export const subscriptions: Collection<AssetRow> = {
  table: 'asset',
  scope: seenBySellers('id'),
  fields: {
    id: { column: 'id', order: true },
    status: { column: 'status' },
    external_id: { column: 'external_id' },
    external_uid: { column: 'external_uid' },
    'billing.next_date': { column: 'next_date', type: 'time', order: true },
    'billing.period.uom': { column: 'billing_uom' },
    'params.id': { column: 'params', each: [], path: ['id'] },
    'params.name': { column: 'params', each: [], path: ['id'] },
    'params.value': { column: 'params', each: [], path: ['value'] },
    'tiers.customer.id': { column: 'tiers', path: ['customer'] },
    'tiers.tier1.id': { column: 'tiers', path: ['tier1'] },
    'tiers.tier2.id': { column: 'tiers', path: ['tier2'] },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time' },
    ...parties(''),
  },
  order: [['created_at', 'desc']],
  hidden: ['template', 'pending_request'],
  render: renderSubscriptions,
};

export const billingRequests: Collection<BillingRequestRow> = {
  table: 'billing_request',
  scope: billingScope,
  fields: {
    id: { column: 'id' },
    type: { column: 'type' },
    'period.from': { column: 'period_from', type: 'time' },
    'period.to': { column: 'period_to', type: 'time' },
    'period.uom': { column: 'period_uom' },
    'asset.id': { column: 'asset_id' },
    'asset.external_id': ofAsset('external_id'),
    'asset.external_uid': ofAsset('external_uid'),
    'asset.billing.next_date': { ...ofAsset('next_date'), type: 'time' },
    'asset.billing.period.uom': ofAsset('billing_uom'),
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
    ...parties('asset.'),
  },
  order: [['created_at', 'desc']],
  render: renderBillingRequests,
};
