/**
 * The commands of the model-based test: each does its work in dispatch and in the model, and afterwards both must say the
 * same, and the tables must hold what is promised of them whatever the model says.
 */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Outcome, TaskFrame } from '../../sdk/contract/index.ts';
import { claim, type Claimant } from '../../runtime/dispatch/claim.ts';
import { laneId } from '../../runtime/dispatch/lanes.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { failed, LEASE_MS, ok, ORDER, RUNNER, type OpenDispatch } from '../support/dispatch.ts';
import { isOpen, type End, type Hook, type Model, type ModelTask } from './model.ts';
import { invariantFaults, readTables } from './model-invariants.ts';

export interface Real {
  d: OpenDispatch;
  hooks: readonly Hook[];
  /** Told the name of every command that is run. */
  ran(name: string): void;
}

type Command = fc.AsyncCommand<Model, Real>;

const RUNNERS = [RUNNER, { ...RUNNER, runnerId: 'RT-2', name: 'two' }] as const;
const runner = fc.constantFrom(...RUNNERS);
const OBJECTS = ['PR-1', 'PR-2', 'PR-3'];
const ACCOUNTS = [['VA-1'], ['VA-2'], ['VA-1', 'VA-2']];

function command(name: string, words: unknown, run: (m: Model, r: Real) => Promise<void>, check: (m: Readonly<Model>) => boolean = () => true): Command {
  return {
    check,
    toString: () => `${name}(${JSON.stringify(words)})`,
    async run(m, r) {
      r.ran(name);
      await run(m, r);
      await agree(m, r);
    },
  };
}

const enqueue = fc.record({ object: fc.constantFrom(...OBJECTS), accounts: fc.constantFrom(...ACCOUNTS), times: fc.integer({ min: 1, max: 3 }) }).map((given) =>
  command('enqueue', given, async (m, { d, hooks }) => {
    const { object, accounts, times } = given;
    for (let i = 0; i < times; i++) await d.order(object, { accounts });
    await d.route();
    m.moved.delete(object);
    const made = (await d.tasks()).filter((t) => !m.tasks.has(t.id));
    const wanted = hooks.filter((h) => accounts.includes(h.account)).map((h) => h.id);
    // each event became one task of each installation that may see it
    expect(made.map((t) => [t.installation_id, t.object_id]).toSorted()).toEqual(wanted.flatMap((id) => Array(times).fill([id, object])).toSorted());
    for (const t of made)
      m.add(
        hooks.find((h) => h.id === t.installation_id)!,
        object,
        laneId(t.installation_id, ORDER, object),
        t.id,
      );
  }),
);

/** Its tasks are overtaken: those that are claimed are closed instead, those that run cannot approve any more. */
const moveOn = fc.constantFrom(...OBJECTS).map((object) =>
  command('move', object, async (m, { d }) => {
    d.statuses.set(object, 'failed');
    m.moved.add(object);
  }),
);

async function claimRoom(m: Model, { d }: Real, by: Claimant, room: number): Promise<void> {
  const frames: TaskFrame[] = [];
  // as the dispatcher does: again, as long as it is told that there may be more
  for (let more = true; more && frames.length < room;) {
    const claimed = await d.store.write(SYSTEM, (ctx) => claim(ctx, d.source, by, room - frames.length, LEASE_MS));
    frames.push(...claimed.frames);
    more = claimed.more;
  }
  const superseded = new Set((await d.tasks()).filter((t) => t.status === 'superseded').map((t) => t.id));
  for (let next: ModelTask | undefined; (next = m.due().find((t) => superseded.has(t.id)));) {
    expect(m.moved, `${next.id} was closed as superseded`).toContain(next.object);
    m.close(next, 'superseded');
  }
  for (const frame of frames) {
    const head = m.claimable().find((t) => t.id === frame.task);
    expect(head, `${frame.task} was claimed, and may be`).toBeDefined();
    expect(m.moved, `${frame.task} was claimed`).not.toContain(head!.object);
    m.claimed(head!, by.runnerId);
    expect(frame).toMatchObject({ fence: head!.fence, attempt: head!.attempt + 1, installation: head!.hook.id, event: { objectId: head!.object } });
  }
  shared(m, frames, room);
}

