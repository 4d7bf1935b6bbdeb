/**
 * From an event to the webhooks it pokes: one task per webhook of the accounts that may see the event, of its class and
 * product. They are tasks like those of installations, in lanes of (webhook, event type, object), and leave by webhooks.ts.
 */
import { newId } from '../base/index.ts';
import type { Subject } from '../domain/kit/index.ts';
import { isOfProduct, kindOfEvent, TRIGGERED } from '../domain/webhooks/index.ts';
import type { Context, EventRow, Role, WebhookRow } from '../store/index.ts';
import { laneId, type NewTask } from './lanes.ts';

/** The environment of webhooks: no runner serves it. */
export const WEBHOOK_ENVIRONMENT = 'webhooks';

type Hook = WebhookRow & { role: string };

export async function webhookTasks(ctx: Context, events: EventRow[], subjects: ReadonlyMap<string, Subject>): Promise<NewTask[]> {
  const poking = events.filter((e) => e.type === TRIGGERED || kindOfEvent(e) !== undefined);
  const hooks = await activeHooks(ctx, poking);
  if (!hooks.length) return [];
  const tasks: NewTask[] = [];
  for (const event of poking) for (const hook of hooks) if (await pokes(ctx, event, hook, subjects)) tasks.push(taskFor(ctx, event, hook));
  for (const [id, group] of Map.groupBy(tasks, (t) => t.installation_id))
    await ctx.tx
      .updateTable('webhook')
      .set((eb) => ({ events: eb('events', '+', group.length), last_event_at: ctx.now }))
      .where('id', '=', id)
      .execute();
  return tasks;
}

async function activeHooks(ctx: Context, events: EventRow[]): Promise<Hook[]> {
  const accounts = [...new Set(events.flatMap((e) => JSON.parse(e.accounts) as string[]))];
  if (!accounts.length) return [];
  return ctx.tx
    .selectFrom('webhook')
    .innerJoin('account', 'account.id', 'webhook.account_id')
    .selectAll('webhook')
    .select('account.role')
    .where('webhook.account_id', 'in', accounts)
    .where('active', '=', 1)
    .where('webhook.type', '=', 'event')
    .orderBy('webhook.id')
    .execute();
}

async function pokes(ctx: Context, event: EventRow, hook: Hook, subjects: ReadonlyMap<string, Subject>): Promise<boolean> {
  if (!(JSON.parse(event.accounts) as string[]).includes(hook.account_id)) return false;
  if (event.type === TRIGGERED) return event.object_id === hook.id;
  if (kindOfEvent(event) !== hook.object_class) return false;
  const actor = { accountId: hook.account_id, role: hook.role as Role, by: { id: hook.id, name: hook.label } };
  const object = (await subjects.get(event.object_class)?.read(ctx.as({ actor }), [event.object_id]))?.get(event.object_id);
  return object !== undefined && isOfProduct(hook.object_class, object, hook.product_id);
}

function taskFor(ctx: Context, event: EventRow, hook: Hook): NewTask {
  return {
    id: newId('task'),
    lane: laneId(hook.id, event.type, event.object_id),
    ...{ event_id: event.id, event_type: event.type, object_id: event.object_id },
    ...{ installation_id: hook.id, account_id: hook.account_id, environment_id: WEBHOOK_ENVIRONMENT },
    status: 'ready',
    ...{ attempt: 0, reschedules: 0, crashes: 0, lost: 0, fence: 0, replay_of: null, result: null },
    created_at: ctx.now,
    finished_at: null,
  };
}
