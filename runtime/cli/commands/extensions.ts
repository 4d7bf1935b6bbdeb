/** `entrepot extensions`: what is installed, and the life of one installation. */
import type { Command } from 'commander';
import { connect, withTarget, type Client, type Target } from '../client.ts';
import { CliError, EXIT, print, printJson, printTable } from '../output.ts';
import { upload, withConsent, type Installation } from '../packages.ts';
import { collect, secretOf, settingsOf } from '../pairs.ts';
import { ask, confirm, isInteractive } from '../prompt.ts';

type Options = Target & { yes?: boolean };

const pathOf = (id: string, rest = '') => `/devops/installations/${encodeURIComponent(id)}${rest}`;

export function extensionsCommand(program: Command): void {
  const extensions = program.command('extensions').description('installed extensions: list, show, change, remove');
  const command = (name: string, summary: string) => withTarget(extensions.command(name).description(summary)).argument('<installation>', 'EIN-…');

  withTarget(extensions.command('list', { isDefault: true }).description('what is installed')).action(list);
  command('show', 'settings, secrets and permissions of one').action(show);
  for (const [name, summary] of [
    ['pause', 'keep its tasks waiting'],
    ['resume', 'go on'],
  ] as const)
    // prettier-ignore
    command(name, summary).action(async (id: string, options: Options) => tell(await connect(options).request('POST', pathOf(id, `/${name}`), {}), options));
  command('upgrade', 'another version; new powers need approval')
    .argument('[package]', 'an .epkg or project to upload first')
    .option('--to <version>', 'default: the newest one')
    .option('-y, --yes', 'approve new permissions without asking')
    .action(upgrade);
  command('rollback', 'back to the version before, with its settings').action(async (id: string, options: Options) =>
    tell(await connect(options).request('POST', pathOf(id, '/rollback'), {}), options),
  );
  command('uninstall', 'stop it for good').option('--keep-data', 'keep its storage, steps and secrets').option('-y, --yes', 'do not ask').action(uninstall);
  command('settings', 'show the settings, or change some')
    .option('--set <name=value>', 'as JSON or text; may be repeated', collect, [])
    .option('--unset <name>', 'take one out; may be repeated', collect, [])
    .action(settings);
  command('recording', 'record its attempts, or not').argument('<on|off>').action(recording);
  command('secret', 'set a secret; it cannot be read again')
    .argument('<name[=value]>', 'name=@FILE, name=env:NAME, name=value, or name to be asked')
    .action(secret);
}

async function list(options: Options): Promise<void> {
  const rows = await connect(options).request<Installation[]>('GET', '/devops/installations?limit=1000');
  if (options.json) return printJson(rows);
  if (!rows.length) return print('Nothing is installed yet; entrepot install PACKAGE does it.');
  printTable(
    ['installation', 'extension', 'version', 'status', 'account'],
    rows.map((r) => [r.id, r.service.name, r.version, r.status, `${r.owner.id} ${r.owner.name}`]),
  );
}

async function show(id: string, options: Options): Promise<void> {
  const row = await connect(options).request<Installation>('GET', pathOf(id));
  if (options.json) return printJson(row);
  print(`${row.id}  ${row.service.name} ${row.version}  ${row.status}  for ${row.owner.id} ${row.owner.name}`);
  if (row.latest_version !== row.version) print(`  newest version: ${row.latest_version}`);
  print(`  hooks: ${row.hooks?.join(', ')}`);
  print(`  settings: ${JSON.stringify(row.settings)}`);
  for (const { name, title, required, set } of row.secrets ?? []) print(`  secret ${name} (${title}): ${set ? 'set' : required ? 'MISSING' : 'not set'}`);
  for (const { sentence } of row.permissions ?? []) print(`  may: ${sentence}`);
}

async function upgrade(id: string, given: string | undefined, options: Options & { to?: string }): Promise<void> {
  const client = connect(options);
  const present = await client.request<Installation>('GET', pathOf(id));
  const uploaded = given === undefined ? undefined : await upload(client, given, (await isOwn(client, present)) ? undefined : present.owner.id, options.json);
  if (uploaded && uploaded.service.id !== present.service.id)
    throw new CliError(
      `${given} is ${uploaded.service.name} (${uploaded.service.id}); ${id} runs ${present.service.name} (${present.service.id}).`,
      EXIT.usage,
    );
  const version = options.to ?? uploaded?.version;
  await tell(await withConsent<Installation>(client, pathOf(id, '/upgrade'), version === undefined ? {} : { version }, options.yes ?? false), options);
}

/** An account uploads for itself without saying so; the operator names the account. */
async function isOwn(client: Client, row: Installation): Promise<boolean> {
  const accounts = await client.request<{ id: string; role: string }[]>('GET', `/accounts?id=${row.owner.id}&limit=1`);
  const all = await client.request<{ role: string }[]>('GET', '/accounts?limit=2');
  return all.length === 1 && accounts.length === 1;
}

async function uninstall(id: string, options: Options & { keepData?: boolean }): Promise<void> {
  const client = connect(options);
  const row = await client.request<Installation>('GET', pathOf(id));
  if (!options.yes) await confirm(`Uninstall ${row.service.name} ${row.version} of ${row.owner.id}${options.keepData ? '' : ' with all it stored'}?`, '--yes');
  await tell(await client.request('POST', pathOf(id, '/uninstall'), { data: options.keepData ? 'keep' : 'delete' }), options);
}

async function settings(id: string, options: Options & { set: string[]; unset: string[] }): Promise<void> {
  const changes = settingsOf(options.set);
  const client = connect(options);
  const present = await client.request<Record<string, unknown>>('GET', pathOf(id, '/settings'));
  if (!options.set.length && !options.unset.length) return printJson(present);
  const unknown = options.unset.filter((name) => !Object.hasOwn(present, name));
  if (unknown.length) throw new CliError(`--unset: ${unknown.join(', ')} is not set; set are: ${Object.keys(present).join(', ') || 'none'}.`, EXIT.usage);
  const next = Object.fromEntries(Object.entries({ ...present, ...changes }).filter(([name]) => !options.unset.includes(name)));
  printJson((await client.request<Installation>('PUT', pathOf(id, '/settings'), next)).settings);
}

async function secret(id: string, pair: string, options: Options): Promise<void> {
  const { name, value } = secretOf(pair);
  if (value === undefined && !isInteractive())
    throw new CliError(`secret: give ${name}=@FILE or ${name}=env:NAME, or run this in a terminal to be asked.`, EXIT.usage);
  const client = connect(options);
  const row = await client.request<Installation>('PUT', pathOf(id, `/secrets/${name}`), {
    value: value ?? (await ask(`${name} (not shown): `, { hidden: true })),
  });
  if (options.json) printJson(row);
  else print(`${row.id}: secret ${name} is set`);
}

async function recording(id: string, wished: string, options: Options): Promise<void> {
  if (wished !== 'on' && wished !== 'off') throw new CliError(`recording: ${JSON.stringify(wished)} is not allowed; allowed: on, off.`, EXIT.usage);
  const row = await connect(options).request<Installation>('PUT', pathOf(id), { recording: wished === 'on' });
  if (options.json) printJson(row);
  else print(`${row.id}: its attempts are ${row.recording ? '' : 'not '}recorded`);
}

/** The state as the host has it now, not as the command wished it. */
async function tell(row: Installation, options: Options): Promise<void> {
  if (options.json) printJson(row);
  else print(`${row.id} ${row.service.name} ${row.version} ${row.status}`);
}
