/**
 * What a table holds under a name that came from outside. Plain indexing also finds what every object inherits:
 * `TABLE['constructor']` is a function.
 * @returns undefined where the table itself has no such name
 */
export function lookUp<T extends object>(table: T, name: string): T[keyof T] | undefined {
  return Object.hasOwn(table, name) ? table[name as keyof T] : undefined;
}
