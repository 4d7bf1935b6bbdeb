/** Replies to a runner's calls with effects, kept while their lease lives (dispatch/once.ts). */
import type { Migration } from './index.ts';

export const calls: Migration = {
  name: '0009-calls',
  up: (d) => [
    `create table call_reply (task_id text not null, fence integer not null, call ${d.bigint} not null, reply text not null, primary key (task_id, fence, call))`,
  ],
};
