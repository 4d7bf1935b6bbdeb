/**
 * The host of a bench, in a process of its own like the real one, with its bundled runner beside it. It answers a few
 * orders of the bench over IPC: accept in-process, and tell when each order was approved.
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
const store = await openStore({ database: join(folder, 'entrepot.db'), sealer: createSealer(randomBytes(32)) });
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
let seen = 0;
let reading = false;
store.onEvents(() => {
  if (reading) return;
  reading = true;
  setImmediate(() => void readApprovals().finally(() => (reading = false)));
});

async function readApprovals(): Promise<void> {
  const rows = await store.read(SYSTEM, (ctx) =>
    ctx.tx.selectFrom('event').select(['seq', 'object_id', 'status']).where('seq', '>', seen).orderBy('seq').execute(),
  );
  const at = performance.timeOrigin + performance.now();
  for (const row of rows) {
    seen = row.seq;
    if (row.status === 'approved') approved.set(row.object_id, at);
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
  while (approved.size < expect && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await readApprovals();
  }
  const found = [...approved];
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
  return { ...Object.fromEntries(rows.rows.map((r) => [r.what, r.count])), rssMb: process.memoryUsage.rss() / 1_048_576 };
}

/** As the writing connection has them now. */
async function settings(): Promise<object> {
  return store.write(SYSTEM, async (ctx) => {
    const live: Record<string, unknown> = {};
    for (const name of ['journal_mode', 'synchronous', 'wal_autocheckpoint']) {
      const { rows } = await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(ctx.tx);
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
