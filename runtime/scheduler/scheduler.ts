/** The loop that looks for due times. It needs no leader: rows are locked by whoever fires them. */
import { Loop, type Log } from '../base/index.ts';
import { SYSTEM, type Store } from '../store/index.ts';
import { FIRE_BATCH, fireDue, somethingDue } from './fire.ts';
import { SYNC_BATCH, syncSchedules } from './sync.ts';

export interface Scheduler {
  start(): void;
  /** One look at the due times; answers whether there may be more. */
  round(): Promise<boolean>;
  stop(): Promise<void>;
}

export function createScheduler(options: { store: Store; log: Log; everyMs?: number }): Scheduler {
  const { store } = options;
  const loop = new Loop('scheduler', round, options.everyMs ?? 1_000, options.log);

  async function round(): Promise<boolean> {
    if (!(await store.read(SYSTEM, somethingDue))) return false;
    const { synced, fired } = await store.write(SYSTEM, async (ctx) => ({ synced: await syncSchedules(ctx), fired: await fireDue(ctx) }));
    return synced === SYNC_BATCH || fired === FIRE_BATCH;
  }

  return { start: () => void loop.start(), round, stop: () => loop.stop() };
}
