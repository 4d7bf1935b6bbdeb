/** Dead letters by installation, and many of them replayed at once: which ones, how fast, until when; and the quota of a backlog. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../runtime/base/index.ts';
import { Backlog, BACKLOG_MAX, payloadRoute, replayJob, taskRoutes } from '../../runtime/dispatch/index.ts';
import { columnsBelow, listCollection, type CallRoute, type ListRoute } from '../../runtime/domain/kit/index.ts';
import { SYSTEM, type Actor, type Role } from '../../runtime/store/index.ts';
import { approved, failed, openDispatch, RUNNER, type OpenDispatch } from '../support/dispatch.ts';
import { describeEngines } from '../support/engines.ts';

const actor = (accountId: string, role: Role = 'vendor'): Actor => ({ accountId, role, by: { id: `SU-${accountId}`, name: accountId } });
interface Replay {
  id: string;
  status: string;
  total: number;
  replayed: number;
  skipped: number;
  last_error: string | null;
}

describeEngines('dead letters', (engine) => {
  let d: OpenDispatch;
  beforeAll(async () => {
    d = await openDispatch(engine);
  });
  afterAll(() => d.close());

  let accounts = 0;
  async function call<T>(who: Actor, operation: string, params: Record<string, string> = {}, body: unknown = {}): Promise<T> {
    const route = [...taskRoutes, payloadRoute(d.source.subjects)].find((r) => r.operation === operation) as CallRoute;
    const unit = route.kind === 'write' ? d.store.write : d.store.read;
    return unit(who, (ctx) => route.run(ctx, { params, query: {}, body, headers: () => undefined }, { store: d.store, actor: who, words: [] })) as Promise<T>;
  }
  /** An installation with so many dead letters, one for each object, a second apart. */
  async function dead(count: number) {
    const account = `VA-${++accounts}-${engine.name}`;
    const installation = await d.install({ account, concurrency: 32 });
    const objects = Array.from({ length: count }, (_, i) => `PR-${accounts}-${String(i).padStart(3, '0')}`);
    for (const object of objects) await d.order(object, { accounts: [account] });
    await d.route();
    const frames = (await d.claim(300)).filter((f) => f.account === account);
    for (const frame of frames.toSorted((a, b) => (a.event.objectId < b.event.objectId ? -1 : 1))) {
      d.clock.advance(1_000);
      await d.settle(frame, failed('NON_RETRIABLE', { message: 'quota exceeded' }));
    }
    return { account, installation, objects, who: actor(account), died: d.clock.now() };
  }
  const replayedOf = async (installation: string) => (await d.tasks()).filter((t) => t.installation_id === installation && t.replay_of !== null);
  const work = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 500) {
      await replayJob.run(d.store);
      d.clock.advance(500);
    }
  };

  test('of an installation are listed with their attempts and logs, and their payload as the caller sees it', async () => {
    const { installation, who, objects } = await dead(2);
    const { collection, below } = taskRoutes.find((r) => r.operation === 'listDeadLetters') as ListRoute;
    const list = (by: Actor) =>
      d.store.read(
        by,
        async (ctx) =>
          (await listCollection(ctx, collection, '', await columnsBelow(ctx, below!, { id: installation }))).items as { id: string; state: string }[],
      );
    const found = await list(who);
    expect(found.map((t) => t.state)).toEqual(['dead', 'dead']);
    await expect(list(actor('VA-stranger'))).rejects.toMatchObject({ kind: 'notFound' });
    const id = found[1]!.id;
    expect(await call(who, 'getTask', { id })).toMatchObject({ attempts: [{ outcome: 'NON_RETRIABLE', version: '1.0.0', message: 'quota exceeded' }] });
    expect(await call(who, 'getTaskPayload', { id })).toMatchObject({
      event: { type: 'asset_purchase_request_processing', objectId: objects[0] },
      object: { id: objects[0] },
    });
    await expect(call(actor('VA-stranger'), 'getTaskPayload', { id })).rejects.toMatchObject({ kind: 'notFound' });
  });

  test('are replayed by filter and by time, in their order, at the rate that was asked for', async () => {
    const { installation, who, objects, died } = await dead(30);
    const other = await d.install({ account: who.accountId });
    const since = new Date(died - 24_500).toISOString();
    const until = new Date(died - 4_500).toISOString();
    const job = await call<Replay>(who, 'startReplay', {}, { filter: `eq(installation.id,${installation})`, since, until, rate: 4 });
    expect(job).toMatchObject({ status: 'running', total: 20, replayed: 0 });
    await work(2_000);
    const after = (await replayedOf(installation)).length;
    expect(after).toBe(8);
    await work(10_000);
    const again = await replayedOf(installation);
    expect(again.map((t) => t.object_id)).toEqual(objects.slice(5, 25));
    expect(await replayedOf(other)).toEqual([]);
    expect(await call<Replay>(who, 'getReplay', { id: job.id })).toMatchObject({ status: 'done', replayed: 20, skipped: 0 });
    for (let ended = 0; ended < 20;) {
      const frames = (await d.claim(300)).filter((f) => f.account === who.accountId);
      for (const frame of frames) await d.settle(frame, approved);
      ended += frames.length;
    }
    // what was replayed is not replayed again, though its letter is still there
    expect(await call<Replay>(who, 'startReplay', {}, { filter: `eq(installation.id,${installation})` })).toMatchObject({ total: 10 });
    await work(5_000);
  });

  test('are no longer replayed once the job is stopped', async () => {
    const { installation, who } = await dead(10);
    const job = await call<Replay>(who, 'startReplay', {}, { rate: 2 });
    await work(1_000);
    expect(await call<Replay>(who, 'stopReplay', { id: job.id })).toMatchObject({ status: 'stopped', total: 10, replayed: 2 });
    await work(5_000);
    expect(await replayedOf(installation)).toHaveLength(2);
    await expect(call(who, 'stopReplay', { id: job.id })).rejects.toThrow('only one that runs is stopped');
    await expect(call(actor('VA-stranger'), 'stopReplay', { id: job.id })).rejects.toMatchObject({ kind: 'notFound' });
  });

  test('of others are never replayed, and those that cannot be are counted and told', async () => {
    const [mine, theirs] = [await dead(3), await dead(3)];
    await d.store.write(SYSTEM, (ctx) => ctx.tx.updateTable('installation').set({ status: 'uninstalled' }).where('id', '=', mine.installation).execute());
    const job = await call<Replay>(mine.who, 'startReplay', {}, { filter: 'in(state,(dead,done))', rate: 100 });
    expect(job.total).toBe(3);
    await work(1_000);
    const ended = await call<Replay>(mine.who, 'getReplay', { id: job.id });
    expect(ended).toMatchObject({ status: 'done', replayed: 0, skipped: 3 });
    expect(ended.last_error).toContain('is uninstalled');
    expect(await replayedOf(theirs.installation)).toEqual([]);
  });

  test('are not replayed for a filter that says something else than which', async () => {
    const who = actor('VA-1');
    await expect(call(who, 'startReplay', {}, { filter: 'ordering(created)' })).rejects.toMatchObject({ kind: 'validation' });
    await expect(call(who, 'startReplay', {}, { filter: 'eq(nosuch,1)' })).rejects.toMatchObject({ kind: 'badRql' });
    await expect(call(who, 'startReplay', {}, { since: 'yesterday' })).rejects.toThrow('since: "yesterday" is not a time');
  });

  test('an account above its backlog quota gets no more from outside, others do, and what is worked off makes room', async () => {
    expect(BACKLOG_MAX).toBe(250_000);
    const busy = await d.install({ account: `VA-busy-${engine.name}`, concurrency: 32 });
    const backlog = new Backlog({ store: d.store, log: silentLog, max: 5 });
    const admit = (accounts: readonly string[]) => backlog.admit(accounts);
    const order = (n: number, account: string, outside = true) =>
      d.store.write(
        SYSTEM,
        async (ctx) => {
          d.statuses.set(`PR-q-${n}`, 'pending');
          ctx.emit({
            type: 'asset_purchase_request_processing',
            objectClass: 'request',
            objectId: `PR-q-${n}`,
            status: 'pending',
            accounts: ['VA-1', account],
          });
        },
        outside ? { admit } : {},
      );
    await d.store.write(
      SYSTEM,
      async (ctx) => void (await ctx.tx.updateTable('task').set({ status: 'cancelled' }).where('status', 'in', ['ready', 'leased']).execute()),
    );
    for (let n = 0; n < 6; n++) await order(n, `VA-busy-${engine.name}`);
    await d.route();
    await backlog.look();
    await expect(order(10, `VA-busy-${engine.name}`)).rejects.toMatchObject({ kind: 'tooMany', params: { retry_after: 30 } });
    await order(11, 'VA-quiet');
    await order(12, `VA-busy-${engine.name}`, false);
    for (const frame of (await d.claim(30, RUNNER)).filter((f) => f.installation === busy)) await d.settle(frame, approved);
    await backlog.look();
    await order(13, `VA-busy-${engine.name}`);
  });
});
