/** What a collection lets a query filter, sort and search by: declared, never everything. */

export type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'in' | 'out' | 'like' | 'ilike' | 'null';

interface Common {
  /** text (default), number, boolean or time: how a value is read and compared. */
  type?: 'text' | 'number' | 'boolean' | 'time';
  /** Default: all that fit the type. */
  operators?: readonly Operator[];
  order?: boolean;
  search?: boolean;
  /** An index leads from a value to its rows, of which there are few: they are found by it, and not by the account. */
  indexed?: boolean;
}

/** Where a field's value lives in the collection's row. */
export type Field = Common &
  (
    | { column: string }
    /** Inside a JSON object column. */
    | { column: string; path: readonly string[] }
    /** Inside the elements of a JSON array column: each condition matches any element, so it is no order. */
    | { column: string; each: readonly string[]; path: readonly string[]; order?: never }
    /** In another table: rows of `table` whose `key` equals our `column`; `many` where the object shows a list of them. */
    | { column: string; table: string; key: string; target: string; many?: boolean }
  );

/** Query name (`asset.product.id`) -> where it lives. */
export type Fields = Readonly<Record<string, Field>>;
