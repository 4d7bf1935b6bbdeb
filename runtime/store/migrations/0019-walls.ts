/** What filters of those who sell a product find: it as of its last public version. */
import type { Migration } from './index.ts';

export const walls: Migration = {
  name: '0019-walls',
  up: ({ name }) => [
    `create view product_public as select product.id, coalesce(version.version, product.version) as version,
       coalesce(${name === 'sqlite' ? `json_extract(version.data, '$.product.name')` : `(version.data::jsonb #>> '{product,name}')`}, product.name) as name
       from product left join product_version as version on version.product_id = product.id and version.version =
         (select max(version) from product_version as other where other.product_id = product.id and other.is_public = 1)`,
  ],
};
