/** What old rows go and which stay, by rule, on every engine. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { retentionJob, type Keep, type RetentionRule } from '../../runtime/dispatch/index.ts';
import { ManualClock } from '../../runtime/base/index.ts';
import { writeLogs } from '../../runtime/dispatch/task-logs.ts';
import { SYSTEM, type Tables } from '../../runtime/store/index.ts';
import { approved, failed, openDispatch, ORDER, RUNNER } from '../support/dispatch.ts';
import { describeEngines, type TestDatabase } from '../support/engines.ts';

const DAY_MS = 86_400_000;
const FOR_EVER: Keep = { recordings: 0, failedRecordings: 0, logs: 0, invocations: 0, tasks: 0, deadLetters: 0, events: 0 };

describeEngines('retention', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await engine.database();
  });
  afterAll(() => database.drop());

  /** A dispatch with one of everything, all of it forty days old, and a fresh order. */
  async function old() {
    const clock = new ManualClock();
    const dispatch = await openDispatch(database, { clock });
    const { store } = dispatch;
    await store.write(SYSTEM, async (ctx) => {
      for (const table of ['event', 'task', 'lane', 'attempt', 'task_log', 'subscription', 'installation'] as const) await ctx.tx.deleteFrom(table).execute();
    });
    await dispatch.install({ concurrency: 32, hooks: { [ORDER]: { retryMs: [] } } });
    await dispatch.install({ account: 'VA-2', concurrency: 32, hooks: { [ORDER]: { retryMs: [], lane: 'continue' } } });
    const order = (id: string, account = 'VA-1') => dispatch.order(id, { accounts: [account] });
    for (const id of ['done', 'parked', 'retried', 'open']) await order(id);
    await order('given up', 'VA-2');
    await dispatch.route();
    const frames = await dispatch.claim(32);
    const frameOf = (id: string) => frames.find((frame) => frame.event.objectId === id)!;
    for (const frame of frames)
      await store.write(SYSTEM, (ctx) => writeLogs(ctx, frame, RUNNER.name, [{ at: clock.iso(), level: 'info', text: frame.event.objectId }]));
    await dispatch.settle(frameOf('done'), approved);
    for (const id of ['parked', 'given up']) await dispatch.settle(frameOf(id), failed('NON_RETRIABLE'));
    await dispatch.settle(frameOf('retried'), failed('CANCELLED'));
    clock.advance(40 * DAY_MS);
    await order('fresh');
    await dispatch.route();
    return { ...dispatch, frameOf };
  }
  type Old = Awaited<ReturnType<typeof old>>;

  const about = ({ store }: Old, table: 'attempt' | 'task_log') =>
    store.read(SYSTEM, async (ctx) => {
      const rows = await sql<{ object_id: string }>`select task.object_id from ${sql.table(table)} t join task on task.id = t.task_id`.execute(ctx.tx);
      return rows.rows.map((row) => row.object_id).toSorted();
    });
  const objects = ({ store }: Old, table: 'task' | 'event') =>
    store.read(SYSTEM, async (ctx) => (await ctx.tx.selectFrom(table).select('object_id').execute()).map((row) => row.object_id).toSorted());
  const count = ({ store }: Old, table: keyof Tables) =>
    store.read(SYSTEM, async (ctx) => Number((await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(ctx.tx)).rows[0]!.n));

  async function sweep({ store }: Old, keep: Partial<Keep>) {
    const deleted: [RetentionRule, number][] = [];
    const job = retentionJob({ ...FOR_EVER, ...keep }, (rule, rows) => deleted.push([rule, rows]));
    while (await job.run(store));
    return deleted;
  }

  test('nothing goes while it is young, or kept for ever', async () => {
    const world = await old();
    expect(await sweep(world, {})).toEqual([]);
    expect(await sweep(world, { logs: 41, invocations: 41, tasks: 41, deadLetters: 41, events: 41 })).toEqual([]);
    await world.store.close();
  });

  test('log lines and attempts of ended tasks go; those of open ones stay', async () => {
    const world = await old();
    expect(await sweep(world, { logs: 30, invocations: 30 })).toEqual([
      ['logs', 3],
      ['invocations', 3],
    ]);
    for (const table of ['attempt', 'task_log'] as const) expect(await about(world, table)).toEqual(['open', 'retried']);
    await world.store.close();
  });

  test('ended tasks go with what belongs to them, counted from their end; open and dead ones stay', async () => {
    const world = await old();
    // ends today, although it is as old as the others
    await world.settle(world.frameOf('open'), approved);
    expect(await sweep(world, { tasks: 30 })).toEqual([['tasks', 1]]);
    expect(await objects(world, 'task')).toEqual(['fresh', 'given up', 'open', 'parked', 'retried']);
    expect(await about(world, 'task_log')).toEqual(['given up', 'open', 'parked', 'retried']);
    expect([await count(world, 'attempt'), await count(world, 'task_log')]).toEqual([4, 4]);
    await world.store.close();
  });

  test('a dead letter that holds its lane stays until a person has decided', async () => {
    const world = await old();
    expect(await sweep(world, { deadLetters: 30 })).toEqual([['deadLetters', 1]]);
    expect(await objects(world, 'task')).toEqual(['done', 'fresh', 'open', 'parked', 'retried']);
    const parked = (await world.tasks()).find((task) => task.object_id === 'parked')!;
    await world.discard(parked, 'sold by hand');
    expect(await sweep(world, { deadLetters: 30, tasks: 30 })).toEqual([['tasks', 2]]);
    await world.store.close();
  });

  test('events go when no task is about them any more', async () => {
    const world = await old();
    expect(await sweep(world, { events: 30 })).toEqual([]);
    expect(await sweep(world, { events: 30, tasks: 30, deadLetters: 30 })).toEqual([
      ['tasks', 1],
      ['deadLetters', 1],
      ['events', 2],
    ]);
    expect(await objects(world, 'event')).toEqual(['fresh', 'open', 'parked', 'retried']);
    await world.store.close();
  });

  test('many rows go in batches, past those that stay, and the unrouted event is not touched', async () => {
    const world = await old();
    const { store, clock } = world;
    const at = new Date(clock.now() - 39 * DAY_MS).toISOString();
    await store.write(SYSTEM, async (ctx) => {
      const row = { type: 'contract_changed', object_class: 'contract', status: '', accounts: '[]', data: '{}', actor: '', correlation: '', hop: 0 };
      for (let i = 0; i < 1_000; i++) await ctx.tx.insertInto('event').values({ ...row, id: `EV-${i}`, object_id: `CRD-${i}`, created_at: at, routed: Number(i % 10 !== 0) }).execute(); // prettier-ignore
    });
    const before = await count(world, 'event');
    const deleted = await sweep(world, { events: 30 });
    expect(deleted.reduce((sum, [, rows]) => sum + rows, 0)).toBe(900);
    expect(Math.max(...deleted.map(([, rows]) => rows))).toBeLessThanOrEqual(200);
    expect(await count(world, 'event')).toBe(before - 900);
    await world.store.close();
  });
});
