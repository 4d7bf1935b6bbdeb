/** The extension on a real broker and a whole platform: each order is read back from the broker and from the API. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packProject } from '../../../runtime/cli/project.ts';
import { createAccount, createToken } from '../../../runtime/domain/accounts/index.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost, until } from '../../../test/support/host.ts';
import { createWorld, CUSTOMER } from '../../../test/support/world.ts';
import { amqpLogin } from './amqp-login.ts';
import { missing, preparePrivateBroker } from './private-broker.ts';

if (missing) console.log(`vendor-rabbitmq: skipped, ${missing}`);

interface Param {
  id: string;
  value: string;
  value_error: string;
}
interface Task {
  id: string;
  state: string;
  attempts: { outcome: string; message: string }[];
}
interface Shown {
  id: string;
  status: string;
  asset: { id: string; status: string; params: Param[] };
}

/** Waits of tenths of a second instead of the platform's seconds and hours. */
/** Ten failures in a row open the hook's breaker: by then the broker is to be back. */
const QUICK = '    retry: [0.2, 0.5, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]';

async function setUp() {
  const broker = await preparePrivateBroker();
  const [system] = await Promise.all([startTestHost(), broker.start()]);
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-vendor-rabbitmq-'));
  const { api } = system;
  const world = await createWorld(system.store);
  const operator = await system.store.write(SYSTEM, async (ctx) => {
    const { id } = await createAccount(ctx, { name: 'Operator', role: 'operator' });
    return (await createToken(ctx, { accountId: id, name: 'operator' })).token;
  });

  const vendor = async <T = { id: string }>(method: string, path: string, body?: unknown) => {
    const { status, body: answer } = await api<T>(world.vendor.token, method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const product = (await vendor('POST', '/products', { name: 'Broker', capabilities: { subscription: { hold: true } } })).id;
  const item = async (mpn: string) => (await vendor<{ local_id: string }>('POST', `/products/${product}/items`, { name: mpn, mpn })).local_id;
  const items = { connections: await item('CONNECTIONS'), queues: await item('QUEUES') };
  for (const [name, type, phase, required] of [
    ['vhost', 'text', 'ordering', false],
    ['url', 'url', 'fulfillment', true],
    ['user', 'text', 'fulfillment', true],
    ['password', 'password', 'fulfillment', true],
  ] as const)
    await vendor('POST', `/products/${product}/parameters`, { name, title: name, type, phase, constraints: { required } });
  await vendor('POST', `/products/${product}/versions`);
  const request = (await vendor('POST', '/listing-requests', { type: 'new', product_id: product, contract_id: world.contract })).id;
  await vendor('POST', `/listing-requests/${request}/submit`);
  for (const step of ['deploy', 'complete']) await api(world.distributor.token, 'POST', `/listing-requests/${request}/${step}`);
  const connection = (await vendor('POST', `/products/${product}/connections`, { hub: { id: world.hub } })).id;

  // the extension as it is shipped, with shorter waits
  const project = join(folder, 'project');
  cpSync(join(import.meta.dirname, '..'), project, { recursive: true, filter: (path) => !path.endsWith('test') });
  const manifest = join(project, 'extension.yaml');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll(/^( {2}asset_\w+): ?(?:\{\})?$/gm, `$1:\n${QUICK}`));
  const packed = await packProject(project);
  if (!packed.ok) throw new Error(JSON.stringify(packed.faults));
  const upload = await fetch(`${system.host.url}/public/v1/devops/services`, {
    method: 'POST',
    headers: { authorization: world.vendor.token },
    body: new Uint8Array(readFileSync(packed.path)),
  });
  expect(upload.status, await upload.clone().text()).toBe(201);
  const settings = {
    product,
    managementUrl: broker.managementUrl,
    amqpUrl: `amqp://127.0.0.1:${broker.amqp}`,
    connectionsItem: 'CONNECTIONS',
    queuesItem: 'QUEUES',
  };
  const body = { service: { name: 'vendor-rabbitmq' }, settings, secrets: { adminPassword: broker.admin.password }, consent: packed.permissionsDigest };
  const installed = await vendor('POST', '/devops/installations', body);
  const opened = await api(operator, 'PUT', `/devops/installations/${installed.id}`, { allow_private: true });
  expect(opened.status, JSON.stringify(opened.body)).toBe(200);

  const read = async (id: string, token = world.vendor.token) => (await api<Shown>(token, 'GET', `/requests/${id}`)).body;
  const order = async (body: object) => {
    const { status, body: made } = await api<Shown>(world.distributor.token, 'POST', '/requests', body);
    if (status !== 201) throw new Error(JSON.stringify(made));
    return made;
  };
  const quantities = (connections: number, queues: number) => [
    { id: items.connections, quantity: connections },
    { id: items.queues, quantity: queues },
  ];
  let orders = 0;
  return {
    ...{ broker, system, world, api, read, product, installation: installed.id },
    purchase: (vhost = '', connections = 2, queues = 3) =>
      order({
        type: 'purchase',
        asset: {
          external_uid: `o-${++orders}`,
          connection: { id: connection },
          items: quantities(connections, queues),
          params: vhost ? [{ id: 'vhost', value: vhost }] : [],
          tiers: { customer: CUSTOMER },
        },
      }),
    next: (type: string, asset: string, connections?: number, queues?: number) =>
      order({ type, asset: { id: asset, ...(connections === undefined ? {} : { items: quantities(connections, queues!) }) } }),
    /** The request once it has the status, or what its tasks said. */
    reached: (id: string, status: string, timeoutMs = 20_000) =>
      until(`${id} ${status}`, async () => {
        const now = await read(id);
        return now.status === status && now;
      }, timeoutMs).catch(async (error: Error) => {
        const { body: tasks } = await api<object[]>(world.vendor.token, 'GET', `/devops/tasks?object.id=${id}`);
        throw new Error(`${error.message}\n${JSON.stringify(tasks, null, 1)}`);
      }), // prettier-ignore
    tasksOf: async (id: string) => {
      const { body } = await api<{ id: string }[]>(world.vendor.token, 'GET', `/devops/tasks?object.id=${id}`);
      return Promise.all(body.map(async (task) => (await api<Task>(world.vendor.token, 'GET', `/devops/tasks/${task.id}`)).body));
    },
    async [Symbol.asyncDispose]() {
      await system[Symbol.asyncDispose]();
      await broker[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const value = (request: Shown, name: string) => request.asset.params.find((p) => p.id === name)!.value;
const limits = async (it: Awaited<ReturnType<typeof setUp>>, vhost: string) =>
  ((await it.broker.api(`vhost-limits/${vhost}`)).body as { value: object }[])[0]?.value;

describe.skipIf(missing !== undefined)(`a managed RabbitMQ${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let it: Awaited<ReturnType<typeof setUp>>;
  beforeAll(async () => void (it = await setUp()), 90_000);
  afterAll(() => it?.[Symbol.asyncDispose](), 60_000);

  test('a subscription lives on the broker from purchase to cancellation', async () => {
    const { broker, world } = it;
    const bought = await it.reached((await it.purchase()).id, 'approved');
    const { id: vhost } = bought.asset;
    const [url, user, password] = ['url', 'user', 'password'].map((n) => value(bought, n)) as [string, string, string];
    expect([url, user, password.length]).toEqual([`amqp://127.0.0.1:${broker.amqp}/${vhost}`, `u-${vhost}`, 32]);
    expect((await broker.api(`vhosts/${vhost}`)).body).toMatchObject({ tags: ['entrepot', vhost] });
    expect(await limits(it, vhost)).toEqual({ 'max-connections': 2, 'max-queues': 3 });

    // the returned password opens the door, another one does not, and the management API stays closed
    const first = await amqpLogin(broker.amqp, vhost, user, password);
    await expect(amqpLogin(broker.amqp, vhost, user, 'wrong')).rejects.toThrow(/ACCESS_REFUSED/);
    expect((await broker.api('whoami', `${user}:${password}`)).status).toBe(401);
    const second = await amqpLogin(broker.amqp, vhost, user, password);
    await expect(amqpLogin(broker.amqp, vhost, user, password)).rejects.toThrow(/connection limit/);

    // the password is shown to its vendor only, and nowhere in what was recorded or logged
    for (const path of [`/requests/${bought.id}`, '/requests', `/assets/${vhost}`, '/assets']) {
      const seen = await it.api<object>(world.distributor.token, 'GET', path);
      expect([path, seen.status, JSON.stringify(seen.body).includes(password)]).toEqual([path, 200, false]);
    }
    expect(JSON.stringify((await it.api(world.vendor.token, 'GET', '/requests')).body)).not.toContain(password);
    const kept = await it.system.store.read(SYSTEM, async (ctx) => JSON.stringify([
      await ctx.tx.selectFrom('task_log').selectAll().execute(), await ctx.tx.selectFrom('step').selectAll().execute(),
      await ctx.tx.selectFrom('task').selectAll().execute(), await ctx.tx.selectFrom('attempt').selectAll().execute(),
      await ctx.tx.selectFrom('request').selectAll().execute(), await ctx.tx.selectFrom('asset').selectAll().execute(), await ctx.tx.selectFrom('key_value').selectAll().execute(),
    ])); // prettier-ignore
    expect(kept).toContain('virtual host ready');
    expect([kept.includes(password), kept.includes(broker.admin.password)]).toEqual([false, false]);

    // fewer connections: the limit follows, and who is connected has to come again
    await it.reached((await it.next('change', vhost, 1, 9)).id, 'approved');
    expect(await limits(it, vhost)).toEqual({ 'max-connections': 1, 'max-queues': 9 });
    expect(await Promise.all([first.closed, second.closed])).toEqual(Array(2).fill(expect.stringContaining('the limit of connections was lowered')));

    const open = await until('a login', () => amqpLogin(broker.amqp, vhost, user, password).catch(() => undefined));
    await it.reached((await it.next('suspend', vhost)).id, 'approved');
    expect(await open.closed).toContain('suspended by the platform');
    await expect(amqpLogin(broker.amqp, vhost, user, password)).rejects.toThrow(/connection limit/);
    await it.reached((await it.next('resume', vhost)).id, 'approved');
    expect(await limits(it, vhost)).toEqual({ 'max-connections': 1, 'max-queues': 9 });
    (await amqpLogin(broker.amqp, vhost, user, password)).end();

    const ended = await it.reached((await it.next('cancel', vhost)).id, 'approved');
    expect(ended.asset.status).toBe('terminated');
    expect([(await broker.api(`vhosts/${vhost}`)).status, (await broker.api(`users/${user}`)).status]).toEqual([404, 404]);
  }, 60_000);

  test('a taken name is asked about, whoever has it; the answer is provisioned, and the name is free again after the end', async () => {
    const { broker, world } = it;
    await broker.api('vhosts/elsewhere', undefined, 'PUT', { description: 'not ours', tags: 'hand-made' });
    const own = await it.reached((await it.purchase('orders')).id, 'approved');
    expect(value(own, 'url')).toMatch(/\/orders$/);
    for (const [wanted, message] of [
      ['elsewhere', 'The name elsewhere is taken, choose another.'],
      ['orders', 'The name orders is taken, choose another.'],
      ['a/b', 'This name cannot be used'],
    ] as const) {
      const asked = await it.reached((await it.purchase(wanted)).id, 'inquiring');
      expect(asked.asset.params.find((p) => p.id === 'vhost')!.value_error).toContain(message);
      expect((await broker.api(`users/u-${asked.asset.id}`)).status).toBe(404);
      const answer = { asset: { params: [{ id: 'vhost', value: `free-${asked.asset.id}` }] } };
      const pended = await it.api(world.distributor.token, 'POST', `/requests/${asked.id}/pend`, answer);
      expect(pended.status, JSON.stringify(pended.body)).toBe(200);
      const settled = await it.reached(asked.id, 'approved');
      expect(value(settled, 'url')).toMatch(new RegExp(`/free-${asked.asset.id}$`));
      (await amqpLogin(broker.amqp, `free-${asked.asset.id}`, value(settled, 'user'), value(settled, 'password'))).end();
    }
    expect((await broker.api('vhosts/elsewhere')).body).toMatchObject({ description: 'not ours', tags: ['hand-made'] });
    await it.reached((await it.next('cancel', own.asset.id)).id, 'approved');
    await it.reached((await it.purchase('orders')).id, 'approved');
  }, 60_000);

  test('a purchase that was refused leaves nothing on the broker, and a foreign user is never touched', async () => {
    const { broker, world } = it;
    const installation = (verb: string) => it.api(world.vendor.token, 'POST', `/devops/installations/${it.installation}/${verb}`, {});
    expect((await installation('pause')).status).toBe(200);
    const nobody = await it.purchase('doomed');
    // the name of its user is somebody else's already: nothing may overwrite that user
    await broker.api(`users/u-${nobody.asset.id}`, undefined, 'PUT', { password: 'theirs', tags: 'management' });
    expect((await installation('resume')).status).toBe(200);
    const dead = await until('a dead letter', async () => (await it.tasksOf(nobody.id)).find((task) => task.state === 'dead'), 20_000);
    expect(dead.attempts.at(-1)).toMatchObject({ outcome: 'NON_RETRIABLE', message: expect.stringContaining('was not made for') as string });
    expect((await broker.api('vhosts/doomed')).status).toBe(200);
    const failed = await it.api(world.vendor.token, 'POST', `/requests/${nobody.id}/fail`, { reason: 'no' });
    expect(failed.status).toBe(200);
    await it.api(world.vendor.token, 'POST', `/devops/tasks/${dead.id}/discard`, { reason: 'refused' });
    await until('the clean-up', async () => (await broker.api('vhosts/doomed')).status === 404, 20_000);
    // the broker goes down next, and a clean-up that is cut off would fail again and again
    await until('the end of its task', async () => (await it.tasksOf(nobody.id)).every((task) => !['ready', 'leased', 'retry'].includes(task.state)), 20_000);
    expect((await broker.api('whoami', `u-${nobody.asset.id}:theirs`)).status).toBe(200);
  }, 60_000);

  test('a broker that is down is tried again, and the order succeeds when it is back', async () => {
    const { broker } = it;
    await broker.stop();
    const { id } = await it.purchase();
    const [task] = await until('two failed attempts', async () => {
      const tasks = await it.tasksOf(id);
      return (tasks[0]?.attempts.filter((a) => a.outcome === 'RETRY').length ?? 0) >= 2 && tasks;
    }, 20_000); // prettier-ignore
    expect(task!.attempts[0]!.message).toContain('RabbitMQ cannot be reached');
    expect((await it.read(id)).status).toBe('pending');
    await broker.start();
    const settled = await it.reached(id, 'approved', 40_000);
    (await amqpLogin(broker.amqp, settled.asset.id, value(settled, 'user'), value(settled, 'password'))).end();
    const recorded = await it.tasksOf(id);
    expect(recorded.map((t) => t.state)).toEqual(['done']);
  }, 120_000);
});
