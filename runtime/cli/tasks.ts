/** Tasks as the host answers them, and how the commands ask for them. */

export interface Attempt {
  fence: number;
  attempt: number;
  counted: boolean;
  outcome: string | null;
  message: string | null;
  stack: string | null;
  runner: string;
  version: string;
  started: string;
  ended: string | null;
  wait_ms: number;
  wall_ms: number | null;
  cpu_ms: number | null;
  memory_bytes: number | null;
  calls: number | null;
  called: { op: string; at: number; ms: number; status: string; to?: string; http?: number }[];
}

export interface Task {
  id: string;
  status: string;
  state: string;
  event_type: string;
  event: { id: string; at: string; correlation: string };
  object: { id: string };
  installation: { id: string };
  lane: { state: string };
  next_run: string | null;
  attempts_made: number;
  replay_of: string | null;
  replayed_as: string[];
  result: unknown;
  last_error: string | null;
  created: string;
  finished: string | null;
  attempts?: Attempt[];
}

export interface LogLine {
  id: number;
  at: string;
  level: string;
  text: string;
  fence: number;
  fields?: unknown;
}

export const STATES = ['ready', 'leased', 'retry', 'rescheduled', 'done', 'dead', 'skipped', 'superseded', 'cancelled'];
/** The published platform's names for them; "rescheduled" and "skipped" are the same in both. */
export const PUBLISHED = ['scheduled', 'processing', 'retrying', 'succeeded', 'failed'];

export function tasksPath(filters: Record<string, string | undefined>): string {
  const query = Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]));
  return `/devops/tasks?${query.join('&')}`;
}

export const taskPath = (id: string, rest = ''): string => `/devops/tasks/${encodeURIComponent(id)}${rest}`;

export function logText(line: LogLine): string {
  return `${line.level.padEnd(5)}  ${line.text}${line.fields === undefined ? '' : `  ${JSON.stringify(line.fields)}`}`;
}
