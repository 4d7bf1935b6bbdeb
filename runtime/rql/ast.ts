/** A parsed RQL query. One tree, two readers: to-sql.ts for collections, to-predicate.ts for hook filters. */

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

/** `null()` and `empty()` are values of their own; everything else is text as it was written. */
export type Value = { kind: 'text'; text: string } | { kind: 'null' } | { kind: 'empty' };

export type Filter =
  | { op: Comparison; field: string; value: Value }
  | { op: 'in' | 'out'; field: string; values: string[] }
  | { op: 'like' | 'ilike'; field: string; pattern: string }
  | { op: 'and' | 'or'; all: Filter[] }
  | { op: 'not'; filter: Filter }
  /** `field=t(a=1,b=2)`: all conditions hold within one element of the array. */
  | { op: 'tuple'; field: string; all: Filter[] };

export interface Query {
  filter: Filter | undefined;
  ordering: { field: string; descending: boolean }[];
  /** `select(-asset.items)` hides, `select(template)` adds what is hidden by default. */
  select: { branch: string; hide: boolean }[];
  search: string | undefined;
  limit: number | undefined;
  offset: number | undefined;
}
