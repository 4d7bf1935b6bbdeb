/**
 * What an author does with a project folder, as functions that answer data: start one from a template, check it, pack it.
 * The command line prints what they answer.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../../sdk/contract/index.ts';
import { codeFaults, makePackage, permissionsDigest, permissionsOf, readManifestYaml, type Fault, type Permission } from '../registry/package/index.ts';
import { sha256 } from '../base/index.ts';
import { inspectBundle } from '../runner/index.ts';
import { bundleProject, type Bundle } from './bundle.ts';

const MANIFEST_FILE = 'extension.yaml';
const BUILD_LENGTH = 6;
const MANIFEST_MAX = 1_000_000;
const PROJECT_NAME = /^[a-z][a-z0-9-]{1,60}$/;

export interface Validated {
  ok: true;
  manifest: Manifest;
  permissions: Permission[];
  permissionsDigest: string;
  /** Bytes of the bundle. */
  bundleBytes: number;
  warnings: Fault[];
}

export interface Refused {
  ok: false;
  faults: Fault[];
  warnings: Fault[];
}

interface Archived extends Omit<Validated, 'bundleBytes'> {
  digest: string;
  files: { path: string; bytes: number }[];
}

export interface Packed extends Archived {
  path: string;
  bytes: number;
}

export interface Made extends Archived {
  /** Says which code and manifest these are. */
  build: string;
  version: string;
  bytes: Buffer;
}

/** Everything the platform would refuse, found here first: manifest, code, and whether the two agree. */
export async function validateProject(folder: string): Promise<Validated | Refused> {
  const checked = await check(resolve(folder));
  return checked.ok ? validated(checked.manifest, checked.built) : checked;
}

/** The code of a project as it would be packed. */
export async function buildProject(folder: string): Promise<{ ok: true; manifest: Manifest; bundle: string; sourceMap: string } | Refused> {
  const checked = await check(resolve(folder));
  return checked.ok ? { ok: true, manifest: checked.manifest, bundle: checked.built.bundle, sourceMap: checked.built.sourceMap } : checked;
}

/** The package of a project, in memory. With `dev` its version ends in the build: another one for each change, before the version itself. */
export async function makeProject(folder: string, options: { dev?: boolean } = {}): Promise<Made | Refused> {
  const checked = await check(resolve(folder));
  if (!checked.ok) return checked;
  const { built } = checked;
  const build = sha256(JSON.stringify([checked.manifest, built.bundle])).slice(0, BUILD_LENGTH);
  const version = options.dev ? `${checked.manifest.version.replace(/-.*$/, '')}-dev.${build}` : checked.manifest.version;
  const manifest = { ...checked.manifest, version };
  const made = await makePackage(manifest, built.bundle, built.sourceMap);
  const { bundleBytes: _, ...rest } = validated(manifest, built);
  return { ...rest, build, version, bytes: made.bytes, digest: made.digest, files: made.files };
}

/** Writes `NAME-VERSION.epkg` into the folder, or to `out`. The same sources give the same bytes. */
export async function packProject(folder: string, out?: string): Promise<Packed | Refused> {
  const made = await makeProject(folder);
  if (!made.ok) return made;
  const { build: _, version, bytes, ...rest } = made;
  const path = resolve(out ?? join(folder, `${made.manifest.name}-${version}.epkg`));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, bytes);
  renameSync(`${path}.${process.pid}`, path);
  return { ...rest, path, bytes: bytes.length };
}

/** What a project can begin with, each with what its manifest says of it. */
export function projectTemplates(): { name: string; description: string }[] {
  const folder = templatesFolder();
  return readdirSync(folder).map((name) => {
    const { manifest } = readManifestYaml(readFileSync(join(folder, name, MANIFEST_FILE), 'utf8'));
    return { name, description: manifest?.description ?? '' };
  });
}

/**
 * A new project from a template; answers the files it made. An existing folder must be empty. Where npm has not installed
 * entrepot for it, it is linked to this very package: types, tests and packing work at once, and without a network.
 */
export function initProject(folder: string, name = basename(resolve(folder)), template = 'fulfill'): { ok: true; files: string[] } | Refused {
  const from = join(templatesFolder(), template);
  const target = resolve(folder);
  const faults: Fault[] = [];
  if (!PROJECT_NAME.test(name))
    faults.push({ path: 'name', message: `${JSON.stringify(name)} is not allowed; allowed: a small letter, then small letters, digits and dashes.` });
  const templates = readdirSync(templatesFolder());
  if (!templates.includes(template))
    faults.push({ path: 'template', message: `There is no template ${JSON.stringify(template)}; there are: ${templates.join(', ')}.` });
  if (existsSync(target) && (!statSync(target).isDirectory() || readdirSync(target).length))
    faults.push({ path: folder, message: 'This folder is not empty; choose another.' });
  if (faults.length) return { ok: false, faults, warnings: [] };
  cpSync(from, target, { recursive: true, filter: (source) => !/[/\\](node_modules|dist)$/.test(source) });
  // npm leaves a file of that name out of a package, so the template keeps it under another
  if (existsSync(join(target, 'gitignore'))) renameSync(join(target, 'gitignore'), join(target, '.gitignore'));
  const files = (readdirSync(target, { recursive: true }) as string[]).filter((file) => statSync(join(target, file)).isFile()).sort();
  for (const file of files) {
    const path = join(target, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('my-extension', name));
  }
  linkPackage(target);
  return { ok: true, files };
}

/** `npm install` puts its own in the place of the link. */
function linkPackage(folder: string): void {
  const found = createRequire(join(folder, 'package.json')).resolve.paths('entrepot') ?? [];
  if (found.some((modules) => existsSync(join(modules, 'entrepot/package.json')))) return;
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  // a junction needs no rights of an administrator on Windows; elsewhere it is a link like any other
  symlinkSync(packageFolder(), join(folder, 'node_modules/entrepot'), 'junction');
}

async function check(folder: string): Promise<{ ok: true; manifest: Manifest; built: Bundle } | Refused> {
  const refused = (faults: Fault[], warnings: Fault[] = []): Refused => ({ ok: false, faults, warnings });
  const file = join(folder, MANIFEST_FILE);
  if (!existsSync(file)) return refused([{ path: MANIFEST_FILE, message: `There is none in ${folder}; start a project with "entrepot init".` }]);
  if (statSync(file).size > MANIFEST_MAX) return refused([{ path: MANIFEST_FILE, message: 'This file is too large for a manifest.' }]);
  const { manifest, faults } = readManifestYaml(readFileSync(file, 'utf8'));
  if (!manifest) return refused(faults);
  const built = await bundleProject(folder, manifest.main);
  if (!built.ok) return refused(built.faults);
  const code = await codeFaults(manifest, built.value.bundle, inspectBundle);
  return code.length ? refused(code, built.value.warnings) : { ok: true, manifest, built: built.value };
}

function validated(manifest: Manifest, built: Bundle): Validated {
  return {
    ok: true,
    manifest,
    permissions: permissionsOf(manifest),
    permissionsDigest: permissionsDigest(manifest),
    bundleBytes: Buffer.byteLength(built.bundle),
    warnings: built.warnings,
  };
}

/** This package: above the sources in a checkout, above dist/ where it is installed. */
function packageFolder(): string {
  const near = fileURLToPath(new URL('../..', import.meta.url));
  return existsSync(join(near, 'package.json')) ? near : fileURLToPath(new URL('../../..', import.meta.url));
}

function templatesFolder(): string {
  return join(packageFolder(), 'templates');
}
