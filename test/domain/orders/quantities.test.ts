/** Quantities over the whole life of a subscription: whatever is ordered, refused and approved, the last approval counts. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkChangedItems, checkPurchaseItems, orderedItems } from '../../../runtime/domain/orders/items.ts';
import type { ItemRow, StoredItem } from '../../../runtime/store/index.ts';

const item = (n: number, more: Partial<ItemRow> = {}) =>
  ({ id: `PRD-1-${n}`, local_id: `PRD_1_${n}`, mpn: `MPN-${n}`, status: 'published', type: 'reservation', ...more }) as ItemRow;
const ITEMS = [item(1), item(2), item(3), item(4, { type: 'ppu' })];

/** Item index -> wanted quantity. */
const order = fc.dictionary(fc.constantFrom('0', '1', '2', '3'), fc.oneof(fc.nat({ max: 20 }), fc.constantFrom(-1, 'unlimited', '7')), { maxKeys: 4 });
const step = fc.record({ order, approved: fc.boolean(), name: fc.constantFrom('id', 'local_id', 'mpn') });

const input = (wanted: Record<string, unknown>, name: 'id' | 'local_id' | 'mpn') =>
  Object.entries(wanted).map(([i, quantity]) => ({ id: ITEMS[Number(i)]![name], quantity }));
const text = (value: unknown) => (value === -1 ? 'unlimited' : String(value));

test('an approved order is what the subscription has; a refused one leaves it as it was; old is always what was there before', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let stored: StoredItem[] = [];
      const model = new Map<string, string>();
      for (const { order: wanted, approved, name } of steps) {
        const items = orderedItems(ITEMS, stored, input(wanted, name));
        const after = new Map(model);
        for (const [i, value] of Object.entries(wanted)) {
          const { local_id, type } = ITEMS[Number(i)]!;
          after.set(local_id, type === 'ppu' && text(value) !== '0' ? 'unlimited' : text(value));
        }
        for (const { id, quantity, old_quantity } of items) expect([quantity, old_quantity]).toEqual([after.get(id), model.get(id) ?? '0']);
        expect(items.map((i) => i.id).sort()).toEqual([...after.keys()].sort());
        const changed = [...after].some(([id, value]) => value !== (model.get(id) ?? '0'));
        if (changed) expect(() => checkChangedItems(items)).not.toThrow();
        else expect(() => checkChangedItems(items)).toThrow('asset.items: Item quantities are not changed.');
        if (!approved) continue;
        stored = items.filter((i) => i.quantity !== '0').map((i) => ({ ...i, old_quantity: '0' }));
        model.clear();
        for (const [id, value] of after) if (value !== '0') model.set(id, value);
      }
    }),
    { numRuns: 300 },
  );
});

test('what cannot be ordered is refused by field and value', () => {
  const draft = item(5, { status: 'draft' });
  const gone = item(6, { status: 'endofsale' });
  const all = [...ITEMS, draft, gone];
  const buy = (id: string, quantity?: unknown) => () => orderedItems(all, [], [{ id, ...(quantity === undefined ? {} : { quantity }) }]);
  expect(buy('PRD_1_9', 1)).toThrow(/asset.items.0.id: "PRD_1_9" is not an item of this product; known: PRD_1_1/);
  expect(buy(draft.local_id, 1)).toThrow(/asset.items.0.id: "PRD_1_5" is not an item of this product; known: PRD_1_1[^5]*$/);
  expect(buy(gone.local_id, 1)).toThrow(/asset.items.0.id: PRD_1_6 is no longer sold/);
  expect(buy('PRD_1_1')).toThrow('asset.items.0.quantity: This field is required.');
  for (const wrong of [-2, 1.5, 'many', '', null, {}, 1e16]) expect(buy('PRD_1_1', wrong), JSON.stringify(wrong)).toThrow(/asset.items.0.quantity: /);
  expect(() => checkPurchaseItems(orderedItems(all, [], [{ id: 'PRD_1_1', quantity: 0 }]))).toThrow('asset.items: This list may not be empty.');
  // who has it keeps it
  const kept = orderedItems(all, [{ id: gone.local_id, quantity: '3', old_quantity: '0' }], [{ id: gone.local_id, quantity: 4 }]);
  expect(kept).toEqual([{ id: gone.local_id, quantity: '4', old_quantity: '3' }]);
});
