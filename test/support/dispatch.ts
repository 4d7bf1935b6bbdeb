/**
 * Dispatch without sockets and without a domain: rows of installations made by hand, objects that are nothing but a
 * status, a clock that is turned, and claims and settles called one by one.
 */
import { randomInt } from 'node:crypto';
import type { AnswerName, AnswerOf, Decision, EventType, OnTimeout, Ordering, Outcome, ResultFrame, TaskFrame } from '../../sdk/contract/index.ts';
import { ManualClock, silentLog } from '../../runtime/base/index.ts';
import { claim, claimAsked, type Claimant } from '../../runtime/dispatch/claim.ts';
import { Asks, Dispatcher } from '../../runtime/dispatch/index.ts';
import { routeEvents } from '../../runtime/dispatch/route-events.ts';
import { discardTask, replayTask } from '../../runtime/dispatch/replay.ts';
import type { Settled } from '../../runtime/dispatch/settle.ts';
import type { Reaction, Subject, Word } from '../../runtime/domain/kit/index.ts';
import { SYSTEM, type Context, type NewEvent, type TaskRow } from '../../runtime/store/index.ts';
import type { TestDatabase } from './engines.ts';

export const ORDER: EventType = 'asset_purchase_request_processing';
export const CHECK = 'asset_purchase_request_validation';
export const LEASE_MS = 10_000;
export const RUNNER: Claimant = { runnerId: 'RT-1', name: 'one', environments: ['*'], secretsGranted: true };

export interface InstallationOptions {
  account?: string;
  concurrency?: number;
  wallMs?: number;
  status?: 'installed' | 'paused' | 'uninstalled';
  hooks?: Partial<
    Record<
      EventType,
      { statuses?: string[]; filter?: string; lane?: 'park' | 'continue'; ordering?: Ordering; retryMs?: number[]; budgetMs?: number; onTimeout?: OnTimeout }
    >
  >;
}

/** Objects of class `request`: an id with a status. Commands can be replaced by a test. */
export function fakeSubject(statuses: Map<string, string>, commands: Subject['decisions'] = {}): Subject {
  return {
    objectClass: 'request',
    status: (object) => (object as { status: string }).status,
    read: async (_, ids) => new Map(ids.filter((id) => statuses.has(id)).map((id) => [id, { id, status: statuses.get(id)! }])),
    decisions: { approve: async (_, id) => void statuses.set(id, 'approved'), ...commands },
  };
}

/** On a database that is there, or on a fresh one of an engine, which goes away with it. */
export async function openDispatch(
  database: Pick<TestDatabase, 'open'>,
  options: { commands?: Subject['decisions']; clock?: ManualClock; statuses?: Map<string, string>; reactions?: Reaction[] } = {},
) {
  const clock = options.clock ?? new ManualClock();
  const store = await database.open({ clock });
  const statuses = options.statuses ?? new Map<string, string>();
  const source = { subjects: new Map([['request', fakeSubject(statuses, options.commands)]]) };
  const dispatcher = new Dispatcher({
    ...{ store, source, log: silentLog, leaseMs: LEASE_MS, pollMs: 60_000 },
    passes,
    reactions: options.reactions ?? [],
    platform: async () => null,
  });
  const asks = new Asks({ store, log: silentLog, passes });
  const write = <T>(work: (ctx: Context) => Promise<T>) => store.write(SYSTEM, work);

  return {
    store,
    clock,
    statuses,
    dispatcher,
    source,
    asks,
    async close(): Promise<void> {
      await asks.stop();
      await store.close();
    },
    /** A draft of this id is checked; the words come when they come. */
    async ask(objectId: string, account: string): Promise<Word[]> {
      statuses.set(objectId, 'draft');
      const question = { event: CHECK, objectClass: 'request', objectId, status: 'draft', accounts: [account] } as const;
      return asks.words(await write((ctx) => asks.put(ctx, question)));
    },
    claimAsked: (room = 10, runner = RUNNER): Promise<TaskFrame[]> => write(async (ctx) => (await claimAsked(ctx, source, runner, room, LEASE_MS)).frames),
    install: (given?: InstallationOptions) => write((ctx) => insertInstallation(ctx, given)),
    /** An order event; its object then has the status of the event. */
    async order(objectId: string, given: Partial<NewEvent> & { correlation?: string; hop?: number } = {}) {
      const { correlation, hop, ...event } = given;
      statuses.set(objectId, event.status ?? 'pending');
      await store.write(SYSTEM, async (ctx) => ctx.emit({ type: ORDER, objectClass: 'request', objectId, status: 'pending', accounts: ['VA-1'], ...event }), {
        ...(correlation ? { correlation } : {}),
        ...(hop === undefined ? {} : { hop }),
      });
    },
    async route(): Promise<void> {
      while ((await write((ctx) => routeEvents(ctx, passes))).events > 0);
    },
    claim: (room = 10, runner = RUNNER): Promise<TaskFrame[]> => write(async (ctx) => (await claim(ctx, source, runner, room, LEASE_MS)).frames),
    settle: (frame: Pick<TaskFrame, 'task' | 'fence'>, outcome: Outcome, runner = RUNNER): Promise<Settled> =>
      dispatcher.settle(resultOf(frame, outcome), runner),
    /** Leases that ran out, settled as the sweeper does. */
    async expire(): Promise<number> {
      const { expiredLeases } = await import('../../runtime/dispatch/leases.ts');
      const expired = await store.read(SYSTEM, expiredLeases);
      for (const result of expired) await dispatcher.settle(result, 'host');
      return expired.length;
    },
    task: (id: string): Promise<TaskRow> => store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow()),
    tasks: (): Promise<TaskRow[]> => store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('task').selectAll().orderBy('seq').execute()),
    lanes: () => store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('lane').selectAll().orderBy('id').execute()),
    attempts: (id: string) => store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('attempt').selectAll().where('task_id', '=', id).orderBy('fence').execute()),
    replay: async (task: TaskRow, given?: { forgetSteps?: boolean }) => write((ctx) => replayTask(ctx, task, given)),
    discard: async (task: TaskRow, reason: string) => write((ctx) => discardTask(ctx, task, reason)),
  };
}

