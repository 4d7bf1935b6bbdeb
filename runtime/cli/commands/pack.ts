/** `entrepot pack`: a project becomes one file that a host installs; the same sources give the same bytes. */
import type { Command } from 'commander';
import { print, printJson } from '../output.ts';
import { packed } from '../packages.ts';

export function packCommand(program: Command): void {
  program
    .command('pack')
    .description('make a package (.epkg) of a project')
    .argument('[folder]', 'project', '.')
    .option('--out <file>', 'where to write it; default NAME-VERSION.epkg in the project')
    .option('--json', 'print JSON')
    .action(async (folder: string, options: { out?: string; json?: boolean }) => {
      const made = await packed(folder, options.out, options.json);
      if (options.json) return printJson(made);
      print(`${made.path}  ${made.bytes} bytes  digest ${made.digest.slice(0, 12)}`);
      for (const file of made.files) print(`  ${file.path}  ${file.bytes}`);
      print(`It will ask to:\n${made.permissions.map((p) => `  - ${p.sentence}`).join('\n')}`);
    });
}
