/** Values that must be unique among the living subscriptions of a product. */
import type { Migration } from './index.ts';

export const uniqueValues: Migration = {
  name: '0012-orders',
  up: () => [
    `create table unique_value (product_id text not null, parameter text not null, digest text not null, owner text not null,
       primary key (product_id, parameter, digest))`,
    `create index unique_value_owner on unique_value (owner)`,
  ],
};
