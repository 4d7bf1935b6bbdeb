/** What a unit of work hands to domain code: the transaction, who acts, the time, and the outbox. */
import type { Kysely } from 'kysely';
import type { Clock, IdKind, Sealer } from '../base/index.ts';
import type { Dialect } from './dialect.ts';
import type { Tables } from './tables/index.ts';

export type Role = 'operator' | 'vendor' | 'distributor' | 'reseller' | 'system' | 'anonymous';

export interface Actor {
  readonly accountId: string;
  readonly role: Role;
  /** Token, user or installation that acts: the `by` of published events. */
  readonly by: { id: string; name: string };
  readonly installationId?: string;
  /** The modules a token is limited to; absent where it is not. */
  readonly modules?: readonly string[];
}

export const SYSTEM: Actor = { accountId: 'system', role: 'system', by: { id: 'system', name: 'system' } };

/** Who calls without a token, where a route lets anyone in: no account's rows are its own, no role is. */
export const ANYBODY: Actor = { accountId: 'anybody', role: 'anonymous', by: { id: 'anybody', name: 'anybody' } };

export interface NewEvent {
  type: string;
  objectClass: string;
  objectId: string;
  status: string;
  /** The accounts that may see it: the parties of the object. */
  accounts: readonly string[];
  data?: Record<string, unknown>;
  /** Given where who emits makes the tasks itself: the event is history only, under this id. */
  routedAs?: string;
}

/** Where the data of customers is kept, by the published names. */
export const REGIONS = ['EU', 'US', 'JP', 'AU'] as const;
export type Region = (typeof REGIONS)[number];

/** What a unit, and each event of it, was caused by. */
export interface Cause {
  /** One id through the API answer, the events, the tasks, the logs and the outgoing calls. */
  readonly correlation: string;
  /** The span that causes it, in W3C trace context (base/trace.ts). */
  readonly origin: string;
  /** How many handlers caused one another to get here; the outbox refuses more than the hop limit. */
  readonly hop: number;
}

export interface Context extends Cause {
  readonly tx: Kysely<Tables>;
  readonly dialect: Dialect;
  readonly actor: Actor;
  /** ISO time of the unit. */
  readonly now: string;
  readonly clock: Clock;
  readonly sealer: Sealer;
  /** The region of this host. */
  readonly region: Region;
  /** A fresh id, checked against the table it is for. */
  id(kind: IdKind, table: keyof Tables): Promise<string>;
  /** Writes an event row in this transaction; only commands call it. */
  emit(event: NewEvent): void;
  /** Somebody waits for what is written here without an event: hosts look again after the commit. */
  wake(): void;
  /** The same unit on behalf of somebody else, or further down a chain of events; what it emits carries the change. */
  as(change: Partial<Pick<Context, 'actor' | keyof Cause>>): Context;
}

export interface UnitOptions extends Partial<Cause> {
  /** Asks for the last unit of its commit (see Store.lastly) without an event too. */
  lastly?: boolean;
  /** Told the accounts of the unit's events before it ends; may refuse by throwing. */
  admit?(accounts: readonly string[]): void;
}
