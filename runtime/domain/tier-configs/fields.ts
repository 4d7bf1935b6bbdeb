/** The collections of tier configurations and their requests: who sees which rows, and what RQL may filter and sort by. */
import { statesOf } from '../../base/index.ts';
import type { Fields } from '../../rql/index.ts';
import type { Collection } from '../kit/index.ts';
import type { TierConfigRequestRow, TierConfigRow } from '../../store/index.ts';
import { configRequestLifecycle } from './lifecycle.ts';
import { renderConfigRequests, renderConfigs } from './render.ts';

const PARTIES = ['vendor_id', 'provider_id'] as const;
const times: Fields = {
  created: { column: 'created_at', type: 'time', order: true },
  updated: { column: 'updated_at', type: 'time', order: true },
  'events.created.at': { column: 'created_at', type: 'time', order: true },
  'events.updated.at': { column: 'updated_at', type: 'time', order: true },
};
const of = (target: string) => ({ column: 'config_id', table: 'tier_config', key: 'id', target }) as const;

export const configs: Collection<TierConfigRow> = {
  table: 'tier_config',
  scope: PARTIES,
  fields: {
    id: { column: 'id', order: true, search: true, indexed: true },
    status: { column: 'status', order: true },
    tier_level: { column: 'tier_level', type: 'number', order: true },
    'account.id': { column: 'account_id', order: true, search: true, indexed: true },
    'account.company_name': { column: 'account_id', table: 'tier_account', key: 'id', target: 'name', order: true, search: true },
    'account.external_id': { column: 'account_id', table: 'tier_account', key: 'id', target: 'external_id' },
    'account.external_uid': { column: 'account_id', table: 'tier_account', key: 'id', target: 'external_uid' },
    'product.id': { column: 'product_id', order: true, search: true },
    'product.name': { column: 'product_id', table: 'product', key: 'id', target: 'name', order: true, search: true },
    'connection.id': { column: 'connection_id', order: true, search: true },
    'connection.type': { column: 'connection_id', table: 'connection', key: 'id', target: 'type' },
    'contract.id': { column: 'contract_id', order: true, search: true },
    'marketplace.id': { column: 'marketplace_id', order: true, search: true },
    'marketplace.name': { column: 'marketplace_id', table: 'marketplace', key: 'id', target: 'name', order: true, search: true },
    'template.id': { column: 'template_id' },
    'params.id': { column: 'params', each: [], path: ['id'] },
    'params.value': { column: 'params', each: [], path: ['value'] },
    ...times,
  },
  order: [['created_at', 'desc']],
  render: renderConfigs,
};

export const configRequests: Collection<TierConfigRequestRow> = {
  table: 'tier_config_request',
  scope: PARTIES,
  fields: {
    id: { column: 'id', order: true, indexed: true },
    type: { column: 'type', order: true },
    status: { column: 'status', order: true },
    'configuration.id': { column: 'config_id', order: true, search: true, indexed: true },
    'configuration.tier_level': { ...of('tier_level'), type: 'number', order: true },
    'configuration.account.id': { ...of('account_id'), order: true, search: true },
    'configuration.contract.id': { ...of('contract_id'), order: true, search: true },
    'configuration.marketplace.id': { ...of('marketplace_id'), order: true, search: true },
    'configuration.product.id': { column: 'product_id', order: true, search: true },
    'configuration.product.name': { column: 'product_id', table: 'product', key: 'id', target: 'name', order: true, search: true },
    'template.id': { column: 'template_id' },
    'params.id': { column: 'params', each: [], path: ['id'] },
    'params.value': { column: 'params', each: [], path: ['value'] },
    ...times,
  },
  order: [['created_at', 'desc']],
  states: statesOf(configRequestLifecycle),
  render: renderConfigRequests,
};
