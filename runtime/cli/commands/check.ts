/** `entrepot check`: what a project asks its admins for without need. Exit 1 where something is found. */
import type { Command } from 'commander';
import { EXIT, print, printJson, withProgress } from '../output.ts';
import { orFaults } from '../packages.ts';

export function checkCommand(program: Command): void {
  program
    .command('check')
    .description('whether a project asks for hosts, objects, secrets or storage that its code never uses')
    .argument('[folder]', 'project', '.')
    .option('--permissions', 'look at permissions (all that is looked at now)')
    .option('--json', 'print JSON')
    .action(async (folder: string, options: { permissions?: boolean; json?: boolean }) => {
      const { buildProject } = await import('../project.ts');
      const { unusedPermissions } = await import('../unused.ts');
      const { manifest, bundle } = orFaults(await withProgress(`Checking ${folder}`, () => buildProject(folder)), options.json);
      const unused = unusedPermissions(manifest, bundle);
      if (options.json) printJson({ unused });
      else if (!unused.length) print(`${manifest.name} ${manifest.version} uses all that it asks for.`);
      else print(`${manifest.name} ${manifest.version} asks for what it does not seem to use:\n${unused.map(({ path, message }) => `  ${path}: ${message}`).join('\n')}`);
      if (unused.length) process.exitCode = EXIT.failed;
    }); // prettier-ignore
}
