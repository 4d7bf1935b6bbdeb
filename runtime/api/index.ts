export { createApi, type Api, type InternalCall } from './bind.ts';
export type { Served } from './edge.ts';
export { API_PATH } from './path.ts';
export { platformUrl } from './scopes.ts';
