/** The one call of an extension's source: its hooks, typed by the events they stand for. */
import type { DecisionsOf, EventType, EVENTS } from '../contract/events.ts';
import type { Context } from './context.ts';
import type { ObjectShapes } from './objects.ts';

export type Handler<E extends EventType, Settings = Record<string, unknown>> = (
  ctx: Context<Settings>,
  object: ObjectShapes[(typeof EVENTS)[E]['object']],
) => Promise<DecisionsOf<E>>;

export type Hooks<Settings = Record<string, unknown>> = { [E in EventType]?: Handler<E, Settings> };

export interface Extension<Settings = Record<string, unknown>> {
  hooks: Hooks<Settings>;
}

/**
 * Declares an extension; export the result as default. A hook that returns a decision its event does not permit does
 * not compile.
 * @example
 * export default defineExtension({
 *   hooks: {
 *     asset_purchase_request_processing: async (ctx, request) => {
 *       const tenant = await ctx.step('tenant', (step) => createTenant(ctx, request, step.key));
 *       return approve({ params: { url: tenant.url } });
 *     },
 *   },
 * });
 */
export function defineExtension<Settings = Record<string, unknown>>(extension: Extension<Settings>): Extension<Settings> {
  return extension;
}

/** Thrown by a handler: try the task again, after `after` seconds where given (at most 24 h). Counts as an attempt. */
export class Retry extends Error {
  readonly after: number | undefined;
  constructor(options: { after?: number; reason?: string } = {}) {
    super(options.reason ?? 'retry');
    this.name = 'Retry';
    this.after = options.after;
  }
}

/** Thrown by a handler: trying again cannot help; the task goes to the dead letters at once. The object is not touched. */
export class NonRetriable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NonRetriable';
  }
}
