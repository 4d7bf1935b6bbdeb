/** The command line as a tree: which commands there are, in the order and under the headings of `entrepot --help`. */
import { createRequire } from 'node:module';
import { Command } from 'commander';
import { accountCommand } from './commands/account.ts';
import { backupCommands } from './commands/backup.ts';
import { demoCommand } from './commands/demo.ts';
import { devCommand } from './commands/dev.ts';
import { doctorCommand } from './commands/doctor.ts';
import { extensionsCommand } from './commands/extensions.ts';
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
  'Run a platform:':             [startCommands, demoCommand, accountCommand, tokenCommand],
  'Keep it safe:':              [doctorCommand, backupCommands],
  'Write an extension:':         [initCommand, devCommand, triggerCommand, validateCommand, packCommand],
  'Install and look after one:': [installCommand, extensionsCommand, tasksCommand, taskCommand, replayCommands, shadowCommand, logsCommand],
};

const EXAMPLES = `
Examples:
  entrepot demo                                         the whole platform on this machine, in one minute
  entrepot start --data ./data --seed demo              a platform to try things on
  entrepot init my-extension && entrepot install my-extension --as vendor
  entrepot tasks --status dead                          what needs a person
`;

export function createProgram(): Command {
  const { version } = createRequire(import.meta.url)('entrepot/package.json') as { version: string };
  const program = new Command('entrepot').description('Commerce distribution platform with an extension runtime.').version(version);
  for (const [heading, commands] of Object.entries(COMMANDS)) {
    program.commandsGroup(heading);
    for (const add of commands) add(program);
  }
  return program.addHelpText('after', EXAMPLES);
}
