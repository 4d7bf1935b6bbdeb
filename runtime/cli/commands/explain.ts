/** `entrepot explain`: what a code means and what to do, without a host. */
import type { Command } from 'commander';
import { hint } from '../../registry/package/did-you-mean.ts';
import { CliError, EXIT, paint, print, printJson, printTable } from '../output.ts';

export function explainCommand(program: Command): void {
  program
    .command('explain')
    .description('a code of an error or of a task: what it means, what to do')
    .argument('[code]', 'for example REQ_005 or TURN_TIMEOUT; without it all of them')
    .option('--json', 'print JSON')
    .action(async (given: string | undefined, options: { json?: boolean }) => {
      const { EXPLANATIONS } = await import('../explanations.ts');
      const codes = [...EXPLANATIONS.keys()];
      if (given === undefined) {
        if (options.json) return printJson(Object.fromEntries(EXPLANATIONS));
        return printTable(
          ['code', 'where', 'what it means'],
          [...EXPLANATIONS].map(([code, { kind, means }]) => [code, kind, means]),
        );
      }
      const code = given.toUpperCase();
      const found = EXPLANATIONS.get(code);
      if (!found) throw new CliError(`explain: there is no code ${JSON.stringify(given)}.${hint(code, codes)} entrepot explain lists all.`, EXIT.notFound);
      if (options.json) return printJson({ code, ...found });
      const { kind, means, then, todo } = found;
      print(`${paint('bold', code)}  ${kind}\n\n${means}${then === undefined ? '' : `\n${then}`}\n\nWhat to do: ${todo}`);
    });
}
