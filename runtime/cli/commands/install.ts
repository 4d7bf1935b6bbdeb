/** `entrepot install`: upload, fill in what is missing, read what it may do, approve. */
import type { Command } from 'commander';
import { connect, withTarget, type Client, type Target } from '../client.ts';
import { print, printJson } from '../output.ts';
import { upload, withConsent, type Installation, type Version } from '../packages.ts';
import { collect, secretsOf, settingsOf } from '../pairs.ts';
import { ask, isInteractive } from '../prompt.ts';

interface InstallOptions extends Target {
  account?: string;
  set: string[];
  secret: string[];
  allowPrivate?: boolean;
  yes?: boolean;
}

export function installCommand(program: Command): void {
  withTarget(
    program
      .command('install')
      .description('upload a package and install it')
      .argument('<package>', 'an .epkg file, or a project folder')
      .option('--account <id>', 'for this account; needed from the operator')
      .option('--set <name=value>', 'a setting, as JSON or text; may be repeated', collect, [])
      .option('--secret <name=value>', 'a secret: name=@FILE, name=env:NAME, or the value; may be repeated', collect, [])
      .option('--allow-private', 'let it reach private and loopback addresses (operator)')
      .option('-y, --yes', 'approve its permissions without asking'),
  ).action(install);
}

async function install(given: string, options: InstallOptions): Promise<void> {
  const [settings, secrets] = [settingsOf(options.set), secretsOf(options.secret)];
  const client = connect(options);
  const { version, service } = await upload(client, given, options.account, options.json);
  if (isInteractive()) await fillIn(client, { version, service }, settings, secrets);
  const installed = await withConsent<Installation>(
    client,
    '/devops/installations',
    {
      service: { id: service.id },
      version,
      settings,
      secrets,
      ...(options.account === undefined ? {} : { account: { id: options.account } }),
      ...(options.allowPrivate ? { allow_private: true } : {}),
    },
    options.yes ?? false,
  );
  if (options.json) printJson(installed);
  else print(`Installed ${service.name} ${installed.version} as ${installed.id}`);
}

/** Asks for what the package needs and the command line did not give. */
async function fillIn(client: Client, { service, version }: Version, settings: Record<string, unknown>, secrets: Record<string, string>): Promise<void> {
  const { manifest } = await client.request<Version>('GET', `/devops/services/${service.id}/versions/${version}`);
  for (const name of manifest?.settings?.required ?? []) {
    if (Object.hasOwn(settings, name)) continue;
    const { title = name, type } = manifest?.settings?.properties?.[name] ?? {};
    const answer = await ask(`${title} (${name}): `);
    Object.assign(settings, type === 'string' ? { [name]: answer } : settingsOf([`${name}=${answer}`]));
  }
  for (const [name, { title = name, required }] of Object.entries(manifest?.permissions?.secrets ?? {}))
    if (required && !Object.hasOwn(secrets, name)) secrets[name] = await ask(`${title} (${name}, not shown): `, { hidden: true });
}
