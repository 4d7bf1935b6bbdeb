/** `entrepot help`: everything, what a role needs, or one command. */
import type { Command } from 'commander';
import { hint } from '../../registry/package/did-you-mean.ts';
import { CliError, EXIT, paint, print } from '../output.ts';
import { ROLES } from '../roles.ts';

export function helpCommand(program: Command): void {
  program
    .command('help')
    .description(`this page; for ${Object.keys(ROLES).join(', ')}; or of one command`)
    .argument('[role or command...]')
    .action((words: readonly string[]) => {
      const [first, ...rest] = words;
      if (first === undefined) return program.outputHelp();
      if (Object.hasOwn(ROLES, first) && !rest.length) return print(rolePage(program, first));
      let command = program;
      for (const word of words) {
        const names = command.commands.map((one) => one.name());
        const found = command.commands.find((one) => one.name() === word);
        if (!found) throw new CliError(`help: ${JSON.stringify(word)} is no ${command === program ? 'role or command' : `command of ${command.name()}`}.${hint(word, [...names, ...(command === program ? Object.keys(ROLES) : [])])}`, EXIT.usage); // prettier-ignore
        command = found;
      }
      command.outputHelp();
    });
}

/** Below the list of all commands, at `--help` and `help`. */
export const EXAMPLES = `
Examples:
  entrepot demo                            the whole platform on this machine, in one minute
  entrepot start --data ./data --seed demo a platform to try things on
  entrepot init my-extension               a project that works
  entrepot tasks --status dead             what needs a person
  entrepot explain REQ_005                 a code of an error: what it means, what to do

More for one role: entrepot help ${Object.keys(ROLES).join('|')}`;

function rolePage(program: Command, name: string): string {
  const { about, commands, examples } = ROLES[name]!;
  const width = Math.max(...commands.map((command) => command.length));
  const of = (command: string) => program.commands.find((one) => one.name() === command)!.description();
  const lines = commands.map((command) => `  ${command.padEnd(width)}  ${of(command)}`);
  const shown = examples.map(([command, what]) => `  ${paint('cyan', command)}\n      ${what}`);
  return `${about}\n\nCommands:\n${lines.join('\n')}\n\nExamples:\n${shown.join('\n')}\n\nOptions of a command: entrepot help COMMAND`;
}
