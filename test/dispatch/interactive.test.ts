/** Tasks that somebody waits for: beside all lanes, in room of their own, over hosts, once, and with a policy at the end of the wait. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ASKED_OF_ACCOUNT } from '../../runtime/dispatch/ask.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { describeEngines, type TestDatabase } from '../support/engines.ts';
import { approved, CHECK, failed, ok, openDispatch, ORDER, RUNNER, type OpenDispatch } from '../support/dispatch.ts';

const accepted = ok({ decision: 'accept' });
const LONG = 10_000;
/** PGlite answers without leaving the turn: timers need one of their own. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

describeEngines('an interactive task', (engine) => {
  let database: TestDatabase;
  /** Two hosts on one database. */
  let d: OpenDispatch;
  let other: OpenDispatch;
  beforeAll(async () => {
    database = await engine.database();
    d = await openDispatch(database);
    // PGlite has one session, and SQLite one process: there the second host shares the first one's store
    other = engine.name === 'postgres' ? await openDispatch(database, { clock: d.clock, statuses: d.statuses }) : d;
  });
  afterAll(async () => {
    if (other !== d) await other.close();
    await d.close();
    await database.drop();
  });
  let accounts = 0;
  async function start(hook: object = {}, more: object = {}) {
    const account = `VA-${++accounts}-${engine.name}`;
    const hooks = { [CHECK]: { budgetMs: LONG, ...hook }, [ORDER]: {} };
    return { account, object: `PR-${accounts}`, installation: await d.install({ account, hooks, ...more }) };
  }
  const claimed = async (account: string, host = d) => {
    for (const end = Date.now() + 5_000; Date.now() < end;) {
      const frame = (await host.claimAsked()).find((f) => f.account === account);
      if (frame) return frame;
      await pause();
    }
    throw new Error('nothing was asked');
  };

  test('is made at one host and answered at another, and its answer stands on the task', async () => {
    const { account, object, installation } = await start();
    const words = d.ask(object, account);
    const frame = await claimed(account, other);
    expect(frame).toMatchObject({ class: 'interactive', attempt: 1, fence: 1, object: { id: object }, limits: { wallMs: 2_000 } });
    const rejected = { decision: 'reject', errors: { vhost: 'taken' } } as const;
    expect(await other.settle(frame, ok(rejected))).toEqual({ accepted: true });
    expect(await words).toEqual([{ installation, task: frame.task, answer: rejected }]);
    expect(await d.task(frame.task)).toMatchObject({ status: 'done', result: JSON.stringify(rejected) });
    expect((await d.attempts(frame.task)).map((a) => a.outcome)).toEqual(['reject']);
    const events = await d.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').selectAll().where('object_id', '=', object).execute());
    expect(events).toMatchObject([{ type: CHECK, status: 'draft', routed: 1 }]);
    expect((await d.lanes()).filter((l) => l.installation_id === installation)).toEqual([]);
  });

  test('waits for no parked lane, no backlog and no running work of its object or installation', async () => {
    const { account, object } = await start({}, { concurrency: 1 });
    await d.order(object, { accounts: [account] });
    for (let i = 0; i < 30; i++) await d.order(`${object}-${i}`, { accounts: [account] });
    await d.route();
    const [first] = (await d.claim(10)).filter((f) => f.account === account);
    await d.settle(first!, failed('NON_RETRIABLE'));
    const [running] = (await d.claim(10)).filter((f) => f.account === account);
    const words = d.ask(object, account);
    const frame = await claimed(account);
    // and its running takes nothing from the background
    expect((await d.claim(10)).filter((f) => f.account === account)).toEqual([]);
    await d.settle(running!, approved);
    const [next] = (await d.claim(10)).filter((f) => f.account === account);
    expect(next).toBeDefined();
    await d.settle(frame, accepted);
    await words;
    await d.store.write(SYSTEM, async (ctx) => void (await ctx.tx.deleteFrom('lane').execute()));
  });

  test('is claimed in room that background work cannot take', async () => {
    const { account, object } = await start();
    for (let i = 0; i < 5; i++) await d.order(`${object}-${i}`, { accounts: [account] });
    const given: string[] = [];
    const worker = { ...RUNNER, room: () => 0, askedRoom: () => 2, deliver: (frames: { task: string }[]) => given.push(...frames.map((f) => f.task)) > 0 };
    const leave = d.dispatcher.join(worker);
    const words = d.ask(object, account);
    await vi.waitUntil(async () => (await d.dispatcher.round(), given.length > 0), { timeout: 5_000, interval: 5 });
    expect((await d.task(given[0]!)).event_type).toBe(CHECK);
    await d.settle({ task: given[0]!, fence: 1 }, accepted);
    await words;
    expect(given).toHaveLength(1);
    leave();
    await d.store.write(SYSTEM, async (ctx) => void (await ctx.tx.deleteFrom('lane').execute()));
  });

  test('holds no unit while its caller waits', async () => {
    const { account, object } = await start({ budgetMs: 300 });
    const words = d.ask(object, account);
    let ended = false;
    void words.then(() => (ended = true));
    let written = 0;
    while (!ended) {
      await d.store.write(SYSTEM, async (ctx) => ctx.tx.selectFrom('host_meta').selectAll().execute());
      written++;
      await pause();
    }
    expect(written).toBeGreaterThan(5);
    expect(await words).toMatchObject([{ policy: 'default' }]);
  });

  test.each(['allow', 'deny', 'default'] as const)('not answered within its budget it gives its caller the policy %s', async (onTimeout) => {
    const { account, object, installation } = await start({ budgetMs: 50, onTimeout });
    const [word] = await d.ask(object, account);
    expect(word).toMatchObject({ installation, policy: onTimeout, reason: 'no answer within 50 ms' });
    expect(await d.task(word!.task)).toMatchObject({ status: 'unanswered', result: '{"code":"NO_ANSWER","message":"no answer within 50 ms"}' });
    expect(await d.attempts(word!.task)).toEqual([]);
  });

  test('answered too late it changes nothing: the result is refused by that name and kept as evidence', async () => {
    const { account, object } = await start({ budgetMs: 200, onTimeout: 'deny' });
    const words = d.ask(object, account);
    const frame = await claimed(account, other);
    expect(await words).toMatchObject([{ policy: 'deny' }]);
    expect(await other.dispatcher.extend([frame], RUNNER)).toHaveLength(1);
    expect(await other.settle(frame, accepted)).toEqual({ accepted: false, reason: 'TOO_LATE' });
    expect(await d.task(frame.task)).toMatchObject({ status: 'unanswered' });
    const [attempt] = await d.attempts(frame.task);
    expect(attempt).toMatchObject({ outcome: 'NO_ANSWER' });
    expect(JSON.parse(attempt!.late!)).toMatchObject({ decision: 'accept' });
  });

  test('is not tried again: a failure, a lost runner and an answer its event does not permit are each the policy', async () => {
    for (const outcome of [
      failed('RETRY', { retryAfterMs: 1 }),
      failed('CANCELLED'),
      approved,
      ok({ decision: 'answer' }),
      { ok: true, decision: 7 } as const,
    ]) {
      const { account, object } = await start({ onTimeout: 'allow' });
      const words = d.ask(object, account);
      const frame = await claimed(account);
      expect(await d.settle(frame, outcome)).toEqual({ accepted: true });
      expect(await words).toMatchObject([{ policy: 'allow' }]);
      expect((await d.lanes()).filter((l) => l.account_id === account)).toEqual([]);
    }
  });

  test('an object that moved on is not asked about any more', async () => {
    const { account, object } = await start({ onTimeout: 'deny' });
    const words = d.ask(object, account);
    await vi.waitUntil(async () => (await d.lanes()).some((l) => l.account_id === account), { timeout: 5_000, interval: 5 });
    d.statuses.set(object, 'pending');
    await d.claimAsked();
    expect(await words).toMatchObject([{ policy: 'default', reason: 'the object is pending now, the event was about draft' }]);
  });

  test('every installation that hooks the event is asked; one that is paused or filters the object is not', async () => {
    const { account, object, installation } = await start({ budgetMs: 60 });
    const hooks = { [CHECK]: { budgetMs: 60 } };
    const second = await d.install({ account, hooks });
    await d.install({ account, hooks, status: 'paused' });
    await d.install({ account, hooks: { [CHECK]: { budgetMs: 60, filter: 'another' } } });
    await d.install({ account, hooks: { [CHECK]: { budgetMs: 60, statuses: ['inquiring'] } } });
    expect((await d.ask(object, account)).map((w) => w.installation).sort()).toEqual([installation, second].sort());
    expect(await d.ask('PR-nobody', 'VA-nobody')).toEqual([]);
  });

  test('too many calls of one account are refused, not queued, and take nothing from others', async () => {
    const { account, object } = await start({ budgetMs: 1_000 });
    const many = Array.from({ length: ASKED_OF_ACCOUNT }, (_, i) => d.ask(`${object}-${i}`, account));
    await vi.waitUntil(async () => (await d.lanes()).filter((l) => l.account_id === account).length === ASKED_OF_ACCOUNT, { timeout: 5_000, interval: 5 });
    await expect(d.ask(object, account)).rejects.toMatchObject({ kind: 'tooMany' });
    const quiet = await start();
    const words = d.ask(quiet.object, quiet.account);
    const frame = await claimed(quiet.account);
    await d.settle(frame, accepted);
    expect(await words).toMatchObject([{ answer: { decision: 'accept' } }]);
    await Promise.all(many);
  });

  test('left behind by a host that died it is closed by the sweeper of another', async () => {
    const { account, object } = await start();
    const question = { event: CHECK, objectClass: 'request', objectId: object, status: 'draft', accounts: [account] } as const;
    d.statuses.set(object, 'draft');
    const [asked] = await d.store.write(SYSTEM, (ctx) => d.asks.put(ctx, question));
    d.clock.advance(LONG + 30_001);
    other.dispatcher.start();
    await vi.waitUntil(async () => (await d.task(asked!.task)).status !== 'ready', { timeout: 10_000, interval: 5 });
    await other.dispatcher.stop();
    expect(await d.task(asked!.task)).toMatchObject({ status: 'unanswered', result: expect.stringContaining('its host went away') as string });
  });
});
