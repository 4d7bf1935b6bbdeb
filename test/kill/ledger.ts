/**
 * What must hold in the tables of dispatch and the event log after any killing: nothing left behind, nothing settled twice,
 * attempts counted right, lanes in order. The kill test and the soak both judge by it.
 */
import { OUTCOMES, type OutcomeCode } from '../../sdk/contract/index.ts';
import type { Selectable } from 'kysely';
import type { AttemptRow, Context, EventRow, LaneRow, TaskRow } from '../../runtime/store/index.ts';

export interface Ledger {
  tasks: TaskRow[];
  attempts: Map<string, AttemptRow[]>;
  events: Map<string, EventRow>;
  /** Lanes that still have something open, of whatever kind. */
  lanes: Selectable<LaneRow>[];
}

/** The tasks of one event type and all that belongs to them. */
export async function readLedger({ tx }: Context, type: string): Promise<Ledger> {
  const tasks = await tx.selectFrom('task').selectAll().where('event_type', '=', type).orderBy('seq').execute();
  const attempts = await tx
    .selectFrom('attempt')
    .innerJoin('task', 'task.id', 'attempt.task_id')
    .selectAll('attempt')
    .where('event_type', '=', type)
    .orderBy('attempt.fence')
    .execute();
  const events = await tx.selectFrom('event').selectAll().orderBy('seq').execute();
  return {
    tasks,
    attempts: Map.groupBy(attempts, (a) => a.task_id),
    events: new Map(events.map((e) => [e.id, e])),
    lanes: await tx.selectFrom('lane').selectAll().execute(),
  };
}

export function ledgerFaults(ledger: Ledger): string[] {
  return [
    ...openFaults(ledger),
    ...eventFaults(ledger),
    ...ledger.tasks.flatMap((task) => taskFaults(task, ledger.attempts.get(task.id) ?? [])),
    ...laneFaults(ledger),
  ];
}

/** How attempts ended, by name, with their number. */
export function outcomesOf(ledger: Ledger): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of [...ledger.attempts.values()].flat()) counts[outcome ?? 'open'] = (counts[outcome ?? 'open'] ?? 0) + 1;
  return counts;
}

/** Lanes of more than one task. */
export function longLanes(ledger: Ledger): TaskRow[][] {
  return [...Map.groupBy(ledger.tasks, (t) => t.lane).values()].filter((lane) => lane.length > 1);
}

function openFaults(ledger: Ledger): string[] {
  const type = ledger.tasks[0]?.event_type;
  const unrouted = [...ledger.events.values()].filter((e) => e.type === type && e.routed === 0);
  return [...ledger.lanes.map((l) => `lane ${l.id} is left ${l.state}`), ...unrouted.map((e) => `event ${e.id} of ${e.object_id} was never routed`)];
}

/** Each event that asks for work became one task, and no task came from nowhere. */
function eventFaults({ tasks, events }: Ledger): string[] {
  const first = Map.groupBy(
    tasks.filter((t) => t.replay_of === null),
    (t) => t.event_id,
  );
  const type = tasks[0]?.event_type;
  const asking = [...events.values()].filter((e) => e.type === type && e.status === 'pending');
  return [
    ...asking.filter((e) => first.get(e.id)?.length !== 1).map((e) => `event ${e.id} of ${e.object_id} became ${first.get(e.id)?.length ?? 0} tasks`),
    ...tasks.filter((t) => !events.has(t.event_id)).map((t) => `${t.id} is of no event`),
  ];
}

const failure = (attempt: AttemptRow) => (Object.hasOwn(OUTCOMES, attempt.outcome ?? '') ? OUTCOMES[attempt.outcome as OutcomeCode] : undefined);

function taskFaults(task: TaskRow, attempts: AttemptRow[]): string[] {
  const fault = (text: string) => `${task.id} (${task.status}) ${text}`;
  const faults: string[] = [];
  const settling = attempts.filter((a) => a.ended_at !== null && !failure(a) && a.outcome !== 'reschedule');
  const ends = task.status === 'done' ? 1 : 0;
  if (!['done', 'dead', 'skipped', 'superseded', 'cancelled'].includes(task.status)) faults.push(fault('has not ended'));
  if (settling.length > 1) faults.push(fault(`was settled ${settling.length} times`));
  if (settling.length < ends) faults.push(fault('has no attempt that settled it'));
  if (settling.some((a) => a.fence !== task.fence)) faults.push(fault(`was settled by fence ${settling[0]!.fence}, the lease was ${task.fence}`));
  for (const open of attempts.filter((a) => a.ended_at === null)) faults.push(fault(`has an attempt that never ended, fence ${open.fence}`));
  if (attempts.some((a, i) => a.fence !== i + 1) || attempts.length !== task.fence)
    faults.push(fault(`has the fences ${attempts.map((a) => a.fence).join()}, the last lease was ${task.fence}`));
  const count = (wanted: (a: AttemptRow) => boolean) => attempts.filter(wanted).length;
  const counts = {
    attempt: count((a) => a.counted === 1 && failure(a) !== undefined),
    crashes: count((a) => failure(a)?.next === 'crash'),
    lost: count((a) => failure(a)?.next === 'return' && a.outcome !== 'CANCELLED'),
    reschedules: count((a) => a.outcome === 'reschedule'),
  };
  for (const [name, value] of Object.entries(counts))
    if (task[name as keyof typeof counts] !== value) faults.push(fault(`counts ${name} ${task[name as keyof typeof counts]}, its attempts say ${value}`));
  return faults;
}

/** Tasks of a lane come in the order of their events, replays in the place of what they replay, each after the end of the one ahead. */
function laneFaults(ledger: Ledger): string[] {
  const at = (task: TaskRow) => ledger.events.get(task.event_id)?.seq ?? 0;
  const faults: string[] = [];
  for (const lane of longLanes(ledger)) {
    const queued = lane.filter((t) => t.replay_of === null);
    queued.forEach((task, i) => i && at(queued[i - 1]!) >= at(task) && faults.push(`${task.id} stands behind ${queued[i - 1]!.id}, its event before`));
    const order = lane.toSorted((a, b) => at(a) - at(b) || a.seq - b.seq);
    for (const [i, task] of order.entries()) {
      const ahead = order[i - 1];
      const began = ledger.attempts.get(task.id)?.[0]?.started_at ?? task.finished_at!;
      if (ahead && (ahead.finished_at === null || began < ahead.finished_at))
        faults.push(`${task.id} began at ${began}, before ${ahead.id} had ended at ${ahead.finished_at}`);
    }
  }
  return faults;
}
