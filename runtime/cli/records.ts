/** What handlers logged and how their tasks moved on, as records in the order of time: for those who follow a host. */
import type { Client } from './client.ts';
import { logText, taskPath, tasksPath, type LogLine, type Task } from './tasks.ts';

/** The newest tasks are looked at; older ones do not log any more. */
const TASKS = 100;

/** What was told of a task already. */
export interface Seen {
  state: string;
  line: number;
}

type Move = { task: string; at: string; state: string; event_type: string; object: string; error?: string };
export type Record = ({ task: string } & LogLine) | Move;

/** What came since the last look, oldest first. A task whose end was seen is not asked for its lines again. */
export async function newRecords(client: Client, seen: Map<string, Seen>, of: { installation?: string; object?: string }): Promise<Record[]> {
  const path = tasksPath({ limit: String(TASKS), 'installation.id': of.installation, 'object.id': of.object });
  const records: Record[] = [];
  for (const task of await client.request<Task[]>('GET', path)) {
    const before = seen.get(task.id);
    if (before && before.state === task.state && task.finished !== null) continue;
    const lines = await client.request<LogLine[]>('GET', taskPath(task.id, `/logs?after=${before?.line ?? 0}`));
    seen.set(task.id, { state: task.state, line: lines.at(-1)?.id ?? before?.line ?? 0 });
    records.push(...lines.map((line) => ({ task: task.id, ...line })));
    if (before?.state !== task.state)
      records.push({
        task: task.id,
        at: task.finished ?? lines.at(-1)?.at ?? task.created,
        state: task.state,
        event_type: task.event_type,
        object: task.object.id,
        ...(task.last_error === null || task.state === 'done' ? {} : { error: task.last_error }),
      });
  }
  return records.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

export function recordText(record: Record): string {
  const { at, task } = record;
  if (!('state' in record)) return `${at}  ${task}  ${logText(record)}`;
  return `${at}  ${task}  -> ${record.state}  ${record.event_type}  ${record.object}${record.error === undefined ? '' : `  ${record.error}`}`;
}
