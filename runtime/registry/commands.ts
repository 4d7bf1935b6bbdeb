/**
 * What an admin does with an installation: install with consent, settings and secrets, pause, upgrade, roll back,
 * uninstall. Every rule about who may do it and with what stands here.
 */
import type { Manifest, SecretManifest } from '../../sdk/contract/index.ts';
import { invalid, type Lifecycle, nextState, notFound, lookUp, PlatformError } from '../base/index.ts';
import { findVisible, json } from '../domain/kit/index.ts';
import type { Context, ExtensionRow, InstallationRow, Role } from '../store/index.ts';
import { extensions, installations, manifestOf } from './collections.ts';
import { createInstallation, setSecret, subscribe } from './installations.ts';
import { faultText, newPowers, permissionsDigest, permissionSentence, permissionsOf, settingsFaults, type Permission } from './package/index.ts';
import { findVersion } from './packages.ts';

/** Extension type -> whose accounts install and own it; the operator does so for anybody. */
// prettier-ignore
const AUDIENCE: Record<string, readonly string[]> = {
  products:     ['vendor'],
  hub:          ['distributor'],
  multiaccount: ['vendor', 'distributor', 'reseller'],
};

const ADMIN = ['operator', 'vendor', 'distributor', 'reseller', 'system'] as const satisfies readonly Role[];

export const installationLifecycle = {
  name: 'installation',
  initial: ['installed'],
  final: ['uninstalled'],
  transitions: [
    { on: 'pause', from: ['installed'], to: 'paused', by: ADMIN },
    { on: 'resume', from: ['paused'], to: 'installed', by: ADMIN },
    { on: 'uninstall', from: ['installed', 'paused'], to: 'uninstalled', by: ADMIN },
  ],
} as const satisfies Lifecycle<InstallationRow['status'], 'pause' | 'resume' | 'uninstall', Role>;

export interface InstallInput {
  service: { id?: string; name?: string };
  account?: { id: string };
  version?: string;
  settings?: Record<string, unknown>;
  secrets?: Record<string, string>;
  /** The digest of the permissions the admin has read. */
  consent?: string;
  allow_private?: boolean;
}

export async function install(ctx: Context, input: InstallInput): Promise<InstallationRow> {
  const account = await installerOf(ctx, input.account?.id);
  const extension = await findExtension(ctx, input.service, account.id);
  requireAudience(extension.type, account.role);
  requirePrivateConsent(ctx, input.allow_private);
  const version = input.version ?? (await offeredVersion(ctx, extension.id));
  await findVersion(ctx, extension.id, version);
  const manifest = await manifestOf(ctx, extension.id, version);
  const settings = input.settings ?? {};
  const faults = [...checkSettings(manifest, settings), ...checkSecrets(manifest, input.secrets ?? {}, [])];
  if (faults.length) throw new PlatformError('validation', faults);
  const present = await activeInstallation(ctx, extension.id, account.id);
  if (present) {
    throw new PlatformError(
      'conflict',
      `service: ${extension.name} is installed for ${account.id} already, as ${present.id}; upgrade that one, or uninstall it.`,
      {
        code: 'EXT_001',
        params: { installation: present.id },
      },
    );
  }
  requireConsent(manifest, permissionsOf(manifest, settings), input.consent);
  return createInstallation(ctx, {
    extensionId: extension.id,
    version,
    accountId: account.id,
    settings,
    secrets: input.secrets ?? {},
    allowPrivate: input.allow_private ?? false,
  });
}

export interface UpgradeInput {
  version?: string;
  consent?: string;
  settings?: Record<string, unknown>;
  secrets?: Record<string, string>;
}

