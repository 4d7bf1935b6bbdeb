/**
 * Two hosts, as processes, on one PostgreSQL: they start together, a task made on one reaches a runner of the other, and
 * when one is killed in the middle the other ends its work. What the claims themselves promise to several hosts is in
 * test/dispatch/two-hosts.test.ts and model.test.ts; `npm run soak` does all of it at once for long.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTrade, purchase, type Trade } from '../../bench/world.ts';
import { createSealer, silentLog } from '../../runtime/base/index.ts';
import { startRunner } from '../../runtime/runner/index.ts';
import { openStore, SYSTEM, type Store } from '../../runtime/store/index.ts';
import { until } from '../support/host.ts';
import { createDatabase, POSTGRES, type OwnDatabase } from '../support/postgres.ts';
import { DataFolder } from '../support/process.ts';
import type { Manifest } from '../../sdk/contract/index.ts';

/** Asks the vendor's system in a recorded step, then approves. */
const SOURCE = `
import { approve, defineExtension } from '../sdk/index.ts';
export default defineExtension({ hooks: { asset_purchase_request_processing: async (ctx) => {
  const url = await ctx.step('made', async (step) => (await step.fetch(ctx.settings.baseUrl, { method: 'POST' })).body);
  return approve({ params: { url } });
} } });`;
const MANIFEST: Partial<Manifest> = {
  permissions: { egress: [{ host: '{settings.baseUrl}', reason: 'test' }] },
  settings: { type: 'object', properties: { baseUrl: { type: 'string' } } },
};
/** Longer than any test: who waits for a poll or a lease of this length, fails. */
const NEVER = ['--limit', 'pollMs=60000,leaseMs=600000'];

