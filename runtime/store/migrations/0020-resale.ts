/**
 * Selling on what another seller sources: the agreement that products are sourced under, the listing that a listing is sourced from,
 * and the sellers that stand between the vendor of an asset and its provider. Bills are kept by each of them for itself.
 */
import type { Migration } from './index.ts';

export const resale: Migration = {
  name: '0020-resale',
  up: () => [
    `alter table agreement add column sourcing_id text`,
    `alter table listing add column source_id text`,
    `create index listing_source on listing (source_id)`,
    // until now a reseller listed whatever its contract's issuer lists
    `update listing set source_id = (select min(above.id) from contract join listing as above
       on above.provider_id = contract.issuer_id and above.product_id = listing.product_id
       where contract.id = listing.contract_id and contract.type = 'syndication')`,
    `drop index listing_request_open`,
    `create unique index listing_request_open on listing_request (contract_id, product_id, marketplace_id)
       where state in ('draft', 'reviewing', 'deploying')`,
    `create view agreement_resale as select covered.agreement_id, grouped.id as product_id
       from agreement_product_group as covered join product_group_product as grouped on grouped.group_id = covered.id`,
    `create table asset_seller (id text not null, account_id text not null, position integer not null, primary key (id, account_id))`,
    `create index asset_seller_account on asset_seller (account_id)`,
    `insert into asset_seller (id, account_id, position) select asset.id, contract.issuer_id, 1
       from asset join contract on contract.id = asset.contract_id where contract.type = 'syndication'`,
    `drop index billing_request_period`,
    `create unique index billing_request_period on billing_request (asset_id, type, provider_id, period_from, period_to)`,
  ],
};
