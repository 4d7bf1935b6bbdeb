/** From an event to a settled task: routing, lanes, shares, leases. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { HeldStep, Outcome, TaskFrame } from '../../sdk/contract/index.ts';
import { CREDITS_MAX } from '../../runtime/gateway/session.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { describeEngines } from '../support/engines.ts';
import { approved, failed, LEASE_MS, ok, openDispatch, ORDER, resultOf, RUNNER, type OpenDispatch } from '../support/dispatch.ts';

const OTHER = { ...RUNNER, runnerId: 'RT-2', name: 'two' };

describeEngines('dispatch', (engine) => {
  let d: OpenDispatch;
  beforeAll(async () => {
    d = await openDispatch(engine);
  });
  afterAll(() => d.close());
  /** What a test left open must not be served in the next. */
  afterEach(() => d.store.write(SYSTEM, async (ctx) => void (await ctx.tx.deleteFrom('lane').execute())));
  /** Each test has accounts, and so installations and tasks, of its own. */
  let accounts = 0;
  const account = () => `VA-${++accounts}-${engine.name}`;
  const tasksOf = async (installation: string) => (await d.tasks()).filter((t) => t.installation_id === installation);

  test('an event becomes a task of each subscribed installation of its parties, and of nobody else', async () => {
    const [vendor, stranger] = [account(), account()];
    const wanted = await d.install({ account: vendor });
    const otherStatus = await d.install({ account: vendor, hooks: { [ORDER]: { statuses: ['approved'] } } });
    const filtered = await d.install({ account: vendor, hooks: { [ORDER]: { filter: 'another' } } });
    const passing = await d.install({ account: vendor, hooks: { [ORDER]: { filter: 'PR-route' } } });
    const otherType = await d.install({ account: vendor, hooks: { asset_cancel_request_processing: {} } });
    const foreign = await d.install({ account: stranger });
    await d.order('PR-route', { accounts: [vendor] });
    await d.route();
    await d.route();
    const counts = await Promise.all([wanted, otherStatus, filtered, passing, otherType, foreign].map(async (i) => (await tasksOf(i)).length));
    expect(counts).toEqual([1, 0, 0, 1, 0, 0]);
    for (const frame of await d.claim(10)) await d.settle(frame, approved);
  });

  test('an event about one installation, or addressed to it, reaches no other of the account', async () => {
    const vendor = account();
    const hooks = { installation_status_change: {}, [ORDER]: {} };
    const [a, b] = [await d.install({ account: vendor, hooks }), await d.install({ account: vendor, hooks })];
    await d.order(a, { type: 'installation_status_change', objectClass: 'installation', accounts: [vendor], status: 'installed' });
    await d.order('PR-addressed', { accounts: [vendor], data: { installation: b } });
    await d.route();
    expect((await tasksOf(a)).map((t) => t.event_type)).toEqual(['installation_status_change']);
    expect((await tasksOf(b)).map((t) => t.event_type)).toEqual([ORDER]);
    await d.claim(10); // the first has no subject here: superseded
  });

  test('tasks of one object run one at a time in the order of its events, other objects beside them', async () => {
    const vendor = account();
    const id = await d.install({ account: vendor });
    for (const object of ['PR-a', 'PR-a', 'PR-b', 'PR-a']) await d.order(object, { accounts: [vendor] });
    await d.route();
    const seen: string[] = [];
    for (let round = 0; round < 3; round++) {
      const frames = await d.claim(10);
      seen.push(frames.map((f) => f.event.objectId).join(' '));
      for (const frame of frames) {
        await d.settle(frame, approved);
        d.statuses.set(frame.event.objectId, 'pending');
      }
    }
    expect(seen).toEqual(['PR-a PR-b', 'PR-a', 'PR-a']);
    const ran = (await tasksOf(id)).filter((t) => t.object_id === 'PR-a');
    expect(ran.map((t) => t.status)).toEqual(['done', 'done', 'done']);
    expect(ran.map((t) => t.seq)).toEqual(ran.map((t) => t.seq).toSorted((a, b) => a - b));
    expect((await d.lanes()).filter((l) => l.installation_id === id)).toEqual([]);
  });

  test('a long backlog of one account does not make another wait', async () => {
    const [busy, quiet] = [account(), account()];
    await d.install({ account: busy, concurrency: 32 });
    await d.install({ account: busy, concurrency: 32 });
    await d.install({ account: quiet });
    await Promise.all(Array.from({ length: 700 }, (_, i) => d.order(`PR-busy-${i}`, { accounts: [busy] })));
    d.clock.advance(5_000);
    await d.order('PR-quiet', { accounts: [quiet] });
    await d.route();
    // half of the places are kept for the account with one order, and given on when it needs no more
    const frames = [...(await d.claim(6)), ...(await d.claim(2))];
    expect(frames).toHaveLength(6);
    expect(frames.slice(0, 4).filter((f) => f.account === quiet)).toHaveLength(1);
    const perInstallation = Map.groupBy(
      frames.filter((f) => f.account === busy),
      (f) => f.installation,
    );
    expect([...perInstallation.values()].map((list) => list.length).toSorted()).toEqual([2, 3]);
  });

  test('what runs in any installation of an account counts for its share, also where nothing waits any more', async () => {
    const [busy, quiet] = [account(), account()];
    for (let i = 0; i < 3; i++) await d.install({ account: busy });
    await d.install({ account: quiet });
    await d.order('PR-counted', { accounts: [busy, quiet] });
    await d.route();
    const frames = [await d.claim(1), await d.claim(1), await d.claim(2)].flat();
    expect(
      frames
        .slice(0, 2)
        .map((f) => f.account)
        .toSorted(),
    ).toEqual([busy, quiet].toSorted());
    for (const frame of frames) await d.settle(frame, approved);
  });

  test('a hook may give up the order of an object, or be one line for all of them', async () => {
    for (const [ordering, waves] of [
      ['none', [['PR-a', 'PR-a', 'PR-b']]],
      ['object', [['PR-a', 'PR-b'], ['PR-a']]],
      ['installation', [['PR-a'], ['PR-a'], ['PR-b']]],
    ] as const) {
      const vendor = account();
      await d.install({ account: vendor, hooks: { [ORDER]: { ordering } } });
      for (const object of ['a', 'a', 'b']) await d.order(`PR-${object}`, { accounts: [vendor] });
      await d.route();
      const seen: string[][] = [];
      for (let frames = await d.claim(5); frames.length; frames = await d.claim(5)) {
        seen.push(frames.map((f) => f.event.objectId).toSorted());
        // a dead letter stops those that wait behind it, and nobody else
        for (const frame of frames) await d.settle(frame, ordering === 'none' ? failed('NON_RETRIABLE') : ok({ decision: 'skip', reason: 'enough' }));
      }
      expect([ordering, seen]).toEqual([ordering, waves]);
      for (const task of await d.tasks()) if (task.status === 'dead' && task.account_id === vendor) await d.discard(task, 'done');
    }
  });

  test('an installation never has more running than its concurrency', async () => {
    const vendor = account();
    await d.install({ account: vendor, concurrency: 3 });
    for (let i = 0; i < 8; i++) await d.order(`PR-cap-${i}`, { accounts: [vendor] });
    await d.route();
    const first = await d.claim(CREDITS_MAX);
    expect(first).toHaveLength(3);
    expect(await d.claim(CREDITS_MAX, OTHER)).toEqual([]);
    await d.settle(first[0]!, approved);
    const second = await d.claim(CREDITS_MAX, OTHER);
    expect(second).toHaveLength(1);
    let running = [...first.slice(1).map((f) => [f, RUNNER] as const), ...second.map((f) => [f, OTHER] as const)];
    while (running.length) {
      for (const [frame, runner] of running) await d.settle(frame, approved, runner);
      running = (await d.claim(CREDITS_MAX)).map((f) => [f, RUNNER] as const);
    }
  });

  test('lanes of a paused installation wait, and nobody waits for them', async () => {
    const vendor = account();
    const paused = await d.install({ account: vendor, status: 'paused' });
    const running = await d.install({ account: vendor });
    for (let i = 0; i < 3; i++) await d.order(`PR-paused-${i}`, { accounts: [vendor] });
    await d.route();
    const frames = await d.claim(10);
    expect(new Set(frames.map((f) => f.installation))).toEqual(new Set([running]));
    for (const frame of frames) await d.settle(frame, approved);
    for (let i = 0; i < 3; i++) d.statuses.set(`PR-paused-${i}`, 'pending');
    await d.store.write(SYSTEM, (ctx) => ctx.tx.updateTable('installation').set({ status: 'installed' }).where('id', '=', paused).execute());
    const resumed = await d.claim(10);
    expect(resumed.map((f) => f.installation)).toEqual([paused, paused, paused]);
    for (const frame of resumed) await d.settle(frame, approved);
  });

  test('a runner gets tasks of its environments only', async () => {
    const vendor = account();
    const id = await d.install({ account: vendor });
    await d.order('PR-env', { accounts: [vendor] });
    await d.route();
    const environment = (await tasksOf(id))[0]!.environment_id;
    expect(await d.claim(5, { ...RUNNER, environments: ['ENV-0000-0000-01'] })).toEqual([]);
    const [frame] = await d.claim(5, { ...RUNNER, environments: [environment, 'ENV-0000-0000-01'] });
    await d.settle(frame!, approved);
  });

  test('a task whose object moved on before it was claimed is closed as superseded', async () => {
    const vendor = account();
    const id = await d.install({ account: vendor });
    await d.order('PR-moved', { accounts: [vendor] });
    await d.order('PR-gone', { accounts: [vendor] });
    await d.route();
    d.statuses.set('PR-moved', 'failed');
    d.statuses.delete('PR-gone');
    expect(await d.claim(5)).toEqual([]);
    expect((await tasksOf(id)).map((t) => [t.status, t.result])).toEqual([
      ['superseded', '{"reason":"the object is failed now, the event was about pending"}'],
      ['superseded', '{"reason":"the object is no longer there"}'],
    ]);
  });

  test('a lease that runs out returns its task uncounted, under a new fence', async () => {
    const vendor = account();
    await d.install({ account: vendor });
    await d.order('PR-lease', { accounts: [vendor] });
    await d.route();
    const [frame] = await d.claim(1);
    d.clock.advance(LEASE_MS / 2);
    expect(await d.dispatcher.extend([frame!], RUNNER)).toEqual([]);
    d.clock.advance(LEASE_MS / 2 + 1);
    expect(await d.expire()).toBe(0); // the beat had extended it
    d.clock.advance(LEASE_MS);
    expect(await d.expire()).toBe(1);
    expect(await d.task(frame!.task)).toMatchObject({ status: 'ready', attempt: 0, lost: 1 });
    expect(await d.dispatcher.extend([frame!], RUNNER)).toEqual([{ task: frame!.task, fence: 1 }].map((h) => expect.objectContaining(h)));
    const [again] = await d.claim(1, OTHER);
    expect(again).toMatchObject({ task: frame!.task, fence: 2, attempt: 1 });
    expect(await d.settle(again!, approved, OTHER)).toEqual({ accepted: true });
  });

  test('beats extend a lease to the end of what the task may take, not beyond', async () => {
    const vendor = account();
    await d.install({ account: vendor, wallMs: 20_000 });
    await d.order('PR-endless', { accounts: [vendor] });
    await d.route();
    const [frame] = await d.claim(1);
    let beats = 0;
    while (!(await d.dispatcher.extend([frame!], RUNNER)).length && beats < 100) {
      d.clock.advance(LEASE_MS / 2);
      beats++;
    }
    expect(beats * (LEASE_MS / 2)).toBe(20_000 + 60_000);
    d.clock.advance(1);
    expect(await d.expire()).toBe(1);
    const [again] = await d.claim(1);
    await d.settle(again!, approved);
  });

  test('a result is accepted once, from the runner that holds the lease; one that comes late is kept as evidence', async () => {
    const vendor = account();
    await d.install({ account: vendor });
    await d.order('PR-twice', { accounts: [vendor] });
    await d.route();
    const [lost] = await d.claim(1);
    d.clock.advance(LEASE_MS + 1);
    await d.expire();
    const [frame] = await d.claim(1, OTHER);
    expect(await d.settle(lost!, approved)).toEqual({ accepted: false, reason: 'STALE_FENCE' });
    expect(await d.settle(frame!, approved, RUNNER)).toMatchObject({ accepted: false });
    expect(await d.task(frame!.task)).toMatchObject({ status: 'leased', fence: 2 });
    expect(await d.settle(frame!, approved, OTHER)).toEqual({ accepted: true });
    expect(await d.settle(frame!, approved, OTHER)).toEqual({ accepted: false, reason: 'DUPLICATE' });
    expect(await d.settle({ task: 'TQ-0', fence: 1 }, approved)).toEqual({ accepted: false, reason: 'UNKNOWN_TASK' });
    const attempts = await d.attempts(frame!.task);
    expect(attempts.map((a) => [a.fence, a.outcome, a.counted])).toEqual([
      [1, 'RUNNER_LOST', 0],
      [2, 'approve', 1],
    ]);
    expect(JSON.parse(attempts[0]!.late!)).toMatchObject({ decision: 'approve', runner: 'RT-1' });
  });

  test('calls and steps of a lease that is gone are refused', async () => {
    const vendor = account();
    await d.install({ account: vendor });
    await d.order('PR-steps', { accounts: [vendor] });
    await d.route();
    const [frame] = await d.claim(1);
    const step = (name: string, value: unknown, runner = RUNNER) => d.dispatcher.call(frame!, runner, 'step.put', { name, value });
    await step('tenant', { id: 7 });
    await step('tenant', { id: 8 }); // said again after a lost reply: the first stands
    await expect(step('other', 1, OTHER)).rejects.toMatchObject({ kind: 'staleFence' });
    await expect(d.dispatcher.call(frame!, RUNNER, 'fetch', {})).rejects.toMatchObject({ kind: 'validation' });
    await expect(d.dispatcher.call(frame!, RUNNER, 'constructor', {})).rejects.toMatchObject({ kind: 'validation' });
    await expect(d.dispatcher.call(frame!, RUNNER, 'step.put', { name: '' })).rejects.toThrow('step.put.name');
    await d.settle(frame!, failed('RETRY'));
    await expect(step('late', 1)).rejects.toMatchObject({ kind: 'staleFence' });
    d.clock.advance(60_000);
    const [again] = await d.claim(1);
    expect(again!.steps).toEqual({ tenant: { id: 7 } });
    await d.settle(again!, approved);
  });

  test('steps that come with a result are recorded with it, whatever it is; with one that is refused they are not', async () => {
    const vendor = account();
    await d.install({ account: vendor });
    await d.order('PR-carried', { accounts: [vendor] });
    await d.route();
    const bring = (frame: TaskFrame, outcome: Outcome, steps: HeldStep[], runner = RUNNER) =>
      d.dispatcher.settle({ ...resultOf(frame, outcome), steps }, runner);
    const [first] = await d.claim(1);
    expect(await bring(first!, approved, [{ name: 'thief', value: 1 }], OTHER)).toMatchObject({ accepted: false });
    const odd = [{ name: 'odd\0', value: 1 }, { name: 'large', value: 'x'.repeat(300_000) }]; // prettier-ignore
    expect(await bring(first!, failed('RETRY'), [{ name: 'tenant', value: { id: 7 } }, ...odd])).toMatchObject({ accepted: true });
    d.clock.advance(60_000);
    const [second] = await d.claim(1);
    expect(second!.steps).toEqual({ tenant: { id: 7 } });
    // the command refuses the decision: the step has been done all the same
    d.statuses.delete('PR-carried');
    const refuses = ok({ decision: 'nonsense' } as never);
    expect(
      await bring(second!, refuses, [
        { name: 'tenant', value: { id: 8 } },
        { name: 'domain', value: 'a' },
      ]),
    ).toMatchObject({ accepted: true });
    d.statuses.set('PR-carried', 'pending');
    await d.replay(await d.task(second!.task));
    const [third] = await d.claim(1);
    expect(third!.steps).toEqual({ tenant: { id: 7 }, domain: 'a' });
    await d.settle(third!, approved);
  });
});
