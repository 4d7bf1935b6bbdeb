/** Package versions as stored: the checked manifest, one bundle, its source map. Versions are immutable. */
import { effectiveLimits, type Manifest } from '../../sdk/contract/index.ts';
import { PlatformError, newId, notFound, sha256 } from '../base/index.ts';
import type { Context, ExtensionRow, PackageVersionRow } from '../store/index.ts';
import { permissionsDigest } from './permissions.ts';

export interface PackageFiles {
  manifest: Manifest;
  bundle: string;
  sourceMap: string;
  digest: string;
}

// prettier-ignore
const ENVIRONMENTS = [['01', 'development'], ['02', 'test'], ['03', 'production']] as const;

/** Registers a version; the first one of a name creates the extension with its three environments. */
export async function registerPackage(ctx: Context, ownerId: string, files: PackageFiles): Promise<{ extension: ExtensionRow; version: PackageVersionRow }> {
  const { manifest } = files;
  const extension = (await findByName(ctx, ownerId, manifest.name)) ?? (await createExtension(ctx, ownerId, manifest));
  if (extension.type !== manifest.type)
    throw new PlatformError('badPackage', `type: ${manifest.type} is not allowed; ${extension.id} is of type ${extension.type}.`);
  const present = await ctx.tx
    .selectFrom('package_version')
    .selectAll()
    .where('extension_id', '=', extension.id)
    .where('version', '=', manifest.version)
    .executeTakeFirst();
  if (present) {
    if (present.digest === files.digest) return { extension, version: present };
    throw new PlatformError('badPackage', `version: ${manifest.version} of ${manifest.name} exists with other contents; raise the version.`);
  }
  const version: PackageVersionRow = {
    extension_id: extension.id,
    version: manifest.version,
    digest: files.digest,
    manifest: JSON.stringify(manifest),
    bundle_digest: sha256(files.bundle),
    bundle: files.bundle,
    source_map: files.sourceMap,
    permissions_digest: permissionsDigest(manifest),
    concurrency: effectiveLimits(manifest.limits).concurrency,
    created_at: ctx.now,
  };
  await ctx.tx.insertInto('package_version').values(version).execute();
  await ctx.tx.updateTable('environment').set({ version: manifest.version }).where('extension_id', '=', extension.id).execute();
  return { extension, version };
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
    id: newId('extension'),
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
