/** Versions of products with what they held, the smaller parts of a product, units, files, lead forms and categories. */
import { CATEGORIES } from './0015-reference.ts';
import type { Migration } from './index.ts';

const text = (value: string) => `'${value.replaceAll("'", "''")}'`;

export const catalogue2: Migration = {
  name: '0015-catalogue2',
  up: () => [
    `create table product_version (id text primary key, product_id text not null, version integer not null, is_public integer not null,
       is_staging integer not null, changes_description text not null, published_at text, data text not null, events text not null,
       created_at text not null, updated_at text not null)`,
    `create unique index product_version_of on product_version (product_id, version)`,
    `create table product_part (id text primary key, product_id text not null, version integer not null, kind text not null, object_id text not null,
       position integer not null, shared integer not null, data text not null, created_at text not null, updated_at text not null)`,
    `create index product_part_of on product_part (product_id, version, kind, position)`,
    `create table product_file (id text primary key, product_id text not null, media_type text not null, content text not null, created_at text not null)`,
    `create table unit (id text primary key, account_id text not null, name text not null, description text not null, type text not null, unit text not null,
       created_at text not null)`,
    `create index unit_account on unit (account_id)`,
    `create table category (id text primary key, name text not null, parent_id text)`,
    `alter table product add column parts_made integer not null default 0`,
    `alter table listing add column data text not null default '{}'`,
    `alter table listing_request add column assignee text`,
    `alter table marketplace add column icon text`,
    `alter table marketplace_hub add column id text not null default ''`,
    `update marketplace_hub set id = hub_id || '/' || marketplace_id`,
    `insert into category (id, name, parent_id) values ${CATEGORIES.map(([id, name, parent]) => `(${text(id)}, ${text(name)}, ${parent ? text(parent) : 'null'})`).join(', ')}`,
  ],
};
