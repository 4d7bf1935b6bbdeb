export type * from './ask.ts';
export * from './collection.ts';
export * from './entity.ts';
export * from './job.ts';
export * from './public-api.ts';
export type * from './reaction.ts';
export * from './route.ts';
export type * from './subject.ts';
export * from './list.ts';
