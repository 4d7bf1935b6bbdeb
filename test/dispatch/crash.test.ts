/**
 * A host dies between any two statements of what happens to an order: it is placed, routed, claimed, settled. Whoever opens
 * the database then finds all of that unit or nothing of it, and from there the order comes to its right end.
 */
import { expect, test } from 'vitest';
import type { TaskFrame } from '../../sdk/contract/index.ts';
import { ManualClock } from '../../runtime/base/index.ts';
import { SYSTEM, type Context } from '../../runtime/store/index.ts';
import { describeEngines, ENGINES, type TestDatabase } from '../support/engines.ts';
import { approved, LEASE_MS, openDispatch, ORDER, resultOf, RUNNER, type OpenDispatch } from '../support/dispatch.ts';
import { Guillotine } from './crash.ts';

const STEPS = ['place', 'route', 'claim', 'settle'] as const;
type Step = (typeof STEPS)[number];

/** A host, as often as it is started, and one order on it. */
class Walk {
  static readonly clock = new ManualClock();
  static readonly statuses = new Map<string, string>();
  d!: OpenDispatch;
  readonly object: string;
  readonly #database: TestDatabase;
  frame: TaskFrame | undefined;

  constructor(database: TestDatabase, object: string) {
    this.#database = database;
    this.object = object;
  }

  async open(): Promise<this> {
    const { clock, statuses } = Walk;
    const approve = async (ctx: Context, id: string) => {
      await this.#keep(ctx, 'approved');
      ctx.emit({ type: ORDER, objectClass: 'request', objectId: id, status: 'approved', accounts: ['VA-1'] });
    };
    this.d = await openDispatch(this.#database, { clock, statuses, commands: { approve } });
    return this;
  }

  /** State of the domain, which can be written once. */
  async #keep(ctx: Context, what: string): Promise<void> {
    await ctx.tx
      .insertInto('host_meta')
      .values({ key: `${this.object} ${what}`, value: '' })
      .execute();
  }

  readonly steps: Record<Step, () => Promise<unknown>> = {
    place: async () => {
      Walk.statuses.set(this.object, 'pending');
      await this.d.store.write(SYSTEM, async (ctx) => {
        await this.#keep(ctx, 'placed');
        ctx.emit({ type: ORDER, objectClass: 'request', objectId: this.object, status: 'pending', accounts: ['VA-1'] });
      });
    },
    route: () => this.d.route(),
    claim: async () => (this.frame = (await this.d.claim(1)).find((f) => f.event.objectId === this.object)),
    settle: () => this.d.dispatcher.settle({ ...resultOf(this.frame!, approved), steps: [{ name: 'tenant', value: 1 }] }, RUNNER),
  };

  /** With its loop at work, and a runner that has room. */
  async run(): Promise<void> {
    this.d.dispatcher.join({ ...RUNNER, room: () => 1, askedRoom: () => undefined, deliver: () => true });
    await this.d.dispatcher.round();
  }

  /** Everything that dispatch and the domain know of the order. */
  look() {
    const { object } = this;
    return this.d.store.read(SYSTEM, async ({ tx }) => {
      const tasks = await tx.selectFrom('task').selectAll().where('object_id', '=', object).orderBy('seq').execute();
      const lanes = await tx.selectFrom('lane').selectAll().where('id', 'like', `%|${object}`).execute();
      const events = await tx.selectFrom('event').selectAll().where('object_id', '=', object).orderBy('seq').execute();
      const attempts = tasks.length ? await tx.selectFrom('attempt').selectAll().where('task_id', '=', tasks[0]!.id).orderBy('fence').execute() : [];
      const steps = await tx.selectFrom('step').select('name').where('object_id', '=', object).execute();
      const kept = await tx.selectFrom('host_meta').select('key').where('key', 'like', `${object} %`).orderBy('key').execute();
      return {
        kept: kept.map((row) => row.key.replace(`${object} `, '')),
        events: events.map((e) => `${e.status} ${e.routed ? 'routed' : 'new'}`),
        tasks: tasks.map((t) => `${t.status} ${t.fence} ${t.attempt}`),
        lanes: lanes.map((l) => l.state),
        steps: steps.map((s) => s.name),
        attempts: attempts.map((a) => `${a.outcome} ${a.counted}`),
      };
    });
  }

