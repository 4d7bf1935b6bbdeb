/** Extensions, versions, installations and what belongs to one installation. */
import type { Migration } from './index.ts';

export const registry: Migration = {
  name: '0004-registry',
  up: () => [
    `create table extension (id text primary key, name text not null, type text not null, owner_id text not null,
       description text not null, created_at text not null)`,
    `create unique index extension_name on extension (owner_id, name)`,
    `create table environment (id text primary key, extension_id text not null, type text not null, version text)`,
    `create table package_version (id text not null, extension_id text not null, version text not null, digest text not null, bytes integer not null,
       manifest text not null, bundle_digest text not null, bundle text not null, source_map text not null,
       permissions_digest text not null, concurrency integer not null, created_at text not null, primary key (extension_id, version))`,
    `create view package_summary as select id, extension_id, version, digest, bytes, manifest, bundle_digest, permissions_digest, created_at
       from package_version`,
    `create index package_bundle on package_version (bundle_digest)`,
    `create table installation (id text primary key, extension_id text not null, environment_id text not null,
       account_id text not null, version text not null, previous_version text, status text not null, grants text not null,
       settings text not null, previous_settings text, allow_private integer not null, created_at text not null, updated_at text not null)`,
    `create index installation_account on installation (account_id)`,
    `create table subscription (installation_id text not null, account_id text not null, event_type text not null,
       statuses text not null, filter text, lane_policy text not null, retry text,
       primary key (installation_id, event_type))`,
    `create index subscription_event on subscription (event_type, account_id)`,
    `create table installation_secret (installation_id text not null, name text not null, sealed text not null,
       updated_at text not null, primary key (installation_id, name))`,
    `create table key_value (installation_id text not null, key text not null, value text not null,
       version integer not null, bytes integer not null, primary key (installation_id, key))`,
    `create table runner_token (id text primary key, name text not null, secret_hash text not null,
       environments text not null, secrets_granted integer not null, created_at text not null)`,
  ],
};
