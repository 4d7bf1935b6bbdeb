/** `entrepot start` and `entrepot runner`: this very process becomes the host or a runner, with its own pid and signals. */
import type { Command } from 'commander';

const BECOME = {
  start: { summary: 'start a host with its bundled runner', load: () => import('../../host/main.ts') },
  runner: { summary: 'start a runner elsewhere: --url URL --token-file FILE [--credits N]', load: () => import('../../runner/main.ts') },
} as const;

export function startCommands(program: Command): void {
  for (const [name, { summary, load }] of Object.entries(BECOME)) {
    program
      .command(name)
      .description(summary)
      .allowUnknownOption()
      .allowExcessArguments()
      .helpOption(false)
      .action(async (_options: object, command: Command) => {
        process.argv.splice(2, Infinity, ...command.args);
        await load();
      });
  }
}
