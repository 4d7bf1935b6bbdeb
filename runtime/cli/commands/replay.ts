/** `entrepot replay` and `entrepot discard`: once more after the cause is gone, or never again. */
import type { Command } from 'commander';
import { connect, withTarget, type Target } from '../client.ts';
import { print, printJson } from '../output.ts';
import { taskPath, type Task } from '../tasks.ts';

export function replayCommands(program: Command): void {
  withTarget(
    program
      .command('replay')
      .description('deliver the event of a finished task again')
      .argument('<id>', 'TQ-…')
      .option('--forget-steps', 'do steps again that are recorded as done'),
  ).action(async (id: string, options: Target & { forgetSteps?: boolean }) => {
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
