/**
 * Indexes of lists that grow: an account's rows by state and time, with what their queues are filtered by, so that a filtered
 * page, its count and what an offset leaves out are read from the index alone. Numbers from outside come first in theirs.
 */
import type { Migration } from './index.ts';

export const lists: Migration = {
  name: '0017-lists',
  up: (d) => {
    const slot = (name: string) => (d.name === 'sqlite' ? `json_extract(tiers, '$.${name}')` : `tiers::jsonb ->> '${name}'`);
    return [
      `drop index request_vendor`,
      `drop index request_provider`,
      `create index request_vendor on request (vendor_id, status, created_at, id, product_id, type)`,
      `create index request_provider on request (provider_id, status, created_at, id, product_id, type)`,
      // for who sees all of them
      `create index request_created on request (created_at, id)`,
      `drop index asset_vendor`,
      `drop index asset_provider`,
      `create index asset_vendor on asset (vendor_id, status, created_at, id, product_id)`,
      `create index asset_provider on asset (provider_id, status, created_at, id, product_id)`,
      `create index asset_created on asset (created_at, id)`,
      `drop index asset_external`,
      `drop index asset_reported`,
      `drop index asset_reported_uid`,
      `create unique index asset_external on asset (external_uid, connection_id)`,
      `create index asset_reported on asset (external_id, product_id)`,
      `drop index tier_config_request_vendor`,
      `drop index tier_config_request_provider`,
      `create index tier_config_request_vendor on tier_config_request (vendor_id, status, created_at, id, product_id)`,
      `create index tier_config_request_provider on tier_config_request (provider_id, status, created_at, id, product_id)`,
      // a vendor sees the tier accounts of its orders
      `create table tier_account_vendor (vendor_id text not null, account_id text not null, primary key (vendor_id, account_id))`,
      ...['customer', 'tier1', 'tier2'].map(
        (name) => `insert into tier_account_vendor (vendor_id, account_id) select distinct vendor_id, ${slot(name)} from asset
          where status <> 'draft' and ${slot(name)} is not null on conflict do nothing`,
      ),
      `drop index usage_record_own`,
      `create index usage_record_own on usage_record (record_id, vendor_id)`,
      `create index usage_chunk_file_provider on usage_chunk (file_provider_id, created_at)`,
      `create index conversation_instance on conversation (instance_id)`,
      `drop index task_dead`,
      `create index task_dead on task (account_id, seq) where status = 'dead'`,
    ];
  },
};
