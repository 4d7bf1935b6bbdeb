/**
 * What dispatch needs to know of a class of objects, without knowing the domain: how to read one as an account sees it,
 * and which command each decision stands for.
 */
import type { DecisionName, DecisionOf } from '../../../sdk/contract/index.ts';
import type { Context } from '../../store/index.ts';

export type DecisionCommands = {
  [N in DecisionName]?: (ctx: Context, objectId: string, decision: DecisionOf<N>) => Promise<unknown>;
};

export interface Subject {
  objectClass: string;
  /** The published property that holds the status; almost always `status`. */
  status(object: object): string;
  /** REST representations by id, as the context's actor sees them; ids not visible are left out. */
  read(ctx: Context, ids: string[]): Promise<Map<string, object>>;
  /** The object as the event saw it, where the event tells facts the object itself no longer does. */
  at?(object: object, data: Record<string, unknown>): object;
  /** Values inside an object that must be masked in logs, such as passwords. */
  masked?(object: object): string[];
  decisions: DecisionCommands;
}
