/** Two packages side by side: files, manifest and powers, in sentences. */
import type { Manifest } from '../../sdk/contract/index.ts';
import { readArchive } from '../registry/package/archive.ts';
import { droppedPowers, newPowers, permissionsDigest, permissionSentence } from '../registry/package/index.ts';
import { readManifestJson } from '../registry/package/manifest.ts';
import { lookUp, sha256 } from '../base/index.ts';
import { CliError } from './output.ts';

export interface PackageDiff {
  a: { name: string; version: string; digest: string };
  b: { name: string; version: string; digest: string };
  /** The same contents, whatever their file names are. */
  same: boolean;
  files: { path: string; change: 'added' | 'removed' | 'changed'; before: number; after: number }[];
  /** Sentences about everything in the manifest but its powers. */
  manifest: string[];
  permissions: { added: string[]; removed: string[]; needsConsent: boolean };
}

interface Opened {
  manifest: Manifest;
  digest: string;
  texts: Record<string, string>;
}

export async function diffPackages(a: Uint8Array, b: Uint8Array): Promise<PackageDiff> {
  const [before, after] = [await opened(a), await opened(b)];
  const about = ({ manifest: { name, version }, digest }: Opened) => ({ name, version, digest });
  const [added, removed] = [newPowers(before.manifest, after.manifest), droppedPowers(before.manifest, after.manifest)];
  return {
    a: about(before),
    b: about(after),
    same: before.digest === after.digest,
    files: filesBetween(before.texts, after.texts),
    manifest: manifestBetween(before.manifest, after.manifest),
    permissions: {
      added: added.map(permissionSentence),
      removed: removed.map(permissionSentence),
      needsConsent: added.length > 0 && permissionsDigest(before.manifest) !== permissionsDigest(after.manifest),
    },
  };
}

async function opened(bytes: Uint8Array): Promise<Opened> {
  const { manifest: text, bundle, sourceMap, digest } = await readArchive(bytes);
  const { manifest, faults } = readManifestJson(text);
  if (!manifest) throw new CliError(`manifest.json: ${faults.map(({ path, message }) => `${path}: ${message}`).join(' ')}`);
  return { manifest, digest, texts: { 'manifest.json': text, 'dist/extension.js': bundle, ...sourcesOf(sourceMap) } };
}

/** The map's own text changes with every byte of the bundle; what people look for are the sources in it. */
function sourcesOf(sourceMap: string): Record<string, string> {
  const { sources = [], sourcesContent = [] } = JSON.parse(sourceMap) as { sources?: string[]; sourcesContent?: (string | null)[] };
  return Object.fromEntries(sources.map((source, i) => [source, sourcesContent[i] ?? '']));
}

function filesBetween(before: Record<string, string>, after: Record<string, string>): PackageDiff['files'] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path) => {
    const [a, b] = [lookUp(before, path), lookUp(after, path)];
    if (a !== undefined && b !== undefined && sha256(a) === sha256(b)) return [];
    const change = a === undefined ? 'added' : b === undefined ? 'removed' : 'changed';
    return [{ path, change, before: Buffer.byteLength(a ?? ''), after: Buffer.byteLength(b ?? '') } as const];
  });
}

/** Parts that are told one by one, by their names. */
const NAMED = ['hooks', 'limits'] as const;
/** Told as powers. */
const POWERS = ['permissions'];

function manifestBetween(a: Manifest, b: Manifest): string[] {
  const plain = ([...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Manifest)[]).filter(
    (name) => ![...NAMED, ...POWERS, 'settings', 'schedules'].includes(name),
  );
  const schedules = (manifest: Manifest) => Object.fromEntries((manifest.schedules ?? []).map((one) => [one.name, one]));
  const properties = (manifest: Manifest) => ((manifest.settings as { properties?: object } | undefined)?.properties ?? {}) as Record<string, unknown>;
  const required = (manifest: Manifest) =>
    Object.fromEntries(((manifest.settings as { required?: string[] } | undefined)?.required ?? []).map((name) => [name, true]));
  return [
    ...plain.flatMap((name) => (text(a[name]) === text(b[name]) ? [] : [`${name} is ${text(b[name])} instead of ${text(a[name])}.`])),
    ...NAMED.flatMap((part) => between(part === 'hooks' ? 'The hook' : 'The limit', a[part] ?? {}, b[part] ?? {})),
    ...between('The schedule', schedules(a), schedules(b)),
    ...between('The setting', properties(a), properties(b)),
    ...between('The required setting', required(a), required(b)),
  ]; // prettier-ignore
}

function between(what: string, a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((name) => {
    const [before, after]: unknown[] = [lookUp(a, name), lookUp(b, name)];
    if (text(before) === text(after)) return [];
    if (before === undefined) return [`${what} ${name} is new${text(after) === 'true' ? '' : `: ${text(after)}`}.`];
    return [after === undefined ? `${what} ${name} is gone.` : `${what} ${name} is ${text(after)} instead of ${text(before)}.`];
  });
}

function text(value: unknown): string {
  return value === undefined ? 'not set' : typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}
