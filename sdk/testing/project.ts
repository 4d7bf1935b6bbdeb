/** The package under test: its folder, its manifest, and its code in the form that the mode needs. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { getCallSites } from 'node:util';
import { bundleProject } from '../../runtime/cli/bundle.ts';
import { agreementFaults, faultText, readManifestYaml, type Fault } from '../../runtime/registry/package/index.ts';
import type { Extension } from '../author/define-extension.ts';
import type { Manifest } from '../contract/index.ts';
import type { Hook } from '../guest/serve.ts';

const MANIFEST_FILE = 'extension.yaml';
const here = import.meta.dirname;

export interface Project {
  folder: string;
  manifest: Manifest;
}

/** Of a folder, or of the nearest one above the test that has an extension.yaml. Throws an Error that names every fault. */
export function openProject(given: string | undefined): Project {
  const from = given === undefined ? callerFolder() : resolve(given.startsWith('file:') ? fileURLToPath(given) : given);
  const folder = above(from) ?? (given === undefined ? above(process.cwd()) : undefined);
  if (folder === undefined) throw new Error(`simulate: there is no ${MANIFEST_FILE} in ${from} or above it; say where it is with { project: FOLDER }.`);
  const { manifest, faults } = readManifestYaml(readFileSync(join(folder, MANIFEST_FILE), 'utf8'));
  if (!manifest) throw refused(folder, faults);
  return { folder, manifest };
}

/** The hooks as functions of this process: of the object that was given, or of the package's own module. */
export async function hooksOf(project: Project, extension: Extension<never> | undefined): Promise<Record<string, Hook>> {
  const { folder, manifest } = project;
  const main = join(folder, manifest.main ?? 'src/index.ts');
  const found = extension ?? ((await import(pathToFileURL(main).href)) as { default?: Extension }).default;
  if (typeof found?.hooks !== 'object' || found.hooks === null) throw new Error(`simulate: ${main} has no default export made by defineExtension({ hooks }).`);
  const faults = agreementFaults(manifest, Object.keys(found.hooks));
  if (faults.length) throw refused(folder, faults);
  return found.hooks as Record<string, Hook>;
}

/** The code as it is packed. */
export async function bundleOf(project: Project): Promise<{ bundle: string; sourceMap: string }> {
  const built = await bundleProject(project.folder, project.manifest.main);
  if (!built.ok) throw refused(project.folder, built.faults);
  return built.value;
}

function refused(folder: string, faults: readonly Fault[]): Error {
  return new Error(`simulate: the package in ${folder} is refused:\n  ${faults.map(faultText).join('\n  ')}`);
}

function callerFolder(): string {
  for (const { scriptName } of getCallSites()) {
    const file = scriptName.startsWith('file:') ? fileURLToPath(scriptName) : scriptName;
    if (existsSync(file) && !file.startsWith(here)) return dirname(file);
  }
  return process.cwd();
}

function above(path: string): string | undefined {
  for (let folder = existsSync(path) && statSync(path).isFile() ? dirname(path) : path; ; folder = dirname(folder)) {
    if (existsSync(join(folder, MANIFEST_FILE))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
