/** `select(-asset.items)` leaves a branch out, `select(template)` brings back one that is hidden by default. */
import type { Query } from './ast.ts';

export function applySelect(object: object, hidden: readonly string[], select: Query['select']): object {
  const out = new Set(hidden);
  for (const { branch, hide } of select) {
    if (hide) out.add(branch);
    else out.delete(branch);
  }
  let result = object;
  for (const branch of out) result = without(result, branch.split('.'));
  return result;
}

function without(value: object, path: string[]): object {
  const [name, ...rest] = path;
  if (Array.isArray(value)) return value.map((v: unknown) => (typeof v === 'object' && v !== null ? without(v, path) : v));
  if (name === undefined || !Object.hasOwn(value, name)) return value;
  const { [name]: branch, ...others } = value as Record<string, unknown>;
  if (!rest.length) return others;
  return typeof branch === 'object' && branch !== null ? { ...value, [name]: without(branch, rest) } : value;
}
