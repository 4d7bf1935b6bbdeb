/** An extension project on disk: its manifest, its bundle, and the faults of both. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Message } from 'esbuild';
import type { Manifest } from '../../sdk/contract/index.ts';
import { codeFaults, makePackage, permissionsOf, readManifestYaml, type Fault } from '../registry/package/index.ts';
import { inspectBundle } from '../runner/index.ts';

export interface Project {
  folder: string;
  manifest: Manifest;
  bundle: string;
  sourceMap: string;
}

export class ProjectFaults extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map((f) => `${f.path}: ${f.message}`).join('\n'));
    this.faults = faults;
  }
}

/** Reads, bundles and checks a project; everything that is wrong is told at once. */
export async function readProject(given: string): Promise<Project> {
  const folder = resolve(given);
  const path = join(folder, 'extension.yaml');
  if (!existsSync(path)) throw new ProjectFaults([{ path, message: 'This file is missing; `entrepot init` makes one.' }]);
  const { manifest, faults } = readManifestYaml(readFileSync(path, 'utf8'));
  if (!manifest) throw new ProjectFaults(faults.map((f) => ({ ...f, path: `extension.yaml${f.line ? `:${f.line}` : ''} ${f.path}`.trim() })));
  const { bundle, sourceMap } = await bundleSource(folder, manifest.main ?? 'src/index.ts');
  const code = await codeFaults(manifest, bundle, inspectBundle);
  if (code.length) throw new ProjectFaults(code);
  return { folder, manifest, bundle, sourceMap };
}

export async function packProject(
  folder: string,
): Promise<{ name: string; bytes: Buffer; digest: string; files: { path: string; bytes: number }[]; manifest: Manifest; permissions: string[] }> {
  const { manifest, bundle, sourceMap } = await readProject(folder);
  const packed = await makePackage(manifest, bundle, sourceMap);
  return { name: `${manifest.name}-${manifest.version}.epkg`, ...packed, manifest, permissions: permissionsOf(manifest).map((p) => p.sentence) };
}

/** One CommonJS file with its source map; `entrepot` is this sdk, node's own modules do not exist in the sandbox. */
async function bundleSource(folder: string, main: string): Promise<{ bundle: string; sourceMap: string }> {
  const source = fileURLToPath(new URL('../../sdk/index.ts', import.meta.url));
  const sdk = existsSync(source) ? source : source.replace(/\.ts$/, '.js');
  try {
    const result = await build({
      entryPoints: [join(folder, main)],
      absWorkingDir: folder,
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      target: 'es2024',
      sourcemap: 'external',
      sourcesContent: true,
      outfile: join(folder, 'dist/extension.js'),
      alias: { entrepot: sdk },
      logLevel: 'silent',
    });
    const map = JSON.parse(result.outputFiles.find((f) => f.path.endsWith('.map'))!.text) as { sources: string[] };
    // sources as the author knows them, the same on every machine
    map.sources = map.sources.map((s) => (s.includes('/sdk/') ? `entrepot/${basename(s)}` : relative(folder, resolve(folder, 'dist', s))));
    return { bundle: result.outputFiles.find((f) => f.path.endsWith('.js'))!.text, sourceMap: JSON.stringify(map) };
  } catch (error) {
    const errors = (error as { errors?: Message[] }).errors ?? [];
    throw new ProjectFaults(errors.map((e) => ({ path: e.location ? `${e.location.file}:${e.location.line}:${e.location.column}` : main, message: e.text })));
  }
}
