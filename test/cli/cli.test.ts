/** The command line as people use it: each command a process of its own, against one real host. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXIT } from '../../runtime/cli/output.ts';
import { createProgram } from '../../runtime/cli/program.ts';
import { until } from '../support/host.ts';
import { DataFolder } from '../support/process.ts';

const MAIN = resolve('runtime/cli/main.ts');
const TSX = import.meta.resolve('tsx');
const work = mkdtempSync(join(tmpdir(), 'entrepot-cli-'));
const data = new DataFolder();
let host: Awaited<ReturnType<DataFolder['host']>>;

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function cli(...args: string[]): Promise<Ended> {
  return started(args).ended;
}

function started(args: string[], environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--import', TSX, MAIN, ...args], { cwd: work, env: { PATH: process.env['PATH'], HOME: work, ...environment } });
  const seen = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (seen.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (seen.err += chunk.toString()));
  child.stdin.end();
  return { child, seen, ended: new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...seen }))) };
}

/** A command against the host of this file that must succeed. */
async function as<T = string>(role: string, ...args: string[]): Promise<T> {
  const { code, out, err } = await cli(...args, '--data', data.path, '--as', role);
  expect([code, err.replace(/^(Waiting|Uploading|Packing|It asks to| {2}- |The token is).*$/gm, '').trim()], `${args.join(' ')}: ${err}`).toEqual([0, '']);
  return (args.includes('--json') ? JSON.parse(out) : out) as T;
}

const SOURCE = `import { defineExtension, approve, NonRetriable } from 'entrepot';
export default defineExtension({
  hooks: {
    asset_purchase_request_processing: async (ctx, request) => {
      ctx.log.info('seen', { note: request.note });
      if (request.note === 'break') throw new NonRetriable('asked to break');
      return approve({ params: { url: 'https://it.example' } });
    },
  },
});
`;

beforeAll(async () => {
  host = await data.host('--seed', 'demo');
});
afterAll(async () => {
  host.child.kill('SIGTERM');
  await data[Symbol.asyncDispose]();
  rmSync(work, { recursive: true, force: true });
});

