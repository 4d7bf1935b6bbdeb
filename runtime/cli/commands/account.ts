/** `entrepot account`: who trades on this platform. */
import type { Command } from 'commander';
import { connect, withTarget, type Target } from '../client.ts';
import { CliError, EXIT, print, printJson, printTable, say } from '../output.ts';

const ROLES = ['vendor', 'distributor', 'reseller', 'operator'];

interface Account {
  id: string;
  name: string;
  role: string;
}

export function accountCommand(program: Command): void {
  const account = program.command('account').description('accounts: create, list');
  withTarget(
    account
      .command('create')
      .description('create an account with a first token (operator)')
      .requiredOption('--name <name>', 'how others see it')
      .requiredOption('--role <role>', ROLES.join(', ')),
  ).action(async (options: Target & { name: string; role: string }) => {
    if (!ROLES.includes(options.role)) throw new CliError(`--role: ${JSON.stringify(options.role)} is not allowed; allowed: ${ROLES.join(', ')}.`, EXIT.usage);
    const client = connect(options);
    const made = await client.request<Account>('POST', '/accounts', { name: options.name, role: options.role });
    const { token } = await client.request<{ token: string }>('POST', '/auth/tokens', { name: `${options.name} (first)`, owner: { id: made.id } });
    if (options.json) return printJson({ ...made, token });
    print(`${made.id}\n${token}`);
    say('The token is shown this once.');
  });
  withTarget(account.command('list').description('your own account; all for the operator')).action(async (options: Target) => {
    const rows = await connect(options).request<Account[]>('GET', '/accounts?limit=1000');
    if (options.json) return printJson(rows);
    printTable(['account', 'role', 'name'], rows.map((r) => [r.id, r.role, r.name])); // prettier-ignore
  });
}
