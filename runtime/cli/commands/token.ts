/** `entrepot token`: who may speak for an account, and which runners may connect (`--runner`). */
import type { Command } from 'commander';
import { connect, withTarget, type Target } from '../client.ts';
import { CliError, EXIT, print, printJson, printTable, say } from '../output.ts';
import { collect } from '../pairs.ts';

interface CreateOptions extends Target {
  name: string;
  account?: string;
  expires?: string;
  runner?: boolean;
  environment: string[];
  secrets?: boolean;
}

interface Token {
  id: string;
  name: string;
  status?: string;
  owner?: { id: string };
  environments?: string[];
  secrets?: boolean;
}

export function tokenCommand(program: Command): void {
  const token = program.command('token').description('API tokens and tokens of runners: create, list, revoke');
  withTarget(
    token
      .command('create')
      .description('a new token; it is shown once')
      .requiredOption('--name <name>', 'what it is for')
      .option('--account <id>', 'for another account (operator)')
      .option('--expires <date>', 'ISO date from which it is refused')
      .option('--runner', 'for a runner instead of an account (operator)')
      .option('--environment <id>', 'a runner serves this one only; may be repeated', collect, [])
      .option('--secrets', 'a runner may hold the secrets of its tasks'),
  ).action(create);
  withTarget(token.command('list').description('tokens, without their secrets').option('--runner', 'those of runners (operator)')).action(list);
  withTarget(token.command('revoke').description('refuse a token from now on').argument('<id>', 'SU-… or RT-…')).action(revoke);
}

async function create(options: CreateOptions): Promise<void> {
  const { name, account, expires } = options;
  if (expires !== undefined && Number.isNaN(Date.parse(expires)))
    throw new CliError(`--expires: ${JSON.stringify(expires)} is no date; expected for example 2027-01-31.`, EXIT.usage);
  if (!options.runner && (options.environment.length > 0 || options.secrets))
    throw new CliError('--environment and --secrets are for tokens of runners: add --runner.', EXIT.usage);
  const client = connect(options);
  const made = options.runner
    ? await client.request<Token & { token: string }>('POST', '/devops/runner-tokens', {
        name,
        ...(options.environment.length ? { environments: options.environment } : {}),
        ...(options.secrets ? { secrets: true } : {}),
      })
    : await client.request<Token & { token: string }>('POST', '/auth/tokens', {
        name,
        ...(account === undefined ? {} : { owner: { id: account } }),
        ...(expires === undefined ? {} : { expiration_date: new Date(expires).toISOString() }),
      });
  if (options.json) return printJson(made);
  print(made.token);
  say('The token is shown this once.');
}

async function list(options: Target & { runner?: boolean }): Promise<void> {
  const rows = await connect(options).request<Token[]>('GET', `${options.runner ? '/devops/runner-tokens' : '/auth/tokens'}?limit=1000`);
  if (options.json) return printJson(rows);
  if (options.runner)
    printTable(['token', 'name', 'environments', 'secrets'], rows.map((r) => [r.id, r.name, r.environments?.join(' ') ?? '', r.secrets ? 'yes' : 'no'])); // prettier-ignore
  else printTable(['token', 'name', 'status', 'account'], rows.map((r) => [r.id, r.name, r.status ?? '', r.owner?.id ?? ''])); // prettier-ignore
}

async function revoke(id: string, options: Target): Promise<void> {
  await connect(options).request('DELETE', `${id.startsWith('RT-') ? '/devops/runner-tokens' : '/auth/tokens'}/${encodeURIComponent(id)}`);
  if (options.json) printJson({ id, status: 'revoked' });
  else print(`${id} is revoked`);
}