/** No new power: goes through. New power: needs consent to the new version's permissions. */
export async function upgrade(ctx: Context, id: string, input: UpgradeInput): Promise<void> {
  const row = await active(ctx, id);
  const version = input.version ?? (await offeredVersion(ctx, row.extension_id));
  if (version === row.version) throw invalid('version', `${row.id} is at ${version} already.`);
  await findVersion(ctx, row.extension_id, version);
  const next = await manifestOf(ctx, row.extension_id, version);
  const settings = input.settings ?? json<Record<string, unknown>>(row.settings);
  const faults = [...checkSettings(next, settings), ...checkSecrets(next, input.secrets ?? {}, await secretNames(ctx, id))];
  if (faults.length) throw new PlatformError('validation', faults);
  const powers = newPowers(await manifestOf(ctx, row.extension_id, row.version), next, settings);
  if (powers.length) requireConsent(next, powers, input.consent);
  for (const [name, value] of Object.entries(input.secrets ?? {})) await setSecret(ctx, id, name, value);
  await activate(ctx, row, version, settings, next);
}

/** Back to the version before, with the settings it had. Its permissions were granted then. */
export async function rollback(ctx: Context, id: string): Promise<void> {
  const row = await active(ctx, id);
  if (row.previous_version === null)
    throw new PlatformError('transition', `version: ${row.id} has been at ${row.version} only; there is nothing to roll back to.`);
  const manifest = await manifestOf(ctx, row.extension_id, row.previous_version);
  await activate(ctx, row, row.previous_version, json(row.previous_settings ?? row.settings), manifest);
}

async function activate(ctx: Context, row: InstallationRow, version: string, settings: Record<string, unknown>, manifest: Manifest): Promise<void> {
  await change(ctx, row.id, {
    version,
    previous_version: row.version,
    grants: JSON.stringify(manifest.permissions ?? {}),
    settings: JSON.stringify(settings),
    previous_settings: row.settings,
  });
  await subscribe(ctx, row, manifest);
}

export async function move(ctx: Context, id: string, action: 'pause' | 'resume'): Promise<void> {
  const row = await findVisible(ctx, installations, id, { lock: true });
  await change(ctx, id, { status: nextState(installationLifecycle, row, action, ctx.actor.role) });
}

/**
 * Open tasks are cancelled and nothing new arrives but the farewell, for extensions that hook it. `keep` leaves settings,
 * secrets and stored values until the installation is deleted; `delete` removes them now.
 */
export async function uninstall(ctx: Context, id: string, data: 'keep' | 'delete' = 'delete'): Promise<void> {
  const row = await findVisible(ctx, installations, id, { lock: true });
  const status = nextState(installationLifecycle, row, 'uninstall', ctx.actor.role);
  await change(ctx, id, { status });
  await ctx.tx.deleteFrom('subscription').where('installation_id', '=', id).where('event_type', '!=', 'installation_status_change').execute();
  await cancelOpenTasks(ctx, id);
  if (data === 'delete') await purge(ctx, id);
  ctx.emit({ type: 'installation_status_change', objectClass: 'installation', objectId: id, status, accounts: [row.account_id] });
}

/** Removes an uninstalled installation and all it kept. Its tasks stay: they are the record of what was done. */
export async function remove(ctx: Context, id: string): Promise<void> {
  const row = await findVisible(ctx, installations, id, { lock: true });
  if (row.status !== 'uninstalled') throw new PlatformError('transition', `status: ${id} is ${row.status}; uninstall it first.`);
  await cancelOpenTasks(ctx, id);
  await purge(ctx, id);
  await ctx.tx.deleteFrom('subscription').where('installation_id', '=', id).execute();
  await ctx.tx.deleteFrom('installation').where('id', '=', id).execute();
}

export async function replaceSettings(ctx: Context, id: string, settings: unknown): Promise<void> {
  const row = await active(ctx, id);
  const manifest = await manifestOf(ctx, row.extension_id, row.version);
  const faults = checkSettings(manifest, settings);
  if (faults.length) throw new PlatformError('validation', faults);
  await change(ctx, id, { settings: JSON.stringify(settings) });
}

