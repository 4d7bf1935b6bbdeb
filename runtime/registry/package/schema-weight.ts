/** References of a settings schema: written out they may be more than anybody can check, or never end. */
import { isObject } from './faults.ts';

export type SettingsSchema = Record<string, unknown>;

/** A reference to nothing, or to itself. */
export class RefusedReference extends Error {}

/** How many parts a schema has with its references written out. */
export function weightOf(root: SettingsSchema): number {
  const definitions = (root['$defs'] ?? {}) as Record<string, unknown>;
  const weights = new Map<string, number>();
  const weigh = (value: unknown, path: readonly string[]): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, v) => sum + weigh(v, path), 0);
    if (!isObject(value)) return 0;
    const name = typeof value['$ref'] === 'string' ? value['$ref'].slice('#/$defs/'.length) : undefined;
    const referred = name === undefined ? 0 : definition(name, path);
    return Object.entries(value).reduce((sum, [keyword, part]) => (keyword === '$defs' ? sum : sum + weigh(part, path)), 1 + referred);
  };
  const definition = (name: string, path: readonly string[]): number => {
    if (!Object.hasOwn(definitions, name)) throw new RefusedReference(`There is no "${name}", which a $ref names.`);
    if (path.includes(name)) throw new RefusedReference(`"${name}" refers to itself.`);
    const known = weights.get(name) ?? weigh(definitions[name], [...path, name]);
    weights.set(name, known);
    return known;
  };
  for (const name of Object.keys(definitions)) definition(name, []);
  return weigh(root, []);
}
