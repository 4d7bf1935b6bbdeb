/** What operating asks for. */
import type { Migration } from './index.ts';

export const operate: Migration = {
  name: '0024-operate',
  up: () => [`drop index if exists lane_host`],
};
