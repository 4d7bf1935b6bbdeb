/** What a host tells its operator: it is true, it costs the same whatever waits, and dashboard, alerts and page know its names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '../../runtime/store/index.ts';
import { queueDepth } from '../../runtime/dispatch/index.ts';
import { openDispatch } from '../support/dispatch.ts';
import { describeEngines, ENGINES } from '../support/engines.ts';
import { installExtension, placeOrder } from '../support/extension.ts';
import { startTestHost, until } from '../support/host.ts';
import { planOf, recordStatements } from '../support/plans.ts';
import { createWorld } from '../support/world.ts';

const HANDLER = `return approve({ params: await ctx.step('made', async () => ({ url: 'https://mq.example/', secret_key: 'x' })) })`;
const ROOT = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
/** Names in a text, without what Prometheus adds to a histogram's. */
const namesIn = (text: string) => new Set([...text.matchAll(/\bentrepot_[a-z_]+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, '')));

let scraped: string;

beforeAll(async () => {
  await using system = await startTestHost();
  const { api, host } = system;
  const world = await createWorld(system.store);
  await installExtension(system, world, HANDLER);
  const { body } = await placeOrder(system, world, 'counted');
  await until('the approval', async () => (await api<{ status: string }>(world.vendor.token, 'GET', `/requests/${body.id}`)).body.status === 'approved');
  await api(world.vendor.token, 'GET', '/requests/PR-0000-0000-0000-001');
  const scrape = async () => (await fetch(`${host.url}/metrics`)).text();
  scraped = await until('the count of it', async () => /attempts_total\{[^}]*approve/.test(await scrape()) && scrape());
}, 60_000);

const value = (series: string) => {
  const line = scraped.split('\n').find((l) => l.startsWith(`entrepot_${series} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
};

test('one order is counted where it went', () => {
  expect(value('api_seconds_count{operation="createRequest",status="201"}')).toBe(1);
  expect(value('api_seconds_count{operation="getRequest",status="404"}')).toBe(1);
  expect(value('tasks_sent_total{class="background"}')).toBe(1);
  expect(value('first_attempt_wait_seconds_count{class="background"}')).toBe(1);
  expect(value('attempts_total{class="background",outcome="approve"}')).toBe(1);
  expect(value('attempt_seconds_count{class="background"}')).toBe(1);
  expect(value('host_calls_total{op="step.put",result="ok"}')).toBe(1);
  expect(value('attempt_isolates_total{start="cold"}')).toBe(1);
  expect([value('runner_tasks'), value('unit_retries_total')]).toEqual([0, 0]);
  expect(value('units_total')).toBeGreaterThanOrEqual(value('commits_total')!);
  expect(value('commits_total')).toBeGreaterThan(0);
  expect([value('runners'), value('database_fault'), value('dead_letters'), value('lanes_waiting{class="background"}')]).toEqual([1, 0, 0, 0]);
  expect(value('runner_room')).toBeGreaterThan(0);
});

test('every metric says what it is, and no label names a tenant or an object', () => {
  for (const name of namesIn(scraped)) expect(scraped).toMatch(new RegExp(`# HELP ${name} \\S`));
  expect(scraped).not.toMatch(/\b(VA|PA|PR|AS|PRD|EIN|TQ)-\d/);
});

test('dashboard, alerts and page name what there is, and the page all of it', () => {
  const there = namesIn(scraped);
  for (const file of ['deploy/grafana/entrepot.json', 'deploy/prometheus/alerts.yaml'])
    expect([...namesIn(read(file))].filter((name) => !there.has(name))).toEqual([]);
  expect([...namesIn(read('docs/operate.md').split('## Watching')[1]!)].sort()).toEqual([...there].sort());
});

test('a look reads no table through', async () => {
  const d = await openDispatch(ENGINES[0]!);
  const texts = recordStatements();
  await d.store.read(SYSTEM, queueDepth);
  const [look] = [...texts].filter((text) => text.includes('as dead'));
  const plan = await d.store.read(SYSTEM, (ctx) => planOf(ctx, look!));
  const open = /^SCAN \w+ USING (COVERING )?INDEX (lane_ready|lane_leased|lane_asked|lane_held|lane_webhook|task_dead)/;
  expect(plan.filter((step) => /^SCAN (lane|task)\b/.test(step) && !open.test(step))).toEqual([]);
  await d.close();
});

describeEngines('the depth of the queues', (engine) => {
  test('is what waits, is under way, is parked, and since when', async () => {
    const d = await openDispatch(engine);
    await d.install({ account: 'VA-1', concurrency: 2 });
    expect(await d.store.read(SYSTEM, queueDepth)).toMatchObject({ waiting: { background: 0, interactive: 0, webhook: 0 }, leased: 0, deadLetters: 0 });
    for (const object of ['PR-1', 'PR-2', 'PR-3']) await d.order(object);
    await d.route();
    const [first] = await d.claim(1);
    d.clock.advance(5_000);
    const depth = await d.store.read(SYSTEM, queueDepth);
    expect(depth).toMatchObject({
      waiting: { background: 2, interactive: 0, webhook: 0 },
      oldestMs: { background: 5_000, interactive: 0 },
      leased: 1,
      parked: 0,
    });
    await d.settle(first!, { ok: false, code: 'NON_RETRIABLE', message: 'no' });
    expect(await d.store.read(SYSTEM, queueDepth)).toMatchObject({ leased: 0, parked: 1, deadLetters: 1 });
    await d.close();
  });
});
