export { API_PATH, createApi, type Api, type InternalCall } from './bind.ts';
export { requireScope } from './scopes.ts';
