/** How a task ends that does not go well: retries, dead letters, replay, chains of events. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { PlatformError } from '../../runtime/base/index.ts';
import { CRASH_ATTEMPTS, LOST_MAX, RESCHEDULES_MAX } from '../../runtime/dispatch/retry.ts';
import { HOP_LIMIT, SYSTEM, type Context } from '../../runtime/store/index.ts';
import type { TaskFrame } from '../../sdk/contract/index.ts';
import { describeEngines } from '../support/engines.ts';
import { approved, failed, LEASE_MS, ok, openDispatch, ORDER, type OpenDispatch } from '../support/dispatch.ts';

describeEngines('a task that fails', (engine) => {
  let d: OpenDispatch;
  let command: (ctx: Context, id: string) => Promise<unknown> = async () => {};
  beforeAll(async () => {
    d = await openDispatch(engine, { commands: { approve: (ctx, id) => command(ctx, id) } });
  });
  beforeEach(() => void (command = async () => {}));
  afterAll(() => d.close());
  let accounts = 0;
  /** One installation with one order, claimed. */
  async function start(hook: object = {}): Promise<{ frame: TaskFrame; account: string; object: string; installation: string }> {
    const account = `VA-${++accounts}-${engine.name}`;
    const object = `PR-${accounts}`;
    const installation = await d.install({ account, hooks: { [ORDER]: hook } });
    await d.order(object, { accounts: [account] });
    await d.route();
    const frame = (await d.claim(10)).find((f) => f.account === account)!;
    return { frame, account, object, installation };
  }
  const again = async (task: string) => (await d.claim(10)).find((f) => f.task === task);
  const laneOf = async (task: string) => {
    const { lane } = await d.task(task);
    return (await d.lanes()).find((l) => l.id === lane);
  };

  test('is tried again after the waits of its hook, and then is dead', async () => {
    const { frame } = await start({ retryMs: [1_000, 5_000] });
    await d.settle(frame, failed('HANDLER_ERROR'));
    expect(await again(frame.task)).toBeUndefined();
    d.clock.advance(1_000);
    const second = (await again(frame.task))!;
    expect(second).toMatchObject({ attempt: 2, fence: 2 });
    await d.settle(second, failed('RETRY', { retryAfterMs: 60_000 }));
    d.clock.advance(59_000);
    expect(await again(frame.task)).toBeUndefined();
    d.clock.advance(1_000);
    const third = (await again(frame.task))!;
    await d.settle(third, failed('RETRY', { message: 'still broken' }));
    expect(await d.task(frame.task)).toMatchObject({ status: 'dead', attempt: 3, result: '{"code":"RETRY","message":"still broken"}' });
    expect((await d.attempts(frame.task)).map((a) => a.counted)).toEqual([1, 1, 1]);
  });

  test('a wait asked for is honoured up to a day', async () => {
    const { frame } = await start();
    await d.settle(frame, failed('RETRY', { retryAfterMs: 10 * 86_400_000 }));
    d.clock.advance(86_400_000);
    await d.settle((await again(frame.task))!, approved);
  });

  test('is dead at once where trying again is of no use', async () => {
    for (const code of ['NON_RETRIABLE', 'UNSERIALISABLE', 'LOAD_ERROR']) {
      const { frame } = await start();
      await d.settle(frame, failed(code));
      expect(await d.task(frame.task)).toMatchObject({ status: 'dead', attempt: 1 });
    }
  });

  test('crashes three times at most, whatever else happened between', async () => {
    const { frame } = await start({ retryMs: [1, 1, 1, 1, 1, 1] });
    let current: TaskFrame | undefined = frame;
    let attempts = 0;
    for (const code of ['OUT_OF_MEMORY', 'RETRY', 'TURN_TIMEOUT', 'RETRY', 'CPU_BUDGET', 'RETRY']) {
      if (!current) break;
      attempts++;
      await d.settle(current, failed(code));
      d.clock.advance(10);
      current = await again(frame.task);
    }
    expect(attempts).toBe(5);
    expect(await d.task(frame.task)).toMatchObject({ status: 'dead', crashes: CRASH_ATTEMPTS });
  });

  test('is dead in the end when runners keep dying under it, though no attempt was counted', async () => {
    const { frame } = await start();
    let current: TaskFrame | undefined = frame;
    let lost = 0;
    while (current) {
      if (lost++ % 2) await d.settle(current, failed('SANDBOX_LOST'));
      else {
        d.clock.advance(LEASE_MS + 1);
        await d.expire();
      }
      current = await again(frame.task);
    }
    expect(lost).toBe(LOST_MAX + 1);
    expect(await d.task(frame.task)).toMatchObject({ status: 'dead', attempt: 0 });
    expect((await laneOf(frame.task))!.state).toBe('parked');
  });

  test('returned by a draining runner it is never blamed', async () => {
    const { frame } = await start();
    let current = frame;
    for (let i = 0; i < LOST_MAX + 3; i++) {
      await d.settle(current, failed('CANCELLED'));
      current = (await again(frame.task))!;
    }
    expect(await d.task(frame.task)).toMatchObject({ attempt: 0, lost: 0 });
    await d.settle(current, approved);
  });

  test('may be postponed, uncounted, up to a limit', async () => {
    const { frame } = await start();
    await d.settle(frame, ok({ decision: 'reschedule', seconds: 30 }));
    expect(await d.task(frame.task)).toMatchObject({ status: 'rescheduled', attempt: 0, reschedules: 1 });
    d.clock.advance(29_000);
    expect(await again(frame.task)).toBeUndefined();
    d.clock.advance(1_000);
    const next = (await again(frame.task))!;
    await d.store.write(SYSTEM, (ctx) => ctx.tx.updateTable('task').set({ reschedules: RESCHEDULES_MAX }).where('id', '=', frame.task).execute());
    await d.settle(next, ok({ decision: 'reschedule', seconds: 30 }));
    expect(await d.task(frame.task)).toMatchObject({ status: 'dead', result: expect.stringContaining('RESCHEDULE_LIMIT') as string });
  });

  test('an answer its event does not permit is a bad decision', async () => {
    for (const decision of [
      { decision: 'submit' },
      { decision: 'toString' },
      { decision: 'fail' },
      null,
      'approve',
      { decision: 'approve', extra: 1 },
      { decision: 'fail', reason: 'a\0b' },
      { decision: 'approve', params: { a: '\ud800' } },
    ]) {
      const { frame } = await start();
      await d.settle(frame, { ok: true, decision });
      expect(await d.task(frame.task)).toMatchObject({ status: 'dead', result: expect.stringContaining('BAD_DECISION') as string });
    }
  });

  test('a message that no database stores is stored without what it cannot', async () => {
    const { frame } = await start();
    await d.settle(frame, failed('NON_RETRIABLE', { message: 'a\0b\ud800' }));
    expect(await d.task(frame.task)).toMatchObject({ status: 'dead' });
    expect((await d.attempts(frame.task))[0]!.message).toBe('a\ufffdb\ufffd');
  });

  test('a command that refuses the values of a decision makes it bad; nothing of it is kept', async () => {
    const { frame } = await start();
    command = async (ctx) => {
      await ctx.tx.insertInto('host_meta').values({ key: 'half', value: 'done' }).execute();
      throw new PlatformError('validation', 'asset.params: required.');
    };
    await d.settle(frame, approved);
    expect(await d.task(frame.task)).toMatchObject({ status: 'dead', result: '{"code":"BAD_DECISION","message":"asset.params: required."}' });
    expect(await d.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('host_meta').selectAll().where('key', '=', 'half').execute())).toEqual([]);
  });

  test('an object that moved on while the handler ran supersedes the task', async () => {
    const { frame } = await start();
    command = async () => {
      throw new PlatformError('transition', 'status: it is failed.');
    };
    expect(await d.settle(frame, approved)).toEqual({ accepted: true });
    expect(await d.task(frame.task)).toMatchObject({ status: 'superseded', result: '{"reason":"status: it is failed."}' });
    expect((await d.attempts(frame.task))[0]).toMatchObject({ outcome: 'superseded' });
    expect(await laneOf(frame.task)).toBeUndefined();
  });

  test('a mistake of the platform is tried again, and the database being away refuses the result', async () => {
    const { frame } = await start();
    command = async () => {
      throw new PlatformError('unavailable', 'no disk');
    };
    await expect(d.settle(frame, approved)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await d.task(frame.task)).toMatchObject({ status: 'leased' });
    command = async () => {
      throw new TypeError('x is undefined');
    };
    expect(await d.settle(frame, approved)).toEqual({ accepted: true });
    expect(await d.task(frame.task)).toMatchObject({ status: 'retry', attempt: 1 });
    expect((await d.attempts(frame.task))[0]).toMatchObject({ outcome: 'PLATFORM_ERROR', message: 'x is undefined' });
  });

  test('what a decision causes carries the correlation, one more hop and the installation; a chain too long is dead', async () => {
    command = async (ctx, id) => ctx.emit({ type: 'asset_change_request_processing', objectClass: 'request', objectId: id, status: 'pending', accounts: [] });
    const { account, installation } = await start();
    for (const [hop, status] of [
      [3, 'done'],
      [HOP_LIMIT, 'dead'],
    ] as const) {
      await d.order(`PR-hop-${hop}`, { accounts: [account], correlation: `chain-${hop}`, hop });
      await d.route();
      const frame = (await d.claim(10)).find((f) => f.event.objectId === `PR-hop-${hop}`)!;
      expect(frame.correlation).toBe(`chain-${hop}`);
      await d.settle(frame, approved);
      expect((await d.task(frame.task)).status).toBe(status);
      const caused = await d.store.read(SYSTEM, (ctx) =>
        ctx.tx.selectFrom('event').selectAll().where('object_id', '=', `PR-hop-${hop}`).where('type', '=', 'asset_change_request_processing').execute(),
      );
      if (status === 'done') expect(caused).toMatchObject([{ hop: 4, correlation: 'chain-3', actor: installation }]);
      else expect(caused).toEqual([]);
      if (status === 'dead') expect((await d.task(frame.task)).result).toContain('LOOP_DETECTED');
    }
  });

  test('dead, it holds its lane until it is discarded', async () => {
    const { frame, account, object } = await start();
    await d.order(object, { accounts: [account] });
    await d.route();
    await d.settle(frame, failed('NON_RETRIABLE'));
    expect(await again(frame.task)).toBeUndefined();
    expect(await laneOf(frame.task)).toMatchObject({ state: 'parked', head_task_id: frame.task });
    await d.discard(await d.task(frame.task), 'agreed with the customer');
    expect(await d.task(frame.task)).toMatchObject({ status: 'cancelled' });
    expect(JSON.parse((await d.task(frame.task)).result!)).toMatchObject({
      code: 'NON_RETRIABLE',
      discarded: { reason: 'agreed with the customer', by: { id: 'system' } },
    });
    const next = (await d.claim(10)).find((f) => f.account === account)!;
    expect(next.event.objectId).toBe(object);
    await d.settle(next, approved);
    await expect(d.discard(await d.task(next.task), 'x')).rejects.toThrow('only a dead letter');
  });

  test('dead, it lets its lane go on where the hook says so', async () => {
    const { frame, account, object } = await start({ lane: 'continue' });
    await d.order(object, { accounts: [account] });
    await d.route();
    await d.settle(frame, failed('NON_RETRIABLE'));
    const next = (await d.claim(10)).find((f) => f.account === account)!;
    expect(next.task).not.toBe(frame.task);
    await d.settle(next, approved);
    expect(await laneOf(frame.task)).toBeUndefined();
  });

  test('is replayed in its place in the lane, with fresh attempts, the same event and its recorded steps', async () => {
    const { frame, account, object } = await start();
    await d.order(object, { accounts: [account] });
    await d.route();
    await d.dispatcher.call(frame, { runnerId: 'RT-1', name: 'one', environments: ['*'], secretsGranted: true }, 'step.put', { name: 'tenant', value: 1 });
    await d.settle(frame, failed('NON_RETRIABLE'));
    const id = await d.replay(await d.task(frame.task));
    const [waiting] = (await d.tasks()).filter((t) => t.object_id === object && t.id !== frame.task && t.id !== id);
    const replayed = (await d.claim(10)).filter((f) => f.account === account);
    expect(replayed).toMatchObject([{ task: id, attempt: 1, fence: 1, fresh: true, event: { id: frame.event.id }, steps: { tenant: 1 } }]);
    await d.settle(replayed[0]!, approved);
    const after = (await d.claim(10)).filter((f) => f.account === account);
    expect(after.map((f) => f.task)).toEqual([waiting!.id]);
    await d.settle(after[0]!, approved);
    expect(await d.task(frame.task)).toMatchObject({ status: 'dead' });
    expect(await d.task(id)).toMatchObject({ status: 'done', replay_of: frame.task });
  });

  test('replayed again after it failed again, or after it succeeded, it joins its lane', async () => {
    const { frame } = await start();
    await d.settle(frame, failed('NON_RETRIABLE'));
    const second = await d.replay(await d.task(frame.task));
    await expect(d.replay(await d.task(second))).rejects.toThrow('only a task that has ended');
    await d.settle((await again(second))!, failed('NON_RETRIABLE'));
    expect(await laneOf(second)).toMatchObject({ state: 'parked', head_task_id: second });
    const third = await d.replay(await d.task(second));
    await d.settle((await again(third))!, approved);
    expect(await laneOf(third)).toBeUndefined();
    const fourth = await d.replay(await d.task(third));
    await d.settle((await again(fourth))!, approved);
    expect((await d.task(fourth)).status).toBe('done');
  });

  test('forgets its steps only when asked to, and its log says who asked', async () => {
    const { frame } = await start();
    const runner = { runnerId: 'RT-1', name: 'one', environments: ['*'], secretsGranted: true };
    for (const name of ['b', 'a']) await d.dispatcher.call(frame, runner, 'step.put', { name, value: name });
    await d.settle(frame, failed('NON_RETRIABLE'));
    const id = await d.replay(await d.task(frame.task), { forgetSteps: true });
    const logs = await d.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('task_log').selectAll().where('task_id', '=', id).orderBy('id').execute());
    expect(logs.map((l) => l.text)).toEqual([`replay of ${frame.task}`, 'recorded steps forgotten: a, b']);
    expect(JSON.parse(logs[1]!.fields!)).toEqual({ by: { id: 'system', name: 'system' }, steps: ['a', 'b'] });
    const next = (await again(id))!;
    expect(next.steps).toEqual({});
    await d.settle(next, approved);
  });

  test('is not replayed for an installation that is gone', async () => {
    const { frame, installation } = await start();
    await d.settle(frame, failed('NON_RETRIABLE'));
    await d.store.write(SYSTEM, (ctx) => ctx.tx.updateTable('installation').set({ status: 'uninstalled' }).where('id', '=', installation).execute());
    await expect(d.replay(await d.task(frame.task))).rejects.toThrow('uninstalled');
  });
});
