/** What the catalogue needs beyond a first order: revisions of a definition, listing requests, versions of tier accounts, uploads. */
import type { Migration } from './index.ts';

export const catalogue: Migration = {
  name: '0006-catalogue',
  up: () => [
    `alter table product add column revision text not null default ''`,
    `alter table item add column data text not null default '{}'`,
    `create index marketplace_hub_hub on marketplace_hub (hub_id)`,
    `alter table connection add column data text not null default '{}'`,
    `alter table connection add column updated_at text not null default ''`,
    `create index connection_hub on connection (hub_id)`,
    `create index listing_provider on listing (provider_id, product_id)`,
    `create table listing_request (id text primary key, type text not null, state text not null, listing_id text not null,
       product_id text not null, product_version integer not null, contract_id text not null, marketplace_id text not null,
       vendor_id text not null, provider_id text not null, creator text not null, note text not null, submitted_at text,
       events text not null, created_at text not null, updated_at text not null)`,
    `create unique index listing_request_open on listing_request (contract_id, product_id) where state in ('draft', 'reviewing', 'deploying')`,
    `create index listing_request_listing on listing_request (listing_id)`,
    `alter table tier_account add column status text not null default 'active'`,
    `create table tier_account_version (id text not null, version integer not null, data text not null, created_at text not null,
       primary key (id, version))`,
    `create table usage_content (id text primary key, file_name text not null, text text not null, created_at text not null)`,
    `create index usage_file_external on usage_file (contract_id, product_id, external_id)`,
  ],
};