const claimTasks = fc
  .record({ by: runner, room: fc.integer({ min: 1, max: 7 }) })
  .map(({ by, room }) => command('claim', [by.name, room], (m, r) => claimRoom(m, r, by, room)));

/** No room is left while somebody waits, and nobody got a place that one with less running waits for. */
function shared(m: Model, frames: readonly TaskFrame[], room: number): void {
  const left = m.claimable();
  if (frames.length < room) expect(left.map((t) => t.id)).toEqual([]);
  const running = (account: string) => m.running((h) => h.account === account);
  for (const got of new Set(frames.map((f) => f.account)))
    for (const { hook } of left) expect(running(got), `${got} got a place, ${hook.account} waits`).toBeLessThanOrEqual(running(hook.account) + 1);
}

const end: fc.Arbitrary<End> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<End>({ decision: 'approve' }, { decision: 'skip' }) },
  { weight: 1, arbitrary: fc.constant<End>({ decision: 'submit' }) },
  { weight: 1, arbitrary: fc.constantFrom(1, 30).map((seconds): End => ({ decision: 'reschedule', seconds })) },
  { weight: 2, arbitrary: fc.constantFrom('RETRY' as const, 'HANDLER_ERROR' as const).map((code): End => ({ code })) },
  { weight: 1, arbitrary: fc.constantFrom(500, 20_000).map((retryAfterMs): End => ({ code: 'RETRY', retryAfterMs })) },
  { weight: 2, arbitrary: fc.constantFrom('OUT_OF_MEMORY' as const, 'SANDBOX_LOST' as const, 'CANCELLED' as const).map((code): End => ({ code })) },
  { weight: 2, arbitrary: fc.constantFrom('NON_RETRIABLE' as const, 'LOAD_ERROR' as const).map((code): End => ({ code })) },
);

function outcomeOf(given: End): Outcome {
  if ('decision' in given) return ok(given as never);
  return failed(given.code, given.retryAfterMs === undefined ? {} : { retryAfterMs: given.retryAfterMs });
}

const which = fc.nat(1_000);
const nth = <T>(list: readonly T[], n: number): T => list[n % list.length]!;

/** Mostly of a lease that is alive, by who holds it; sometimes of one that is gone, or by somebody else. */
const settleTask = fc
  .record({ pick: which, stale: fc.integer({ min: 0, max: 3 }), by: fc.option(runner, { freq: 5, nil: undefined }), end })
  .map(({ pick, stale, by, end: given }) =>
    command(
      'settle',
      [pick, stale === 0, by?.name, given],
      async (m, { d }) => {
        const alive = m.alive();
        const held = nth(alive.length && stale ? alive : m.leases, pick);
        const who = by ?? RUNNERS.find((r) => r.runnerId === held.runner)!;
        const answer = await d.settle(held, outcomeOf(given), who);
        expect(answer).toEqual(m.settle(held, given, who.runnerId));
      },
      (m) => m.leases.length > 0,
    ),
  );

const extendLeases = fc.record({ by: runner, picks: fc.array(which, { minLength: 1, maxLength: 4 }) }).map(({ by, picks }) =>
  command(
    'extend',
    [by.name, picks],
    async (m, { d }) => {
      const held = [...new Set(picks.map((n) => nth(m.leases, n)))].map(({ task, fence }) => ({ task, fence }));
      const stop = await d.dispatcher.extend(held, by);
      expect(stop).toEqual(m.extend(held, by.runnerId));
    },
    (m) => m.leases.length > 0,
  ),
);

async function passTime(m: Model, { d }: Real, ms: number): Promise<void> {
  d.clock.advance(ms);
  m.now += ms;
  const expired = m.expired();
  expect(await d.expire()).toBe(expired.length);
  for (const held of expired) m.settle(held, { code: 'RUNNER_LOST' });
}

const expire = fc.constantFrom(0, 100, LEASE_MS / 2, LEASE_MS + 1, 30_000, 120_000).map((ms) => command('expire', ms, (m, r) => passTime(m, r, ms)));