test('from nothing to an order that an extension approved, each step a command', async () => {
  expect((await cli('init', 'mine')).out).toContain('Created mine');
  writeFileSync(join(work, 'mine/src/index.ts'), SOURCE);
  const manifest = readFileSync(join(work, 'mine/extension.yaml'), 'utf8');
  expect((await cli('validate', 'mine', '--json')).code).toBe(EXIT.failed); // the manifest still names another hook
  writeFileSync(join(work, 'mine/extension.yaml'), `${manifest.slice(0, manifest.indexOf('hooks:'))}hooks:\n  asset_purchase_request_processing: {}\n`);
  expect((await cli('validate', 'mine')).out).toContain('is valid: asset_purchase_request_processing');
  const packed = JSON.parse((await cli('pack', 'mine', '--json')).out) as { path: string; digest: string };
  expect(JSON.parse((await cli('pack', 'mine', '--json')).out)).toMatchObject({ digest: packed.digest });

  const refused = await cli('install', packed.path, '--data', data.path, '--as', 'vendor');
  expect([refused.code, refused.err]).toEqual([EXIT.refused, expect.stringContaining('--yes') as string]);
  expect(await as('vendor', 'extensions')).toContain('Nothing is installed yet');
  const { id } = await as<{ id: string }>('vendor', 'install', packed.path, '--yes', '--json');
  expect(await as('vendor', 'extensions')).toMatch(new RegExp(`${id} +mine +0.1.0 +installed`));
  expect(await as('vendor', 'extensions', 'show', id)).toContain('hooks: asset_purchase_request_processing');

  const order = (note: string) => place(note);
  const placed = await order('fine');
  const done = await until('a done task', async () => (await as<Task[]>('vendor', 'tasks', '--object', placed, '--status', 'succeeded', '--json'))[0]);
  expect(await as('vendor', 'task', done.id)).toMatch(/event asset_purchase.*\n.*task created.*\n.*attempt 1 started.*\n[^]*info {3}seen[^]*finished: done/);
  expect(await as('vendor', 'logs', '--object', placed)).toMatch(/info +seen {2}\{"note":"fine"\}[^]*-> done/);

  const file = join(work, 'done.jsonl');
  expect(await as('vendor', 'task', done.id, '--export', file)).toContain(`entrepot replay ${file}`);
  const alike = await cli('replay', file, '--package', packed.path);
  expect([alike.code, alike.out]).toEqual([EXIT.ok, expect.stringMatching(/^identical {2}\d+ calls of TQ-/) as string]);
  writeFileSync(join(work, 'mine/src/index.ts'), readFileSync(join(work, 'mine/src/index.ts'), 'utf8').replace("'seen'", "'noticed'"));
  const changed = await cli('replay', file, '--package', 'mine', '--json');
  expect([changed.code, JSON.parse(changed.out)]).toEqual([
    EXIT.ok,
    expect.objectContaining({ verdict: 'same effects', notes: [expect.stringContaining('other code')] }),
  ]);
  // a folder of recordings, the place of a difference in the source, and again on each save
  mkdirSync(join(work, 'mine/recordings'));
  for (const name of ['a', 'b']) cpSync(file, join(work, `mine/recordings/${name}.rec`));
  expect((await cli('replay', 'mine/recordings', '--package', packed.path)).out).toContain('2 recordings, 2 identical');
  expect(await as('vendor', 'replay', done.id, '--offline', '--package', packed.path)).toMatch(/^identical/);
  const watching = started(['replay', file, '--package', 'mine', '--watch']);
  await until('a first replay', async () => watching.seen.err.includes('waiting for a file'), 20_000);
  writeFileSync(join(work, 'mine/src/index.ts'), SOURCE.replace("ctx.log.info('seen'", "await ctx.step('more', async () => 1);\n      ctx.log.info('seen'"));
  await until('another one', async () => /diverged[^]*call 1 {2}at src\/index.ts:5:\d+/.test(watching.seen.out), 20_000);
  watching.child.kill('SIGINT');
  expect((await watching.ended).code).toBe(EXIT.interrupted);
  const gate = ['--gate', 'identical=95%', '--data', data.path, '--as', 'vendor'];
  const shadowed = await cli('shadow', '--candidate', packed.path, '--since', '1h', '--baseline', packed.path, ...gate);
  expect([shadowed.code, shadowed.out]).toEqual([EXIT.ok, expect.stringMatching(/identical +1 +100.0 %[^]*Gate identical >= 95%: passed/) as string]);
  const worse = await cli('shadow', '--candidate', 'mine', ...gate, '--json');
  expect([worse.code, JSON.parse(worse.out)]).toEqual([EXIT.failed, expect.objectContaining({ counts: expect.objectContaining({ diverged: 1 }) as object })]);
  writeFileSync(join(work, 'mine/src/index.ts'), SOURCE);
  expect(await as('vendor', 'extensions', 'recording', id, 'off')).toContain('its attempts are not recorded');

  const broken = await order('break');
  const dead = await until('a dead task', async () => (await as<Task[]>('vendor', 'tasks', '--object', broken, '--status', 'dead', '--json'))[0]);
  const story = await as('vendor', 'task', dead.id);
  expect(story).toMatch(/NON_RETRIABLE[^]*asked to break[^]*src\/index\.ts:6/);
  expect(story).toContain(`entrepot replay ${dead.id}`);
  const again = await as<Task>('vendor', 'replay', dead.id, '--json');
  await until('the replay to be dead too', async () => (await as<Task>('vendor', 'task', again.id, '--json')).state === 'dead');
  expect(await as('vendor', 'discard', again.id, '--reason', 'only a test')).toContain('cancelled');

  for (const [action, status] of [['pause', 'paused'], ['resume', 'installed']] as const) expect(await as('vendor', 'extensions', action, id)).toContain(status); // prettier-ignore
  expect(await as('vendor', 'extensions', 'uninstall', id, '--yes')).toContain('uninstalled');
}, 240_000);

test('logs -f goes on until it is interrupted', async () => {
  const following = started(['logs', '-f', '--data', data.path, '--as', 'vendor']);
  await until('what was there', async () => following.seen.out.includes('-> '), 20_000);
  following.child.kill('SIGINT');
  expect((await following.ended).code).toBe(EXIT.interrupted);
}, 30_000);

