/** /devops as data (platform-api.md section 25; what the published platform lacks is ours, as sub-resources). */
import Type, { type TSchema } from 'typebox';
import { showOne, findVisible, type CallRoute, type Collection, type Input, type Route } from '../domain/kit/index.ts';
import { FIXED_LIMITS } from '../../sdk/contract/index.ts';
import { notFound, PlatformError } from '../base/index.ts';
import type { Context } from '../store/index.ts';
import { customerInstallations, environments, extensions, installations, permissionChange, runnerTokens, versions } from './collections.ts';
import * as commands from './commands.ts';
import { eventDefinitionRoutes } from './event-definitions.ts';
import { usedStorage } from './key-values.ts';
import { badPackage, readPackage, type InspectBundle, type PackageFiles } from './package/index.ts';
import { registerPackage } from './packages.ts';
import { createRunnerToken, deleteRunnerToken } from './runner-tokens.ts';

const closed = { additionalProperties: false } as const;
const Settings = Type.Record(Type.String(), Type.Unknown());
const Secrets = Type.Record(Type.String(), Type.String());
const Version = Type.String({ maxLength: 100 });

const InstallBody = Type.Object(
  {
    service: Type.Object({ id: Type.Optional(Type.String()), name: Type.Optional(Type.String()) }, closed),
    account: Type.Optional(Type.Object({ id: Type.String() }, closed)),
    version: Type.Optional(Version),
    settings: Type.Optional(Settings),
    secrets: Type.Optional(Secrets),
    consent: Type.Optional(Type.String({ maxLength: 64 })),
    allow_private: Type.Optional(Type.Boolean()),
  },
  closed,
);
const UpgradeBody = Type.Object(
  {
    version: Type.Optional(Version),
    consent: Type.Optional(Type.String({ maxLength: 64 })),
    settings: Type.Optional(Settings),
    secrets: Type.Optional(Secrets),
  },
  closed,
);
const UninstallBody = Type.Object({ data: Type.Optional(Type.Union([Type.Literal('keep'), Type.Literal('delete')])) }, closed);
const ChangeBody = Type.Object({ allow_private: Type.Optional(Type.Boolean()), recording: Type.Optional(Type.Boolean()) }, { ...closed, minProperties: 1 });
const SecretBody = Type.Object({ value: Type.String({ minLength: 1 }) }, closed);
const Empty = Type.Object({}, closed);
const RunnerBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    environments: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 1000 })),
    secrets: Type.Optional(Type.Boolean()),
  },
  closed,
);

const ADMINS = ['operator', 'vendor', 'distributor', 'reseller'] as const;
const id = (input: Input) => input.params['id']!;

function one<Row extends { id: string }>(path: string, operation: string, summary: string, collection: Collection<Row>): CallRoute {
  return { kind: 'read', method: 'GET', path, operation, tag: 'DevOps', summary, roles: ADMINS, run: (ctx, input) => showOne(ctx, collection, id(input)) };
}

/** A change of one installation that answers how it is now. */
function change(
  method: 'POST' | 'PUT',
  name: string,
  operation: string,
  summary: string,
  body: TSchema,
  run: (ctx: Context, id: string, body: never, input: Input) => Promise<void>,
): CallRoute {
  return {
    kind: 'write',
    method,
    path: `/devops/installations/{id}${name && `/${name}`}`,
    operation,
    tag: 'DevOps',
    summary,
    roles: ADMINS,
    body,
    async run(ctx, input) {
      await run(ctx, id(input), (input.body ?? {}) as never, input);
      return showOne(ctx, installations, id(input));
    },
  };
}

