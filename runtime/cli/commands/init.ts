/** `entrepot init`: a new extension project from a template that works. */
import type { Command } from 'commander';
import { print, printJson } from '../output.ts';
import { orFaults } from '../packages.ts';

export function initCommand(program: Command): void {
  program
    .command('init')
    .description('a new extension project')
    .argument('<folder>', 'where to make it; must be empty or not there')
    .option('--name <name>', 'its name; default: that of the folder')
    .option('--json', 'print JSON')
    .action(async (folder: string, options: { name?: string; json?: boolean }) => {
      const { initProject } = await import('../project.ts');
      const made = orFaults(initProject(folder, options.name), options.json);
      if (options.json) return printJson(made);
      print(`Created ${folder}\n${made.files.map((f) => `  ${f}`).join('\n')}\n\nNext: entrepot validate ${folder}, then entrepot install ${folder}`);
    });
}
