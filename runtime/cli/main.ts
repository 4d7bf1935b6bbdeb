#!/usr/bin/env node
/** `entrepot`: the command line. */
import type { Command } from 'commander';
import { CliError, EXIT, sayError } from './output.ts';
import { createProgram } from './program.ts';

process.on('SIGINT', () => process.exit(EXIT.interrupted));
// whoever reads our output may stop reading: `entrepot tasks | head`
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failed));

/** Errors of ours instead of commander's exits, in every command of the tree. */
function prepare(command: Command): Command {
  command.exitOverride().showHelpAfterError('Try --help.').showSuggestionAfterError();
  command.commands.forEach(prepare);
  return command;
}

try {
  await prepare(createProgram()).parseAsync();
} catch (error) {
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (code?.startsWith('commander.')) {
    process.exitCode = exitCode === 0 ? EXIT.ok : EXIT.usage;
  } else {
    sayError(error, process.argv.includes('--json'));
    process.exitCode = error instanceof CliError ? error.exit : EXIT.failed;
  }
}
