/** What a filter says of every row that it lets through: the fields that have one of some values, and these values. */
import type { Filter } from './ast.ts';

export function certain(filter: Filter | undefined): Map<string, readonly string[]> {
  switch (filter?.op) {
    case 'eq':
      return new Map(filter.value.kind === 'text' ? [[filter.field, [filter.value.text]]] : []);
    case 'in':
      return new Map([[filter.field, filter.values]]);
    case 'and':
      return new Map(filter.all.flatMap((one) => [...certain(one)]));
    case 'or': {
      const all = filter.all.map(certain);
      const everywhere = [...(all[0]?.keys() ?? [])].filter((field) => all.every((one) => one.has(field)));
      return new Map(everywhere.map((field) => [field, all.flatMap((one) => one.get(field)!)]));
    }
    default:
      return new Map();
  }
}
