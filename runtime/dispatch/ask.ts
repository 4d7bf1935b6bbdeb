/**
 * Interactive calls: a question becomes a task for each extension that hooks its event, and its caller waits in this
 * process, with no unit open, until the answer is in the table or the hook's budget is over; then the policy that the hook
 * declares stands for the answer. The table is what counts: the answer may be settled by another host, whose commit wakes
 * this one. Such a task is in a lane of its own, is claimed apart from background work, and is never tried again.
 */
import { sql } from 'kysely';
import { BUDGET_MS, eventDefinition, type AnswerName, type AnswerOf, type OnTimeout } from '../../sdk/contract/index.ts';
import { asError, Loop, newId, PlatformError, type Log } from '../base/index.ts';
import type { Question, Word } from '../domain/kit/index.ts';
import {
  insertRows,
  newEventId,
  SYSTEM,
  type BreakerRow,
  type Context,
  type EventRow,
  type Store,
  type SubscriptionRow,
  type TaskRow,
} from '../store/index.ts';
import { isOpen, letProbe } from './breaker.ts';
import { appendTasks, laneId, type NewTask } from './lanes.ts';
import { wanted, type RouteFilter } from './route-events.ts';
import { closeUnanswered } from './settle.ts';

/** Questions of one account that may wait at this host at once; more are refused with 429. */
export const ASKED_OF_ACCOUNT = 64;
/** The table is looked at so often while somebody waits and nobody wakes. */
const LOOK_MS = 100;
/** What a host that died left waiting is closed so long after its budget. */
const ABANDONED_AFTER_MS = 30_000;

export interface AsksOptions {
  store: Store;
  log: Log;
  passes: RouteFilter;
}

/** A question written down, with what its hook declares. */
export interface Asked {
  task: string;
  installation: string;
  account: string;
  budgetMs: number;
  policy: OnTimeout;
}

interface Waiting extends Asked {
  tell(word: Word): void;
}

type Hook = SubscriptionRow & { environment_id: string; breaker: BreakerRow['state'] | null; until_ms: number | null };

export class Asks {
  readonly #options: AsksOptions;
  readonly #waiting = new Map<string, Waiting>();
  readonly #loop: Loop;