/** The same task ends in the same way again and again, as far as its limits. */
const failAgain = fc.record({ pick: which, code: fc.constantFrom('OUT_OF_MEMORY' as const, 'SANDBOX_LOST' as const, 'RETRY' as const) }).map(({ pick, code }) =>
  command(
    'fail',
    [pick, code],
    async (m, r) => {
      const { task } = nth(m.alive(), pick);
      for (let held; (held = m.alive().find((l) => l.task === task));) {
        const by = RUNNERS.find(({ runnerId }) => runnerId === held.runner)!;
        expect(await r.d.settle(held, failed(code), by)).toEqual(m.settle(held, { code }, by.runnerId));
        await agree(m, r);
        await passTime(m, r, 90_000);
        await claimRoom(m, r, by, 7);
      }
    },
    (m) => m.alive().length > 0,
  ),
);

/** Mostly of a dead one; any that is not over is refused. */
const onEnded = (
  name: string,
  allowed: (t: ModelTask) => boolean,
  run: (m: Model, r: Real, task: ModelTask) => Promise<void>,
  refuse: (r: Real, task: ModelTask) => Promise<unknown>,
) =>
  fc.record({ pick: which, any: fc.integer({ min: 0, max: 4 }) }).map(({ pick, any }) =>
    command(
      name,
      [pick, any === 0],
      async (m, r) => {
        const dead = [...m.tasks.values()].filter((t) => t.status === 'dead');
        const task = nth(dead.length && any ? dead : [...m.tasks.values()], pick);
        if (allowed(task)) await run(m, r, task);
        else await expect(refuse(r, task)).rejects.toMatchObject({ kind: 'transition' });
      },
      (m) => m.tasks.size > 0,
    ),
  );

const replay = async ({ d }: Real, { id }: ModelTask) => d.replay(await d.task(id));
const discard = async ({ d }: Real, { id }: ModelTask) => d.discard(await d.task(id), 'given up');

const replayTask = onEnded(
  'replay',
  (t) => !isOpen(t),
  async (m, r, task) => {
    const open = m.openReplay(task);
    const again = await replay(r, task);
    if (open) expect(again).toBe(open.id);
    else m.replayed(task, again);
  },
  replay,
);
const discardTask = onEnded(
  'discard',
  (t) => t.status === 'dead',
  async (m, r, task) => discard(r, task).then(() => m.discarded(task)),
  discard,
);

export const COMMANDS = [
  ...[enqueue, enqueue, claimTasks, claimTasks, claimTasks, settleTask, settleTask, settleTask],
  ...[extendLeases, expire, failAgain, moveOn, replayTask, discardTask],
];

/** Dispatch and the model say the same of every task, lane and attempt. */
async function agree(m: Model, { d, hooks }: Real): Promise<void> {
  const tables = await readTables(d);
  expect(invariantFaults(tables, hooks)).toEqual([]);
  const { tasks, lanes, attempts } = tables;
  const counts = (t: ModelTask | (typeof tasks)[number]) => [t.id, t.status, t.attempt, t.crashes, t.lost, t.reschedules, t.fence];
  expect(tasks.map(counts)).toEqual([...m.tasks.values()].map(counts));
  const wanted = [...m.tasks.values()].flatMap((t) => t.attempts.map((a) => [t.id, a.fence, a.outcome, a.counted]));
  expect(attempts.map((a) => [a.task_id, a.fence, a.outcome, a.counted]).toSorted()).toEqual(wanted.toSorted());
  const inModel = [...m.lanes].map(
    ([
      id,
      {
        state,
        tasks: [head],
        lease,
      },
    ]) => [id, state, head!.id, lease?.untilMs ?? null, lease?.endMs ?? null, lease?.runner ?? null],
  );
  expect(lanes.map((l) => [l.id, l.state, l.head_task_id, l.lease_until_ms, l.lease_end_ms, l.lease_runner])).toEqual(inModel.toSorted());
  for (const { id, run_at_ms: at } of lanes) {
    const lane = m.lanes.get(id)!;
    expect(at, `when ${id} is due`).toBeGreaterThanOrEqual(lane.runAt[0]);
    expect(at, `when ${id} is due`).toBeLessThanOrEqual(lane.runAt[1]);
    lane.runAt = [at, at];
  }
}