/** `inspect` loads an uploaded bundle where foreign code belongs; the composition root connects it. */
export function registryRoutes({ inspect }: { inspect: InspectBundle }): Route[] {
  const upload = (path: string, operation: string, summary: string): CallRoute => ({
    kind: 'write',
    method: 'POST',
    path,
    operation,
    tag: 'DevOps',
    summary,
    roles: ADMINS,
    query: ['account'],
    raw: 'file',
    shows: versions,
    status: 201,
    prepare: (input) => readPackage(input.body as Uint8Array, inspect),
    run: store,
  });
  // prettier-ignore
  return [
    { kind: 'list', method: 'GET', path: '/devops/services', operation: 'listServices', tag: 'DevOps', summary: 'Extensions', roles: ADMINS, collection: extensions },
    upload('/devops/services', 'uploadPackage', 'Upload a package (.epkg): a new extension, or a new version of one'),
    one('/devops/services/{id}', 'getService', 'One extension', extensions),
    { kind: 'list', method: 'GET', path: '/devops/services/{id}/versions', operation: 'listVersions', tag: 'DevOps', summary: 'Versions of an extension', roles: ADMINS, collection: versions, below: { parent: extensions, column: 'extension_id' } },
    upload('/devops/services/{id}/versions', 'uploadVersion', 'Upload a package (.epkg) as a new version of this extension'),
    { ...one('/devops/services/{id}/versions/{version}', 'getVersion', 'One version with its manifest and permissions', versions), run: (ctx, input) => showOne(ctx, versions, `${id(input)}/${input.params['version']}`) },
    { kind: 'list', method: 'GET', path: '/devops/services/{id}/environments', operation: 'listEnvironments', tag: 'DevOps', summary: 'Environments of an extension', roles: ADMINS, collection: environments, below: { parent: extensions, column: 'extension_id' } },
    { ...one('/devops/services/{id}/environments/{environment}', 'getEnvironment', 'One environment', environments), run: showEnvironment },
    { kind: 'list', method: 'GET', path: '/devops/services/{id}/installations', operation: 'listServiceInstallations', tag: 'DevOps', summary: 'Installations of an extension, for its owner', roles: ADMINS, collection: customerInstallations, below: { parent: extensions, column: 'extension_id' } },

    { kind: 'list', method: 'GET', path: '/devops/installations', operation: 'listInstallations', tag: 'DevOps', summary: 'Installed extensions', roles: ADMINS, collection: installations },
    { kind: 'write', method: 'POST', path: '/devops/installations', operation: 'install', tag: 'DevOps', summary: 'Install an extension with consent to its permissions', roles: ADMINS, body: InstallBody, status: 201,
      run: async (ctx, input) => showOne(ctx, installations, (await commands.install(ctx, input.body as commands.InstallInput)).id) },
    one('/devops/installations/{id}', 'getInstallation', 'One installation', installations),
    change('PUT', '', 'changeInstallation', 'Let it reach private addresses (operator), record its attempts, or no longer', ChangeBody, commands.changeSwitches),
    { kind: 'write', method: 'DELETE', path: '/devops/installations/{id}', operation: 'deleteInstallation', tag: 'DevOps', summary: 'Remove an uninstalled installation with all it kept', roles: ADMINS, status: 204, run: (ctx, input) => commands.remove(ctx, id(input)) },
    { ...one('/devops/installations/{id}/settings', 'getSettings', 'Settings', installations), run: async (ctx, input) => JSON.parse((await findVisible(ctx, installations, id(input))).settings) as object },
    change('PUT', 'settings', 'replaceSettings', 'Replace the settings', Settings, (ctx, row, body: object) => commands.replaceSettings(ctx, row, body)),
    change('PUT', 'secrets/{name}', 'replaceSecret', 'Set a secret; it cannot be read again', SecretBody, (ctx, row, body: { value: string }, input) => commands.replaceSecret(ctx, row, input.params['name']!, body.value)),
    change('POST', 'pause', 'pauseInstallation', 'Keep its tasks waiting', Empty, (ctx, row) => commands.move(ctx, row, 'pause')),
    change('POST', 'resume', 'resumeInstallation', 'Go on', Empty, (ctx, row) => commands.move(ctx, row, 'resume')),
    change('POST', 'upgrade', 'upgradeInstallation', 'Another version; new powers need consent', UpgradeBody, (ctx, row, body: commands.UpgradeInput) => commands.upgrade(ctx, row, body)),
    change('POST', 'rollback', 'rollbackInstallation', 'Back to the version before', Empty, (ctx, row) => commands.rollback(ctx, row)),
    change('POST', 'uninstall', 'uninstall', 'Stop it for good', UninstallBody, (ctx, row, body: { data?: 'keep' | 'delete' }) => commands.uninstall(ctx, row, body.data)),
    { ...one('/devops/installations/{id}/permissions', 'getPermissions', 'What it may do; with ?version= what that version would change', installations), query: ['version'], run: async (ctx, input) => showPermissions(ctx, input) },
    { ...one('/devops/installations/{id}/storage', 'getStorage', 'How much it keeps', installations), run: async (ctx, input) => showStorage(ctx, input) },

    ...eventDefinitionRoutes,

    { kind: 'list', method: 'GET', path: '/devops/runner-tokens', operation: 'listRunnerTokens', tag: 'DevOps', summary: 'Tokens of runners', roles: ['operator'], collection: runnerTokens },
    { kind: 'write', method: 'POST', path: '/devops/runner-tokens', operation: 'createRunnerToken', tag: 'DevOps', summary: 'A token for a runner; shown once', roles: ['operator'], body: RunnerBody, status: 201, run: newRunnerToken },
    { kind: 'write', method: 'DELETE', path: '/devops/runner-tokens/{id}', operation: 'deleteRunnerToken', tag: 'DevOps', summary: 'Take a token back', roles: ['operator'], status: 204, run: (ctx, input) => deleteRunnerToken(ctx, id(input)) },
  ];
}

