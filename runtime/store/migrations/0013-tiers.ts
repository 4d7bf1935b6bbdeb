/** Tier configurations and their requests, what orders wait for, and requests about changed tier accounts. */
import type { Migration } from './index.ts';

export const tiers: Migration = {
  name: '0013-tiers',
  up: () => [
    `create table tier_config (id text primary key, name text not null, status text not null, account_id text not null, product_id text not null,
       connection_id text not null, contract_id text not null, marketplace_id text not null, vendor_id text not null, provider_id text not null,
       tier_level integer not null, params text not null, template_id text, open_request_id text, requests_made integer not null,
       events text not null, created_at text not null, updated_at text not null)`,
    `create unique index tier_config_of on tier_config (account_id, product_id, connection_id, tier_level)`,
    `create index tier_config_vendor on tier_config (vendor_id, created_at)`,
    `create index tier_config_provider on tier_config (provider_id, created_at)`,
    `create table tier_config_request (id text primary key, type text not null, status text not null, config_id text not null, parent_config_id text,
       product_id text not null, vendor_id text not null, provider_id text not null, params text not null, notes text not null, reason text not null,
       template_id text, params_form_code text, assignee text, effective_date text, previous_approved_id text, events text not null,
       created_at text not null, updated_at text not null)`,
    `create index tier_config_request_config on tier_config_request (config_id)`,
    `create index tier_config_request_waiting on tier_config_request (parent_config_id) where status = 'tiers_setup'`,
    `create index tier_config_request_draft on tier_config_request (updated_at) where status = 'draft'`,
    `create index tier_config_request_vendor on tier_config_request (vendor_id, created_at)`,
    `create index tier_config_request_provider on tier_config_request (provider_id, created_at)`,
    `create table request_tier_config (request_id text not null, config_id text not null, primary key (config_id, request_id))`,
    `create index request_tier_config_request on request_tier_config (request_id)`,
    `create table tier_account_request (id text primary key, type text not null, status text not null, account_id text not null, account text not null,
       product_id text not null, vendor_id text not null, provider_id text not null, reason text not null, events text not null,
       created_at text not null, updated_at text not null)`,
    `create index tier_account_request_vendor on tier_account_request (vendor_id, created_at)`,
    `create index tier_account_request_provider on tier_account_request (provider_id, created_at)`,
  ],
};
