/**
 * `.epkg`: a gzip'd tar with exactly the files of FILES. The same contents give the same bytes, so a digest names a
 * package; reading trusts nothing, holds only what the limits allow, and refuses everything a tar can do beyond files.
 */
import { promisify } from 'node:util';
import { gunzip, gzipSync } from 'node:zlib';
import { extract, pack, type Header } from 'tar-stream';
import { FIXED_LIMITS } from '../../../sdk/contract/index.ts';
import { lookUp, sha256 } from '../../base/index.ts';
import { badPackage, type Fault } from './faults.ts';

export const MANIFEST_BYTES = 262_144;

/** Every file of a package, and its own limit. */
// prettier-ignore
const FILES = {
  'manifest.json':         MANIFEST_BYTES,
  'dist/extension.js':     FIXED_LIMITS.packageBytes,
  'dist/extension.js.map': FIXED_LIMITS.unpackedBytes,
  'digests.json':          65_536,
} as const;

const inflate = promisify(gunzip);
const FORMAT = 1;
const PATH = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;
const PATH_LENGTH = 200;
/** Beyond the files themselves: tar headers and padding. */
const OVERHEAD_BYTES = FIXED_LIMITS.packageFiles * 1536;
const GZIP_OS_BYTE = 9;

export interface Contents {
  manifest: string;
  bundle: string;
  sourceMap: string;
}

export interface Archive extends Contents {
  /** Names the contents: SHA-256 of the list of all files' digests. */
  digest: string;
  files: { path: string; bytes: number }[];
}

export async function writeArchive(contents: Contents): Promise<{ bytes: Buffer; digest: string; files: Archive['files'] }> {
  const files: Record<string, string> = {
    'manifest.json': contents.manifest,
    'dist/extension.js': contents.bundle,
    'dist/extension.js.map': contents.sourceMap,
  };
  const digests = Object.fromEntries(
    Object.keys(files)
      .sort()
      .map((path) => [path, sha256(files[path]!)]),
  );
  files['digests.json'] = `${JSON.stringify({ format: FORMAT, files: digests }, null, 2)}\n`;
  const tar = pack();
  const paths = Object.keys(files).sort();
  for (const name of paths) tar.entry({ name, mtime: new Date(0), mode: 0o644, uid: 0, gid: 0 }, files[name]!);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  const bytes = gzipSync(Buffer.concat(chunks), { level: 9 });
  // the one header byte that tells on which system it was packed
  bytes[GZIP_OS_BYTE] = 255;
  return { bytes, digest: sha256(files['digests.json']), files: paths.map((path) => ({ path, bytes: Buffer.byteLength(files[path]!) })) };
}

/** The contents, or a PKG_001 that lists each fault with its path. */
export async function readArchive(bytes: Uint8Array): Promise<Archive> {
  if (bytes.length > FIXED_LIMITS.packageBytes)
    throw badPackage({ path: '', message: `${bytes.length} bytes are more than the ${FIXED_LIMITS.packageBytes} a package may have.` });
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b)
    throw badPackage({ path: '', message: 'This is not a package; send the bytes of an .epkg file made by `entrepot pack`.' });
  const found = await unpack(bytes);
  const faults: Fault[] = [];
  for (const path of Object.keys(FILES)) if (!found.has(path)) faults.push({ path, message: 'This file is missing.' });
  const texts = new Map<string, string>();
  for (const [path, body] of found) {
    const text = utf8(body);
    if (text === undefined) faults.push({ path, message: 'This is not UTF-8 text.' });
    else texts.set(path, text);
  }
  if (!faults.length) faults.push(...digestFaults(texts));
  if (faults.length) throw badPackage(faults);
  return {
    manifest: texts.get('manifest.json')!,
    bundle: texts.get('dist/extension.js')!,
    sourceMap: texts.get('dist/extension.js.map')!,
    digest: sha256(texts.get('digests.json')!),
    files: [...found].map(([path, body]) => ({ path, bytes: body.length })).sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** A zip bomb ends at the limit; a refused entry ends the reading, and nothing of the archive is kept. */
async function unpack(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const tar = await inflate(bytes, { maxOutputLength: FIXED_LIMITS.unpackedBytes + OVERHEAD_BYTES }).catch((error: NodeJS.ErrnoException) => {
    const large = error.code === 'ERR_BUFFER_TOO_LARGE';
    throw unreadable(large ? `it unpacks to more than ${FIXED_LIMITS.unpackedBytes} bytes` : error.message);
  });
  const found = new Map<string, Buffer>();
  const seen = new Set<string>();
  await new Promise<void>((resolve, reject) => {
    const untar = extract();
    untar.on('entry', (header, stream, next) => {
      const fault = entryFault(header, seen);
      seen.add(header.name.toLowerCase());
      // never asking for the next entry is the end of it; destroying the stream here would throw past every handler
      if (fault) return reject(badPackage(fault));
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => void chunks.push(chunk as Buffer));
      stream.on('error', () => {});
      stream.on('end', () => {
        found.set(header.name, Buffer.concat(chunks));
        next();
      });
    });
    untar.on('error', (error: Error) => reject(unreadable(error.message)));
    untar.on('finish', resolve);
    untar.end(tar);
  });
  return found;
}

function unreadable(why: string) {
  return badPackage({ path: '', message: `The archive cannot be read (${why}).` });
}

function entryFault(header: Header, seen: ReadonlySet<string>): Fault | undefined {
  const path = JSON.stringify(header.name).slice(1, -1).slice(0, PATH_LENGTH);
  if (header.type !== 'file' && header.type !== 'contiguous-file')
    return { path, message: `A ${header.type ?? 'special entry'} is not allowed; a package holds plain files only.` };
  if (header.name.length > PATH_LENGTH || !PATH.test(header.name)) return { path, message: 'This path is not allowed; allowed are plain relative paths.' };
  if (seen.has(header.name.toLowerCase())) return { path, message: 'This file is in the archive twice.' };
  if (seen.size >= FIXED_LIMITS.packageFiles) return { path, message: `A package has at most ${FIXED_LIMITS.packageFiles} files.` };
  const limit = lookUp(FILES, header.name);
  if (limit === undefined) return { path, message: `This file does not belong into a package; allowed: ${Object.keys(FILES).join(', ')}.` };
  if ((header.size ?? 0) > limit) return { path, message: `${header.size} bytes are more than the ${limit} this file may have.` };
  return undefined;
}

function digestFaults(texts: ReadonlyMap<string, string>): Fault[] {
  const path = 'digests.json';
  let stated: { format?: unknown; files?: unknown };
  try {
    stated = JSON.parse(texts.get(path)!) as typeof stated;
  } catch (error) {
    return [{ path, message: `This is not JSON (${(error as Error).message}).` }];
  }
  if (typeof stated !== 'object' || stated === null || stated.format !== FORMAT)
    return [{ path, message: `format ${JSON.stringify((stated as { format?: unknown } | null)?.format)} is not allowed; allowed: ${FORMAT}.` }];
  const files = typeof stated.files === 'object' && stated.files !== null ? (stated.files as Record<string, unknown>) : {};
  const faults: Fault[] = [];
  for (const [name, text] of texts) {
    if (name === path) continue;
    const digest = sha256(text);
    const wanted = lookUp(files, name);
    if (wanted !== digest) faults.push({ path: name, message: `Its digest is ${digest}, ${path} says ${JSON.stringify(wanted ?? null)}.` });
  }
  for (const name of Object.keys(files)) if (!texts.has(name)) faults.push({ path, message: `It lists ${JSON.stringify(name)}, which is not in the archive.` });
  return faults;
}

function utf8(body: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}