test('accounts and tokens: a secret is shown once, a revoked token is refused', async () => {
  const { id, token } = await as<{ id: string; token: string }>('operator', 'account', 'create', '--name', 'New Vendor', '--role', 'vendor', '--json');
  expect(await as('operator', 'account', 'list')).toContain(id);
  const url = data.json<{ url: string }>('host.json').url;
  expect(JSON.parse((await cli('account', 'list', '--url', url, '--token', token, '--json')).out)).toMatchObject([{ id }]);
  writeFileSync(join(work, 'token'), token);
  const made = JSON.parse((await cli('token', 'create', '--name', 'second', '--url', url, '--token', `@${join(work, 'token')}`, '--json')).out) as {
    id: string;
    token: string;
  };
  const listed = await cli('token', 'list', '--url', url, '--token', token);
  expect(listed.out).toContain(made.id);
  expect(listed.out).not.toContain(made.token.split(':')[1]);
  expect((await cli('token', 'revoke', made.id, '--url', url, '--token', token)).code).toBe(0);
  const refused = await cli('account', 'list', '--url', url, '--token', made.token, '--json');
  expect([refused.code, refused.out, JSON.parse(refused.err)]).toMatchObject([EXIT.refused, '', { error: { code: 'AUTH_001' } }]);
}, 60_000);

test.each([
  ['an unknown command, with the nearest', ['taks'], EXIT.usage, /Did you mean[^]*tasks/],
  ['an unknown flag, with the nearest', ['tasks', '--instalation', 'x'], EXIT.usage, /Did you mean --installation/],
  ['no host on the folder', ['tasks', '--data', '/nowhere'], EXIT.unreachable, /No host runs on \/nowhere: start one/],
  ['a host that does not answer', ['tasks', '--url', 'http://127.0.0.1:1', '--token', 'SU-1:2'], EXIT.unreachable, /does not answer \(.*\); does it run\?/],
  ['an address that is none', ['tasks', '--url', 'here', '--token', 'SU-1:2'], EXIT.usage, /--url: "here" is not allowed; allowed: an http or https URL/],
  ['a status that is none', ['tasks', '--status', 'ded', '--data', '/nowhere'], EXIT.usage, /--status: "ded" is not allowed; allowed: ready, leased/],
  ['a limit that is none', ['tasks', '--limit', '0', '--data', '/nowhere'], EXIT.usage, /--limit: "0" is not allowed; allowed: 1 to 1000/],
  [
    'a role that is none',
    ['account', 'create', '--name', 'x', '--role', 'boss', '--data', '/nowhere'],
    EXIT.usage,
    /--role: "boss" is not allowed; allowed: vendor/,
  ],
  ['a setting that is none', ['install', 'x.epkg', '--set', 'novalue', '--data', '/nowhere'], EXIT.usage, /--set: "novalue" is not name=value/],
  [
    'a switch that is none',
    ['extensions', 'recording', 'EIN-1', 'maybe', '--data', '/nowhere'],
    EXIT.usage,
    /recording: "maybe" is not allowed; allowed: on, off/,
  ],
  ['a package that is none', ['pack', '/nowhere'], EXIT.failed, /extension.yaml: There is none in \/nowhere/],
] as const)('%s is refused with what to do', async (_, args, code, message) => {
  const ended = await cli(...args);
  expect([ended.code, ended.out]).toEqual([code, '']);
  expect(ended.err).toMatch(message);
});

test('what is not there is told apart from what is not allowed', async () => {
  const at = ['--data', data.path, '--as', 'vendor'];
  expect((await cli('task', 'TQ-0000', ...at)).code).toBe(EXIT.notFound);
  const forbidden = await cli('account', 'create', '--name', 'x', '--role', 'vendor', ...at);
  expect([forbidden.code, forbidden.err]).toEqual([EXIT.refused, expect.stringContaining('Use the token of another account') as string]);
});

test('docs/cli.md tells every command and every exit code', () => {
  const text = readFileSync('docs/cli.md', 'utf8');
  const names = createProgram().commands.flatMap((c) => (c.commands.length ? c.commands.map((s) => `${c.name()} ${s.name()}`) : [c.name()]));
  expect(names.filter((name) => !text.includes(`entrepot ${name}`))).toEqual([]);
  for (const [name, code] of Object.entries(EXIT)) expect(text, name).toMatch(new RegExp(`^\\| ${code} +\\|`, 'm'));
});

interface Task {
  id: string;
  state: string;
}

async function place(note: string): Promise<string> {
  const { api, accounts, world } = data.credentials;
  const contact = { first_name: 'Eva', last_name: 'Lang', email: 'eva@customer.example' };
  const customer = { name: 'Customer GmbH', contact_info: { address_line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE', contact } };
  const answer = await fetch(`${api}/requests`, {
    method: 'POST',
    headers: { authorization: accounts['distributor']!.token, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ type: 'purchase', note },
      asset: {
        connection: { id: world!.connection },
        items: [{ id: world!.items['recurring'], quantity: 1 }],
        params: [{ id: 'admin_email', value: 'it@customer.example' }],
        tiers: { customer },
      },
    }),
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}
