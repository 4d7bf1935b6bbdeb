export type * from './ast.ts';
export type * from './fields.ts';
