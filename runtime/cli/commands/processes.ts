/** start, runner, account create, token create: what an operator begins with. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { connect, type Target } from '../client.ts';
import { print, printJson } from '../output.ts';

/** Flags of every command that talks to a host. */
export function withTarget(command: Command): Command {
  return command
    .option('--url <url>', 'the host (ENTREPOT_URL)')
    .option('--token <token>', '"ApiKey SU-…:secret" (ENTREPOT_TOKEN)')
    .option('--data <folder>', 'a data folder to find both in (ENTREPOT_DATA)')
    .option('--as <role>', 'whose token of the folder: operator, vendor, distributor, reseller')
    .option('--json', 'print JSON');
}

/** Runs a process entry in place of this one: same terminal, same signals, same exit code. */
function become(name: 'host' | 'runner', args: string[]): Promise<void> {
  const source = fileURLToPath(new URL(`../../${name}/main.ts`, import.meta.url));
  const entry = existsSync(source) ? ['--import', 'tsx', source] : [source.replace(/\.ts$/, '.js')];
  const child = spawn(process.execPath, [...entry, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) =>
    child.on('exit', (code) => {
      process.exitCode = code ?? 1;
      resolve();
    }),
  );
}

export function processCommands(program: Command): void {
  program
    .command('start')
    .description('start a host with its bundled runner (flags: docs/operate.md)')
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action((_options: object, command: Command) => become('host', command.args));
  program
    .command('runner')
    .description('start a runner elsewhere: --url URL --token-file FILE')
    .allowUnknownOption()
    .allowExcessArguments()
    .helpOption(false)
    .action((_options: object, command: Command) => become('runner', command.args));

  const account = program.command('account').description('accounts');
  withTarget(
    account
      .command('create')
      .description('create an account with a first token')
      .requiredOption('--name <name>')
      .requiredOption('--role <role>', 'vendor, distributor or reseller'),
  ).action(async (options: Target & { name: string; role: string; json?: boolean }) => {
    const client = connect(options);
    const made = await client.request<{ id: string }>('POST', '/accounts', { name: options.name, role: options.role });
    const { token } = await client.request<{ token: string }>('POST', '/auth/tokens', { name: `${options.name} (first)`, owner: { id: made.id } });
    if (options.json) printJson({ ...made, token });
    else print(`${made.id}\n${token}\nThis token is shown once.`);
  });
  withTarget(
    program.command('token').description('create an API token').requiredOption('--name <name>').option('--account <id>', 'for another account (operator)'),
  ).action(async (options: Target & { name: string; account?: string; json?: boolean }) => {
    const made = await connect(options).request<{ id: string; token: string }>('POST', '/auth/tokens', {
      name: options.name,
      ...(options.account ? { owner: { id: options.account } } : {}),
    });
    if (options.json) printJson(made);
    else print(`${made.token}\nThis token is shown once.`);
  });
}
