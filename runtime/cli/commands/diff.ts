/** `entrepot diff`: what another package does differently, and what it may do more. Exit 0 whether they differ or not. */
import { readFileSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { CliError, EXIT, print, printJson } from '../output.ts';
import { packed } from '../packages.ts';
import type { PackageDiff } from '../package-diff.ts';

export function diffCommand(program: Command): void {
  program
    .command('diff')
    .description('two packages: files, manifest and permissions, in sentences')
    .argument('<a>', 'an .epkg file, or a project folder')
    .argument('<b>', 'another one')
    .option('--json', 'print JSON')
    .action(async (a: string, b: string, options: { json?: boolean }) => {
      const { diffPackages } = await import('../package-diff.ts');
      const found = await diffPackages(await bytesOf(a, options.json), await bytesOf(b, options.json));
      if (options.json) printJson(found);
      else print(told(found));
    });
}

/** Of a project what it packs to, in a folder of its own: a look changes nothing. */
async function bytesOf(path: string, json: boolean | undefined): Promise<Uint8Array> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new CliError(`${JSON.stringify(path)} is neither a package (.epkg) nor a project folder.`, EXIT.usage);
  if (!found.isDirectory()) return readFileSync(path);
  const { mkdtempSync, rmSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-diff-'));
  try {
    return readFileSync((await packed(path, join(folder, 'package.epkg'), json)).path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function told({ a, b, same, files, manifest, permissions }: PackageDiff): string {
  const head = `${a.name} ${a.version} (${a.digest.slice(0, 12)}) -> ${b.name} ${b.version} (${b.digest.slice(0, 12)})`;
  if (same) return `${head}\nThe same contents.`;
  const part = (title: string, lines: readonly string[]) => (lines.length ? `\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}` : '');
  const { added, removed, needsConsent } = permissions;
  const powers = added.length + removed.length ? '' : '\nIt asks for the same permissions.';
  const consent = needsConsent ? '\nAn upgrade has to be approved.' : '';
  return (
    head +
    part('It may do more:', added) +
    part('It no longer asks to:', removed) +
    powers +
    consent +
    part('Manifest:', manifest) +
    part('Files:', files.map(({ path, change, before, after }) => `${path} is ${change === 'changed' ? `changed (${before} -> ${after} bytes)` : change}`)) // prettier-ignore
  );
}
