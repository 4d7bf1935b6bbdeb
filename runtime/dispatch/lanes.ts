/**
 * The lane table is the ready queue: one row per (installation, event type, object) that has an open task, pointing at
 * its head; a hook may be serial for less or for more than an object. A row exists exactly while its lane has something open, so order per object needs no search for older
 * tasks (a NOT EXISTS check was 10-12 times slower, measured: peers.md 4.4).
 */
import { sql } from 'kysely';
import { stepOwner, type Ordering } from '../../sdk/contract/index.ts';
import { insertRows, updateRow, type Context, type EventRow, type TaskRow } from '../store/index.ts';

export const OPEN_TASK = ['ready', 'leased', 'retry', 'rescheduled'] as const;
/** Literals: parameters would hide the partial index over open tasks. */
export const OPEN = sql.join(OPEN_TASK.map((status) => sql.lit(status)));
/** Rows in one insert: databases bound the parameters of a statement. */
const INSERT_ROWS = 500;

export type NewTask = Omit<TaskRow, 'seq'>;

/** The object that a task's recorded steps are kept under. */
export function stepObject(task: Pick<TaskRow, 'event_type' | 'event_id' | 'object_id'>): string {
  return stepOwner({ type: task.event_type, id: task.event_id, objectId: task.object_id });
}

/** `subject`: what its tasks are serial for, an object as a rule. */
export function laneId(installationId: string, eventType: string, subject: string): string {
  return `${installationId}|${eventType}|${subject}`;
}

/** What the tasks of a hook are serial for, by its `ordering` (manifest). */
export function laneSubject(ordering: Ordering, event: Pick<EventRow, 'id' | 'object_id'>): string {
  return { object: event.object_id, installation: '*', none: event.id }[ordering];
}

/** What makes a lane one that somebody waits for: its only task has it to itself until then. */
type Asked = { state: 'asked'; class: 'interactive'; lease_end_ms: number };

/**
 * Appends tasks to their lanes, in the order given. The conflict clause touches the row instead of doing nothing: on
 * PostgreSQL it thereby waits for a settle that is just removing the lane, and then inserts it anew.
 */
export async function appendTasks(ctx: Context, tasks: NewTask[], runAtMs: number, asked?: Asked): Promise<void> {
  for (let i = 0; i < tasks.length; i += INSERT_ROWS) {
    const rows = tasks.slice(i, i + INSERT_ROWS);
    await insertRows(ctx, 'task', rows);
    // the first task of a lane is its head; one statement may touch a row only once
    const heads = new Map(rows.toReversed().map((task) => [task.lane, task]));
    await insertRows(
      ctx,
      'lane',
      [...heads.values()].toReversed().map((task) => ({
        id: task.lane,
        installation_id: task.installation_id,
        account_id: task.account_id,
        environment_id: task.environment_id,
        state: 'ready' as const,
        head_task_id: task.id,
        run_at_ms: runAtMs,
        ...NO_LEASE,
        ...asked,
      })),
      sql`on conflict (id) do update set head_task_id = lane.head_task_id`,
    );
  }
}

/** After its head is closed: the lane goes away, or its next open task leads. */
export async function advanceLane(ctx: Context, id: string): Promise<void> {
  const open = sql`select id from task where lane = ${id} and status in (${OPEN})`;
  const gone = await sql`delete from lane where id = ${id} and not exists (${open}) returning id`.execute(ctx.tx);
  if (gone.rows.length) return;
  const next = await sql<{ id: string }>`${open} order by seq limit 1`.execute(ctx.tx);
  if (next.rows[0]) await setHead(ctx, id, 'ready', next.rows[0].id, ctx.clock.now());
}

/** A named task leads, at a time; the others of the lane wait behind it. */
export async function setHead(ctx: Context, id: string, state: 'ready' | 'parked', taskId: string, runAtMs: number): Promise<void> {
  await updateRow(ctx, 'lane', id, { state, head_task_id: taskId, run_at_ms: runAtMs, ...NO_LEASE });
}

const NO_LEASE = { lease_until_ms: null, lease_end_ms: null, lease_runner: null } as const;
