/** Rows of the outbox and of dispatch. Times ending in `_ms` are milliseconds since 1970; others ISO text in UTC. */
import type { Generated, Selectable } from 'kysely';

export interface EventTable {
  seq: Generated<number>;
  id: string;
  type: string;
  object_class: string;
  object_id: string;
  status: string;
  /** JSON array of the accounts whose installations and webhooks may see this event. */
  accounts: string;
  /** JSON object with facts that the object itself no longer tells, for example a schedule's due time. */
  data: string;
  actor: string;
  correlation: string;
  /** The span that caused it, in W3C trace context (base/trace.ts); empty where none is known. */
  origin: Generated<string>;
  hop: number;
  created_at: string;
  routed: number;
}

export type TaskStatus = 'ready' | 'leased' | 'retry' | 'rescheduled' | 'done' | 'dead' | 'skipped' | 'superseded' | 'cancelled' | 'unanswered';

export interface TaskTable {
  seq: Generated<number>;
  id: string;
  lane: string;
  event_id: string;
  event_type: string;
  object_id: string;
  installation_id: string;
  account_id: string;
  environment_id: string;
  status: TaskStatus;
  /** Counted attempts so far. */
  attempt: number;
  reschedules: number;
  /** Attempts that ended in a crash: time, memory, flood. */
  crashes: Generated<number>;
  /** Uncounted returns because a runner or sandbox went away under it. */
  lost: Generated<number>;
  /** Grows with every claim; a result is accepted only with the current one. */
  fence: number;
  replay_of: string | null;
  result: string | null;
  created_at: string;
  finished_at: string | null;
}

export interface LaneRow {
  /** `installation|event type|object`. */
  id: string;
  installation_id: string;
  account_id: string;
  environment_id: string;
  /** `asked`: somebody waits for its only task, it is claimed apart from all others. `held`: its hook's breaker is open. */
  state: 'ready' | 'leased' | 'parked' | 'paused' | 'asked' | 'held';
  class: Generated<'background' | 'interactive'>;
  head_task_id: string;
  run_at_ms: number;
  lease_until_ms: number | null;
  /** Beats extend the lease up to here and no further. */
  lease_end_ms: number | null;
  /** Id of the runner token that holds the lease. */
  lease_runner: string | null;
}

export interface AttemptTable {
  id: Generated<number>;
  task_id: string;
  fence: number;
  attempt: number;
  counted: number;
  runner: string;
  started_at: string;
  ended_at: string | null;
  outcome: string | null;
  message: string | null;
  stack: string | null;
  wait_ms: number;
  wall_ms: number | null;
  cpu_ms: number | null;
  version: string;
  /** JSON: a result that came after the lease was gone. Evidence only, it changed nothing. */
  late: Generated<string | null>;
  memory_bytes: Generated<number | null>;
  calls: Generated<number | null>;
  requests: Generated<number | null>;
  /** JSON: the course of the first calls. */
  called: Generated<string | null>;
}

/** One attempt written down: compressed, sealed JSON Lines (sdk/contract/recording.ts). */
export interface RecordingTable {
  id: Generated<number>;
  task_id: string;
  fence: number;
  installation_id: string;
  failed: number;
  bytes: number;
  created_at: string;
  body: Uint8Array;
}

export interface BreakerRow {
  /** `installation|event type`. */
  id: string;
  installation_id: string;
  account_id: string;
  event_type: string;
  state: 'closed' | 'open' | 'probing' | 'closing';
  /** The last ends, newest last: `x` a failure, `.` none. */
  recent: string;
  /** How often it opened since it was closed last: the waits grow. */
  opened: number;
  /** Open: when the next probe may be. Probing: when another may be. */
  until_ms: number;
  /** The task that is let through. */
  probe: string | null;
  /** Since when there was nothing but failures. */
  since_ms: number | null;
  failed_ms: number;
  /** When the installation was paused because of it. */
  suspended_at: string | null;
}

/** Dead letters replayed together. */
export interface ReplayRow {
  id: string;
  account_id: string;
  role: string;
  created_by: string;
  /** RQL over tasks. */
  filter: string;
  /** Times between which the tasks died. */
  since: string | null;
  until: string | null;
  per_second: number;
  forget_steps: number;
  status: 'running' | 'done' | 'stopped';
  /** How many there were when it was asked for. */
  total: number;
  replayed: number;
  skipped: number;
  last_error: string | null;
  /** The last task looked at, and the last that belongs to it. */
  cursor_seq: number;
  end_seq: number;
  next_ms: number;
  created_at: string;
  ended_at: string | null;
}

export interface TaskLogTable {
  id: Generated<number>;
  task_id: string;
  fence: number;
  at: string;
  level: string;
  text: string;
  fields: string | null;
}

export interface StepTable {
  installation_id: string;
  handler: string;
  object_id: string;
  name: string;
  /** Sealed JSON text: a step result may hold credentials. */
  value: string;
  task_id: string;
  created_at: string;
  /** 1: its value holds a generated password. */
  secret: Generated<number>;
}

export interface ScheduleRow {
  id: string;
  installation_id: string;
  account_id: string;
  /** Its name in the manifest. */
  name: string;
  cron: string | null;
  every_ms: number | null;
  timezone: string | null;
  next_due_ms: number;
  created_at: string;
}

export type EventRow = Selectable<EventTable>;
export type TaskRow = Selectable<TaskTable>;
export type AttemptRow = Selectable<AttemptTable>;
export type StepRow = Selectable<StepTable>;
export type TaskLogRow = Selectable<TaskLogTable>;

export interface CoreTables {
  event: EventTable;
  task: TaskTable;
  lane: LaneRow;
  attempt: AttemptTable;
  recording: RecordingTable;
  task_log: TaskLogTable;
  step: StepTable;
  breaker: BreakerRow;
  replay: ReplayRow;
  task_status: { state: TaskStatus; published: string };
  schedule: ScheduleRow;
  /** The version whose manifest an installation's schedules were taken from. */
  schedule_source: { installation_id: string; version: string };
  /** Sealed replies to calls with effects. */
  call_reply: { task_id: string; fence: number; call: number; reply: string };
  host_meta: { key: string; value: string };
}
