/** When a subscription is billed next, and what was billed. */
import type { Migration } from './index.ts';

export const billing: Migration = {
  name: '0016-billing',
  up: () => [
    `alter table asset add column next_date text`,
    `alter table asset add column billing_uom text`,
    `alter table asset add column billing_anchor text`,
    `alter table asset add column billing_cycle integer not null default 0`,
    `create index asset_next_date on asset (next_date) where next_date is not null`,
    `create table billing_request (id text primary key, type text not null, asset_id text not null, product_id text not null, connection_id text not null,
       contract_id text not null, marketplace_id text not null, hub_id text not null, vendor_id text not null, provider_id text not null,
       period_from text not null, period_to text not null, period_delta double precision not null, period_uom text not null, items text not null,
       attributes_vendor text not null, attributes_provider text not null, events text not null, created_at text not null, updated_at text not null)`,
    `create unique index billing_request_period on billing_request (asset_id, type, period_from, period_to)`,
    `create index billing_request_vendor on billing_request (vendor_id, created_at)`,
    `create index billing_request_provider on billing_request (provider_id, created_at)`,
  ],
};
