/** Indexes for tables that grow: one that nothing reads goes, one for the search for forgotten drafts comes. */
import type { Migration } from './index.ts';

export const growth: Migration = {
  name: '0010-growth',
  up: () => [`drop index event_object`, `create index request_draft on request (updated_at) where status = 'draft'`],
};
