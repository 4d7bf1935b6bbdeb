/**
 * Every template as its author meets it: made by `init`, its types checked, its own test in both modes of the test kit, packed,
 * installed in a running host, and triggered there by what it is for.
 */
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initProject, packProject, projectTemplates } from '../../runtime/cli/project.ts';
import { seedDemo } from '../../runtime/host/seed.ts';
import { createInstallation, readPackage, registerPackage } from '../../runtime/registry/index.ts';
import { inspectBundle } from '../../runtime/runner/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { startTestHost, until } from '../support/host.ts';
import { CUSTOMER } from '../support/world.ts';

const TEMPLATES = ['blank', 'fulfill', 'hub', 'notify', 'usage', 'validate'];
const work = mkdtempSync(join(tmpdir(), 'entrepot-templates-of-'));
const folderOf = (template: string) => join(work, template);

/** The tests of all projects in one process: starting one costs more than they do. */
function ownTests(mode: 'process' | 'sandbox'): Promise<{ code: number | null; out: string }> {
  const args = ['--import', import.meta.resolve('tsx'), '--test', '--test-isolation=none', '--test-reporter=tap', join(work, '*/test/*.test.ts')];
  const env = { PATH: process.env['PATH'], ENTREPOT_SIMULATE: mode, TSX_TSCONFIG_PATH: resolve('tsconfig.json') };
  const child = spawn(process.execPath, args, { cwd: work, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  return new Promise((ended) => child.on('close', (code) => ended({ code, out })));
}

beforeAll(() => {
  for (const template of TEMPLATES) expect(initProject(folderOf(template), undefined, template)).toMatchObject({ ok: true });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('there are these templates, and each says what it is for', () => {
  expect(projectTemplates().map((t) => t.name)).toEqual(TEMPLATES);
  expect(projectTemplates().filter((t) => t.description.length < 20)).toEqual([]);
});

test('a new project has its name everywhere, ignores what is made, and finds entrepot before anything is installed', () => {
  for (const template of TEMPLATES) {
    const files = (readdirSync(folderOf(template), { recursive: true }) as string[]).filter((file) => !file.startsWith('node_modules'));
    expect(files).toEqual(expect.arrayContaining(['.gitignore', 'README.md', 'extension.yaml', 'src/index.ts', 'test/extension.test.ts', 'tsconfig.json']));
    expect(readFileSync(join(folderOf(template), 'extension.yaml'), 'utf8')).toContain(`\nname: ${template}\n`);
    expect(existsSync(join(folderOf(template), 'node_modules/entrepot/package.json'))).toBe(true);
  }
});

test.each(['process', 'sandbox'] as const)('their own tests pass in mode %s', async (mode) => {
  const { code, out } = await ownTests(mode);
  expect([code, out.match(/^# (pass|fail) .*$/gm)], out).toEqual([0, ['# pass 17', '# fail 0']]);
});

describe('on a running host', () => {
  let system: Awaited<ReturnType<typeof startTestHost>>;
  let demo: Awaited<ReturnType<typeof seedDemo>>;
  let outside: { server: Server; url: string; asked: string[]; readings: Record<string, number>; orders: object[] };

  beforeAll(async () => {
    [system, outside] = await Promise.all([startTestHost(), listenOutside()]);
    demo = await system.store.write(SYSTEM, (ctx) => seedDemo(ctx));
  });
  afterAll(async () => {
    await system[Symbol.asyncDispose]();
    outside.server.close();
  });

  /** Their hooks overlap: one at a time. */
  const uninstall = (id: string) =>
    system.store.write(SYSTEM, (ctx) => ctx.tx.updateTable('installation').set({ status: 'uninstalled' }).where('id', '=', id).execute());

  async function install(template: string, settings: Record<string, unknown> = {}): Promise<string> {
    const packed = await packProject(folderOf(template));
    if (!packed.ok) throw new Error(JSON.stringify(packed.faults));
    const files = await readPackage(readFileSync(packed.path), inspectBundle);
    const account = demo.accounts[template === 'hub' ? 'distributor' : 'vendor'].id;
    const secrets = Object.fromEntries(Object.keys(files.manifest.permissions?.secrets ?? {}).map((name) => [name, 'secret-of-a-test']));
    return system.store.write(SYSTEM, async (ctx) => {
      const { extension } = await registerPackage(ctx, account, { ...files, digest: packed.digest });
      const given = { extensionId: extension.id, version: files.manifest.version, accountId: account, settings, secrets, allowPrivate: true };
      return (await createInstallation(ctx, given)).id;
    });
  }

  async function order(more: { status?: 'draft'; params?: Record<string, string> } = {}): Promise<{ id: string; asset: { id: string } }> {
    const params = Object.entries({ admin_email: 'it@a.example', ...more.params }).map(([id, value]) => ({ id, value }));
    const items = [{ id: demo.world.items.recurring, quantity: 2 }, { id: demo.world.items.payAsYouGo, quantity: 1 }]; // prettier-ignore
    const asset = { connection: { id: demo.world.connection }, external_uid: crypto.randomUUID(), items, params, tiers: { customer: CUSTOMER } };
    const body = { type: 'purchase', ...(more.status ? { status: more.status } : {}), asset };
    const placed = await system.api<{ id: string; asset: { id: string } }>(demo.accounts.distributor.token, 'POST', '/requests', body);
    expect(placed.status, JSON.stringify(placed.body)).toBe(201);
    return placed.body;
  }

  const approve = (id: string) => system.api(demo.accounts.vendor.token, 'POST', `/requests/${id}/approve`, { asset: { params: [{ id: 'url', value: 'https://a.example' }] } }); // prettier-ignore
  const statusOf = async (id: string) => (await system.api<{ status: string }>(demo.accounts.vendor.token, 'GET', `/requests/${id}`)).body.status;
  const taskEnded = (installation: string, type: string) =>
    until(`a task of ${type}`, () =>
      system.store.read(SYSTEM, async ({ tx }) => {
        const task = await tx.selectFrom('task').selectAll().where('installation_id', '=', installation).where('event_type', '=', type).executeTakeFirst();
        return task?.finished_at ? task.status : undefined;
      }),
    );
  /** Its schedule is due now. */
  const due = (installation: string) =>
    until('its schedule', () =>
      system.store.write(SYSTEM, async (ctx) => {
        const set = ctx.tx.updateTable('schedule').set({ next_due_ms: ctx.clock.now() }).where('installation_id', '=', installation);
        return Number((await set.executeTakeFirst()).numUpdatedRows) > 0;
      }),
    );

  test('blank sees a purchase', async () => {
    const installed = await install('blank');
    await order();
    expect(await taskEnded(installed, 'asset_purchase_request_processing')).toBe('done');
    await uninstall(installed);
  });

  test('fulfill approves a purchase with what its service answered', async () => {
    const installed = await install('fulfill', { serviceUrl: outside.url });
    const { id } = await order();
    await until('the approval', async () => (await statusOf(id)) === 'approved');
    expect(outside.asked).toContain('POST /tenants');
    await uninstall(installed);
  });

  test('validate marks a name that is taken while the caller waits', async () => {
    const installed = await install('validate', { directoryUrl: outside.url });
    const { id } = await order({ status: 'draft', params: { domain: 'taken' } });
    const { body } = await system.api<{ asset: { params: { id: string; value_error: string }[] } }>(demo.accounts.distributor.token, 'POST', `/requests/${id}/validate`, {}); // prettier-ignore
    expect(body.asset.params.find((p) => p.id === 'domain')?.value_error).toBe('This name is taken, choose another.');
    await uninstall(installed);
  });

  test('notify tells an approved order', async () => {
    const installed = await install('notify', { chatUrl: outside.url, channel: 'sales' });
    await approve((await order()).id);
    expect(await taskEnded(installed, 'asset_purchase_request_processing')).toBe('done');
    expect(outside.asked).toContain('POST /messages');
    await uninstall(installed);
  });

  test('usage submits a file when its schedule is due', async () => {
    const installed = await install('usage', { meterUrl: outside.url, product: demo.world.product, item: 'ACME-STORAGE' });
    const { id, asset } = await order();
    await approve(id);
    outside.readings[asset.id] = 3;
    await due(installed);
    expect(await taskEnded(installed, 'scheduled_execution')).toBe('done');
    const files = () => system.api<{ status: string }[]>(demo.accounts.vendor.token, 'GET', '/usage/files');
    expect(await until('a file that was submitted', async () => (await files()).body.find((file) => file.status === 'pending'))).toBeDefined();
    await uninstall(installed);
  });

  test('hub places the orders of a shop when its schedule is due', async () => {
    const customer = { id: 'C-1', name: 'A', street: 'Hauptstr. 1', city: 'Berlin', zip: '10115', country: 'DE', firstName: 'Eva', lastName: 'Lang' };
    const id = crypto.randomUUID();
    outside.orders.push({ id, sku: 'ACME-SEAT', quantity: 7, email: 'eva@a.example', customer });
    const installed = await install('hub', { shopUrl: outside.url, connection: demo.world.connection });
    await due(installed);
    expect(await taskEnded(installed, 'scheduled_execution')).toBe('done');
    const { body } = await system.api<{ asset: { items: { mpn: string; quantity: string }[] } }[]>(demo.accounts.vendor.token, 'GET', `/requests?eq(asset.external_uid,${id})`); // prettier-ignore
    expect(body[0]?.asset.items.find((item) => item.mpn === 'ACME-SEAT')?.quantity).toBe('7');
    expect(outside.asked).toContain(`PUT /orders/${id}`);
  });
});

/** What the templates talk to, all on one address. */
async function listenOutside() {
  const asked: string[] = [];
  const readings: Record<string, number> = {};
  const orders: object[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://outside');
    asked.push(`${request.method} ${pathname}`);
    const answers: Record<string, [number, unknown]> = {
      'POST /tenants': [201, { id: 'T-1', url: 'https://t-1.example' }],
      'GET /names/taken': [200, {}],
      'POST /messages': [201, {}],
      'GET /usage': [200, readings],
      'GET /orders': [200, orders],
    };
    const [status, body] = answers[`${request.method} ${pathname}`] ?? [request.method === 'PUT' ? 200 : 404, {}];
    request.resume().on('end', () => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as { port: number };
  return { server, url: `http://127.0.0.1:${port}`, asked, readings, orders };
}
