/**
 * Delivers the tasks of webhooks. Due lanes are leased like those of installations, the call is made outside of any
 * transaction, and its end goes through the same settle: retries, Retry-After, dead letters and replay are everybody's.
 *
 * A poke tells no more than "look": so one that succeeds answers for every task of its webhook that was there when it
 * began, and the next waits until the receiver had its time. With a processing timeout of 0 each event is a poke of its own.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { childOf, Loop, publicTime, spanOfAttempt, type Log } from '../base/index.ts';
import { TRIGGERED, webhookSecret } from '../domain/webhooks/index.ts';
import { SYSTEM, type Context, type Store, type TaskRow, type WebhookRow } from '../store/index.ts';
import type { FrameSource } from './frames.ts';
import { setHead } from './lanes.ts';
import type { DispatchObserver } from './observer.ts';
import { closeTask, settle } from './settle.ts';
import { callWebhook, type Poke, type PokeAnswer } from './webhook-call.ts';
import { WEBHOOK_ENVIRONMENT } from './webhook-tasks.ts';

/** Calls under way at once: of this host, of one account, of a webhook that is poked event by event. */
const CALLS = 32;
const CALLS_OF_ACCOUNT = 8;
const CALLS_OF_WEBHOOK = 4;
/** Looked at in one round: webhooks that wait longest, and heads of each, so that none hides the others. */
const WEBHOOKS = 64;
const HEADS_OF_WEBHOOK = 16;
/** Longer than any call lasts. */
const LEASE_MS = 60_000;

export interface WebhookOptions {
  store: Store;
  log: Log;
  source: FrameSource;
  /** Base URL of this host's API, told to receivers. */
  apiUrl: () => string;
  privateHosts: readonly string[];
  /** Told what becomes of calls. */
  observe?: DispatchObserver;
  pollMs: number;
}

type Head = TaskRow & { run_at_ms: number; correlation: string; origin: string };

interface Leased {
  head: Head;
  hook: WebhookRow;
  poke: Poke;
  startedMs: number;
  /** The last task of the webhook that was there when the poke began. */
  seen: number;
}

