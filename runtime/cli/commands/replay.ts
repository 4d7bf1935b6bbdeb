/**
 * `entrepot replay` and `entrepot discard`: once more after the cause is gone, or never again. A file instead of a task is a
 * recording: it is had again here, and nothing is sent.
 */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { connect, withTarget, type Target } from '../client.ts';
import { print, printJson } from '../output.ts';
import type { ReplayOptions } from '../recordings.ts';
import { taskPath, type Task } from '../tasks.ts';

export function replayCommands(program: Command): void {
  withTarget(
    program
      .command('replay')
      .description('deliver the event of a finished task again; or have a recorded attempt again, offline')
      .argument('<id or file...>', 'TQ-…, or what entrepot task ID --export FILE wrote, or a folder of *.rec')
      .option('--offline', 'of a task: have its last attempt again here instead, from its recording')
      .option('--forget-steps', 'do steps again that are recorded as done')
      .option('-p, --package <path>', 'of a recording: the project or .epkg that runs it', '.')
      .option('--watch', 'of a recording: again whenever a file of the project is saved'),
  ).action(async (given: string[], options: ReplayOptions & { forgetSteps?: boolean; offline?: boolean }) => {
    const [id] = given as [string];
    if (options.offline || given.length > 1 || existsSync(id)) return (await import('../recordings.ts')).replayOffline(given, options);
    const made = await connect(options).request<Task>('POST', taskPath(id, '/replay'), options.forgetSteps ? { forget_steps: true } : {});
    if (options.json) printJson(made);
    else print(`${made.id} replays ${id}; see entrepot task ${made.id}`);
  });

  withTarget(
    program
      .command('discard')
      .description('give a dead task up; what waits behind it goes on')
      .argument('<id>', 'TQ-…')
      .requiredOption('--reason <text>', 'why, for the record'),
  ).action(async (id: string, options: Target & { reason: string }) => {
    const task = await connect(options).request<Task>('POST', taskPath(id, '/discard'), { reason: options.reason });
    if (options.json) printJson(task);
    else print(`${task.id} ${task.state}`);
  });
}