export type OpenDispatch = Awaited<ReturnType<typeof openDispatch>>;

const passes = async (_ctx: Context, event: { object_id: string }, subscription: { filter: string | null }) => subscription.filter === event.object_id;

export const ok = (decision: Decision | AnswerOf<AnswerName>): Outcome => ({ ok: true, decision });
export const failed = (code: string, more: { message?: string; retryAfterMs?: number } = {}): Outcome => ({ ok: false, code, message: 'broken', ...more });
export const approved = ok({ decision: 'approve' });

export function resultOf(frame: Pick<TaskFrame, 'task' | 'fence'>, outcome: Outcome): ResultFrame {
  return { t: 'result', task: frame.task, fence: frame.fence, outcome, usage: { wallMs: 1, cpuMs: 1, calls: 0, requests: 0 } };
}

async function insertInstallation(ctx: Context, options: InstallationOptions = {}): Promise<string> {
  const account = options.account ?? 'VA-1';
  const id = await ctx.id('installation', 'installation');
  const extension = await ctx.id('extension', 'extension');
  const at = { created_at: ctx.now, updated_at: ctx.now };
  await ctx.tx
    .insertInto('account')
    .values({ id: account, name: account, type: 'vendor', role: 'vendor', external_id: '', data: '{}', ...at })
    .onConflict((oc) => oc.column('id').doNothing())
    .execute();
  await ctx.tx
    .insertInto('extension')
    .values({ id: extension, name: extension, type: 'products', owner_id: account, description: '', created_at: ctx.now })
    .execute();
  const concurrency = options.concurrency ?? 4;
  await ctx.tx
    .insertInto('package_version')
    .values({
      ...{
        id: `${extension}/1.0.0`,
        extension_id: extension,
        version: '1.0.0',
        bytes: 0,
        digest: String(randomInt(1e9)),
        bundle_digest: 'b',
        bundle: '',
        source_map: '',
        permissions_digest: '',
      },
      ...{ manifest: JSON.stringify({ hooks: {}, limits: options.wallMs ? { wallMs: options.wallMs } : {} }), concurrency, created_at: ctx.now },
    })
    .execute();
  await ctx.tx
    .insertInto('installation')
    .values({
      ...{ id, extension_id: extension, environment_id: `ENV-${extension.slice(5)}-03`, account_id: account, version: '1.0.0', previous_version: null },
      ...{ status: options.status ?? 'installed', grants: '{}', settings: '{}', previous_settings: null, allow_private: 0, recording: 1, ...at },
    })
    .execute();
  for (const [type, hook] of Object.entries(options.hooks ?? { [ORDER]: {} }))
    await ctx.tx
      .insertInto('subscription')
      .values({
        ...{ installation_id: id, account_id: account, event_type: type, statuses: JSON.stringify(hook.statuses ?? []), filter: hook.filter ?? null },
        ...{ lane_policy: hook.lane ?? 'park', ordering: hook.ordering ?? 'object', retry: hook.retryMs ? JSON.stringify(hook.retryMs) : null },
        ...{ budget_ms: hook.budgetMs ?? null, on_timeout: hook.onTimeout ?? null },
      })
      .execute();
  return id;
}
