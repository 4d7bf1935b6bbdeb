/** `entrepot logs`: what handlers logged and how their tasks moved on, all tasks together; with -f until interrupted. */
import type { Command } from 'commander';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, withTarget, type Client, type Target } from '../client.ts';
import { print, printJsonLine } from '../output.ts';
import { logText, taskPath, tasksPath, type LogLine, type Task } from '../tasks.ts';

interface LogsOptions extends Target {
  follow?: boolean;
  installation?: string;
  object?: string;
}

const FOLLOW_MS = 1_000;
/** The newest tasks are looked at; older ones do not log any more. */
const TASKS = 100;

export function logsCommand(program: Command): void {
  withTarget(
    program
      .command('logs')
      .description('log lines and moves of the newest tasks')
      .option('-f, --follow', 'go on until interrupted')
      .option('--installation <id>', 'of one installation (EIN-…)')
      .option('--object <id>', 'about one object'),
  ).action(async (options: LogsOptions) => {
    const client = connect(options);
    const seen = new Map<string, Seen>();
    do {
      for (const record of await newRecords(client, seen, options)) {
        if (options.json) printJsonLine(record);
        else print(`${record.at}  ${record.task}  ${'state' in record ? `-> ${record.state}  ${record.event_type}  ${record.object}` : logText(record)}`);
      }
      if (options.follow) await sleep(FOLLOW_MS);
    } while (options.follow);
  });
}

/** What was printed of a task already. */
interface Seen {
  state: string;
  line: number;
}

type Record = ({ task: string } & LogLine) | { task: string; at: string; state: string; event_type: string; object: string };

/** What came since the last look, oldest first. A task whose end was seen is not asked for its lines again. */
async function newRecords(client: Client, seen: Map<string, Seen>, options: LogsOptions): Promise<Record[]> {
  const path = tasksPath({ limit: String(TASKS), 'installation.id': options.installation, 'object.id': options.object });
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
      });
  }
  return records.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