export async function replaceSecret(ctx: Context, id: string, name: string, value: string): Promise<void> {
  const row = await active(ctx, id);
  const manifest = await manifestOf(ctx, row.extension_id, row.version);
  const faults = checkSecrets(manifest, { [name]: value }, await secretNames(ctx, id));
  if (faults.length) throw new PlatformError('validation', faults);
  await setSecret(ctx, id, name, value);
  await change(ctx, id, {});
}

export interface Switches {
  allow_private?: boolean;
  /** Whether its attempts are recorded from now on; what was recorded stays as long as it is kept. */
  recording?: boolean;
}

export async function changeSwitches(ctx: Context, id: string, { allow_private: allowed, recording }: Switches): Promise<void> {
  await active(ctx, id);
  if (allowed !== undefined) requirePrivateConsent(ctx, allowed);
  await change(ctx, id, {
    ...(allowed === undefined ? {} : { allow_private: allowed ? 1 : 0 }),
    ...(recording === undefined ? {} : { recording: recording ? 1 : 0 }),
  });
}

/** Who owns a package that is uploaded: the account itself, or the one the operator names. */
export async function ownerOf(ctx: Context, accountId: string | undefined, type: string): Promise<string> {
  if (accountId !== undefined && accountId !== ctx.actor.accountId && ctx.actor.role !== 'operator')
    throw new PlatformError('forbidden', `account: ${accountId} is not yours; only the operator uploads for other accounts.`);
  if (accountId === undefined || accountId === ctx.actor.accountId) {
    if (ctx.actor.role !== 'operator') requireAudience(type, ctx.actor.role);
    return ctx.actor.accountId;
  }
  const account = await findAccount(ctx, accountId);
  requireAudience(type, account.role);
  return account.id;
}

async function active(ctx: Context, id: string): Promise<InstallationRow> {
  const row = await findVisible(ctx, installations, id, { lock: true });
  if (row.status === 'uninstalled') throw new PlatformError('transition', `status: ${id} is uninstalled; install the extension again.`);
  return row;
}

