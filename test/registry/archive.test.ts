/** The archive: the same contents give the same bytes, and nothing but exactly such an archive is read. */
import { gzipSync } from 'node:zlib';
import { pack, type Header } from 'tar-stream';
import { expect, test } from 'vitest';
import { sha256, PlatformError } from '../../runtime/base/index.ts';
import { makePackage, readPackage } from '../../runtime/registry/package/index.ts';

const MANIFEST = { name: 'acme', version: '1.0.0', type: 'products' as const, hooks: { contract_changed: {} } };
const CODE = 'module.exports={default:{hooks:{contract_changed(){}}}}';
const MAP = JSON.stringify({ version: 3, sources: ['src/index.ts'], mappings: '' });
const inspect = async () => ({ ok: true as const, hooks: ['contract_changed'] });

type Entry = Partial<Header> & { name: string; body?: string };

async function tar(entries: Entry[]): Promise<Buffer> {
  const out = pack();
  for (const { body, ...header } of entries) out.entry(header as Header & { name: string }, body ?? '');
  out.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of out) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks));
}

function good(changes: Record<string, string | undefined> = {}): Entry[] {
  const files: Record<string, string | undefined> = {
    'manifest.json': JSON.stringify(MANIFEST),
    'dist/extension.js': CODE,
    'dist/extension.js.map': MAP,
    ...changes,
  };
  const digests = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, sha256(text ?? '')]));
  files['digests.json'] ??= JSON.stringify({ format: 1, files: digests });
  return Object.entries(files).flatMap(([name, body]) => (body === undefined ? [] : [{ name, body }]));
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const error = await readPackage(bytes, inspect).then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(PlatformError);
  expect((error as PlatformError).code).toBe('PKG_001');
  return (error as PlatformError).errors.join('\n');
}

test('the same contents give the same bytes, and read back as they were', async () => {
  const [a, b] = [await makePackage(MANIFEST, CODE, MAP), await makePackage(MANIFEST, CODE, MAP)];
  expect(sha256(a.bytes)).toBe(sha256(b.bytes));
  const read = await readPackage(a.bytes, inspect);
  expect(read).toMatchObject({ manifest: MANIFEST, bundle: CODE, sourceMap: MAP, digest: a.digest });
  expect((await makePackage(MANIFEST, `${CODE};`, MAP)).digest).not.toBe(a.digest);
});

test('an archive of another tool with the same contents is read too', async () => {
  expect((await readPackage(await tar(good()), inspect)).manifest.name).toBe('acme');
});

// prettier-ignore
test.each([
  ['a symbolic link',       [...good(), { name: 'dist/evil', type: 'symlink', linkname: '/etc/passwd' }], /^dist\/evil: A symlink is not allowed/],
  ['a hard link',           [...good(), { name: 'dist/evil', type: 'link', linkname: 'manifest.json' }],  /^dist\/evil: A link is not allowed/],
  ['a device',              [...good(), { name: 'dist/evil', type: 'character-device' }],                 /^dist\/evil: A character-device is not allowed/],
  ['a folder',              [...good(), { name: 'dist', type: 'directory' }],                             /^dist\/?: A directory is not allowed/],
  ['a way out',             [...good(), { name: '../evil.js', body: 'x' }],                               /^\.\.\/evil\.js: This path is not allowed/],
  ['an absolute path',      [...good(), { name: '/etc/evil', body: 'x' }],                                /This path is not allowed|does not belong/],
  ['a dotted way round',    [...good(), { name: 'dist/./extension.js', body: 'x' }],                      /This path is not allowed/],
  ['a file given twice',    [...good(), { name: 'manifest.json', body: '{}' }],                           /^manifest\.json: This file is in the archive twice/],
  ['the same in capitals',  [...good(), { name: 'Manifest.json', body: '{}' }],                           /^Manifest\.json: This file is in the archive twice/],
  ['an extra file',         [...good(), { name: 'dist/more.js', body: 'x' }],                             /^dist\/more\.js: This file does not belong into a package/],
  ['a missing map',         good({ 'dist/extension.js.map': undefined }),                                 /^dist\/extension\.js\.map: This file is missing/],
  ['a wrong digest',        good({ 'digests.json': JSON.stringify({ format: 1, files: { 'manifest.json': 'x' } }) }), /^manifest\.json: Its digest is [0-9a-f]{64}, digests\.json says "x"/],
  ['a digest of no file',   good({ 'digests.json': JSON.stringify({ format: 1, files: { 'manifest.json': sha256(JSON.stringify(MANIFEST)), 'dist/extension.js': sha256(CODE), 'dist/extension.js.map': sha256(MAP), 'ghost.js': 'x' } }) }), /It lists "ghost\.js", which is not in the archive/],
  ['another format',        good({ 'digests.json': '{"format": 2}' }),                                    /format 2 is not allowed; allowed: 1/],
  ['a manifest with a fault', good({ 'manifest.json': '{"name":"acme"}' }),                               /^manifest\.json: version: This field is required/m],
  ['a manifest that is no JSON', good({ 'manifest.json': 'name: acme' }),                                 /^manifest\.json: manifest\.json: This is not JSON|^manifest\.json: This is not JSON/],
  ['an absolute source',    good({ 'dist/extension.js.map': JSON.stringify({ version: 3, sources: ['/home/ana/secret.ts'], mappings: '' }) }), /^dist\/extension\.js\.map: The source "\/home\/ana\/secret\.ts" is not allowed/],
  ['a map that is none',    good({ 'dist/extension.js.map': '{}' }),                                      /This is not a source map of version 3/],
] as [string, Entry[], RegExp][])('%s is refused with its path', async (_what, entries, message) => {
  expect(await refusal(await tar(entries))).toMatch(message);
});

test('a zip bomb ends at the limit, garbage and truncation are told as such', async () => {
  const bomb = gzipSync(Buffer.alloc(80_000_000));
  expect(await refusal(bomb)).toMatch(/unpacks to more than 50000000 bytes|cannot be read/);
  const huge = await tar([{ name: 'manifest.json', body: 'x'.repeat(300_000) }]);
  expect(await refusal(huge)).toMatch(/^manifest\.json: 300000 bytes are more than the 262144/);
  expect(await refusal(Buffer.from('hello'))).toMatch(/^package: This is not a package/);
  expect(await refusal(Buffer.alloc(0))).toMatch(/^package: This is not a package/);
  const whole = await tar(good());
  expect(await refusal(whole.subarray(0, whole.length - 40))).toMatch(/cannot be read/);
  expect(await refusal(Buffer.alloc(20_000_001))).toMatch(/more than the 20000000/);
});

test('code that does not load, or hooks something else, is refused', async () => {
  const { bytes } = await makePackage(MANIFEST, CODE, MAP);
  await expect(readPackage(bytes, async () => ({ ok: false, code: 'TURN_TIMEOUT', message: 'one turn used more than its time' }))).rejects.toThrow(
    /did not load in the sandbox \(TURN_TIMEOUT/,
  );
  await expect(readPackage(bytes, async () => ({ ok: true, hooks: [] }))).rejects.toThrow(/The manifest announces this hook, the code does not define it/);
});
