/** `entrepot init`: a new extension project from a template that works. */
import type { Command } from 'commander';
import { print, printJson } from '../output.ts';
import { orFaults } from '../packages.ts';
import { ask, isInteractive } from '../prompt.ts';

/** Where nobody is asked. */
const DEFAULT_TEMPLATE = 'fulfill';

interface InitOptions {
  name?: string;
  template?: string;
  json?: boolean;
}

export function initCommand(program: Command): void {
  program
    .command('init')
    .description('a new extension project')
    .argument('<folder>', 'where to make it; must be empty or not there')
    .option('--name <name>', 'its name; default: that of the folder')
    .option('-t, --template <name>', 'fulfill, validate, usage, hub, notify or blank; asked for at a terminal, else fulfill')
    .option('--json', 'print JSON')
    .action(async (folder: string, options: InitOptions) => {
      const { initProject, projectTemplates } = await import('../project.ts');
      const template = options.template ?? (isInteractive() && !options.json ? await chosen(projectTemplates()) : DEFAULT_TEMPLATE);
      const made = orFaults(initProject(folder, options.name, template), options.json);
      if (options.json) return printJson(made);
      const next = `Next: cd ${folder}, then npm test, entrepot validate and entrepot install .`;
      print(`Created ${folder} from template ${template}\n${made.files.map((f) => `  ${f}`).join('\n')}\n\n${next}`);
    });
}

async function chosen(templates: { name: string; description: string }[]): Promise<string> {
  print(templates.map(({ name, description }) => `  ${name.padEnd(9)} ${description}`).join('\n'));
  return (await ask(`Which template? [${DEFAULT_TEMPLATE}] `)).trim() || DEFAULT_TEMPLATE;
}
