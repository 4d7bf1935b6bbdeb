/** The published states and moves of products and of their items (spec: transitions.yaml), as tables. */
import type { Lifecycle } from '../../base/index.ts';

export type ProductStatus = 'draft' | 'published' | 'endofsale' | 'deleted';
export type ProductAction = 'publish' | 'endsale' | 'resumesale' | 'delete';
export type ItemStatus = 'draft' | 'published' | 'endofsale' | 'deleted';
export type ItemAction = 'publish' | 'endsale' | 'resumesale' | 'delete';
type Party = 'vendor';

/** Only deletion is final: end of sale can be taken back. */
// prettier-ignore
export const productLifecycle = {
  name: 'product',
  initial: ['draft'],
  final: ['deleted'],
  transitions: [
    { on: 'publish',    from: ['draft', 'published'], to: 'published', by: ['vendor'], rule: 'product/2' },
    { on: 'delete',     from: ['draft'],              to: 'deleted',   by: ['vendor'], rule: 'product/3' },
    { on: 'endsale',    from: ['published'],          to: 'endofsale', by: ['vendor'], rule: 'product/4' },
    { on: 'resumesale', from: ['endofsale'],          to: 'published', by: ['vendor'], rule: 'product/5' },
  ],
} as const satisfies Lifecycle<ProductStatus, ProductAction, Party>;

/** An item is published with the next version of its product. */
// prettier-ignore
export const itemLifecycle = {
  name: 'item',
  initial: ['draft'],
  final: ['deleted'],
  transitions: [
    { on: 'publish',    from: ['draft'],     to: 'published', by: ['vendor'], rule: 'item/2' },
    { on: 'delete',     from: ['draft'],     to: 'deleted',   by: ['vendor'], rule: 'item/3' },
    { on: 'endsale',    from: ['published'], to: 'endofsale', by: ['vendor'], rule: 'item/4' },
    { on: 'resumesale', from: ['endofsale'], to: 'published', by: ['vendor'], rule: 'item/5' },
  ],
} as const satisfies Lifecycle<ItemStatus, ItemAction, Party>;
