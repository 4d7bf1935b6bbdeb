/** tasks, task, replay, logs: what ran, why it failed, and once more. */
import type { Command } from 'commander';
import { connect, type Client, type Target } from '../client.ts';
import { print, printJson, printTable } from '../output.ts';
import { withTarget } from './processes.ts';

type Options = Target & { json?: boolean };

interface Task {
  id: string;
  status: string;
  state: string;
  event_type: string;
  object: { id: string };
  installation: { id: string };
  created: string;
  finished: string | null;
  result: unknown;
  attempts_made: number;
  attempts: { fence: number; outcome: string | null; message: string | null; stack: string | null; started: string; wait_ms: number; wall_ms: number | null }[];
}

interface LogLine {
  at: string;
  level: string;
  text: string;
  fields?: unknown;
}

const FOLLOW_MS = 1_000;

export function taskCommands(program: Command): void {
  withTarget(
    program
      .command('tasks')
      .description('tasks, newest first')
      .option('--state <state>', 'ready, leased, retry, rescheduled, done, dead, skipped, superseded, cancelled')
      .option('--installation <id>')
      .option('--object <id>')
      .option('--limit <n>', 'how many', '50'),
  ).action(async (options: Options & { state?: string; installation?: string; object?: string; limit: string }) => {
    const query = [
      `limit=${options.limit}`,
      options.state && `state=${options.state}`,
      options.installation && `installation.id=${options.installation}`,
      options.object && `object.id=${options.object}`,
    ];
    const rows = await connect(options).request<Task[]>('GET', `/devops/tasks?${query.filter(Boolean).join('&')}`);
    if (options.json) return printJson(rows);
    printTable(['task', 'state', 'event', 'object', 'attempts', 'created'], rows.map((t) => [t.id, t.state, t.event_type, t.object.id, String(t.attempts_made), t.created])); // prettier-ignore
  });
  withTarget(program.command('task').description('one task: timeline, attempts, log').argument('<id>')).action(async (id: string, options: Options) => {
    const client = connect(options);
    const task = await client.request<Task>('GET', `/devops/tasks/${id}`);
    const logs = await client.request<LogLine[]>('GET', `/devops/tasks/${id}/logs`);
    if (options.json) return printJson({ ...task, logs });
    print(`${task.id}  ${task.event_type}  ${task.object.id}  ${task.state}  ${JSON.stringify(task.result)}`);
    print(`  ${task.created}  created for ${task.installation.id}`);
    for (const a of task.attempts)
      print(
        `  ${a.started}  attempt ${a.fence}: ${a.outcome ?? 'running'}  waited ${a.wait_ms} ms, ran ${a.wall_ms ?? '…'} ms${a.message ? `\n    ${(a.stack ?? a.message).replaceAll('\n', '\n    ')}` : ''}`,
      );
    if (task.finished) print(`  ${task.finished}  finished`);
    for (const line of logs) print(`  ${logText(line)}`);
  });
  withTarget(
    program.command('replay').description('deliver the event of a finished task again').argument('<id>').option('--forget-steps', 'do recorded steps again'),
  ).action(async (id: string, options: Options & { forgetSteps?: boolean }) => {
    const made = await connect(options).request<Task>('POST', `/devops/tasks/${id}/replay`, options.forgetSteps ? { forget_steps: true } : {});
    if (options.json) printJson(made);
    else print(`${made.id} replays ${id}`);
  });
  withTarget(program.command('logs').description('log lines of tasks').option('-f, --follow', 'go on').option('--installation <id>')).action(
    async (options: Options & { follow?: boolean; installation?: string }) => {
      const client = connect(options);
      const shown = new Map<string, number>();
      do {
        await printNew(client, shown, options);
        if (options.follow) await new Promise((resolve) => setTimeout(resolve, FOLLOW_MS));
      } while (options.follow);
    },
  );
}

/** Lines not yet shown of the newest tasks, oldest first. */
async function printNew(client: Client, shown: Map<string, number>, options: { installation?: string; json?: boolean }): Promise<void> {
  const tasks = await client.request<Task[]>('GET', `/devops/tasks?limit=20${options.installation ? `&installation.id=${options.installation}` : ''}`);
  for (const task of tasks.reverse()) {
    const lines = await client.request<LogLine[]>('GET', `/devops/tasks/${task.id}/logs`);
    for (const line of lines.slice(shown.get(task.id) ?? 0)) print(options.json ? JSON.stringify({ task: task.id, ...line }) : `${task.id}  ${logText(line)}`);
    shown.set(task.id, lines.length);
  }
}

function logText(line: LogLine): string {
  return `${line.at}  ${line.level.padEnd(5)}  ${line.text}${line.fields === undefined ? '' : `  ${JSON.stringify(line.fields)}`}`;
}
