/** init, validate, pack: what an author does before a host is involved. */
import type { Command } from 'commander';
import { faultText } from '../../registry/package/index.ts';
import { CliError, print, printJson } from '../output.ts';
import { initProject, packProject, validateProject, type Packed, type Refused } from '../project.ts';

/** The faults of a project end a command, each with its path. */
function orFaults<T extends { ok: true }>(result: T | Refused, json: boolean | undefined): T {
  if (result.ok) return result;
  if (json) printJson(result);
  throw new CliError(`this is refused\n  ${result.faults.map(faultText).join('\n  ')}`);
}

export async function packed(folder: string, out: string | undefined, json: boolean | undefined): Promise<Packed> {
  return orFaults(await packProject(folder, out), json);
}

export function packageCommands(program: Command): void {
  program
    .command('init')
    .description('a new extension project')
    .argument('<folder>')
    .option('--name <name>', 'its name; default: that of the folder')
    .option('--json', 'print JSON')
    .action((folder: string, options: { name?: string; json?: boolean }) => {
      const made = orFaults(initProject(folder, options.name), options.json);
      if (options.json) printJson(made);
      else print(`Created ${folder}\n${made.files.map((f) => `  ${f}`).join('\n')}\n\nNext: entrepot validate ${folder} && entrepot pack ${folder}`);
    });
  program
    .command('validate')
    .description('check manifest and code')
    .argument('[folder]', 'project', '.')
    .option('--json', 'print JSON')
    .action(async (folder: string, options: { json?: boolean }) => {
      const checked = orFaults(await validateProject(folder), options.json);
      if (options.json) printJson(checked);
      else
        print(
          `${checked.manifest.name} ${checked.manifest.version} is valid: ${Object.keys(checked.manifest.hooks).length} hooks, ${checked.bundleBytes} bytes`,
        );
    });
  program
    .command('pack')
    .description('make an .epkg')
    .argument('[folder]', 'project', '.')
    .option('--out <file>', 'where to write it')
    .option('--json', 'print JSON')
    .action(async (folder: string, options: { out?: string; json?: boolean }) => {
      const made = await packed(folder, options.out, options.json);
      if (options.json) return printJson(made);
      print(`${made.path}  ${made.bytes} bytes  ${made.digest.slice(0, 12)}`);
      for (const file of made.files) print(`  ${file.path}  ${file.bytes}`);
      print(`It will ask to:\n${made.permissions.map((p) => `  ${p.sentence}`).join('\n')}`);
    });
}
