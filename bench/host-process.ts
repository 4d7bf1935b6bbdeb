/**
 * The host of a bench, in a process of its own like the real one, with its bundled runner beside it. It answers a few
 * orders of the bench over IPC: accept in-process, and tell when each order was approved. `host-process.ts [DATABASE]`:
 * a PostgreSQL of its own, else a SQLite file that is gone afterwards.
 */
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { createLog, createSealer } from '../runtime/base/index.ts';
import { createRequest, type RequestInput } from '../runtime/domain/orders/index.ts';
import { composeHost } from '../runtime/host/compose.ts';
import { createRunnerToken } from '../runtime/registry/index.ts';
import { openStore, SYSTEM, type Actor } from '../runtime/store/index.ts';
import { profiled } from './profile.ts';
import { countStatements } from './cost.ts';
import { createTrade, purchase, type Trade } from './world.ts';

export type Ask =
  | { ask: 'trade'; source: string }
  | { ask: 'accept'; trade: Trade; count: number; concurrency: number }
  | { ask: 'approvals'; expect: number; timeoutMs: number }
  | { ask: 'state' }
  | { ask: 'statements' }
  | { ask: 'settings' }
  | { ask: 'profile'; trade: Trade; count: number }
  | { ask: 'stop' };

const statements = countStatements();
const folder = mkdtempSync(join(tmpdir(), 'entrepot-bench-'));
const log = createLog({ level: process.env['BENCH_LOG'] ?? 'error' });
const store = await openStore({ database: process.argv[2] ?? join(folder, 'entrepot.db'), sealer: createSealer(randomBytes(32)) });
const host = await composeHost({ store, log, port: 0, address: '127.0.0.1', recordings: process.env['BENCH_RECORDINGS'] !== '0' });
const token = await store.write(SYSTEM, (ctx) => createRunnerToken(ctx, { name: 'bench', environments: ['*'], secretsGranted: true }));
writeFileSync(join(folder, 'runner.token'), token, { mode: 0o600 });
const runner = spawn(
  process.execPath,
  [
    '--import',
    'tsx',
    join(import.meta.dirname, '../runtime/runner/main.ts'),
    '--url',
    host.url,
    '--token-file',
    join(folder, 'runner.token'),
    '--bundled',
    '--credits',
    process.env['BENCH_CREDITS'] ?? '128',
  ],
  {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { ...process.env, ENTREPOT_LOG: 'error' },
  },
);

/** Request id -> when it was approved, read from the event table after each commit that wrote events. */
const approved = new Map<string, number>();
/** Request ids that were answered already. */
const told = new Set<string>();
/** On PostgreSQL commits do not come in the order of their events' numbers: so far back it is looked again now and then. */
const LOOK_BACK = 1_000;
const LOOK_BACK_TURNS = 20;
let seen = 0;
let reading = false;
store.onEvents(() => {
  if (reading) return;
  reading = true;
  setImmediate(() => void readApprovals().finally(() => (reading = false)));
});

async function readApprovals(from = seen): Promise<void> {
  const rows = await store.read(SYSTEM, (ctx) =>
    ctx.tx.selectFrom('event').select(['seq', 'object_id', 'status']).where('seq', '>', from).orderBy('seq').execute(),
  );
  const at = performance.timeOrigin + performance.now();
  for (const row of rows) {
    seen = Math.max(seen, row.seq);
    if (row.status === 'approved' && !approved.has(row.object_id) && !told.has(row.object_id)) approved.set(row.object_id, at);
  }
}

async function accept(trade: Trade, count: number, concurrency: number): Promise<{ id: string; at: number }[]> {
  const actor: Actor = { accountId: trade.distributor.id, role: 'distributor', by: { id: trade.distributor.id, name: 'bench' } };
  const placed: { id: string; at: number }[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (next < count) {
        next++;
        const at = performance.timeOrigin + performance.now();
        const row = await store.write(actor, (ctx) => createRequest(ctx, purchase(trade, randomUUID()) as RequestInput));
        placed.push({ id: row.id, at });
      }
    }),
  );
  return placed;
}

async function approvals(expect: number, timeoutMs: number): Promise<[string, number][]> {
  const end = Date.now() + timeoutMs;
  for (let turn = 1; approved.size < expect && Date.now() < end; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await readApprovals(store.dialect.name === 'postgres' && turn % LOOK_BACK_TURNS === 0 ? seen - LOOK_BACK : seen);
  }
  const found = [...approved];
  for (const [id] of found) told.add(id);
  approved.clear();
  return found;
}

/** What the database holds: the bench believes rows, not answers. */
async function state(): Promise<object> {
  const rows = await store.read(SYSTEM, (ctx) =>
    sql<{ what: string; count: number }>`
      select 'approved' as what, count(*) as count from request where status = 'approved'
      union all select 'done', count(*) from task where status = 'done'
      union all select 'steps', count(*) from step
      union all select 'open', count(*) from lane
      union all select 'unrouted', count(*) from event where routed = 0`.execute(ctx.tx),
  );
  return { ...Object.fromEntries(rows.rows.map((r) => [r.what, Number(r.count)])), rssMb: process.memoryUsage.rss() / 1_048_576 };
}

const SETTINGS = {
  sqlite: { verb: 'pragma', names: ['journal_mode', 'synchronous', 'wal_autocheckpoint'] },
  postgres: { verb: 'show', names: ['fsync', 'synchronous_commit'] },
};

/** As the writing connection has them now. */
async function settings(): Promise<object> {
  const { verb, names } = SETTINGS[store.dialect.name];
  return store.write(SYSTEM, async (ctx) => {
    const live: Record<string, unknown> = {};
    for (const name of names) {
      const { rows } = await sql<Record<string, unknown>>`${sql.raw(verb)} ${sql.raw(name)}`.execute(ctx.tx);
      live[name] = Object.values(rows[0]!)[0];
    }
    return live;
  });
}

async function answer(message: Ask): Promise<unknown> {
  switch (message.ask) {
    case 'trade':
      return createTrade(store, message.source);
    case 'accept':
      return accept(message.trade, message.count, message.concurrency);
    case 'approvals':
      return approvals(message.expect, message.timeoutMs);
    case 'state':
      return state();
    case 'statements':
      return statements();
    case 'settings':
      return settings();
    case 'profile':
      return profiled(async () => {
        await accept(message.trade, message.count, 64);
        await approvals(message.count, 60_000);
      });
    case 'stop':
      runner.kill('SIGTERM');
      await host.close();
      rmSync(folder, { recursive: true, force: true });
      return null;
  }
}

process.on('message', ({ id, message }: { id: number; message: Ask }) => {
  answer(message).then(
    (value) => process.send!({ id, value }, undefined, undefined, () => message.ask === 'stop' && process.exit(0)),
    (error: Error) => process.send!({ id, error: error.stack }),
  );
});
process.on('disconnect', () => {
  runner.kill('SIGKILL');
  process.exit(1);
});
process.send!({ ready: host.url, runner: runner.pid });
