/** The host's own reactions are found by one index, however many lanes of installations there are. */
import type { Migration } from './index.ts';

export const reactions: Migration = {
  name: '0008-reactions',
  up: () => [`create index lane_host on lane (run_at_ms) where environment_id = 'host' and state = 'ready'`],
};
