/** Lists that are the same for everybody: industries, countries, and the modules that permissions name. */
import type { Collection } from '../kit/index.ts';
import type { NamedRow } from '../../store/index.ts';

const named = (table: 'industry' | 'country' | 'module'): Collection<NamedRow> => ({
  table,
  scope: 'public',
  fields: { id: { column: 'id', order: true, search: true }, name: { column: 'name', order: true, search: true } },
  order: [['id', 'asc']],
  render: (_ctx, rows) => Promise.resolve(rows.map(({ id, name }) => ({ id, name }))),
});

export const industries = named('industry');
export const countries = named('country');
export const modules = named('module');