async function change(ctx: Context, id: string, fields: Partial<InstallationRow>): Promise<void> {
  await ctx.tx
    .updateTable('installation')
    .set({ ...fields, updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
}

async function installerOf(ctx: Context, accountId: string | undefined): Promise<{ id: string; role: string }> {
  if (ctx.actor.role !== 'operator') {
    if (accountId !== undefined && accountId !== ctx.actor.accountId)
      throw new PlatformError('forbidden', `account: ${accountId} is not yours; only the operator installs for other accounts.`);
    return { id: ctx.actor.accountId, role: ctx.actor.role };
  }
  if (accountId === undefined) throw invalid('account', 'This field is required from the operator: {"id": "VA-…"}, the account to install for.');
  return findAccount(ctx, accountId);
}

async function findAccount(ctx: Context, id: string): Promise<{ id: string; role: string }> {
  const account = await ctx.tx.selectFrom('account').select(['id', 'role']).where('id', '=', id).executeTakeFirst();
  if (!account) throw invalid('account.id', `${JSON.stringify(id)} is no account.`);
  return account;
}

/** By id, or by name: the account's own before the operator's. */
async function findExtension(ctx: Context, service: InstallInput['service'], accountId: string): Promise<ExtensionRow> {
  if (service.id !== undefined) return findVisible(ctx, extensions, service.id);
  if (service.name === undefined) throw invalid('service', 'Give {"id": "SRVC-…"} or {"name": "…"}.');
  const rows = await ctx.tx
    .selectFrom('extension')
    .innerJoin('account', 'account.id', 'extension.owner_id')
    .selectAll('extension')
    .select('account.role as owner_role')
    .where('extension.name', '=', service.name)
    .where((eb) => eb.or([eb('extension.owner_id', '=', accountId), eb('account.role', '=', 'operator')]))
    .execute();
  const found = rows.find((r) => r.owner_id === accountId) ?? rows[0];
  if (!found) throw notFound(service.name);
  const { owner_role: _role, ...row } = found;
  return row;
}

async function offeredVersion(ctx: Context, extensionId: string): Promise<string> {
  const row = await ctx.tx
    .selectFrom('environment')
    .select('version')
    .where('extension_id', '=', extensionId)
    .where('type', '=', 'production')
    .executeTakeFirst();
  if (!row?.version) throw invalid('version', `${extensionId} has no version yet; upload a package.`);
  return row.version;
}

function activeInstallation(ctx: Context, extensionId: string, accountId: string) {
  return ctx.tx
    .selectFrom('installation')
    .select('id')
    .where('extension_id', '=', extensionId)
    .where('account_id', '=', accountId)
    .where('status', '!=', 'uninstalled')
    .executeTakeFirst();
}

function requireAudience(type: string, role: string): void {
  const allowed = lookUp(AUDIENCE, type) ?? [];
  if (!allowed.includes(role))
    throw new PlatformError('forbidden', `An extension of type "${type}" is for a ${allowed.join(' or ')}; this account is a ${role}.`);
}

function requirePrivateConsent(ctx: Context, allowed: boolean | undefined): void {
  if (allowed && ctx.actor.role !== 'operator' && ctx.actor.role !== 'system')
    throw new PlatformError('forbidden', 'allow_private: only the operator lets an extension reach private and loopback addresses.');
}

function requireConsent(manifest: Manifest, powers: Permission[], consent: string | undefined): void {
  const digest = permissionsDigest(manifest);
  if (consent === digest) return;
  throw new PlatformError('consentNeeded', powers.map(permissionSentence), {
    params: { permissions_digest: digest, permissions: powers.map(({ level, sentence, reason }) => ({ level, sentence, ...(reason ? { reason } : {}) })) },
  });
}

function checkSettings(manifest: Manifest, settings: unknown): string[] {
  return settingsFaults(manifest.settings ?? { type: 'object', properties: {} }, settings).map(faultText);
}

const SECRET_LENGTH = 8192;

function checkSecrets(manifest: Manifest, given: Record<string, string>, present: readonly string[]): string[] {
  const declared = (manifest.permissions?.secrets ?? {}) as Record<string, SecretManifest>;
  const faults: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(declared, name))
      faults.push(`secrets.${name}: The extension has no such secret; allowed: ${Object.keys(declared).join(', ') || 'none'}.`);
    else if (!value || value.length > SECRET_LENGTH) faults.push(`secrets.${name}: A secret has 1 to ${SECRET_LENGTH} characters.`);
  }
  for (const [name, secret] of Object.entries(declared))
    if (secret.required && !Object.hasOwn(given, name) && !present.includes(name)) faults.push(`secrets.${name}: This secret is required.`);
  return faults;
}

async function secretNames(ctx: Context, id: string): Promise<string[]> {
  return (await ctx.tx.selectFrom('installation_secret').select('name').where('installation_id', '=', id).execute()).map((row) => row.name);
}

async function cancelOpenTasks(ctx: Context, id: string): Promise<void> {
  await ctx.tx
    .updateTable('task')
    // the fence moves on, so a result that is under way is refused
    .set((eb) => ({
      status: 'cancelled',
      fence: eb('fence', '+', 1),
      result: JSON.stringify({ reason: 'the extension was uninstalled' }),
      finished_at: ctx.now,
    }))
    .where('installation_id', '=', id)
    .where('status', 'in', ['ready', 'leased', 'retry', 'rescheduled'])
    .execute();
  await ctx.tx.deleteFrom('lane').where('installation_id', '=', id).execute();
}

async function purge(ctx: Context, id: string): Promise<void> {
  for (const table of ['key_value', 'installation_secret', 'step', 'recording'] as const)
    await ctx.tx.deleteFrom(table).where('installation_id', '=', id).execute();
  await change(ctx, id, { settings: '{}', previous_settings: null });
}
