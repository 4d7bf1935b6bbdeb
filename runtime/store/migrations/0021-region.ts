/** Tier accounts say in which region their data is kept. */
import type { Migration } from './index.ts';

export const region: Migration = {
  name: '0021-region',
  up: () => [`alter table tier_account add column db text not null default 'EU'`],
};
