/** A hook whose surroundings are down: its deliveries wait, uncounted and in order, and go on with the first that succeeds. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '../../runtime/base/index.ts';
import { BREAKER_COOLDOWN_MS, BREAKER_IN_ROW, BREAKER_WINDOW, SUSPEND_AFTER_MS, tendBreakers } from '../../runtime/dispatch/breaker.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { describeEngines } from '../support/engines.ts';
import { approved, CHECK, failed, ok, openDispatch, ORDER, type OpenDispatch } from '../support/dispatch.ts';

const DOWN = BREAKER_WINDOW / 2;
const broken = failed('HANDLER_ERROR', { message: 'ERP answered 503' });

describeEngines('a breaker', (engine) => {
  let d: OpenDispatch;
  beforeAll(async () => {
    d = await openDispatch(engine);
  });
  afterAll(() => d.close());
  let accounts = 0;
  const tend = () => d.store.write(SYSTEM, (ctx) => tendBreakers(ctx, silentLog));
  const breakerOf = async (installation: string) =>
    (await d.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('breaker').selectAll().where('installation_id', '=', installation).execute()))[0];
  /** An installation with so many orders, each with retries that come at once. */
  async function start(orders: number, hooks: object = {}) {
    const account = `VA-${++accounts}-${engine.name}`;
    const installation = await d.install({ account, concurrency: 32, hooks: { [ORDER]: { retryMs: Array<number>(20).fill(1) }, ...hooks } });
    for (let i = 0; i < orders; i++) await d.order(`PR-${accounts}-${i}`, { accounts: [account] });
    await d.route();
    const claim = async (room = 32) => (await d.claim(room)).filter((f) => f.account === account);
    return { account, installation, claim };
  }
  async function open(orders: number, hooks: object = {}) {
    const s = await start(orders, hooks);
    for (const frame of (await s.claim(DOWN)).slice(0, DOWN)) await d.settle(frame, broken);
    expect(await breakerOf(s.installation)).toMatchObject({ state: 'open', opened: 1 });
    return s;
  }

  test('opens when half of the last ends are failures of the surroundings, and the latest nothing else', async () => {
    const { claim, installation } = await start(DOWN + 20);
    const frames = await claim(DOWN + 10);
    for (const frame of frames.slice(0, DOWN - 1)) await d.settle(frame, broken);
    expect(await breakerOf(installation)).toMatchObject({ state: 'closed' });
    // one that is refused for itself, or lost by the platform, says nothing about the surroundings
    await d.settle(frames[DOWN]!, failed('NON_RETRIABLE'));
    await d.settle(frames[DOWN + 1]!, failed('RUNNER_LOST'));
    await d.settle(frames[DOWN - 1]!, broken);
    expect(await breakerOf(installation)).toMatchObject({ state: 'closed', recent: `${'x'.repeat(DOWN - 1)}.x` });
    for (const frame of frames.slice(DOWN + 2, DOWN + 1 + BREAKER_IN_ROW)) await d.settle(frame, broken);
    expect(await breakerOf(installation)).toMatchObject({ state: 'open' });
    await d.store.write(SYSTEM, async (ctx) => void (await ctx.tx.deleteFrom('lane').execute()));
  });

  test('open, it lets nothing through and uses up no attempts; others of the account are served', async () => {
    const { claim, installation, account } = await open(20, { asset_cancel_request_processing: {} });
    const before = (await d.tasks()).filter((t) => t.installation_id === installation).map((t) => [t.id, t.attempt]);
    await d.order('PR-cancel', { type: 'asset_cancel_request_processing', accounts: [account] });
    await d.route();
    d.clock.advance(1_000);
    const through = [...(await claim()), ...(await claim())];
    expect(through.map((f) => f.event.type)).toEqual(['asset_cancel_request_processing']);
    await d.settle(through[0]!, ok({ decision: 'done' }));
    const after = (await d.tasks()).filter((t) => t.installation_id === installation && t.event_type === ORDER).map((t) => [t.id, t.attempt]);
    expect(after).toEqual(before);
    expect((await d.lanes()).filter((l) => l.installation_id === installation).every((l) => l.state === 'held')).toBe(true);
    await d.store.write(SYSTEM, async (ctx) => void (await ctx.tx.deleteFrom('lane').execute()));
  });

  test('lets one probe through when its time has come, uncounted when it fails, each time after a longer wait', async () => {
    const { claim, installation } = await open(14);
    for (const wait of BREAKER_COOLDOWN_MS.slice(0, 3)) {
      d.clock.advance(wait - 1);
      await tend();
      expect(await claim()).toEqual([]);
      d.clock.advance(1);
      await tend();
      const [probe, ...more] = await claim();
      expect(more).toEqual([]);
      expect(await claim()).toEqual([]);
      const { attempt } = await d.task(probe!.task);
      await d.settle(probe!, broken);
      expect(await d.task(probe!.task)).toMatchObject({ attempt, status: 'ready' });
      expect((await d.attempts(probe!.task)).at(-1)).toMatchObject({ outcome: 'HANDLER_ERROR', counted: 0 });
    }
    expect(await breakerOf(installation)).toMatchObject({ state: 'open', opened: 4 });
    await d.store.write(SYSTEM, async (ctx) => void (await ctx.tx.deleteFrom('lane').execute()));
  });

  test('closes with the first probe that succeeds, and all that waited goes on', async () => {
    const { claim, installation } = await open(14);
    expect(await claim()).toEqual([]);
    d.clock.advance(BREAKER_COOLDOWN_MS[0]);
    await tend();
    const [probe] = await claim();
    await d.settle(probe!, approved);
    expect(await breakerOf(installation)).toBeUndefined();
    const rest = await claim();
    expect(rest).toHaveLength(13);
    for (const frame of rest) await d.settle(frame, approved);
    expect((await d.tasks()).filter((t) => t.installation_id === installation).every((t) => t.status === 'done')).toBe(true);
  });

  test('a probe that was lost is followed by another', async () => {
    const { claim, installation } = await open(12);
    d.clock.advance(BREAKER_COOLDOWN_MS[0]);
    const [probe] = await claim();
    await d.settle(probe!, failed('RUNNER_LOST'));
    const [second] = await claim();
    await d.settle(second!, approved);
    expect(await breakerOf(installation)).toBeUndefined();
    await d.store.write(SYSTEM, async (ctx) => void (await ctx.tx.deleteFrom('lane').execute()));
  });

  test('after days of nothing else the installation is paused, never its subscription deleted; resumed it is tried at once', async () => {
    const { claim, installation } = await open(12);
    const status = async () =>
      (await d.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('installation').select('status').where('id', '=', installation).executeTakeFirstOrThrow())).status;
    d.clock.advance(SUSPEND_AFTER_MS);
    await tend();
    const [probe] = await claim();
    await d.settle(probe!, broken);
    await tend();
    expect(await status()).toBe('paused');
    expect((await breakerOf(installation))!.suspended_at).not.toBeNull();
    const hooks = await d.store.read(SYSTEM, (ctx) =>
      ctx.tx.selectFrom('subscription').select('event_type').where('installation_id', '=', installation).execute(),
    );
    expect(hooks).toHaveLength(1);
    await d.store.write(SYSTEM, (ctx) => ctx.tx.updateTable('installation').set({ status: 'installed' }).where('id', '=', installation).execute());
    await tend();
    await tend();
    const [again] = await claim();
    await d.settle(again!, approved);
    expect(await breakerOf(installation)).toBeUndefined();
    await d.store.write(SYSTEM, async (ctx) => void (await ctx.tx.deleteFrom('lane').execute()));
  });

  test('of an interactive hook it spares callers the wait: the policy stands at once', async () => {
    const account = `VA-${++accounts}-${engine.name}`;
    await d.install({ account, hooks: { [CHECK]: { budgetMs: 5_000, onTimeout: 'deny' } } });
    const ask = (n: number) => d.ask(`PR-${accounts}-${n}`, account);
    const answer = async (outcome: Parameters<typeof d.settle>[1]) => {
      for (;;) {
        const frame = (await d.claimAsked()).find((f) => f.account === account);
        if (frame) return d.settle(frame, outcome);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    };
    for (let n = 0; n < DOWN; n++) await Promise.all([ask(n), answer(broken)]);
    const started = performance.now();
    expect(await ask(100)).toMatchObject([{ policy: 'deny', reason: expect.stringContaining('failed again and again') as string }]);
    expect(performance.now() - started).toBeLessThan(1_000);
    d.clock.advance(BREAKER_COOLDOWN_MS[0]);
    const [words] = await Promise.all([ask(101), answer(ok({ decision: 'accept' }))]);
    expect(words).toMatchObject([{ answer: { decision: 'accept' } }]);
    const [next] = await Promise.all([ask(102), answer(ok({ decision: 'accept' }))]);
    expect(next).toMatchObject([{ answer: { decision: 'accept' } }]);
  });
});
