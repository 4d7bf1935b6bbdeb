/** `entrepot tasks`: what ran, newest first. */
import type { Command } from 'commander';
import { connect, withTarget, type Target } from '../client.ts';
import { CliError, EXIT, print, printJson, printTable } from '../output.ts';
import { PUBLISHED, STATES, tasksPath, type Task } from '../tasks.ts';

interface TasksOptions extends Target {
  status?: string;
  installation?: string;
  object?: string;
  event?: string;
  limit: string;
}

const LIMIT_MAX = 1_000;

export function tasksCommand(program: Command): void {
  withTarget(
    program
      .command('tasks')
      .description('tasks, newest first')
      .option('--status <status>', `${STATES.join(', ')}, or a published one: ${PUBLISHED.join(', ')}`)
      .option('--installation <id>', 'of one installation (EIN-…)')
      .option('--object <id>', 'about one object, for example PR-…-001')
      .option('--event <type>', 'of one event type')
      .option('--limit <n>', `how many, at most ${LIMIT_MAX}`, '50'),
  ).action(tasks);
}

async function tasks(options: TasksOptions): Promise<void> {
  const { status, limit } = options;
  const known = [...STATES, ...PUBLISHED];
  if (status !== undefined && !known.includes(status))
    throw new CliError(`--status: ${JSON.stringify(status)} is not allowed; allowed: ${known.join(', ')}.`, EXIT.usage);
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > LIMIT_MAX)
    throw new CliError(`--limit: ${JSON.stringify(limit)} is not allowed; allowed: 1 to ${LIMIT_MAX}.`, EXIT.usage);
  const path = tasksPath({
    limit,
    [status !== undefined && STATES.includes(status) ? 'state' : 'status']: status,
    'installation.id': options.installation,
    'object.id': options.object,
    event_type: options.event,
  });
  const rows = await connect(options).request<Task[]>('GET', path);
  if (options.json) return printJson(rows);
  if (!rows.length) return print('No tasks.');
  printTable(
    ['task', 'state', 'event', 'object', 'attempts', 'created', 'last error'],
    rows.map((t) => [t.id, t.state, t.event_type, t.object.id, String(t.attempts_made), t.created, shorten(t.last_error ?? '')]),
  );
}

function shorten(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
