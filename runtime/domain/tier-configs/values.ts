/** Whose the parameter values of a configuration are. */
import type { ValueOwner } from '../products/index.ts';
import type { TierConfigRow } from '../../store/index.ts';

export const valuesOf = (config: Pick<TierConfigRow, 'id' | 'tier_level'>): ValueOwner => ({
  key: `tier-config:${config.id}`,
  scope: config.tier_level === 1 ? 'tier1' : 'tier2',
  field: 'params',
});
