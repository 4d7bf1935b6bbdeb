/** The collections of requests and assets: who sees which rows, and what RQL may filter and sort by. */
import type { Fields } from '../../rql/index.ts';
import type { Collection } from '../kit/index.ts';
import type { AssetRow, RequestRow } from '../../store/index.ts';
import { seenBySellers } from './parties.ts';
import { renderAssets, renderRequests } from './render.ts';

/** Shared by both collections below different prefixes. */
const parties = (prefix: string): Fields => ({
  [`${prefix}product.id`]: { column: 'product_id', order: true },
  [`${prefix}product.name`]: { column: 'product_id', table: 'product', key: 'id', target: 'name', search: true },
  [`${prefix}connection.id`]: { column: 'connection_id' },
  [`${prefix}connection.type`]: { column: 'connection_id', table: 'connection', key: 'id', target: 'type' },
  [`${prefix}connection.provider.id`]: { column: 'provider_id' },
  [`${prefix}connection.provider.name`]: { column: 'provider_id', table: 'account', key: 'id', target: 'name', search: true },
  [`${prefix}connection.vendor.id`]: { column: 'vendor_id' },
  [`${prefix}connection.vendor.name`]: { column: 'vendor_id', table: 'account', key: 'id', target: 'name', search: true },
  [`${prefix}connection.hub.id`]: { column: 'hub_id' },
  [`${prefix}connection.hub.name`]: { column: 'hub_id', table: 'hub', key: 'id', target: 'name', search: true },
});

export const requests: Collection<RequestRow> = {
  table: 'request',
  scope: seenBySellers('asset_id'),
  fields: {
    id: { column: 'id', order: true, search: true },
    type: { column: 'type', order: true },
    status: { column: 'status', order: true },
    created: { column: 'created_at', type: 'time', order: true },
    updated: { column: 'updated_at', type: 'time', order: true },
    planned_date: { column: 'planned_date', type: 'time', order: true },
    effective_date: { column: 'effective_date', type: 'time', order: true },
    note: { column: 'note' },
    reason: { column: 'reason' },
    assignee: { column: 'assignee', path: ['id'] },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
    'contract.id': { column: 'contract_id' },
    'marketplace.id': { column: 'marketplace_id' },
    'marketplace.name': { column: 'marketplace_id', table: 'marketplace', key: 'id', target: 'name' },
    'assignee.email': { column: 'assignee', path: ['email'] },
    'template.id': { column: 'template_id' },
    asset_id: { column: 'asset_id' },
    product_id: { column: 'product_id' },
    'asset.contract.id': { column: 'contract_id' },
    'asset.marketplace.id': { column: 'marketplace_id' },
    'asset.marketplace.name': { column: 'marketplace_id', table: 'marketplace', key: 'id', target: 'name' },
    'asset.id': { column: 'asset_id', search: true },
    'asset.status': { column: 'asset_id', table: 'asset', key: 'id', target: 'status' },
    'asset.external_id': { column: 'asset_id', table: 'asset', key: 'id', target: 'external_id', search: true },
    'asset.external_uid': { column: 'asset_id', table: 'asset', key: 'id', target: 'external_uid' },
    'asset.params.id': { column: 'params', each: [], path: ['id'] },
    'asset.params.value': { column: 'params', each: [], path: ['value'] },
    'asset.items.id': { column: 'items', each: [], path: ['id'] },
    ...parties('asset.'),
  },
  order: [
    ['created_at', 'desc'],
    ['id', 'desc'],
  ],
  render: renderRequests,
};

export const assets: Collection<AssetRow> = {
  table: 'asset',
  scope: seenBySellers('id'),
  fields: {
    id: { column: 'id', order: true, search: true },
    status: { column: 'status', order: true },
    external_id: { column: 'external_id', order: true, search: true },
    external_uid: { column: 'external_uid' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
    created: { column: 'created_at', type: 'time', order: true },
    updated: { column: 'updated_at', type: 'time', order: true },
    'contract.id': { column: 'contract_id' },
    'marketplace.id': { column: 'marketplace_id' },
    'marketplace.name': { column: 'marketplace_id', table: 'marketplace', key: 'id', target: 'name' },
    'template.id': { column: 'template_id' },
    'hub.id': { column: 'hub_id' },
    'hub.name': { column: 'hub_id', table: 'hub', key: 'id', target: 'name' },
    'product.title': { column: 'product_id', table: 'product', key: 'id', target: 'name' },
    'params.id': { column: 'params', each: [], path: ['id'] },
    'params.value': { column: 'params', each: [], path: ['value'] },
    'items.id': { column: 'items', each: [], path: ['id'] },
    'tiers.customer.id': { column: 'tiers', path: ['customer'] },
    'tiers.tier1.id': { column: 'tiers', path: ['tier1'] },
    'tiers.tier2.id': { column: 'tiers', path: ['tier2'] },
    ...parties(''),
  },
  order: [
    ['created_at', 'desc'],
    ['id', 'desc'],
  ],
  hidden: ['template', 'pending_request'],
  render: renderAssets,
};
