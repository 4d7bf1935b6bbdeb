#!/usr/bin/env node
/** `entrepot`: the command line. Commands live one per file or theme below commands/. */
import { Command } from 'commander';
import { demo } from './commands/demo.ts';
import { extensionCommands } from './commands/extensions.ts';
import { packageCommands } from './commands/packages.ts';
import { processCommands } from './commands/processes.ts';
import { taskCommands } from './commands/tasks.ts';
import { CliError, EXIT, paint } from './output.ts';

const program = new Command('entrepot').description('Commerce distribution platform with an extension runtime.').showSuggestionAfterError().exitOverride();
processCommands(program);
packageCommands(program);
extensionCommands(program);
taskCommands(program);
program
  .command('demo')
  .description('run the whole walk on a temporary folder')
  .option('--json', 'print one JSON summary as the last line')
  .option('--keep', 'leave everything running and print URLs and tokens')
  .action(demo);

try {
  await program.parseAsync();
} catch (error) {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (code?.startsWith('commander.')) process.exit(exitCode === 0 ? EXIT.ok : EXIT.usage);
  const known = error instanceof CliError || (error as Error).name === 'PlatformError';
  process.stderr.write(`${paint(31, 'error')} ${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(error instanceof CliError ? error.exit : EXIT.failed);
}
