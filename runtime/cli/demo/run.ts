/** The demo: the whole platform on a temporary folder, and orders walking through it. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { CliError, print, printTable } from '../output.ts';
import { packed as pack } from '../packages.ts';
import { Scenario } from './scenario.ts';
import { walkLine } from './walk.ts';
import { EXAMPLE, SERVICE_KEY, startDemo, type Credentials, type DemoProcesses } from './world.ts';

export interface DemoOptions {
  json?: boolean;
  keep?: boolean;
}

export async function runDemo(options: DemoOptions): Promise<void> {
  const started = Date.now();
  const say = options.json ? () => {} : print;
  say('Starting a host, its runner and the vendor service on a fresh folder …');
  const world = await startDemo();
  try {
    const scenario = new Scenario(world.credentials, world.service, (walk) => say(walkLine(walk)));
    await install(scenario, world, say);
    await scenario.run();
    const summary = await summarize(scenario, world.credentials, Date.now() - started);
    if (!options.json) {
      print('');
      printTable(['object', 'who', 'what', 'ended', 'ms'], scenario.walks.map((w) => [w.name, w.who, w.what, w.ended, String(w.ms)])); // prettier-ignore
      print(
        `\n${summary.orders.approved} of ${summary.orders.placed} orders approved; tasks: ${summary.tasks.done} done, ${summary.tasks.retried} retried, ${summary.tasks.dead} dead, ${summary.tasks.replayed} replayed; ${summary.wallMs} ms`,
      );
    }
    if (options.keep) keep(world, say);
    if (options.json) print(JSON.stringify(summary));
    if (!summary.ok) throw new CliError('Not every walk reached its planned end.');
  } finally {
    if (!options.keep) await world.programs.stop();
  }
}

/** As a vendor's admin does: pack, upload, read what it asks for, consent. */
async function install(scenario: Scenario, world: DemoProcesses, say: (text: string) => void): Promise<void> {
  const packed = await pack(EXAMPLE, join(world.programs.folder, 'first-order.epkg'), false);
  const vendor = scenario.client('vendor');
  await vendor.request('POST', '/devops/services', readFileSync(packed.path));
  const body = { service: { name: packed.manifest.name }, settings: { baseUrl: world.service }, secrets: { apiKey: SERVICE_KEY } };
  const asked = await vendor
    .request('POST', '/devops/installations', body)
    .catch((error: { errors: string[]; params: { permissions_digest: string } }) => error);
  const { errors, params } = asked as { errors: string[]; params: { permissions_digest: string } };
  say(`Installing ${basename(packed.path)} ${packed.manifest.version}; it asks to:\n  ${errors.join('\n  ')}`);
  const installed = await vendor.request<{ id: string }>('POST', '/devops/installations', { ...body, consent: params.permissions_digest });
  // the service listens on this machine, which only the operator may open to an extension
  await scenario.client('operator').request('PUT', `/devops/installations/${installed.id}`, { allow_private: true });
  say(`Installed as ${installed.id}.\n`);
}

interface Summary {
  ok: boolean;
  orders: { placed: number; approved: number; failed: number; inquired: number };
  tasks: { done: number; retried: number; dead: number; replayed: number };
  api: string;
  wallMs: number;
}

/** Read back over REST, not from what the walks believe. */
async function summarize(scenario: Scenario, credentials: Credentials, wallMs: number): Promise<Summary> {
  const operator = scenario.client('operator');
  const requests = await operator.request<{ status: string; events: Record<string, unknown> }[]>('GET', '/requests?limit=1000');
  const tasks = await operator.request<{ state: string; attempts_made: number; replay_of: string | null }[]>('GET', '/devops/tasks?limit=1000');
  const count = (status: string) => requests.filter((r) => r.status === status).length;
  return {
    ok: scenario.walks.length === 11 && scenario.walks.every((w) => w.ended === w.planned) && count('approved') === requests.length,
    orders: { placed: requests.length, approved: count('approved'), failed: count('failed'), inquired: requests.filter((r) => r.events['inquired']).length },
    tasks: {
      done: tasks.filter((t) => t.state === 'done').length,
      retried: tasks.filter((t) => t.attempts_made > 1).length,
      dead: tasks.filter((t) => t.state === 'dead').length,
      replayed: tasks.filter((t) => t.replay_of !== null).length,
    },
    api: credentials.api,
    wallMs,
  };
}

function keep(world: DemoProcesses, say: (text: string) => void): void {
  world.programs.release();
  say(`\nLeft running: ${world.credentials.url} (data ${world.programs.folder}), vendor service ${world.service}`);
  for (const [role, { id, token }] of Object.entries(world.credentials.accounts)) say(`  ${role.padEnd(12)} ${id}  ${token}`);
}
