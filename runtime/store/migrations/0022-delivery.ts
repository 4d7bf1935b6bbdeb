/** Interactive calls: lanes of a class of their own, and what a hook declares for them. */
import type { Migration } from './index.ts';

export const delivery: Migration = {
  name: '0022-delivery',
  up: (d) => [
    `alter table lane add column class text not null default 'background'`,
    `create index lane_asked on lane (installation_id, run_at_ms) where state = 'asked'`,
    `alter table subscription add column budget_ms ${d.bigint}`,
    `alter table subscription add column on_timeout text`,
    `insert into task_status (state, published) values ('unanswered', 'failed')`,
  ],
};
