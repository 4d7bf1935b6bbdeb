/** Categories and units: lists that items and products refer to. */
import { invalid } from '../../base/index.ts';
import type { Collection } from '../kit/index.ts';
import type { CategoryRow, Context, UnitRow } from '../../store/index.ts';

export const categories: Collection<CategoryRow> = {
  table: 'category',
  scope: 'public',
  fields: {
    id: { column: 'id', order: true },
    name: { column: 'name', order: true, search: true },
    'parent.id': { column: 'parent_id' },
  },
  order: [['id', 'asc']],
  async render(ctx, rows, view) {
    const all = await ctx.tx.selectFrom('category').selectAll().orderBy('id').execute();
    const ref = (id: string) => ({ id, name: all.find((c) => c.id === id)!.name });
    return rows.map((row) => {
      const above = row.parent_id ?? (view === 'list' ? row.id : undefined);
      return {
        ...{ id: row.id, name: row.name },
        ...(above ? { parent: ref(above) } : {}),
        children: all.filter((c) => c.parent_id === row.id).map((c) => ref(c.id)),
        family: ref(row.parent_id ?? row.id),
      };
    });
  },
};

/** Own units; the platform's two belong to nobody. */
export const units: Collection<UnitRow> = {
  table: 'unit',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true },
    name: { column: 'name', order: true, search: true },
    description: { column: 'description', search: true },
    type: { column: 'type', order: true },
    unit: { column: 'unit' },
  },
  order: [['id', 'asc']],
  render: (_ctx, rows) => Promise.resolve(rows.map(({ id, name, description, type, unit }) => ({ id, name, title: description, description, type, unit }))),
};

export async function createUnit(ctx: Context, input: { description: string; type: string; unit: string; name?: string }): Promise<UnitRow> {
  const type = input.type.toLowerCase();
  if (type !== 'reservation' && type !== 'ppu') throw invalid('type', `${JSON.stringify(input.type)} is not allowed; allowed: reservation, ppu.`);
  const { description, unit, name = description } = input;
  const row: UnitRow = { id: await ctx.id('unit', 'unit'), account_id: ctx.actor.accountId, name, description, type, unit, created_at: ctx.now };
  await ctx.tx.insertInto('unit').values(row).execute();
  return row;
}
