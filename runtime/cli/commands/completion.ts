/** `entrepot completion`: a script for the shell that people type in. */
import type { Command } from 'commander';
import { hint } from '../../registry/package/did-you-mean.ts';
import { CliError, EXIT } from '../output.ts';

const SHELLS = ['bash', 'zsh', 'fish'];

export function completionCommand(program: Command): void {
  program
    .command('completion')
    .description('a script that completes commands and flags')
    .argument('<shell>', SHELLS.join(', '))
    .addHelpText('after', '\nExamples:\n  source <(entrepot completion bash)\n  entrepot completion fish > ~/.config/fish/completions/entrepot.fish')
    .action(async (shell: string) => {
      const { SHELLS: scripts } = await import('../completion.ts');
      const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
      if (!script) throw new CliError(`completion: ${JSON.stringify(shell)} is not allowed; allowed: ${SHELLS.join(', ')}.${hint(shell, SHELLS)}`, EXIT.usage);
      process.stdout.write(script(program));
    });
}
