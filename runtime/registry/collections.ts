/** Extensions, versions, environments, installations and runner tokens as the API shows them: who sees which, and how. */
import { sql } from 'kysely';
import type { Manifest, SecretManifest } from '../../sdk/contract/index.ts';
import { publicTime } from '../base/index.ts';
import { json, references, rowsById, type Collection } from '../domain/kit/index.ts';
import type { Context, EnvironmentRow, ExtensionRow, InstallationRow, PackageSummaryRow, RunnerTokenRow } from '../store/index.ts';
import { droppedPowers, newPowers, permissionsDigest, permissionsOf, type Permission } from './package/index.ts';

/** An account sees its own extensions, what it has installed, and what the operator offers to everybody. */
const visibleExtension = (ctx: Context) => sql<boolean>`(owner_id = ${ctx.actor.accountId}
  or id in (select extension_id from installation where account_id = ${ctx.actor.accountId})
  or owner_id in (select id from account where role = 'operator'))`;

export const extensions: Collection<ExtensionRow> = {
  table: 'extension',
  scope: visibleExtension,
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    type: { column: 'type', order: true },
    'owner.id': { column: 'owner_id' },
    created: { column: 'created_at', type: 'time', order: true },
  },
  order: [
    ['created_at', 'desc'],
    ['id', 'desc'],
  ],
  async render(ctx, rows) {
    const owner = await references(
      ctx,
      'account',
      rows.map((r) => r.owner_id),
    );
    const environments = rows.length
      ? await ctx.tx
          .selectFrom('environment')
          .selectAll()
          .where(
            'extension_id',
            'in',
            rows.map((r) => r.id),
          )
          .orderBy('id')
          .execute()
      : [];
    return rows.map((row) => {
      const own = environments.filter((e) => e.extension_id === row.id);
      return {
        id: row.id,
        name: row.name,
        type: row.type,
        description: row.description,
        owner: owner(row.owner_id),
        version: own.find((e) => e.type === 'production')?.version ?? null,
        environments: own.map((e) => ({ id: e.id, type: e.type, version: e.version })),
        events: { created: { at: publicTime(row.created_at) } },
      };
    });
  },
};

export const environments: Collection<EnvironmentRow> = {
  table: 'environment',
  scope: (ctx) => sql<boolean>`extension_id in (select id from extension where ${visibleExtension(ctx)})`,
  fields: { id: { column: 'id', order: true }, type: { column: 'type' } },
  order: [['id', 'asc']],
  render: async (_ctx, rows) =>
    rows.map((row) => ({
      id: row.id,
      type: row.type,
      service: { id: row.extension_id },
      runtime: 'local',
      version: row.version,
      status: row.version === null ? 'uninitialized' : 'running',
    })),
};

export const versions: Collection<PackageSummaryRow> = {
  table: 'package_summary',
  scope: (ctx) => sql<boolean>`extension_id in (select id from extension where ${visibleExtension(ctx)})`,
  fields: {
    id: { column: 'id', order: true },
    version: { column: 'version', order: true },
    digest: { column: 'digest' },
    created: { column: 'created_at', type: 'time', order: true },
  },
  order: [
    ['created_at', 'desc'],
    ['id', 'desc'],
  ],
  render: async (_ctx, rows, view) =>
    rows.map((row) => {
      const manifest = json<Manifest>(row.manifest);
      return {
        id: row.id,
        service: { id: row.extension_id, name: manifest.name },
        version: row.version,
        digest: row.digest,
        size: row.bytes,
        permissions: permissionsOf(manifest).map(showPermission),
        permissions_digest: row.permissions_digest,
        ...(view === 'one' ? { manifest } : {}),
        events: { created: { at: publicTime(row.created_at) } },
      };
    }),
};

export const installations: Collection<InstallationRow> = {
  table: 'installation',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    status: { column: 'status', order: true },
    version: { column: 'version' },
    'service.id': { column: 'extension_id' },
    'service.name': { column: 'extension_id', table: 'extension', key: 'id', target: 'name', search: true },
    'owner.id': { column: 'account_id' },
    'environment.id': { column: 'environment_id' },
    created: { column: 'created_at', type: 'time', order: true },
  },
  order: [
    ['created_at', 'desc'],
    ['id', 'desc'],
  ],
  async render(ctx, rows, view) {
    const shown = await renderInstallations(ctx, rows);
    if (view === 'list') return shown;
    return Promise.all(rows.map(async (row, i) => ({ ...shown[i], ...(await installationDetails(ctx, row)) })));
  },
};

