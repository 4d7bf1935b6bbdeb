/** The published state changes, one entry per arrow; only those of the flows that the platform covers are counted. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Role } from '../../../runtime/store/index.ts';

export type TradeRole = Extract<Role, 'vendor' | 'distributor' | 'reseller'>;
export const TRADE_ROLES: readonly TradeRole[] = ['vendor', 'distributor', 'reseller'];

export interface Transition {
  /** `fulfilment-request/11`. */
  id: string;
  object: string;
  /** Collection of the object, below /public/v1. */
  resource: string;
  /** Property that shows the state; null where a rule of its own tells it. */
  statusField: string | null;
  /** State name -> shown value, where they differ. */
  statusValues: Record<string, unknown>;
  from: readonly string[];
  to: string;
  /** Who may make it: roles, `any`, `system`. */
  actors: readonly string[];
  /** `POST /requests/{id}/approve`, or `system`; the first is the published one. */
  calls: readonly string[];
}

interface RawObject {
  object: string;
  scope: string;
  resource: string;
  statusField: string | null;
  statusValues?: Record<string, unknown>;
  transitions: { id: string; from: string | string[]; to: string; actor: string[]; call: string; altCalls?: string[] }[];
}

export function loadTransitions(file: string): Transition[] {
  const objects = parse(readFileSync(file, 'utf8')) as RawObject[];
  return objects
    .filter((o) => o.scope === 'core')
    .flatMap(({ object, resource, statusField, statusValues = {}, transitions }) =>
      transitions.map((t) => ({
        ...{ id: t.id, object, resource, statusField, statusValues, to: t.to, actors: t.actor },
        from: [t.from].flat(),
        calls: [t.call, ...(t.altCalls ?? [])],
      })),
    );
}
