/** Package versions as stored: the checked manifest, one bundle, its source map. Versions are immutable. */
import { effectiveLimits, type Manifest } from '../../sdk/contract/index.ts';
import { notFound, sha256 } from '../base/index.ts';
import type { Context, ExtensionRow, PackageVersionRow } from '../store/index.ts';
import { badPackage, permissionsDigest, type PackageFiles } from './package/index.ts';

// prettier-ignore
const ENVIRONMENTS = [['01', 'development'], ['02', 'test'], ['03', 'production']] as const;

/** Registers a version; the first one of a name creates the extension with its three environments. */
export async function registerPackage(
  ctx: Context,
  ownerId: string,
  files: PackageFiles & { bytes?: number },
): Promise<{ extension: ExtensionRow; version: PackageVersionRow; created: boolean }> {
  const { manifest } = files;
  const extension = (await findByName(ctx, ownerId, manifest.name)) ?? (await createExtension(ctx, ownerId, manifest));
  if (extension.type !== manifest.type)
    throw badPackage({ path: 'type', message: `"${manifest.type}" is not allowed; ${extension.id} is of type "${extension.type}", which never changes.` });
  const present = await ctx.tx
    .selectFrom('package_version')
    .selectAll()
    .where('extension_id', '=', extension.id)
    .where('version', '=', manifest.version)
    .executeTakeFirst();
  if (present) {
    if (present.digest === files.digest) return { extension, version: present, created: false };
    throw badPackage({
      path: 'version',
      message: `${manifest.version} of ${manifest.name} exists with other contents, and a version never changes; raise it.`,
    });
  }
  const version: PackageVersionRow = {
    id: `${extension.id}/${manifest.version}`,
    extension_id: extension.id,
    version: manifest.version,
    digest: files.digest,
    bytes: files.bytes ?? Buffer.byteLength(files.bundle) + Buffer.byteLength(files.sourceMap),
    manifest: JSON.stringify(manifest),
    bundle_digest: sha256(files.bundle),
    bundle: files.bundle,
    source_map: files.sourceMap,
    permissions_digest: permissionsDigest(manifest),
    concurrency: effectiveLimits(manifest.limits).concurrency,
    created_at: ctx.now,
  };
  await ctx.tx.insertInto('package_version').values(version).execute();
  await offer(ctx, extension.id, manifest.version);
  return { extension, version, created: true };
}

/** New installations get the highest version; a late patch of an older line does not take its place. */
async function offer(ctx: Context, extensionId: string, version: string): Promise<void> {
  const environments = await ctx.tx.selectFrom('environment').selectAll().where('extension_id', '=', extensionId).execute();
  const behind = environments.filter((e) => e.version === null || compareVersions(e.version, version) < 0).map((e) => e.id);
  if (behind.length) await ctx.tx.updateTable('environment').set({ version }).where('id', 'in', behind).execute();
}

/** Semantic versions in order: numbers as numbers, a pre-release before its release. */
function compareVersions(a: string, b: string): number {
  const [mainA, preA] = split(a);
  const [mainB, preB] = split(b);
  const main = compareLists(mainA, mainB);
  if (main || (!preA.length && !preB.length)) return main;
  if (!preA.length || !preB.length) return preA.length ? -1 : 1;
  return compareLists(preA, preB);
}

function split(version: string): [string[], string[]] {
  const dash = version.indexOf('-');
  return dash < 0 ? [version.split('.'), []] : [version.slice(0, dash).split('.'), version.slice(dash + 1).split('.')];
}

function compareLists(a: string[], b: string[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [x, y] = [a[i], b[i]];
    if (x === y) continue;
    if (x === undefined || y === undefined) return x === undefined ? -1 : 1;
    const numeric = /^\d+$/.test(x) && /^\d+$/.test(y);
    if (numeric && Number(x) !== Number(y)) return Number(x) - Number(y);
    if (!numeric) return x < y ? -1 : 1;
  }
  return 0;
}

export async function findVersion(ctx: Context, extensionId: string, version: string): Promise<PackageVersionRow> {
  const row = await ctx.tx.selectFrom('package_version').selectAll().where('extension_id', '=', extensionId).where('version', '=', version).executeTakeFirst();
  if (!row) throw notFound(`${extensionId} ${version}`);
  return row;
}

export async function findBundle(ctx: Context, digest: string): Promise<{ bundle: string; sourceMap: string } | undefined> {
  const row = await ctx.tx.selectFrom('package_version').select(['bundle', 'source_map']).where('bundle_digest', '=', digest).executeTakeFirst();
  return row && { bundle: row.bundle, sourceMap: row.source_map };
}

function findByName(ctx: Context, ownerId: string, name: string): Promise<ExtensionRow | undefined> {
  return ctx.tx.selectFrom('extension').selectAll().where('owner_id', '=', ownerId).where('name', '=', name).executeTakeFirst();
}

async function createExtension(ctx: Context, ownerId: string, manifest: Manifest): Promise<ExtensionRow> {
  const row: ExtensionRow = {
    id: await ctx.id('extension', 'extension'),
    name: manifest.name,
    type: manifest.type,
    owner_id: ownerId,
    description: manifest.description ?? '',
    created_at: ctx.now,
  };
  await ctx.tx.insertInto('extension').values(row).execute();
  const environments = ENVIRONMENTS.map(([suffix, type]) => ({ id: `ENV-${row.id.slice(5)}-${suffix}`, extension_id: row.id, type, version: null }));
  await ctx.tx.insertInto('environment').values(environments).execute();
  return row;
}
