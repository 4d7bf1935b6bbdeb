/** The host's own consumers: they run once, in order, with what they cause; what fails is retried, then dead, then replayed. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reaction } from '../../runtime/domain/kit/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { describeEngines } from '../support/engines.ts';
import { openDispatch, ORDER, type OpenDispatch } from '../support/dispatch.ts';

describeEngines('reactions', (engine) => {
  let d: OpenDispatch;
  const seen: string[] = [];
  let broken = false;
  const note: Reaction = {
    name: 'test.note',
    on: [ORDER],
    statuses: ['pending'],
    async run(ctx, event) {
      // two units see one another's work only when the whole reaction is one of them
      await ctx.tx
        .insertInto('host_meta')
        .values({ key: `${event.objectId} ${event.id}`, value: ctx.actor.role })
        .execute();
      if (broken) throw new Error('not today');
      seen.push(`${event.objectId} ${event.status} ${JSON.stringify(event.data)} hop ${ctx.hop}`);
      ctx.emit({ type: 'contract_changed', objectClass: 'contract', objectId: event.objectId, status: 'active', accounts: [] });
    },
  };
  const rounds = async () => {
    while (await d.dispatcher.round());
  };
  const reactions = async () => (await d.tasks()).filter((t) => t.environment_id === 'host');
  beforeAll(async () => {
    d = await openDispatch(engine, { reactions: [note] });
  });
  afterAll(() => d.close());

  test('a reaction runs for its events, in the order of one object, and its events go one link further', async () => {
    await d.order('PR-1', { data: { n: 1 } });
    await d.order('PR-1', { data: { n: 2 }, hop: 3 });
    await d.order('PR-1', { status: 'approved' });
    await rounds();
    expect(seen).toEqual(['PR-1 pending {"n":1} hop 1', 'PR-1 pending {"n":2} hop 4']);
    expect((await reactions()).map((t) => [t.installation_id, t.status, t.account_id])).toEqual([
      ['host/test.note', 'done', 'system'],
      ['host/test.note', 'done', 'system'],
    ]);
    const caused = await d.store.read(SYSTEM, (ctx) =>
      ctx.tx.selectFrom('event').select(['hop']).where('type', '=', 'contract_changed').orderBy('seq').execute(),
    );
    expect(caused.map((e) => e.hop)).toEqual([1, 4]);
    expect(await d.lanes()).toEqual([]);
  });

  test('one that fails leaves nothing half done, is retried by the table, dies, and is replayed', async () => {
    broken = true;
    await d.order('PR-2');
    await d.order('PR-2', { data: { second: true } });
    for (let i = 0; i < 20; i++) {
      await rounds();
      d.clock.advance(24 * 3_600_000);
    }
    const [first, second] = (await reactions()).filter((t) => t.object_id === 'PR-2');
    expect([first!.status, second!.status]).toEqual(['dead', 'ready']);
    const attempts = await d.attempts(first!.id);
    expect(attempts.length).toBe(first!.attempt);
    expect(attempts.every((a) => a.message === 'not today')).toBe(true);
    const left = await d.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('host_meta').select('key').where('key', 'like', 'PR-2 %').execute());
    expect(left).toEqual([]);
    broken = false;
    await d.replay(first!);
    await rounds();
    expect((await reactions()).filter((t) => t.object_id === 'PR-2').map((t) => t.status)).toEqual(['dead', 'done', 'done']);
    expect(seen.slice(-2).map((s) => s.split(' ')[2])).toEqual(['{}', '{"second":true}']);
  });

  test('two hosts that see the same reaction run it once', async () => {
    const before = seen.length;
    await d.order('PR-3');
    await Promise.all([d.dispatcher.round(), d.dispatcher.round(), d.dispatcher.round()]);
    await rounds();
    expect(seen.slice(before)).toHaveLength(1);
  });
});
