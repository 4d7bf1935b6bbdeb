/** What holds in the tables of dispatch at every moment, whatever was done before. */
import { SYSTEM } from '../../runtime/store/index.ts';
import { OPEN_TASK } from '../../runtime/dispatch/lanes.ts';
import type { OpenDispatch } from '../support/dispatch.ts';
import type { Hook } from './model.ts';

export type DispatchTables = Awaited<ReturnType<typeof readTables>>;

/** As of one moment. A breaker has tests of its own; here what it remembers is dropped, so that it never opens. */
export function readTables(d: OpenDispatch) {
  return d.store.write(SYSTEM, async ({ tx }) => {
    await tx.deleteFrom('breaker').execute();
    return {
      tasks: await tx.selectFrom('task').selectAll().orderBy('seq').execute(),
      lanes: (await tx.selectFrom('lane').selectAll().execute()).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
      attempts: await tx.selectFrom('attempt').selectAll().orderBy('id').execute(),
      events: await tx.selectFrom('event').select(['id', 'seq']).execute(),
    };
  });
}

const ENDS = ['done', 'skipped', 'superseded', 'cancelled', 'dead'];

export function invariantFaults({ tasks, lanes, attempts, events }: DispatchTables, hooks: readonly Hook[]): string[] {
  const faults: string[] = [];
  const eventSeq = new Map(events.map((e) => [e.id, e.seq]));
  const laneOf = new Map(lanes.map((l) => [l.id, l]));
  const attemptsOf = Map.groupBy(attempts, (a) => a.task_id);
  for (const task of tasks) {
    const lane = laneOf.get(task.lane);
    const head = lane?.head_task_id === task.id;
    const tries = attemptsOf.get(task.id) ?? [];
    const running = tries.filter((a) => a.ended_at === null);
    const open = (OPEN_TASK as readonly string[]).includes(task.status);
    if (!open && !ENDS.includes(task.status)) faults.push(`${task.id} is ${task.status}`);
    if (open && !lane) faults.push(`${task.id} is ${task.status} and in no lane: it is lost`);
    if ((task.status === 'leased') !== (head && lane?.state === 'leased')) faults.push(`${task.id} is ${task.status}, its lane ${lane?.state ?? 'gone'}`);
    if (running.length !== (task.status === 'leased' ? 1 : 0)) faults.push(`${task.id} is ${task.status} with ${running.length} attempts under way`);
    if (running.some((a) => a.fence !== task.fence)) faults.push(`${task.id} is run by another fence than ${task.fence}`);
    if (tries.filter((a) => a.outcome === 'approve').length > 1) faults.push(`${task.id} was settled twice`);
    if (head && lane?.state === 'parked' && task.status !== 'dead') faults.push(`${task.lane} is parked by a task that is ${task.status}`);
    if (tasks.some((t) => t.id !== task.id && t.lane === task.lane && t.status === 'leased') && task.status === 'leased') faults.push(`${task.lane} runs two`);
  }
  for (const lane of lanes) {
    const inside = tasks.filter((t) => t.lane === lane.id && (OPEN_TASK as readonly string[]).includes(t.status));
    const head = tasks.find((t) => t.id === lane.head_task_id);
    if (!head) faults.push(`${lane.id} has no head`);
    // a replay keeps the place of what it replays; all others come in the order of their events
    else if (head.replay_of === null && inside.some((t) => t.replay_of === null && eventSeq.get(t.event_id)! < eventSeq.get(head.event_id)!))
      faults.push(`${lane.id} is led by ${head.id}, and an older one waits`);
    if (lane.state !== 'parked' && !inside.length) faults.push(`${lane.id} is ${lane.state} and has nothing open`);
  }
  for (const hook of hooks) {
    const leases = lanes.filter((l) => l.installation_id === hook.id && l.state === 'leased').length;
    if (leases > hook.concurrency) faults.push(`${hook.id} has ${leases} running, at most ${hook.concurrency}`);
  }
  return faults;
}
