/** Several hosts on one database claim, settle and lose leases at the same time; no task is with two, no lane out of order. */
import { expect, test, vi } from 'vitest';
import { ManualClock } from '../../runtime/base/index.ts';
import { SYSTEM, type Store } from '../../runtime/store/index.ts';
import { describeEngines } from '../support/engines.ts';
import { approved, failed, openDispatch, ORDER, resultOf, RUNNER } from '../support/dispatch.ts';
import type { TaskFrame } from '../../sdk/contract/index.ts';

const OBJECTS = 12;
const PER_OBJECT = 5;
const CONCURRENCY = 3;

async function leasedPerInstallation(store: Store): Promise<[string, number][]> {
  const rows = await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('lane').select('installation_id').where('state', '=', 'leased').execute());
  return [...Map.groupBy(rows, (r) => r.installation_id)].map(([id, list]) => [id, list.length]);
}

describeEngines('two hosts', (engine) => {
  test('share one queue without serving a task twice, above an installation’s concurrency, or out of order', async () => {
    const database = await engine.database();
    const clock = new ManualClock();
    const statuses = new Map<string, string>();
    const hosts = await Promise.all([0, 1, 2].map(() => openDispatch(database, { clock, statuses, commands: { approve: async () => {} } })));
    const [first] = hosts;
    const installations = [await first!.install({ concurrency: CONCURRENCY }), await first!.install({ concurrency: CONCURRENCY })];
    for (let n = 0; n < PER_OBJECT; n++) for (let o = 0; o < OBJECTS; o++) await first!.order(`PR-${o}`);

    const ended: string[] = [];
    const faults: string[] = [];
    const total = OBJECTS * PER_OBJECT * installations.length;
    await Promise.all(
      hosts.map(async (host, n) => {
        const runner = { ...RUNNER, runnerId: `RT-${n}`, name: `host ${n}` };
        for (let round = 0; ended.length < total && round < 5_000; round++) {
          await host.route();
          const frames = await host.claim(5, runner);
          // in no committed state has an installation more running than it may, whoever looks
          for (const [id, running] of await leasedPerInstallation(host.store)) if (running > CONCURRENCY) faults.push(`${id} has ${running} running`);
          for (const frame of frames) {
            const lost = round % 7 === 3;
            const answer = await host.settle(frame, lost ? failed('SANDBOX_LOST') : approved, runner);
            if (!answer.accepted) faults.push(`${frame.task}: ${answer.reason}`);
            if (!lost) ended.push(frame.task);
          }
        }
      }),
    );
    expect(faults).toEqual([]);
    expect(new Set(ended).size).toBe(ended.length);
    const tasks = await first!.tasks();
    expect(tasks).toHaveLength(total);
    expect(tasks.every((t) => t.status === 'done')).toBe(true);
    expect(await first!.lanes()).toEqual([]);
    for (const lane of Map.groupBy(tasks, (t) => t.lane).values()) {
      const order = lane.map((t) => ended.indexOf(t.id));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
    for (const host of hosts) await host.store.close();
    await database.drop();
  }, 60_000);

  test('leave nothing waiting for a poll: whoever has room gets what is due', async () => {
    if (engine.name !== 'postgres') return; // the others have one host
    const database = await engine.database();
    const hosts = await Promise.all([0, 1].map(() => openDispatch(database, { clock: new ManualClock() })));
    for (let n = 0; n < 2; n++) await hosts[0]!.install({ account: `VA-${n}` });
    const held: TaskFrame[][] = [[], []];
    const runners = hosts.map((_, n) => ({ ...RUNNER, runnerId: `RT-${n}`, name: `host ${n}` }));
    const leave = hosts.map(({ dispatcher }, n) => {
      dispatcher.start();
      const deliver = (frames: TaskFrame[]) => held[n]!.push(...frames) > 0;
      return dispatcher.join({ ...runners[n]!, room: () => 1 - held[n]!.length, askedRoom: () => undefined, deliver });
    });
    const order = async (round: number) => {
      for (const n of [0, 1]) for (const { statuses } of hosts) statuses.set(`PR-${n}-${round}`, 'pending');
      await hosts[round % 2]!.store.write(SYSTEM, async (ctx) => {
        for (const n of [0, 1]) ctx.emit({ type: ORDER, objectClass: 'request', objectId: `PR-${n}-${round}`, status: 'pending', accounts: [`VA-${n}`] });
      });
    };
    await order(0);
    for (let round = 1; round <= 40; round++) {
      await vi.waitUntil(() => held.every((frames) => frames.length === 1), { timeout: 5_000, interval: 1 });
      await order(round);
      const waiting = async () => (await hosts[0]!.lanes()).filter((lane) => lane.state === 'ready').length;
      await vi.waitUntil(async () => (await waiting()) === 2, { timeout: 5_000, interval: 1 });
      // both hosts get room at the same moment, and both think of the same task first
      await Promise.all(hosts.map(({ dispatcher }, n) => dispatcher.settle(resultOf(held[n]!.pop()!, approved), runners[n]!)));
    }
    for (const [n, host] of hosts.entries()) {
      leave[n]!();
      await host.dispatcher.stop();
      await host.store.close();
    }
    await database.drop();
  }, 60_000);

  test('a commit on one wakes the other', async () => {
    if (engine.name !== 'postgres') return; // the others have one host
    const database = await engine.database();
    const [a, b] = [await database.open(), await database.open()];
    let [woken, own] = [0, 0];
    b.onEvents(() => void woken++);
    a.onEvents(() => void own++);
    const emit = () =>
      a.write(SYSTEM, async (ctx) => ctx.emit({ type: 'product_changed', objectClass: 'product', objectId: 'PRD', status: 'draft', accounts: [] }));
    await Promise.all(Array.from({ length: 20 }, emit));
    await vi.waitUntil(() => woken > 0, { timeout: 5_000, interval: 5 });
    expect(woken).toBeLessThan(20);
    expect(own).toBe(20);
    await a.close();
    await b.close();
    await database.drop();
  });
});
