/**
 * A consequence in a higher module of what happened in a lower one. It reaches it through the outbox, as a task with
 * the same retries, dead letters and replay as everybody's: the lower module does not know of it.
 */
import type { EventType } from '../../../sdk/contract/index.ts';
import type { Context } from '../../store/index.ts';

export interface ReactedEvent {
  id: string;
  type: EventType;
  objectId: string;
  /** The status the event was about; the object may have moved on since. */
  status: string;
  data: Record<string, unknown>;
}

export interface Reaction {
  /** `orders.tier-setup`: names the line of its tasks, so it must not change. */
  name: string;
  on: readonly EventType[];
  /** Statuses of the event; every one where left out. */
  statuses?: readonly string[];
  /** Runs as the system, one link further in the chain of events; may be run again when it failed. */
  run(ctx: Context, event: ReactedEvent): Promise<void>;
}