async function store(ctx: Context, input: Input): Promise<unknown> {
  const files = input.body as PackageFiles & { bytes: number };
  const present = input.params['id'] === undefined ? undefined : await findVisible(ctx, extensions, input.params['id']);
  if (present && present.name !== files.manifest.name)
    throw badPackage({ path: 'name', message: `"${files.manifest.name}" is not allowed; ${present.id} is "${present.name}".` });
  const owner = await commands.ownerOf(ctx, present && ctx.actor.role === 'operator' ? present.owner_id : input.query['account'], files.manifest.type);
  if (present && present.owner_id !== owner)
    throw new PlatformError('forbidden', `${present.id} belongs to ${present.owner_id}; upload a package of your own.`);
  const { version } = await registerPackage(ctx, owner, files);
  return showOne(ctx, versions, version.id);
}

async function showEnvironment(ctx: Context, input: Input): Promise<object> {
  const row = await findVisible(ctx, environments, input.params['environment']!);
  if (row.extension_id !== id(input)) throw notFound(row.id);
  return showOne(ctx, environments, row.id);
}

async function showPermissions(ctx: Context, input: Input): Promise<object> {
  const row = await findVisible(ctx, installations, id(input));
  const version = input.query['version'];
  if (version !== undefined) await findVisible(ctx, versions, `${row.extension_id}/${version}`);
  return permissionChange(ctx, row, version);
}

async function showStorage(ctx: Context, input: Input): Promise<object> {
  const row = await findVisible(ctx, installations, id(input));
  return { ...(await usedStorage(ctx, row.id)), limit: FIXED_LIMITS.storageBytes };
}

async function newRunnerToken(ctx: Context, input: Input): Promise<object> {
  const body = input.body as { name: string; environments?: string[]; secrets?: boolean };
  const token = await createRunnerToken(ctx, { name: body.name, environments: body.environments ?? ['*'], secretsGranted: body.secrets ?? false });
  return { ...(await showOne(ctx, runnerTokens, token.split(':')[0]!)), token };
}
