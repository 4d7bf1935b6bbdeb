/** Installations: one account's use of one extension, with its grants, settings and secrets. */
import { BUDGET_MS, EVENTS, effectiveLimits, eventDefinition, isInteractive, type Manifest, type PermissionsManifest } from '../../sdk/contract/index.ts';
import type { Actor, Context, InstallationRow, InstallationSecretRow, Role } from '../store/index.ts';
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
    recording: 1,
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
    ordering: hook?.ordering ?? 'object',
    retry: hook?.retry ? JSON.stringify(hook.retry.map((s) => Math.round(s * 1000))) : null,
    ...(isInteractive(type)
      ? { budget_ms: hook?.budgetMs ?? BUDGET_MS.default, on_timeout: hook?.onTimeout ?? 'default' }
      : { budget_ms: null, on_timeout: null }),
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
  /** The installation's account, acting through it. */
  actor: Actor;
}

/** What never changes of a version, parsed once: claiming reads it for every batch. */
const versions = new Map<string, Pick<Equipment, 'bundleDigest' | 'manifest' | 'limits'>>();
const VERSIONS_KEPT = 1_000;

/** The equipment of several installations in two queries, whatever their number. */
export async function equipAll(ctx: Context, installationIds: Iterable<string>): Promise<Map<string, Equipment>> {
  const rows = await ctx.tx
    .selectFrom('installation')
    .innerJoin('extension', 'extension.id', 'installation.extension_id')
    .innerJoin('account', 'account.id', 'installation.account_id')
    .selectAll('installation')
    .select(['extension.name as extension_name', 'account.role', 'account.name as account_name'])
    .where(() => ctx.dialect.among('installation.id', [...installationIds]))
    .execute();
  const sealed = await sealedSecrets(ctx, rows);
  const found = new Map<string, Equipment>();
  for (const { extension_name, role, account_name, ...installation } of rows) {
    const version = await versionOf(ctx, installation);
    const grants = JSON.parse(installation.grants) as PermissionsManifest;
    const secrets: Equipment['secrets'] = {};
    for (const row of sealed.get(installation.id) ?? []) {
      const declared = grants.secrets?.[row.name];
      if (declared) secrets[row.name] = { value: ctx.sealer.open(row.sealed, `secret:${installation.id}:${row.name}`), hosts: declared.hosts };
    }
    found.set(installation.id, {
      ...version,
      installation,
      extensionName: extension_name,
      grants,
      settings: withDefaults(version.manifest.settings, JSON.parse(installation.settings) as Record<string, unknown>),
      secrets,
      actor: { accountId: installation.account_id, role: role as Role, by: { id: installation.id, name: account_name }, installationId: installation.id },
    });
  }
  return found;
}

async function versionOf(ctx: Context, installation: InstallationRow): Promise<Pick<Equipment, 'bundleDigest' | 'manifest' | 'limits'>> {
  const key = `${installation.extension_id} ${installation.version}`;
  const known = versions.get(key);
  if (known) return known;
  const row = await findVersion(ctx, installation.extension_id, installation.version);
  const manifest = JSON.parse(row.manifest) as Manifest;
  const version = { bundleDigest: row.bundle_digest, manifest, limits: effectiveLimits(manifest.limits) };
  if (versions.size >= VERSIONS_KEPT) versions.clear();
  versions.set(key, version);
  return version;
}

async function sealedSecrets(ctx: Context, installations: InstallationRow[]): Promise<Map<string, InstallationSecretRow[]>> {
  const holding = installations.filter((i) => i.grants.includes('"secrets"')).map((i) => i.id);
  if (!holding.length) return new Map();
  const rows = await ctx.tx.selectFrom('installation_secret').selectAll().where('installation_id', 'in', holding).execute();
  return Map.groupBy(rows, (r) => r.installation_id);
}
