/** Whose the parameter values of an order are. */
import type { ValueOwner } from '../products/index.ts';

export const valuesOf = (assetId: string): ValueOwner => ({ key: `asset:${assetId}`, scope: 'asset', field: 'asset.params' });
