/** A hook may give up the order of its object's events, or widen it to the installation. */
import type { Migration } from './index.ts';

export const ordering: Migration = {
  name: '0027-ordering',
  up: () => [`alter table subscription add column ordering text not null default 'object'`],
};
