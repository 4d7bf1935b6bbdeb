/** What accounts and contracts need beyond a first order: a user's status, a token's own number, what a contract says besides. */
import type { Migration } from './index.ts';

export const parties: Migration = {
  name: '0007-parties',
  up: () => [
    `alter table account_user add column status text not null default 'joined'`,
    `alter table account_user add column updated_at text not null default ''`,
    `alter table token add column external_id text not null default ''`,
    `alter table contract add column data text not null default '{}'`,
    `create index agreement_parent on agreement (parent_id)`,
    `create index contract_agreement on contract (agreement_id, owner_id)`,
    `create unique index contract_open on contract (agreement_id, owner_id) where status in ('enrolling', 'pending', 'active')`,
  ],
};