/** What the owner of an extension sees of its installations: that they exist, not how they are set up. */
export const customerInstallations: Collection<InstallationRow> = {
  ...installations,
  scope: (ctx) => sql<boolean>`extension_id in (select id from extension where owner_id = ${ctx.actor.accountId})`,
  render: async (ctx, rows) => (await renderInstallations(ctx, rows)).map(({ settings: _settings, ...rest }) => rest),
};

async function renderInstallations(ctx: Context, rows: InstallationRow[]) {
  const service = await rowsById(
    ctx,
    'extension',
    rows.map((r) => r.extension_id),
  );
  const owner = await references(
    ctx,
    'account',
    rows.map((r) => r.account_id),
  );
  return rows.map((row) => ({
    id: row.id,
    status: row.status,
    service: { id: row.extension_id, name: service.get(row.extension_id)?.name ?? row.extension_id, type: service.get(row.extension_id)?.type ?? '' },
    environment: { id: row.environment_id },
    owner: owner(row.account_id),
    version: row.version,
    previous_version: row.previous_version,
    settings: json<Record<string, unknown>>(row.settings),
    allow_private: row.allow_private === 1,
    recording: row.recording === 1,
    events: { created: { at: publicTime(row.created_at) }, updated: { at: publicTime(row.updated_at) } },
  }));
}

/** Secrets by name and whether they are set, never their values. */
async function installationDetails(ctx: Context, row: InstallationRow): Promise<object> {
  const manifest = await manifestOf(ctx, row.extension_id, row.version);
  const environment = await ctx.tx.selectFrom('environment').select('version').where('id', '=', row.environment_id).executeTakeFirst();
  const set = await ctx.tx.selectFrom('installation_secret').select(['name', 'updated_at']).where('installation_id', '=', row.id).execute();
  const declared = Object.entries((manifest.permissions?.secrets ?? {}) as Record<string, SecretManifest>);
  return {
    latest_version: environment?.version ?? row.version,
    settings_schema: manifest.settings ?? null,
    secrets: declared.map(([name, secret]) => {
      const present = set.find((s) => s.name === name);
      return {
        name,
        title: secret.title ?? name,
        hosts: secret.hosts,
        required: secret.required ?? false,
        set: present !== undefined,
        ...(present ? { updated: publicTime(present.updated_at) } : {}),
      };
    }),
    hooks: Object.keys(manifest.hooks),
    permissions: permissionsOf(manifest, json(row.settings)).map(showPermission),
    permissions_digest: permissionsDigest(manifest),
  };
}

/** What this installation may do, and what another version would change about it. */
export async function permissionChange(ctx: Context, row: InstallationRow, version?: string): Promise<object> {
  const settings = json<Record<string, unknown>>(row.settings);
  const present = await manifestOf(ctx, row.extension_id, row.version);
  const next = version === undefined ? present : await manifestOf(ctx, row.extension_id, version);
  return {
    version: version ?? row.version,
    permissions: permissionsOf(next, settings).map(showPermission),
    permissions_digest: permissionsDigest(next),
    new: newPowers(present, next, settings).map(showPermission),
    dropped: droppedPowers(present, next, settings).map(showPermission),
  };
}

export async function manifestOf(ctx: Context, extensionId: string, version: string): Promise<Manifest> {
  const row = await ctx.tx
    .selectFrom('package_summary')
    .select('manifest')
    .where('extension_id', '=', extensionId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  return json<Manifest>(row.manifest);
}

function showPermission({ level, sentence, reason }: Permission): object {
  return { level, sentence, ...(reason === undefined ? {} : { reason }) };
}

export const runnerTokens: Collection<RunnerTokenRow> = {
  table: 'runner_token',
  // only the operator has a route to it; for anybody else there is none
  scope: () => sql<boolean>`1 = 0`,
  fields: {
    id: { column: 'id', order: true },
    name: { column: 'name', order: true, search: true },
    created: { column: 'created_at', type: 'time', order: true },
  },
  order: [
    ['created_at', 'desc'],
    ['id', 'desc'],
  ],
  render: async (_ctx, rows) =>
    rows.map((row) => ({
      id: row.id,
      name: row.name,
      environments: json<string[]>(row.environments),
      secrets: row.secrets_granted === 1,
      events: { created: { at: publicTime(row.created_at) } },
    })),
};