describe.skipIf(!POSTGRES)(`two hosts on one PostgreSQL${POSTGRES ? '' : ' (skipped: ENTREPOT_TEST_POSTGRES names no server)'}`, () => {
  const key = randomBytes(32);
  const service = vendorService();
  let database: OwnDatabase;
  let store: Store;
  let trade: Trade;

  beforeAll(async () => {
    database = await createDatabase(POSTGRES!);
    store = await openStore({ database: database.url, sealer: createSealer(key) });
    trade = await createTrade(store, SOURCE, { manifest: MANIFEST, settings: { baseUrl: service.url }, allowPrivate: true });
  });
  afterAll(async () => {
    service.close();
    await store.close();
    await database.drop();
  });
  const folder = () => {
    const made = new DataFolder();
    writeFileSync(join(made.path, 'sealing.key'), key.toString('hex'), { mode: 0o600 });
    return made;
  };
  const start = (on: DataFolder, ...flags: string[]) => on.host(...(flags.includes('--database') ? [] : ['--database', database.url]), ...flags);
  const urlOf = (on: DataFolder) => on.json<{ url: string }>('host.json').url;
  const token = (on: DataFolder) => on.text('runner.token').trim();
  async function order(on: DataFolder): Promise<string> {
    const answer = await fetch(`${urlOf(on)}/public/v1/requests`, {
      method: 'POST',
      headers: { authorization: trade.distributor.token, 'content-type': 'application/json' },
      body: JSON.stringify(purchase(trade, randomBytes(8).toString('hex'))),
    });
    expect(answer.status).toBe(201);
    return ((await answer.json()) as { id: string }).id;
  }
  /** How the order went, read from the database and the event log. */
  const fate = (id: string) =>
    store.read(SYSTEM, async ({ tx }) => {
      const request = await tx.selectFrom('request').select('status').where('id', '=', id).executeTakeFirstOrThrow();
      const approvals = await tx.selectFrom('event').select('id').where('object_id', '=', id).where('status', '=', 'approved').execute();
      const tasks = await tx.selectFrom('task').select('status').where('object_id', '=', id).execute();
      const attempts = await tx
        .selectFrom('attempt')
        .innerJoin('task', 'task.id', 'attempt.task_id')
        .select('outcome')
        .where('object_id', '=', id)
        .orderBy('attempt.fence')
        .execute();
      return { status: request.status, approvals: approvals.length, tasks: tasks.map((t) => t.status), outcomes: attempts.map((a) => a.outcome) };
    });
  const approved = (id: string, timeoutMs = 15_000) => until(`the approval of ${id}`, async () => (await fate(id)).status === 'approved', timeoutMs);
  const ONCE = { status: 'approved', approvals: 1, tasks: ['done'], outcomes: ['approve'] };

  test('that start together on an empty database make its tables and its operator once, and both serve', async () => {
    await using empty = await createDatabase(POSTGRES!);
    await using one = folder();
    await using other = folder();
    const flags = ['--database', empty.url, '--runners', '0'];
    await Promise.all([start(one, ...flags), start(other, ...flags)]);
    expect([one, other].filter((f) => f.has('credentials.json'))).toHaveLength(1);
    const { accounts } = (one.has('credentials.json') ? one : other).credentials;
    const { token } = accounts['operator']!;
    for (const on of [one, other]) {
      const answer = await fetch(`${urlOf(on)}/public/v1/accounts`, { headers: { authorization: token } });
      expect(await answer.json()).toMatchObject([{ role: 'operator' }]);
    }
  });

  test('wake each other: an order placed at one is worked on by a runner of the other, without waiting for a poll', async () => {
    await using one = folder();
    await using other = folder();
    await Promise.all([start(one, '--runners', '0', ...NEVER), start(other, '--runners', '0', ...NEVER)]);
    const runner = await startRunner({ url: urlOf(other), token: token(other), log: silentLog });
    const placed = [await order(one)];
    await approved(placed[0]!);
    placed.push(...(await Promise.all(Array.from({ length: 20 }, (_, n) => order(n % 2 ? one : other)))));
    for (const id of placed) await approved(id);
    for (const id of placed) expect(await fate(id)).toEqual(ONCE);
    await runner.drain();
  });

  test('a runner whose host is killed brings what it did to the other, under the same lease', async () => {
    await using one = folder();
    await using other = folder();
    const [killed] = await Promise.all([start(one, '--runners', '0', ...NEVER), start(other, '--runners', '0', ...NEVER)]);
    await using balancer = await openBalancer(urlOf(one));
    const runner = await startRunner({ url: balancer.url, token: token(one), log: silentLog });
    const held = service.hold();
    const id = await order(other);
    const answer = await held;
    await killed.kill('SIGKILL');
    balancer.to(urlOf(other));
    answer.end('https://made.example');
    await approved(id);
    expect(await fate(id)).toEqual(ONCE);
    await runner.drain();
  });

  test('a host that dies with its runner leaves its work to the other when the lease has run out', async () => {
    await using one = folder();
    await using other = folder();
    const limits = ['--limit', 'leaseMs=1000'];
    const [killed] = await Promise.all([start(one, ...limits), start(other, '--runners', '0', ...limits)]);
    const held = service.hold();
    const id = await order(other);
    const lost = await held;
    killed.child.kill('SIGKILL');
    process.kill(Number(one.text('runner.pid')), 'SIGKILL');
    await killed.ended();
    const runner = await startRunner({ url: urlOf(other), token: token(other), log: silentLog });
    await approved(id);
    expect(await fate(id)).toEqual({ ...ONCE, outcomes: ['RUNNER_LOST', 'approve'] });
    expect(service.keys.slice(-2)).toEqual([service.keys.at(-1), service.keys.at(-1)]);
    lost.destroy();
    await runner.drain();
  });
});

/** Answers every request with an address, and can hold one back. */
function vendorService() {
  const keys: string[] = [];
  let holding: ((answer: ServerResponse) => void) | undefined;
  const server = createServer((request, answer) => {
    keys.push(String(request.headers['idempotency-key']));
    if (!holding) return void answer.end('https://made.example');
    holding(answer);
    holding = undefined;
  }).listen(0, '127.0.0.1');
  return {
    keys,
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    /** The answer to the next request, once it has come. */
    hold: () => new Promise<ServerResponse>((resolve) => (holding = resolve)),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Passes lines on to one of several hosts, as what stands before them does. */
async function openBalancer(first: string) {
  let target = new URL(first);
  const open = new Set<Socket>();
  const server = createTcpServer((line) => {
    const onwards = connect(Number(target.port), target.hostname);
    for (const [from, into] of [
      [line, onwards],
      [onwards, line],
    ] as const) {
      open.add(from);
      from.on('error', () => {}).on('close', () => into.destroy());
      from.pipe(into);
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to: (next: string) => void (target = new URL(next)),
    async [Symbol.asyncDispose]() {
      for (const line of open) line.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
