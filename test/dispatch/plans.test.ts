/**
 * Nothing on an order's way may cost more because there have been many orders: each statement of it is asked for its
 * plan, and none reads a growing table from end to end or by an index over all rows of an account. And of a long backlog a
 * claim reads no more than it takes.
 */
import { build } from 'esbuild';
import { CompiledQuery } from 'kysely';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { orderJobs } from '../../runtime/domain/orders/index.ts';
import { createInstallation, registerPackage } from '../../runtime/registry/index.ts';
import { SYSTEM, type Context } from '../../runtime/store/index.ts';
import { openDispatch, ORDER } from '../support/dispatch.ts';
import { ENGINES } from '../support/engines.ts';
import { startTestHost, until } from '../support/host.ts';
import { planOf, recordStatements } from '../support/plans.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

const SOURCE = `
import { approve, defineExtension } from '../../sdk/index.ts';
export default defineExtension({ hooks: { asset_purchase_request_processing: async (ctx) => {
  ctx.log.info('seen');
  return approve({ params: await ctx.step('made', async () => ({ url: 'https://mq.example/', secret_key: 'x' })) });
} } });`;
const GROWING = ['event', 'task', 'lane', 'attempt', 'task_log', 'step', 'request', 'asset', 'tier_account'];
/** Partial indexes over what is open now; their size is that of the work at hand. */
const OPEN = ['event_unrouted', 'lane_ready', 'lane_leased', 'lane_asked', 'lane_held', 'task_open', 'request_planned', 'request_draft'];
/** More than seven ids in one query are where SQLite once left the primary key. */
const ORDERS = 12;

test('no statement of an order reads a growing table through', async () => {
  await using system = await startTestHost();
  const world = await createWorld(system.store);
  const bundled = await build({ stdin: { contents: SOURCE, resolveDir: import.meta.dirname, loader: 'ts' }, bundle: true, write: false, format: 'cjs' });
  await system.store.write(SYSTEM, async (ctx) => {
    const manifest = { name: 'plans', version: '1.0.0', type: 'products', hooks: { asset_purchase_request_processing: {} } } as const;
    const { extension } = await registerPackage(ctx, world.vendor.id, { manifest, bundle: bundled.outputFiles[0]!.text, sourceMap: '', digest: 'test' });
    await createInstallation(ctx, { extensionId: extension.id, version: '1.0.0', accountId: world.vendor.id });
  });

  const texts = recordStatements();
  const place = (n: number) =>
    system.api<object>(world.distributor.token, 'POST', '/requests', {
      type: 'purchase',
      asset: {
        connection: { id: world.connection },
        external_uid: `order-${n}`,
        items: [{ id: world.item, quantity: 5 }],
        params: [{ id: 'admin_email', value: 'it@nordwind.example' }],
        tiers: { customer: { ...CUSTOMER, external_uid: `customer-${n}` } },
      },
    });
  const placed = await Promise.all(Array.from({ length: ORDERS }, (_, n) => place(n)));
  expect(placed.map((p) => p.status)).toEqual(placed.map(() => 201));
  const approved = (ctx: Context) => ctx.tx.selectFrom('task').select('id').where('status', '=', 'done').execute();
  await until('the approvals', async () => (await system.store.read(SYSTEM, approved)).length === ORDERS);
  for (const job of orderJobs) await job.run(system.store);

  const asked = [...texts].filter((text) => /^\s*(select|insert|update|delete|with)/i.test(text) && !text.includes(`from "task" where "status" = +?`));
  expect(asked.length).toBeGreaterThan(30);
  const faults: string[] = [];
  for (const text of asked)
    for (const step of await system.store.read(SYSTEM, (ctx) => planOf(ctx, text))) if (readsThrough(step)) faults.push(`${step}: ${text}`);
  expect(faults).toEqual([]);
});

function readsThrough(step: string): boolean {
  const [, table, index] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(step) ?? [];
  return step === 'MULTI-INDEX OR' || (table !== undefined && GROWING.includes(table) && !OPEN.includes(index ?? ''));
}

const server = ENGINES.find((engine) => engine.name === 'postgres')!;
const BACKLOG = 2_000;
const ROOM = 6;
/** Rows that one part of a plan may read: some for each place, and not some for each task that waits. */
const READ_MAX = 50;

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

test.skipIf(server.skip !== undefined)(
  'a claim reads of a long backlog no more than it takes',
  async () => {
    const d = await openDispatch(server);
    await d.install({ account: 'VA-busy', concurrency: 32 });
    await d.install({ account: 'VA-quiet' });
    const objects = Array.from({ length: BACKLOG }, (_, n) => `PR-${n}`);
    for (const object of objects) d.statuses.set(object, 'pending');
    await d.store.write(SYSTEM, async (ctx) => {
      const event = { type: ORDER, objectClass: 'request', status: 'pending' } as const;
      for (const [n, objectId] of objects.entries()) ctx.emit({ ...event, objectId, accounts: [n === 0 ? 'VA-quiet' : 'VA-busy'] });
    });
    await d.route();
    const sent = vi.spyOn(pg.Client.prototype, 'query');
    expect((await d.claim(ROOM)).map((f) => f.account)).toContain('VA-quiet');
    const reads = (sent.mock.calls as unknown as [string, unknown[]][]).filter(([text]) => /^\s*(select|with)/.test(text));
    sent.mockRestore();
    expect(reads.length).toBeGreaterThan(3);
    const faults: string[] = [];
    for (const [text, values] of reads) {
      const plan = CompiledQuery.raw(`explain (analyze, format json) ${text}`, values);
      const { rows } = await d.store.write(SYSTEM, (ctx) => ctx.tx.executeQuery<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(plan));
      for (const node of nodesOf(rows[0]!['QUERY PLAN'][0].Plan)) {
        const read = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
        if (read > READ_MAX) faults.push(`${node['Node Type']} of ${node['Relation Name'] ?? 'these'} reads ${read} rows: ${text}`);
      }
    }
    expect(faults).toEqual([]);
    await d.close();
  },
  60_000,
);

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
