/**
 * Nothing on an order's way may cost more because there have been many orders: each statement of it is asked for its
 * plan, and none reads a growing table from end to end or by an index over all rows of an account.
 */
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { CompiledQuery } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { orderJobs } from '../../runtime/domain/orders/index.ts';
import { createInstallation, registerPackage } from '../../runtime/registry/index.ts';
import { SYSTEM, type Context } from '../../runtime/store/index.ts';
import { startTestHost, until } from '../support/host.ts';
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

async function planOf(ctx: Context, text: string): Promise<string[]> {
  const values = Array.from({ length: text.split('?').length - 1 }, () => '[]');
  const plan = await ctx.tx.executeQuery<{ detail: string }>(CompiledQuery.raw(`explain query plan ${text}`, values));
  return plan.rows.map((row) => row.detail);
}

/** The text of every statement that is executed in this process from now to the end of the test. */
function recordStatements(): Set<string> {
  const texts = new Set<string>();
  const db = new Database(':memory:');
  const prototype = Object.getPrototypeOf(db.prepare('select 1')) as Record<string, (this: { source: string }, ...args: unknown[]) => unknown>;
  db.close();
  for (const method of ['run', 'all']) {
    const original = prototype[method]!;
    prototype[method] = function (...args) {
      texts.add(this.source);
      return original.apply(this, args);
    };
    onTestFinished(() => void (prototype[method] = original));
  }
  return texts;
}