  /** After the restart: what was not answered is said again, leases of the dead run out, and work goes on. */
  async goOn(): Promise<void> {
    if (!(await this.look()).kept.length) await this.steps.place();
    await this.steps.route();
    if (this.frame) await this.steps.settle();
    Walk.clock.advance(LEASE_MS + 1);
    await this.d.expire();
    for (await this.steps.claim(); this.frame; await this.steps.claim()) await this.steps.settle();
    await this.steps.route();
  }
}

const RIGHT_END = { kept: ['approved', 'placed'], events: ['pending routed', 'approved routed'], lanes: [], steps: ['tenant'] };

describeEngines(
  'a host that dies between two statements',
  (engine) => {
    /** Dies at every point of a step; answers at how many, and after how many of them the step was there as a whole. */
    async function everyPoint(guillotine: Guillotine, database: TestDatabase, step: Step, running = false) {
      const before = STEPS.slice(0, STEPS.indexOf(step));
      const start = async (name: string) => {
        const walk = await new Walk(database, `PR-${name}${running ? '-running' : ''}`).open();
        if (running) await walk.run();
        for (const s of before) await walk.steps[s]();
        return walk;
      };
      const whole = await start(`${step}-whole`);
      const nothing = await whole.look();
      const statements = await guillotine.count(whole.steps[step]);
      const all = await whole.look();
      await whole.goOn();
      await whole.d.close();
      const seen: ('nothing' | 'all')[] = [];
      for (let point = 0; point <= statements; point++) {
        const walk = await start(`${step}-${point}`);
        await guillotine.fallAfter(point, walk.steps[step]);
        if (step === 'claim') walk.frame = undefined; // it had not been sent
        await walk.d.close().catch(() => {});
        await walk.open();
        const found = await walk.look();
        expect([nothing, all], `after ${point} of ${statements} statements of ${step}`).toContainEqual(found);
        seen.push(JSON.stringify(found) === JSON.stringify(all) ? 'all' : 'nothing');
        await walk.goOn();
        const ended = await walk.look();
        expect(ended, `after ${point} of ${statements} statements of ${step}`).toMatchObject(RIGHT_END);
        expect(ended.tasks, `after ${point} of ${statements} statements of ${step}`).toEqual([expect.stringMatching(/^done \d 0$/)]);
        expect(ended.attempts.filter((a) => a !== 'RUNNER_LOST 0')).toEqual(['approve 1']);
        await walk.d.close();
      }
      // the first points leave nothing and the last ones all of it
      expect(seen).toEqual(seen.toSorted().toReversed());
      expect(new Set(seen)).toEqual(new Set(['nothing', 'all']));
      return { points: seen.length, whole: seen.filter((s) => s === 'all').length };
    }

    test('leaves each step whole or not begun, and the order comes to its right end', async () => {
      const database = await engine.database();
      using guillotine = new Guillotine();
      const first = await new Walk(database, 'PR-0').open();
      await first.d.install({ concurrency: 32, hooks: { [ORDER]: { statuses: ['pending'] } } });
      await first.d.close();
      const points: Record<string, { points: number; whole: number }> = {};
      for (const step of STEPS) points[step] = await everyPoint(guillotine, database, step);
      // where commits are shared, what a step leads to is part of its own commit
      if (engine.name === 'sqlite') points['place, route and claim'] = await everyPoint(guillotine, database, 'place', true);
      await database.drop();
      const total = Object.values(points).reduce((sum, p) => sum + p.points, 0);
      const told = Object.entries(points).map(([name, p]) => `${name} ${p.points} (${p.whole} of them whole)`);
      console.log(`crash points on ${engine.name}: ${total}; ${told.join(', ')}`);
      expect(total).toBeGreaterThan(STEPS.length * 5);
    }, 120_000);
  },
  ENGINES.filter((e) => e.name !== 'pglite'),
);
