/** bench:peers without its peers: the arithmetic of its table, what it says of what is missing, and that it believes stores. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Order, Producer } from '../../bench/peers/adapter.ts';
import { findMeans, whyNot } from '../../bench/peers/means.ts';
import { Handled, subjectOf } from '../../bench/peers/peer.ts';
import { ratioOf, rowsOf, tableOf, type Outcome } from '../../bench/peers/report.ts';
import { choose, SYSTEMS, TARGETS } from '../../bench/peers/systems.ts';

const system = (name: string) => SYSTEMS.find((s) => s.name === name)!;
const ran = (name: string, rates: (number | undefined)[], latencies?: number[], foreign: number[] = []): Outcome => ({
  system: system(name),
  durability: 'as said',
  turns: rates.map((perSecond, round) => (perSecond === undefined ? undefined : { perSecond, latencies, foreign: foreign[round] ?? 0 })),
});

test('a ratio is taken within each round, and its middle over the rounds that both have', () => {
  const ours = ran('entrepot-sqlite', [100, 400, 900]);
  expect(ratioOf(ours, ran('pg-boss', [100, 200, 300]))).toBe(2);
  expect(ratioOf(ours, ran('pg-boss', [undefined, 200, undefined]))).toBe(2);
  expect(ratioOf(ours, ran('pg-boss', [undefined, undefined, undefined]))).toBeUndefined();
  expect(ratioOf({ system: system('entrepot-sqlite'), skipped: 'why' }, ran('pg-boss', [1]))).toBeUndefined();
});

test('rounds on a busy machine count only where no quiet one is', () => {
  const busy = (rates: number[], foreign: number[]) => ran('entrepot-sqlite', rates, undefined, foreign);
  const peer = ran('pg-boss', [100, 100, 100], [1], [0, 0, 0.9]);
  expect(ratioOf(busy([300, 100, 100], [0.05, 0.06, 0]), peer)).toBe(3);
  expect(ratioOf(busy([300, 200, 100], [0.5, 0.5, 0.5]), peer)).toBe(2);
  expect(rowsOf([busy([300, 100, 100], [0.05, 0.06, 0.5])])[0]).toMatchObject({ rounds: 3, quiet: 1, perSecond: 300, spread: [300, 300] });
  expect(rowsOf([busy([300, 200, 100], [0.5, 0.5, 0.5])])[0]).toMatchObject({ rounds: 3, quiet: 0, perSecond: 200, spread: [100, 300] });
});

test('each target is judged against the system it names', () => {
  const rows = rowsOf([
    ran('entrepot-sqlite', [800]),
    ran('entrepot-sqlite-http', [150]),
    ran('entrepot-postgres', [300]),
    ran('bullmq-everysec', [100]),
    ran('bullmq-always', [100]),
    ran('graphile', [100], [3, 1, 2]),
    ran('graphile-bulk', [500]),
  ]);
  const judged = rows.flatMap((row) => row.targets.map((t) => [t.id, row.system, t.ratio, t.verdict]));
  expect(judged).toEqual([
    ['G3', 'bullmq-everysec', 1.5, 'pass'],
    ['G3', 'bullmq-always', 1.5, 'missed'],
    ['G4', 'graphile', 8, 'pass'],
    ['G5', 'graphile', 3, 'pass'],
    ['G4', 'graphile-bulk', 1.6, 'pass'],
  ]);
  expect(rows.find((row) => row.system === 'graphile')).toMatchObject({ idleP50: 2, idleP99: 3, sqliteOver: 8, postgresOver: 3 });
  expect(TARGETS.flatMap((t) => [t.ours, t.peer]).filter((name) => !system(name))).toEqual([]);
});

test('what the machine lacks is said in the table, a line for each system', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-test-'));
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{}');
  const means = await findMeans({ PATH: folder }, folder);
  const outcomes = SYSTEMS.map((s): Outcome => {
    const skipped = whyNot(s, means);
    return skipped === undefined ? ran(s.name, [10]) : { system: s, skipped };
  });
  const lines = tableOf(rowsOf(outcomes)).split('\n').slice(1);
  expect(lines.map((line) => line.split(' ')[0])).toEqual(SYSTEMS.map((s) => s.name));
  const line = (name: string) => lines.find((l) => l.startsWith(`${name} `));
  expect(line('bullmq-always')).toMatch(/skipped: no redis-server or valkey-server on the PATH$/);
  expect(line('dbos-queue')).toMatch(/skipped: ENTREPOT_TEST_POSTGRES names no server$/);
  expect(line('restate')).toMatch(/skipped: npm carries no Restate server for /);
  expect(line('entrepot-sqlite')).toMatch(/ 1\.00x +-$/);
});

test('a PostgreSQL that does not answer is said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-test-'));
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{}');
  const { postgres } = await findMeans({ PATH: '', ENTREPOT_TEST_POSTGRES: 'postgres://postgres@127.0.0.1:1/postgres' }, folder);
  expect(postgres).toEqual({ missing: expect.stringMatching(/does not answer: .*ECONNREFUSED/) as string });
});

test('--only names systems, and says which there are', () => {
  expect(choose('restate, pg-boss').map((s) => s.name)).toEqual(['pg-boss', 'restate']);
  expect(choose(undefined)).toBe(SYSTEMS);
  expect(() => choose('restate,toString')).toThrow(/"toString" is no system; there are entrepot-sqlite, /);
});

/** A peer in memory that finishes each order as `finish` says. */
function peer(finish: (order: Order, index: number) => { handled: number; finished: number; open: number }) {
  const handled = new Handled();
  const stored = { finished: 0, open: 0 };
  let index = 0;
  const producer: Producer = {
    durability: 'memory',
    async enqueue(orders) {
      for (const order of orders) {
        const times = finish(order, index++);
        stored.finished += times.finished;
        stored.open += times.open;
        setImmediate(() => {
          for (let i = 0; i < times.handled; i++) handled.add(order.id);
        });
      }
    },
    finished: async () => stored.finished,
    isFinished: async () => true,
    stored: async () => ({ ...stored }),
    close: async () => undefined,
  };
  return subjectOf(producer, handled, {});
}

