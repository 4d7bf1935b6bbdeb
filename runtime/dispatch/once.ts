/**
 * A call with an effect may come twice: its reply was lost with the line, and the runner says the call again, perhaps to
 * another host. The reply is remembered under (task, fence, call) in the transaction of the effect, so the second time
 * answers from memory. Rows live as long as the lease they belong to; the sweeper drops the others.
 */
import { sql } from 'kysely';
import type { Context } from '../store/index.ts';
import type { Held } from './leases.ts';

/** A call of a runner by its number; one without a number is never said again. */
export interface NumberedCall extends Held {
  call?: number;
}

/** Runs `effect` unless this call has had it already, and answers the same both times. */
export type Once = <T>(ctx: Context, effect: () => Promise<T>) => Promise<T>;

export function onceFor({ task, fence, call }: NumberedCall): Once {
  if (call === undefined) return (_, effect) => effect();
  const identity = `call:${task}:${fence}:${call}`;
  return async <T>(ctx: Context, effect: () => Promise<T>): Promise<T> => {
    // the row comes first: on PostgreSQL the same call on another host waits here for our commit
    const { numInsertedOrUpdatedRows } = await ctx.tx
      .insertInto('call_reply')
      .values({ task_id: task, fence, call, reply: '' })
      .onConflict((oc) => oc.columns(['task_id', 'fence', 'call']).doNothing())
      .executeTakeFirstOrThrow();
    const row = () => ({ task_id: task, fence, call }) as const;
    if (numInsertedOrUpdatedRows === 0n) {
      const { reply } = await ctx.tx
        .selectFrom('call_reply')
        .select('reply')
        .where((eb) => eb.and(row()))
        .executeTakeFirstOrThrow();
      return JSON.parse(ctx.sealer.open(reply, identity)) as T;
    }
    const value = await effect();
    await ctx.tx
      .updateTable('call_reply')
      .set({ reply: ctx.sealer.seal(JSON.stringify(value ?? null), identity) })
      .where((eb) => eb.and(row()))
      .execute();
    return value;
  };
}

/** Replies of leases that have ended: nobody can ask for them any more. Costs nothing while there are none. */
export async function forgetReplies(ctx: Context): Promise<void> {
  await sql`delete from call_reply where not exists (
    select 1 from task where task.id = call_reply.task_id and task.fence = call_reply.fence and task.status = 'leased')`.execute(ctx.tx);
}

export async function hasReplies(ctx: Context): Promise<boolean> {
  return (await ctx.tx.selectFrom('call_reply').select('task_id').limit(1).executeTakeFirst()) !== undefined;
}
