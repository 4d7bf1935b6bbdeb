export { approve, inquire, fail, schedule, confirm, submit, accept, reject, answer, reschedule, skip, done } from './author/decisions.ts';
export { defineExtension, Retry, NonRetriable } from './author/define-extension.ts';
export type { Extension, Handler, Hooks } from './author/define-extension.ts';
export type { Answer, Auth, Context, FindOrCreate, Logger, PlatformClient, RequestOptions, Step, Storage } from './author/context.ts';
export type {
  Asset,
  AssetItem,
  Contract,
  CustomEvent,
  GenericObject,
  ObjectShapes,
  Param,
  ProductAction,
  Reference,
  Request,
  ScheduleRun,
  Tier,
  UsageFile,
} from './author/objects.ts';