test('a rate is only told where handlers and store have each order once', async () => {
  const once = { handled: 1, finished: 1, open: 0 };
  const good = peer(() => once);
  expect(await good.throughput(200)).toBeGreaterThan(0);
  expect(await good.idle!(5, 5)).toHaveLength(5);
  expect(await good.throughput(200)).toBeGreaterThan(0);
  await expect(peer((_, i) => (i === 7 ? { ...once, handled: 2 } : once)).throughput(200)).rejects.toThrow(/was handled twice/);
  await expect(peer((_, i) => (i === 7 ? { ...once, finished: 2 } : once)).throughput(200)).rejects.toThrow(/the store has 201 finished once and 0 open/);
  await expect(peer((_, i) => (i === 7 ? { ...once, open: 1 } : once)).throughput(200)).rejects.toThrow(/200 finished once and 1 open/);
});

test('the peers are pinned, and no part of the project', () => {
  const json = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as { dependencies: Record<string, string>; devDependencies?: Record<string, string> };
  const peers = json('bench/peers/package.json').dependencies;
  const lock = JSON.parse(readFileSync('bench/peers/package-lock.json', 'utf8')) as { packages: Record<string, { version: string; resolved?: string }> };
  for (const [name, version] of Object.entries(peers)) expect(`${name} ${lock.packages[`node_modules/${name}`]?.version}`).toBe(`${name} ${version}`);
  expect(Object.values(lock.packages).filter((entry) => entry.resolved !== undefined)).toEqual([]);
  const own = { ...json('package.json').dependencies, ...json('package.json').devDependencies };
  expect(Object.keys(peers).filter((name) => name !== 'pg' && Object.hasOwn(own, name))).toEqual([]);
});
