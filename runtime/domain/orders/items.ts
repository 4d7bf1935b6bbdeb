/** Ordered items: which item a body means, its quantity, and the old quantity beside the new one. */
import { invalid, PlatformError, quantity } from '../../base/index.ts';
import type { ItemRow, StoredItem } from '../../store/index.ts';

export interface ItemInput {
  id?: string;
  global_id?: string;
  mpn?: string;
  quantity?: unknown;
}

/**
 * The full list of items after the request: those named get their new quantity, others keep theirs; `old_quantity` is
 * the quantity before (platform-api.md section 17.3). Item ids may be local, global or the vendor's mpn.
 */
export function orderedItems(all: ItemRow[], present: StoredItem[], input: ItemInput[]): StoredItem[] {
  // a draft is its vendor's business until a version of the product has it: for a buyer there is none
  const known = all.filter((item) => item.status !== 'draft');
  const before = new Map(present.filter((i) => i.quantity !== '0').map((i) => [i.id, i.quantity]));
  const after = new Map(before);
  input.forEach((given, index) => {
    const field = `asset.items.${index}`;
    const name = given.id ?? given.global_id ?? given.mpn;
    const item = known.find((k) => k.local_id === name || k.id === name || k.mpn === name);
    if (!item)
      throw invalid(
        `${field}.id`,
        `${JSON.stringify(name ?? null)} is not an item of this product; known: ${known.map((k) => k.local_id).join(', ') || 'none'}.`,
      );
    if (item.status === 'endofsale' && !before.has(item.local_id)) throw invalid(`${field}.id`, `${item.local_id} is no longer sold.`);
    if (given.quantity === undefined) throw invalid(`${field}.quantity`, 'This field is required.');
    after.set(item.local_id, item.type === 'ppu' ? ppuQuantity(`${field}.quantity`, given.quantity) : quantity(`${field}.quantity`, given.quantity));
  });
  return [...after].map(([id, now]) => ({ id, quantity: now, old_quantity: before.get(id) ?? '0' }));
}

/** Pay-as-you-go quantities are reported later; an order only switches the item on. */
function ppuQuantity(field: string, value: unknown): string {
  const text = quantity(field, value);
  return text === '0' ? '0' : 'unlimited';
}

export function checkPurchaseItems(items: StoredItem[]): void {
  if (items.filter((i) => i.quantity !== '0').length === 0) throw new PlatformError('validation', 'asset.items: This list may not be empty.');
}

export function checkChangedItems(items: StoredItem[]): void {
  if (items.every((i) => i.quantity === i.old_quantity)) throw new PlatformError('validation', 'asset.items: Item quantities are not changed.');
}
