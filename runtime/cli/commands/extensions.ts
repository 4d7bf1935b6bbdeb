/** install, and the life of an installation: list, pause, resume, upgrade, rollback, uninstall, settings, secrets. */
import { readFileSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { ApiError, connect, type Client, type Target } from '../client.ts';
import { CliError, EXIT, print, printJson, printTable } from '../output.ts';
import { packed } from './packages.ts';
import { withTarget } from './processes.ts';

type Options = Target & { json?: boolean };
type InstallOptions = Options & { account?: string; set: string[]; secret: string[]; yes?: boolean; allowPrivate?: boolean };

const collect = (value: string, all: string[]) => [...all, value];

export function extensionCommands(program: Command): void {
  withTarget(
    program
      .command('install')
      .description('upload a package (.epkg or project folder) and install it')
      .argument('<package>')
      .option('--account <id>', 'install for this account (operator)')
      .option('--set <name=value>', 'a setting; JSON or text', collect, [])
      .option('--secret <name=value>', 'a secret; @FILE or env:NAME reads it from there', collect, [])
      .option('--allow-private', 'let it reach private and loopback addresses (operator)')
      .option('--yes', 'approve the permissions without asking'),
  ).action(install);

  const extensions = program.command('extensions').description('installed extensions');
  withTarget(extensions.command('list', { isDefault: true })).action(async (options: Options) => {
    const rows = await connect(options).request<Installation[]>('GET', '/devops/installations?limit=1000');
    if (options.json) return printJson(rows);
    printTable(['installation', 'extension', 'version', 'account', 'status'], rows.map((r) => [r.id, r.service?.name ?? '', r.version ?? '', r.account?.id ?? '', r.status])); // prettier-ignore
  });
  for (const action of ['pause', 'resume', 'upgrade', 'rollback', 'uninstall'] as const) {
    withTarget(extensions.command(action).argument('<installation>').option('--yes', 'approve new permissions')).action(
      async (id: string, options: Options & { yes?: boolean }) => {
        const client = connect(options);
        const row = await withConsent(client, `/devops/installations/${id}/${action}`, {}, options.yes ?? false);
        if (options.json) printJson(row);
        else print(`${row.id} ${row.status} ${row.version ?? ''}`);
      },
    );
  }
  withTarget(extensions.command('set').description('replace the settings').argument('<installation>').argument('<name=value...>')).action(
    async (id: string, pairs: string[], options: Options) => {
      printJson(await connect(options).request('PUT', `/devops/installations/${id}/settings`, settingsOf(pairs)));
    },
  );
  withTarget(extensions.command('secret').description('set a secret').argument('<installation>').argument('<name=value>')).action(
    async (id: string, pair: string, options: Options) => {
      const [[name, value]] = Object.entries(secretsOf([pair])) as [[string, string]];
      await connect(options).request('PUT', `/devops/installations/${id}/secrets/${name}`, { value });
      print(`secret ${name} is set`);
    },
  );
}

interface Installation {
  id: string;
  status: string;
  version?: string;
  service?: { id: string; name: string };
  account?: { id: string };
}

async function install(given: string, options: InstallOptions): Promise<void> {
  const client = connect(options);
  const bytes = readFileSync(statSync(given).isDirectory() ? (await packed(given, undefined, options.json)).path : given);
  const version = await client.request<{ version: string; service: { id: string } }>(
    'POST',
    `/devops/services${options.account ? `?account=${options.account}` : ''}`,
    bytes,
  );
  const row = await withConsent(
    client,
    '/devops/installations',
    {
      service: { id: version.service.id },
      version: version.version,
      ...(options.account ? { account: { id: options.account } } : {}),
      settings: settingsOf(options.set),
      secrets: secretsOf(options.secret),
      ...(options.allowPrivate ? { allow_private: true } : {}),
    },
    options.yes ?? false,
  );
  if (options.json) printJson(row);
  else print(`Installed ${row.id}`);
}

/** The host says what the package asks for; the admin reads it and consents to exactly that. */
async function withConsent(client: Client, path: string, body: object, yes: boolean): Promise<Installation> {
  try {
    return await client.request<Installation>('POST', path, body);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'PKG_002') throw error;
    process.stderr.write(`It asks to:\n  ${error.errors.join('\n  ')}\n`);
    if (!yes && !(await confirmed())) throw new CliError('Not approved; nothing was changed.', EXIT.refused);
    return client.request<Installation>('POST', path, { ...body, consent: error.params['permissions_digest'] });
  }
}

async function confirmed(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CliError('Approve with --yes, or run this in a terminal.', EXIT.refused);
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question('Approve? [y/N] ');
  prompt.close();
  return /^y(es)?$/i.test(answer.trim());
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new CliError(`${JSON.stringify(text)} is not name=value.`, EXIT.usage);
  return [text.slice(0, at), text.slice(at + 1)];
}

function settingsOf(pairs: string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map(pairOf).map(([name, value]) => {
      try {
        return [name, JSON.parse(value) as unknown];
      } catch {
        return [name, value];
      }
    }),
  );
}

function secretsOf(pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map(pairOf).map(([name, value]) => {
      if (value.startsWith('@')) return [name, readFileSync(value.slice(1), 'utf8').trim()];
      if (value.startsWith('env:')) return [name, process.env[value.slice(4)] ?? ''];
      return [name, value];
    }),
  );
}