export class WebhookSender {
  readonly #options: WebhookOptions;
  readonly #runnerId = `webhooks-${randomUUID()}`;
  readonly #loop: Loop;
  readonly #underWay = new Set<Promise<void>>();
  #running = false;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#loop = new Loop('webhooks', () => this.#begin(), options.pollMs, options.log);
  }

  start(): void {
    this.#running = true;
    this.#loop.start();
  }

  /** Nothing in a host whose loops stand still. */
  wake(): void {
    if (this.#running) this.#loop.wake();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#loop.stop();
    await Promise.all(this.#underWay);
  }

  /** One round to its end, for a host whose loops stand still; answers whether anything was done. */
  async round(): Promise<boolean> {
    const more = await this.#begin();
    const called = this.#underWay.size > 0;
    await Promise.all(this.#underWay);
    return more || called;
  }

  async #begin(): Promise<boolean> {
    const { store } = this.#options;
    const room = CALLS - this.#underWay.size;
    if (room <= 0 || !(await store.read(SYSTEM, hasDue))) return false;
    const { leased, closed } = await store.write(SYSTEM, (ctx) => this.#claim(ctx, room));
    for (const one of leased) {
      const call = this.#deliver(one).finally(() => {
        this.#underWay.delete(call);
        this.wake();
      });
      this.#underWay.add(call);
    }
    return closed > 0;
  }

  async #claim(ctx: Context, room: number): Promise<{ leased: Leased[]; closed: number }> {
    const heads = await dueHeads(ctx);
    const hooks = await hooksOf(ctx, heads);
    const calls = await callsUnderWay(ctx);
    const now = ctx.clock.now();
    const leased: Leased[] = [];
    let closed = 0;
    for (const head of heads) {
      const hook = hooks.get(head.installation_id);
      if (hook === 'held elsewhere') continue;
      const given = givenUp(head, hook);
      if (given) {
        await closeTask(ctx, head, ...given);
        closed++;
      } else if (hook && head.event_type !== TRIGGERED && Number(hook.earliest_ms) > now) {
        await setHead(ctx, head.lane, 'ready', head.id, Number(hook.earliest_ms));
      } else if (hook && leased.length < room && calls.take(hook)) {
        leased.push(await this.#lease(ctx, head, hook));
      }
    }
    return { leased, closed };
  }

  async #lease(ctx: Context, head: Head, hook: WebhookRow): Promise<Leased> {
    const now = ctx.clock.now();
    const lease = { state: 'leased' as const, lease_until_ms: now + LEASE_MS, lease_end_ms: now + LEASE_MS, lease_runner: this.#runnerId };
    await ctx.tx.updateTable('lane').set(lease).where('id', '=', head.lane).execute();
    const fence = head.fence + 1;
    await ctx.tx.updateTable('task').set({ status: 'leased', fence }).where('id', '=', head.id).execute();
    await ctx.tx
      .insertInto('attempt')
      .values({
        ...{ task_id: head.id, fence, attempt: head.attempt + 1, counted: 0, runner: WEBHOOK_ENVIRONMENT, started_at: ctx.clock.iso(), version: '' },
        ...{ ended_at: null, outcome: null, message: null, stack: null, wall_ms: null, cpu_ms: null, wait_ms: Math.max(0, now - Number(head.run_at_ms)) },
      })
      .execute();
    const last = await ctx.tx
      .selectFrom('task')
      .select((eb) => eb.fn.max('seq').as('seq'))
      .where('installation_id', '=', hook.id)
      .executeTakeFirstOrThrow();
    const leased = { ...head, fence };
    return { head: leased, hook, poke: this.#poke(ctx, leased, hook), startedMs: now, seen: Number(last.seq) };
  }

  #poke(ctx: Context, head: Head, hook: WebhookRow): Poke {
    const time = (info: string | null) => (info === null ? null : (JSON.parse(info) as { time: string }).time);
    return {
      ...{ url: hook.external_url, method: hook.http_method, headers: JSON.parse(hook.headers) as Record<string, string> },
      ...{ secret: webhookSecret(ctx, hook), task: head.id, webhook: hook.id, correlation: head.correlation },
      origin: childOf(head.origin, spanOfAttempt(head.id, head.fence)),
      body: {
        ...{ webhook_id: hook.id, webhook_name: hook.label, object_class: hook.object_class, account_id: hook.account_id, product_id: hook.product_id },
        ...{ api_url: this.#options.apiUrl(), triggered_at: publicTime(ctx.clock.iso()) },
        ...{ last_success_at: time(hook.last_success), last_failure_at: time(hook.last_failure) },
        ...{ processing_timeout: hook.processing_timeout, data: JSON.parse(hook.data) as object },
      },
    };
  }

  async #deliver(leased: Leased): Promise<void> {
    const { store, source, privateHosts, log } = this.#options;
    const began = performance.now();
    const answer = await callWebhook(leased.poke, privateHosts, leased.startedMs);
    const wallMs = Math.round(performance.now() - began);
    const { id: task, fence } = leased.head;
    const result = { t: 'result' as const, task, fence, outcome: answer.outcome, usage: { wallMs, cpuMs: 0, calls: 0, requests: 1 } };
    try {
      const { ended } = await store.write(SYSTEM, async (ctx) => {
        const settled = await settle(ctx, source, result, { runnerId: this.#runnerId });
        if (settled.accepted) await note(ctx, leased, answer, wallMs);
        return settled;
      });
      if (ended) this.#options.observe?.ended(ended, result.usage);
    } catch (error) {
      // the lease runs out and the task returns to its lane
      log.error({ err: error, task, correlation: leased.head.correlation }, 'the end of a webhook call could not be written');
    }
  }
}

function due(ctx: Context) {
  return sql`lane.environment_id = 'webhooks' and lane.state = 'ready' and lane.run_at_ms <= ${ctx.clock.now()}`;
}

async function hasDue(ctx: Context): Promise<boolean> {
  const found = await sql`select 1 from lane where ${due(ctx)} limit 1`.execute(ctx.tx);
  return found.rows.length > 0;
}

async function dueHeads(ctx: Context): Promise<Head[]> {
  const waiting = await sql<{ id: string }>`
    select lane.installation_id as id from lane where ${due(ctx)} group by lane.installation_id order by min(lane.run_at_ms) limit ${WEBHOOKS}`.execute(ctx.tx);
  const heads: Head[] = [];
  for (const { id } of waiting.rows) {
    const own = await sql<Head>`
      select task.*, lane.run_at_ms, event.correlation, event.origin
      from lane join task on task.id = lane.head_task_id join event on event.id = task.event_id
      where lane.installation_id = ${id} and ${due(ctx)}
      order by lane.run_at_ms, task.seq limit ${HEADS_OF_WEBHOOK} ${ctx.dialect.forUpdateSkipLocked('lane', 'task')}`.execute(ctx.tx);
    heads.push(...own.rows);
  }
  return heads;
}

/** The webhooks of these heads, locked: one host at a time decides for each. */
async function hooksOf(ctx: Context, heads: Head[]): Promise<Map<string, WebhookRow | 'held elsewhere'>> {
  const ids = [...new Set(heads.map((h) => h.installation_id))];
  if (!ids.length) return new Map();
  const there = await ctx.tx.selectFrom('webhook').select('id').where('id', 'in', ids).execute();
  const locked = await sql<WebhookRow>`
    select * from webhook where id in (${sql.join(ids)}) order by id ${ctx.dialect.forUpdateSkipLocked()}`.execute(ctx.tx);
  const rows = new Map(locked.rows.map((row) => [row.id, row]));
  return new Map(there.map(({ id }) => [id, rows.get(id) ?? ('held elsewhere' as const)]));
}

/** Why a task is not delivered any more. */
function givenUp(head: Head, hook: WebhookRow | undefined): [TaskRow['status'], object] | undefined {
  if (!hook) return ['cancelled', { reason: 'the webhook is gone' }];
  if (hook.active !== 1) return ['skipped', { reason: 'the webhook is not active' }];
  const told = head.event_type !== TRIGGERED && hook.processing_timeout > 0 && Number(head.seq) <= Number(hook.told_seq);
  return told ? ['skipped', { reason: 'told by a poke that came after it' }] : undefined;
}

async function callsUnderWay(ctx: Context): Promise<{ take(hook: WebhookRow): boolean }> {
  const rows = await ctx.tx
    .selectFrom('lane')
    .select(['installation_id', 'account_id'])
    .where('state', '=', 'leased')
    .where('environment_id', '=', WEBHOOK_ENVIRONMENT)
    .execute();
  const counts = new Map<string, number>();
  const count = (id: string) => counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const row of rows) [row.installation_id, row.account_id].forEach(count);
  return {
    take(hook) {
      const most = hook.processing_timeout > 0 ? 1 : CALLS_OF_WEBHOOK;
      if ((counts.get(hook.id) ?? 0) >= most || (counts.get(hook.account_id) ?? 0) >= CALLS_OF_ACCOUNT) return false;
      [hook.id, hook.account_id].forEach(count);
      return true;
    },
  };
}

/** What the webhook tells of its last calls, and when the next may be. */
async function note(ctx: Context, { head, hook, startedMs, seen }: Leased, { outcome, status, text }: PokeAnswer, durationMs: number): Promise<void> {
  const info = JSON.stringify({
    time: publicTime(new Date(startedMs).toISOString()),
    response: text === '' ? {} : { body: text },
    duration: durationMs,
    status: outcome.ok ? 'success' : 'failure',
    status_code: status,
    errors: outcome.ok ? '' : outcome.message,
  });
  // one receiver that is down is not asked again by each of the other lanes
  const retry = outcome.ok
    ? undefined
    : await ctx.tx.selectFrom('lane').select('run_at_ms').where('id', '=', head.lane).where('state', '=', 'ready').executeTakeFirst();
  await ctx.tx
    .updateTable('webhook')
    .set((eb) =>
      outcome.ok
        ? {
            successes: eb('successes', '+', 1),
            failures_in_row: 0,
            last_success: info,
            told_seq: seen,
            earliest_ms: startedMs + hook.processing_timeout * 1000,
          }
        : {
            ...{ failures: eb('failures', '+', 1), failures_in_row: eb('failures_in_row', '+', 1), last_failure: info },
            ...(retry ? { earliest_ms: Number(retry.run_at_ms) } : {}),
          },
    )
    .where('id', '=', hook.id)
    .execute();
}
