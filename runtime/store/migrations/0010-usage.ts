/**
 * Usage read record by record. A record's published status follows from its own state, its file and its chunk, so that a
 * file of a million records moves by writing one row: the view says how.
 */
import type { Migration } from './index.ts';

const STATUS = `case
  when f.status in ('uploading', 'uploaded', 'processing') then null
  when r.state in ('invalid', 'rejected', 'closed') then r.state
  when f.status = 'closed' or c.status = 'closed' then 'closed'
  when f.status = 'rejected' then 'rejected'
  when f.status = 'accepted' or r.state = 'approved' then 'approved'
  else 'valid' end`;
const own = (column: string) => `case when r.${column} <> '' then r.${column} else coalesce(c.${column}, '') end`;

export const usage: Migration = {
  name: '0010-usage',
  up: ({ bytes, bigint }) => [
    `drop table usage_content`,
    // their rows were never read
    `update usage_file set status = 'draft' where status = 'ready'`,
    `alter table usage_file add column upload_id text`,
    `alter table usage_file add column hubs text not null default '{}'`,
    `alter table usage_file add column work_at_ms ${bigint}`,
    `alter table usage_file add column work_claim text not null default ''`,
    `alter table usage_file add column work_step text not null default ''`,
    `alter table usage_file add column work_attempts integer not null default 0`,
    `create index usage_file_work on usage_file (work_at_ms) where work_at_ms is not null`,
    `drop index usage_file_external`,
    `create unique index usage_file_external on usage_file (contract_id, product_id, external_id) where external_id <> '' and status <> 'deleted'`,
    `create table usage_upload (id text primary key, name text not null, size ${bigint} not null, owner_id text not null, created_at text not null)`,
    `create index usage_upload_age on usage_upload (owner_id, created_at)`,
    `create table usage_upload_part (upload_id text not null, n integer not null, bytes ${bytes} not null, primary key (upload_id, n))`,
    `create table usage_category (file_id text not null, id text not null, name text not null, description text not null, primary key (file_id, id))`,
    `create table usage_record (id text primary key, file_id text not null, record_id text not null, state text not null,
       vendor_id text not null, provider_id text not null, product_id text not null, hub_id text not null, item_id text not null,
       asset_id text not null, asset_external_id text not null, asset_external_uid text not null, start_at text, end_at text,
       quantity text not null, amount text, tier integer, category_id text not null, note text not null, params text not null,
       errors text not null, external_billing_id text not null, external_billing_note text not null, closed_at text,
       closed_by text not null, created_at text not null)`,
    `create index usage_record_file on usage_record (file_id, id)`,
    `create index usage_record_own on usage_record (vendor_id, record_id)`,
    `create index usage_record_asset on usage_record (asset_id, item_id)`,
    `create index asset_reported on asset (product_id, external_id)`,
    `create index asset_reported_uid on asset (product_id, external_uid)`,
    `create table usage_chunk (id text primary key, file_id text not null, status text not null, hub_id text not null, marketplace_id text not null,
       vendor_id text not null, provider_id text not null, file_provider_id text not null, outdated integer not null, external_id text not null,
       external_billing_id text not null, external_billing_note text not null, closed_at text, closed_by text not null, error_detail text not null,
       stats text not null, events text not null, work_at_ms ${bigint}, created_at text not null, updated_at text not null)`,
    `create unique index usage_chunk_hub on usage_chunk (file_id, hub_id)`,
    `create index usage_chunk_provider on usage_chunk (provider_id, created_at)`,
    `create index usage_chunk_vendor on usage_chunk (vendor_id, created_at)`,
    `create index usage_chunk_work on usage_chunk (work_at_ms) where work_at_ms is not null`,
    `create table usage_reconciliation (id text primary key, file_id text not null, chunk_id text, status text not null, account_id text not null,
       upload_id text not null, processed_id text, upload_note text not null, processing_note text not null, error_detail text not null,
       events text not null, work_at_ms ${bigint}, work_claim text not null, work_attempts integer not null, created_at text not null,
       updated_at text not null)`,
    `create index usage_reconciliation_account on usage_reconciliation (account_id, created_at)`,
    `create index usage_reconciliation_file on usage_reconciliation (file_id)`,
    `create index usage_reconciliation_work on usage_reconciliation (work_at_ms) where work_at_ms is not null`,
    `create table usage_rule (id text primary key, product_id text not null, account_id text not null, item_id text not null, action text not null,
       rule text not null, status text not null, events text not null, created_at text not null, updated_at text not null)`,
    `create index usage_rule_product on usage_rule (product_id, account_id)`,
    `create view usage_record_shown as select r.id, r.file_id, r.record_id, r.state, r.vendor_id, r.provider_id, r.product_id, r.hub_id, r.item_id,
       r.asset_id, r.asset_external_id, r.asset_external_uid, r.start_at, r.end_at, r.quantity, r.amount, r.tier, r.category_id, r.note, r.params,
       r.errors, r.created_at, ${STATUS} as status, ${own('external_billing_id')} as external_billing_id,
       ${own('external_billing_note')} as external_billing_note, coalesce(r.closed_at, c.closed_at) as closed_at, ${own('closed_by')} as closed_by,
       c.id as chunk_id, f.name as file_name, f.status as file_status, f.provider_id as file_provider_id, f.schema, f.currency
       from usage_record r join usage_file f on f.id = r.file_id left join usage_chunk c on c.file_id = r.file_id and c.hub_id = r.hub_id`,
    `create view usage_aggregate as select r.asset_id || '/' || r.item_id || '/' || f.currency as id, r.asset_id, r.item_id, r.vendor_id, r.provider_id,
       f.provider_id as file_provider_id, max(r.asset_external_id) as asset_external_id, max(r.asset_external_uid) as asset_external_uid, f.currency,
       sum(cast(r.quantity as double precision)) as consumed,
       sum(case when f.status in ('accepted', 'closed') then cast(r.quantity as double precision) else 0 end) as accepted,
       sum(cast(r.amount as double precision)) as amount, max(r.end_at) as last_at
       from usage_record r join usage_file f on f.id = r.file_id
       where f.status in ('pending', 'accepted', 'closed') and r.state in ('valid', 'approved', 'closed')
       group by r.asset_id, r.item_id, r.vendor_id, r.provider_id, f.provider_id, f.currency`,
  ],
};
