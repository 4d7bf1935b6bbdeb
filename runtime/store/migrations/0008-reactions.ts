/**
 * An index for the host's own reactions, which the index over ready lanes has replaced since (dropped in 0024). It stays
 * in the list because databases were made with it: a migration that is not known stops a host.
 */
import type { Migration } from './index.ts';

export const reactions: Migration = {
  name: '0008-reactions',
  up: () => [`create index lane_host on lane (run_at_ms) where environment_id = 'host' and state = 'ready'`],
};
