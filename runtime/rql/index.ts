export type * from './ast.ts';
export { certain } from './certain.ts';
export type * from './fields.ts';
export { parseQuery } from './parse.ts';
export { applySelect } from './select.ts';
export { matches } from './to-predicate.ts';
export { filterToSql, orderToSql, searchToSql } from './to-sql.ts';
export { RQL_LIMITS } from './tokens.ts';
export { allowedOperators } from './values.ts';
