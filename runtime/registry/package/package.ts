/** A whole package: made from a checked manifest and a bundle, or read back from bytes nobody vouches for. */
import { effectiveLimits, type Manifest } from '../../../sdk/contract/index.ts';
import { readArchive, writeArchive, type Archive } from './archive.ts';
import { badPackage, type Fault } from './faults.ts';
import { agreementFaults, readManifestJson } from './manifest.ts';

export interface PackageFiles {
  manifest: Manifest;
  bundle: string;
  sourceMap: string;
  /** Names the contents; the same contents have the same digest wherever they were packed. */
  digest: string;
}

/** Loads a bundle in a sandbox and tells its hooks; who holds a sandbox gives it. */
export type InspectBundle = (
  bundle: string,
  limits: { memoryMb: number; turnMs: number },
) => Promise<{ ok: true; hooks: string[] } | { ok: false; code: string; message: string; stack?: string }>;

export async function makePackage(manifest: Manifest, bundle: string, sourceMap: string): Promise<{ bytes: Buffer; digest: string; files: Archive['files'] }> {
  return writeArchive({ manifest: `${JSON.stringify(manifest, null, 2)}\n`, bundle, sourceMap });
}

/** Everything that can be wrong is found before anything is stored: the archive, the manifest, the map, the code. */
export async function readPackage(bytes: Uint8Array, inspect: InspectBundle): Promise<PackageFiles & { bytes: number }> {
  const archive = await readArchive(bytes);
  const { manifest, faults } = readManifestJson(archive.manifest);
  const found: Fault[] = [...faults.map((f) => ({ ...f, path: f.path ? `manifest.json: ${f.path}` : 'manifest.json' })), ...sourceMapFaults(archive.sourceMap)];
  if (!manifest || found.length) throw badPackage(found);
  const code = await codeFaults(manifest, archive.bundle, inspect);
  if (code.length) throw badPackage(code);
  return { manifest, bundle: archive.bundle, sourceMap: archive.sourceMap, digest: archive.digest, bytes: bytes.length };
}

/** Whether the code loads, and defines the hooks that the manifest announces. */
export async function codeFaults(manifest: Manifest, bundle: string, inspect: InspectBundle): Promise<Fault[]> {
  const { memoryMb, turnMs } = effectiveLimits(manifest.limits);
  const loaded = await inspect(bundle, { memoryMb, turnMs });
  if (!loaded.ok) return [{ path: 'dist/extension.js', message: `The code did not load in the sandbox (${loaded.code}: ${loaded.message}).` }];
  return agreementFaults(manifest, loaded.hooks);
}

/** Stacks are read through it, so it must be one; its sources are relative, since they are shown to people. */
function sourceMapFaults(text: string): Fault[] {
  const path = 'dist/extension.js.map';
  let map: { version?: unknown; sources?: unknown; mappings?: unknown };
  try {
    map = JSON.parse(text) as typeof map;
  } catch (error) {
    return [{ path, message: `This is not JSON (${(error as Error).message}).` }];
  }
  const sources = map?.sources;
  if (map?.version !== 3 || typeof map.mappings !== 'string' || !Array.isArray(sources) || !sources.every((s) => typeof s === 'string'))
    return [{ path, message: 'This is not a source map of version 3.' }];
  const absolute = (sources as string[]).find((s) => /^([a-z]+:|[/\\])/i.test(s) || s.split('/').includes('..'));
  return absolute === undefined ? [] : [{ path, message: `The source ${JSON.stringify(absolute)} is not allowed; allowed are paths below the project.` }];
}
