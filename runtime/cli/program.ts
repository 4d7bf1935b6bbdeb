/**
 * The command line as a tree: which commands there are, in the order and under the headings of `entrepot --help`. Commands load what they
 * do when they do it: `--version` and `help` are there at once.
 */
import { createRequire } from 'node:module';
import { Command } from 'commander';
import { accountCommand } from './commands/account.ts';
import { backupCommands } from './commands/backup.ts';
import { checkCommand } from './commands/check.ts';
import { completionCommand } from './commands/completion.ts';
import { demoCommand } from './commands/demo.ts';
import { devCommand } from './commands/dev.ts';
import { diffCommand } from './commands/diff.ts';
import { doctorCommand } from './commands/doctor.ts';
import { eventsCommand } from './commands/events.ts';
import { explainCommand } from './commands/explain.ts';
import { extensionsCommand } from './commands/extensions.ts';
import { EXAMPLES, helpCommand } from './commands/help.ts';
import { initCommand } from './commands/init.ts';
import { installCommand } from './commands/install.ts';
import { logsCommand } from './commands/logs.ts';
import { packCommand } from './commands/pack.ts';
import { replayCommands } from './commands/replay.ts';
import { shadowCommand } from './commands/shadow.ts';
import { startCommands } from './commands/start.ts';
import { taskCommand } from './commands/task.ts';
import { tasksCommand } from './commands/tasks.ts';
import { tokenCommand } from './commands/token.ts';
import { triggerCommand } from './commands/trigger.ts';
import { validateCommand } from './commands/validate.ts';

// prettier-ignore
const COMMANDS: Record<string, readonly ((program: Command) => void)[]> = {
  'Write an extension (help author):':         [initCommand, devCommand, triggerCommand, validateCommand, checkCommand, eventsCommand, packCommand, diffCommand],
  'Install and look after one (help admin):':  [installCommand, extensionsCommand, tasksCommand, taskCommand, replayCommands, shadowCommand, logsCommand],
  'Run a platform (help operator):':           [startCommands, demoCommand, doctorCommand, backupCommands, accountCommand],
  'Connect another system (help integrator):': [tokenCommand],
  'For everybody:':                            [explainCommand, completionCommand, helpCommand],
};

export function createProgram(): Command {
  const { version } = createRequire(import.meta.url)('entrepot/package.json') as { version: string };
  const program = new Command('entrepot').description('Commerce distribution platform with an extension runtime.').version(version).helpCommand(false);
  for (const [heading, commands] of Object.entries(COMMANDS)) {
    program.commandsGroup(heading);
    for (const add of commands) add(program);
  }
  return program.addHelpText('after', EXAMPLES);
}
