/** What operating asks for. */
import type { Migration } from './index.ts';

export const operate: Migration = {
  name: '0024-operate',
  up: () => [
    `drop index if exists lane_host`,
    // a list of tasks tells what each was replayed as
    `create index task_replay on task (replay_of) where replay_of is not null`,
  ],
};
