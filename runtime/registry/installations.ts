/** Installations: one account's use of one extension, with its grants, settings and secrets. */
import { EVENTS, effectiveLimits, eventDefinition, type Manifest, type PermissionsManifest } from '../../sdk/contract/index.ts';
import { notFound } from '../base/index.ts';
import type { Context, InstallationRow } from '../store/index.ts';
import { withDefaults } from './package/index.ts';
import { findVersion } from './packages.ts';

export interface NewInstallation {
  extensionId: string;
  version: string;
  accountId: string;
  settings?: Record<string, unknown>;
  secrets?: Record<string, string>;
  /** The admin's consent to reach private and loopback addresses. */
  allowPrivate?: boolean;
}

export async function createInstallation(ctx: Context, input: NewInstallation): Promise<InstallationRow> {
  const version = await findVersion(ctx, input.extensionId, input.version);
  const manifest = JSON.parse(version.manifest) as Manifest;
  const row: InstallationRow = {
    id: await ctx.id('installation', 'installation'),
    extension_id: input.extensionId,
    environment_id: `ENV-${input.extensionId.slice(5)}-03`,
    account_id: input.accountId,
    version: input.version,
    previous_version: null,
    status: 'installed',
    grants: JSON.stringify(manifest.permissions ?? {}),
    settings: JSON.stringify(input.settings ?? {}),
    previous_settings: null,
    allow_private: input.allowPrivate ? 1 : 0,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('installation').values(row).execute();
  for (const [name, value] of Object.entries(input.secrets ?? {})) await setSecret(ctx, row.id, name, value);
  await subscribe(ctx, row, manifest);
  ctx.emit({ type: 'installation_status_change', objectClass: 'installation', objectId: row.id, status: 'installed', accounts: [row.account_id] });
  return row;
}

/** Routing looks these rows up by event type and account; they follow the installed version's manifest. */
export async function subscribe(ctx: Context, installation: InstallationRow, manifest: Manifest): Promise<void> {
  await ctx.tx.deleteFrom('subscription').where('installation_id', '=', installation.id).execute();
  const rows = Object.entries(manifest.hooks).map(([type, hook]) => ({
    installation_id: installation.id,
    account_id: installation.account_id,
    event_type: type,
    statuses: JSON.stringify(hook?.statuses ?? defaultStatuses(type)),
    filter: hook?.filter ?? null,
    lane_policy: hook?.lane ?? 'park',
    retry: hook?.retry ? JSON.stringify(hook.retry.map((s) => Math.round(s * 1000))) : null,
  }));
  if (rows.length) await ctx.tx.insertInto('subscription').values(rows).execute();
}

/** `pending` where the event has it: the status in which there is something to do. */
function defaultStatuses(type: string): readonly string[] {
  const statuses = eventDefinition(type)?.statuses ?? EVENTS.scheduled_execution.statuses;
  return (statuses as readonly string[]).includes('pending') ? ['pending'] : statuses;
}

export async function setSecret(ctx: Context, installationId: string, name: string, value: string): Promise<void> {
  const sealed = ctx.sealer.seal(value, `secret:${installationId}:${name}`);
  await ctx.tx
    .insertInto('installation_secret')
    .values({ installation_id: installationId, name, sealed, updated_at: ctx.now })
    .onConflict((oc) => oc.columns(['installation_id', 'name']).doUpdateSet({ sealed, updated_at: ctx.now }))
    .execute();
}

/** Everything an attempt needs to know of its installation. Secrets come in the clear: they go to the lease holder only. */
export interface Equipment {
  installation: InstallationRow;
  extensionName: string;
  bundleDigest: string;
  manifest: Manifest;
  grants: PermissionsManifest;
  limits: ReturnType<typeof effectiveLimits>;
  settings: Record<string, unknown>;
  secrets: Record<string, { value: string; hosts: string[] }>;
}

export async function equip(ctx: Context, installationId: string): Promise<Equipment> {
  const installation = await ctx.tx.selectFrom('installation').selectAll().where('id', '=', installationId).executeTakeFirst();
  if (!installation) throw notFound(installationId);
  const version = await findVersion(ctx, installation.extension_id, installation.version);
  const extension = await ctx.tx.selectFrom('extension').select('name').where('id', '=', installation.extension_id).executeTakeFirstOrThrow();
  const manifest = JSON.parse(version.manifest) as Manifest;
  const grants = JSON.parse(installation.grants) as PermissionsManifest;
  const sealed = await ctx.tx.selectFrom('installation_secret').selectAll().where('installation_id', '=', installationId).execute();
  const secrets: Equipment['secrets'] = {};
  for (const row of sealed) {
    const declared = grants.secrets?.[row.name];
    if (declared) secrets[row.name] = { value: ctx.sealer.open(row.sealed, `secret:${installationId}:${row.name}`), hosts: declared.hosts };
  }
  return {
    installation,
    extensionName: extension.name,
    bundleDigest: version.bundle_digest,
    manifest,
    grants,
    limits: effectiveLimits(manifest.limits),
    settings: withDefaults(manifest.settings, JSON.parse(installation.settings) as Record<string, unknown>),
    secrets,
  };
}
