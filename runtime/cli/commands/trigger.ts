/** `entrepot trigger`: an event, caused by what causes it. */
import type { Command } from 'commander';
import { connect, dataOf, withTarget, type Target } from '../client.ts';
import { CliError, EXIT, print, printJson } from '../output.ts';
import { collect } from '../pairs.ts';
import { tasksPath, type Task } from '../tasks.ts';

interface TriggerOptions extends Target {
  set: string[];
  on?: string;
  wait?: boolean;
  print?: boolean;
}

const WAIT_MS = 60_000;
const POLL_MS = 200;

export function triggerCommand(program: Command): void {
  withTarget(
    program
      .command('trigger')
      .description('cause an event, with a real object behind it, on a host that --seed demo filled')
      .argument('<event>', 'an event type; a wrong one lists those that can be triggered')
      .option('--set <path=value>', 'change what is sent: asset.items[0].quantity=500; may be repeated', collect, [])
      .option('--on <id>', 'the subscription (AS-…) of a change, suspend, resume or cancel; default: the newest that fits')
      .option('--wait', 'until an extension has handled it; exit 1 if that failed')
      .option('--print', 'show what would be sent, and send nothing'),
  ).action(run);
}

async function run(event: string, options: TriggerOptions): Promise<void> {
  const { trigger } = await import('../trigger.ts');
  const made = await trigger(dataOf(options), event, options);
  if (options.print) return printJson(made.body);
  if (!options.json) print(`${made.id}  ${made.what}`);
  if (!options.wait) return options.json ? printJson({ id: made.id }) : undefined;
  const task = await ended(options, made.id, event);
  if (options.json) printJson({ id: made.id, task });
  else print(`${task.id}  ${task.state}  ${task.last_error ?? JSON.stringify(task.result)}; see entrepot task ${task.id}`);
  if (task.state === 'dead') process.exitCode = EXIT.failed;
}

async function ended(target: Target, object: string, event: string): Promise<Task> {
  const client = connect(target);
  for (const end = Date.now() + WAIT_MS; ; await new Promise((resolve) => setTimeout(resolve, POLL_MS))) {
    const [task] = await client.request<Task[]>('GET', tasksPath({ 'object.id': object, event_type: event, limit: '1' }));
    if (task?.finished) return task;
    if (Date.now() < end) continue;
    throw new CliError(
      task
        ? `${task.id} is ${task.state} after ${WAIT_MS / 1000} s${task.last_error ? `: ${task.last_error}` : ''}.`
        : `No extension took ${event} of ${object}; is one installed that hooks it?`,
    );
  }
}