  constructor(options: AsksOptions) {
    this.#options = options;
    this.#loop = new Loop('asks', () => this.#look(), LOOK_MS, options.log);
    options.store.onEvents(() => void (this.#waiting.size && this.#loop.wake()));
  }

  /** Writes the question down in the unit of what led to it. Where an event wants one HTTP answer, the first installation gives it. */
  async put(ctx: Context, question: Question): Promise<Asked[]> {
    const single = (eventDefinition(question.event)!.decisions as readonly string[]).includes('answer');
    const event = eventOf(ctx, question);
    const hooks: Hook[] = [];
    for (const hook of await hooksOf(ctx, question)) if (!(single && hooks.length) && (await wanted(ctx, event, hook, this.#options.passes))) hooks.push(hook);
    if (!hooks.length) return [];
    for (const { account_id } of hooks) this.#requireRoom(account_id);
    const { event: type, objectClass, objectId, status, accounts, data } = question;
    ctx.emit({ type, objectClass, objectId, status, accounts, ...(data ? { data } : {}), routedAs: event.id });
    const asked: Asked[] = [];
    for (const hook of hooks) {
      const task = taskFor(ctx, event, hook);
      const budgetMs = hook.budget_ms ?? BUDGET_MS.default;
      const now = ctx.clock.now();
      const open = isOpen(hook.breaker);
      if (open && hook.until_ms! > now) await insertRows(ctx, 'task', [silenced(ctx, task)]);
      else await appendTasks(ctx, [task], now, { state: 'asked', class: 'interactive', lease_end_ms: now + budgetMs + ABANDONED_AFTER_MS });
      if (open && hook.until_ms! <= now) await letProbe(ctx, hook, task.id);
      const policy = (hook.on_timeout ?? 'default') as OnTimeout;
      asked.push({ task: task.id, installation: hook.installation_id, account: hook.account_id, budgetMs, policy });
    }
    return asked;
  }

  /** Waits for the words of all that were asked; at most as long as the longest budget. */
  words(asked: readonly Asked[]): Promise<Word[]> {
    return Promise.all(asked.map((one) => this.#word(one)));
  }

  /** Nobody waits any longer: the policies stand. */
  async stop(): Promise<void> {
    await this.#loop.stop();
    for (const one of this.#waiting.values()) one.tell(silence(one, 'the host is going down'));
  }

  #word(one: Asked): Promise<Word> {
    return new Promise((resolve) => {
      const budget = setTimeout(() => void this.#giveUp(one), one.budgetMs);
      const tell = (word: Word) => {
        clearTimeout(budget);
        this.#waiting.delete(one.task);
        resolve(word);
      };
      this.#waiting.set(one.task, { ...one, tell });
      // it may have been answered before anybody listened
      this.#loop.wake();
    });
  }

  async #look(): Promise<void> {
    if (!this.#waiting.size) return;
    const rows = await this.#options.store.read(SYSTEM, (ctx) => endsOf(ctx, [...this.#waiting.keys()]));
    for (const row of rows) this.#waiting.get(row.id)?.tell(wordOf(this.#waiting.get(row.id)!, row));
  }

  async #giveUp(one: Asked): Promise<void> {
    const { store, log } = this.#options;
    const reason = `no answer within ${one.budgetMs} ms`;
    try {
      const end = await store.write(SYSTEM, async (ctx) => {
        await closeUnanswered(ctx, one.task, reason);
        return (await endsOf(ctx, [one.task]))[0];
      });
      this.#waiting.get(one.task)?.tell(end ? wordOf(one, end) : silence(one, reason));
    } catch (error) {
      log.error({ err: asError(error), task: one.task }, 'an interactive task could not be closed; the sweeper does it');
      this.#waiting.get(one.task)?.tell(silence(one, reason));
    }
  }

  #requireRoom(account: string): void {
    const waiting = [...this.#waiting.values()].filter((w) => w.account === account).length;
    if (waiting >= ASKED_OF_ACCOUNT)
      throw new PlatformError('tooMany', `${waiting} calls wait for answers of extensions of ${account}; at most ${ASKED_OF_ACCOUNT} do at once. Try again.`);
  }
}

/** Asked once per round, before any runner is looked at. */
export async function somebodyWaits(ctx: Context): Promise<boolean> {
  return (await sql`select 1 from lane where state = 'asked' limit 1`.execute(ctx.tx)).rows.length > 0;
}

/** What nobody waits for any more because its host died: tasks that were never claimed. */
export async function abandoned(ctx: Context): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    select head_task_id as id from lane where state = 'asked' and lease_end_ms < ${ctx.clock.now()}`.execute(ctx.tx);
  return rows.rows.map((r) => r.id);
}

/** Installed and hooking, the oldest first; a paused installation is not asked. */
async function hooksOf(ctx: Context, { event, accounts }: Question): Promise<Hook[]> {
  return ctx.tx
    .selectFrom('subscription')
    .innerJoin('installation', 'installation.id', 'subscription.installation_id')
    .leftJoin('breaker', (join) =>
      join.onRef('breaker.installation_id', '=', 'subscription.installation_id').onRef('breaker.event_type', '=', 'subscription.event_type'),
    )
    .selectAll('subscription')
    .select(['installation.environment_id', 'breaker.state as breaker', 'breaker.until_ms'])
    .where('subscription.event_type', '=', event)
    .where('subscription.account_id', 'in', [...accounts])
    .where('installation.status', '=', 'installed')
    .orderBy('installation.created_at')
    .orderBy('installation.id')
    .execute();
}

type AskedEvent = Pick<EventRow, 'id' | 'type' | 'object_class' | 'object_id' | 'status'>;

function eventOf(ctx: Context, { event: type, objectClass, objectId, status }: Question): AskedEvent {
  return { id: newEventId(ctx.now), type, object_class: objectClass, object_id: objectId, status };
}

/** The event stands for the object in the lane: nothing is ahead of it, and nothing comes after. */
function taskFor(ctx: Context, event: AskedEvent, hook: Hook): NewTask {
  return {
    id: newId('task'),
    lane: laneId(hook.installation_id, event.type, event.id),
    ...{ event_id: event.id, event_type: event.type, object_id: event.object_id },
    ...{ installation_id: hook.installation_id, account_id: hook.account_id, environment_id: hook.environment_id },
    status: 'ready',
    ...{ attempt: 0, reschedules: 0, crashes: 0, lost: 0, fence: 0, replay_of: null, result: null },
    created_at: ctx.now,
    finished_at: null,
  };
}

/** Nobody waits for a hook that has done nothing but fail. */
function silenced(ctx: Context, task: NewTask): NewTask {
  const result = JSON.stringify({ code: 'BREAKER_OPEN', message: 'the hook failed again and again; it is asked again in a while' });
  return { ...task, status: 'unanswered', result, finished_at: ctx.now };
}

type End = Pick<TaskRow, 'id' | 'status' | 'result'>;

async function endsOf(ctx: Context, tasks: string[]): Promise<End[]> {
  return ctx.tx
    .selectFrom('task')
    .select(['id', 'status', 'result'])
    .where(() => ctx.dialect.among('id', tasks))
    .where('finished_at', 'is not', null)
    .execute();
}

function wordOf(one: Asked, { status, result }: End): Word {
  const told = JSON.parse(result ?? '{}') as { message?: string; reason?: string };
  if (status === 'done') return { installation: one.installation, task: one.task, answer: told as unknown as AnswerOf<AnswerName> };
  // what moved on or was uninstalled meanwhile has nothing to say
  if (status !== 'unanswered') return { installation: one.installation, task: one.task, policy: 'default', reason: told.reason ?? status };
  return silence(one, told.message ?? status);
}

function silence({ installation, task, policy }: Asked, reason: string): Word {
  return { installation, task, policy, reason };
}
