/** Assets, their requests and usage files. */
import type { Migration } from './index.ts';

const PARTIES = `product_id text not null, connection_id text not null, contract_id text not null, marketplace_id text not null,
  hub_id text not null, vendor_id text not null, provider_id text not null`;

export const orders: Migration = {
  name: '0003-orders',
  up: () => [
    `create table asset (id text primary key, status text not null, ${PARTIES}, external_id text not null,
       external_uid text not null, items text not null, params text not null, tiers text not null, template_id text,
       requests_made integer not null, open_request_id text, previous_status text, events text not null,
       created_at text not null, updated_at text not null)`,
    `create unique index asset_external on asset (connection_id, external_uid)`,
    `create index asset_vendor on asset (vendor_id, created_at)`,
    `create index asset_provider on asset (provider_id, created_at)`,
    `create table request (id text primary key, type text not null, status text not null, asset_id text not null, ${PARTIES},
       items text not null, params text not null, note text not null, reason text not null, template_id text,
       activation_tile text, params_form_code text, assignee text, effective_date text, planned_date text,
       previous_approved_id text, events text not null, created_at text not null, updated_at text not null)`,
    `create index request_asset on request (asset_id)`,
    `create index request_vendor on request (vendor_id, created_at)`,
    `create index request_provider on request (provider_id, created_at)`,
    `create index request_planned on request (planned_date) where status = 'scheduled'`,
    `create table usage_file (id text primary key, name text not null, status text not null, schema text not null,
       description text not null, note text not null, external_id text not null, currency text not null,
       period_from text not null, period_to text not null, product_id text not null, contract_id text not null,
       marketplace_id text not null, vendor_id text not null, provider_id text not null, acceptance_note text not null,
       rejection_note text not null, error_detail text not null, stats text not null, events text not null,
       created_at text not null, updated_at text not null)`,
    `create index usage_file_vendor on usage_file (vendor_id, created_at)`,
    `create index usage_file_provider on usage_file (provider_id, created_at)`,
  ],
};
