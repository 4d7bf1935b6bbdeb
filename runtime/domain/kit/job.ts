/**
 * What a module does when time passes or work has piled up. Every host runs every job: what a job takes, it locks, or it
 * takes `onOneHost`.
 */
import { SYSTEM, type Context, type Store } from '../../store/index.ts';

export interface Job {
  name: string;
  /** How often it looks by itself. */
  everyMs: number;
  /** Answers whether there may be more to do at once. */
  run(store: Store): Promise<boolean>;
}

/** A job that is one unit, on one host at a time. */
export function onOneHost(name: string, everyMs: number, run: (ctx: Context) => Promise<boolean>): Job {
  return {
    name,
    everyMs,
    run: (store) =>
      store.write(SYSTEM, async (ctx) => {
        await ctx.dialect.advisoryLock(`job ${name}`).execute(ctx.tx);
        return run(ctx);
      }),
  };
}
