/** Where in its trace an event was caused; the trace itself is its correlation. */
import type { Migration } from './index.ts';

export const trace: Migration = {
  name: '0025-trace',
  up: () => [`alter table event add column origin text not null default ''`],
};
