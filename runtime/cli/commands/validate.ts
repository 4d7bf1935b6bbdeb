/** `entrepot validate`: everything a host would refuse, found on the author's machine. */
import type { Command } from 'commander';
import { faultText } from '../../registry/package/faults.ts';
import { print, printJson, say, withProgress } from '../output.ts';
import { orFaults } from '../packages.ts';

export function validateCommand(program: Command): void {
  program
    .command('validate')
    .description('check the manifest, the code, and whether they agree')
    .argument('[folder]', 'project', '.')
    .option('--json', 'print JSON')
    .action(async (folder: string, options: { json?: boolean }) => {
      const { validateProject } = await import('../project.ts');
      const checked = orFaults(await withProgress(`Checking ${folder}`, () => validateProject(folder)), options.json);
      if (options.json) return printJson(checked);
      for (const warning of checked.warnings) say(`warning ${faultText(warning)}`);
      print(
        `${checked.manifest.name} ${checked.manifest.version} is valid: ${Object.keys(checked.manifest.hooks).join(', ')}; ${checked.bundleBytes} bytes of code`,
      );
    });
}
