/**
 * The floors of this machine in this run: what the parts cost without the product around them. S: narrow SQLite rows,
 * insert, claim and complete in one FULL commit per 50. H: hono POST with ajv, nothing behind it. L: one WebSocket round
 * trip, one warm isolate call and two single FULL commits.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { WebSocket, WebSocketServer } from 'ws';
import { median } from './table.ts';
import { isolateCosts } from './isolate.ts';
import { loadHttp } from './load.ts';

/** L and its parts, in milliseconds. */
export async function latencyFloor(): Promise<{ ms: number; wsMs: number; isolateMs: number; commitMs: number }> {
  const { commitMs } = sqliteFloor(1);
  const wsMs = await webSocketFloor();
  const isolateMs = isolateCosts().warmMs;
  return { ms: wsMs + isolateMs + 2 * commitMs, wsMs, isolateMs, commitMs };
}

const ORDER = JSON.stringify({ id: 'PR-0000-0000-0000-001', type: 'purchase', filler: 'x'.repeat(1900) });

/** S in orders a second, and one FULL commit. */
export function sqliteFloor(seconds: number): { rate: number; commitMs: number } {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-bench-'));
  const db = new Database(join(folder, 'floor.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(
    'create table ord (id integer primary key, body text); create table task (id integer primary key, ord integer, status integer); create table result (task integer primary key, body text); create index open on task (id) where status = 0',
  );
  const order = db.prepare('insert into ord (body) values (?)');
  const task = db.prepare('insert into task (ord, status) values (?, 0)');
  const claim = db.prepare('update task set status = 1 where id in (select id from task where status = 0 order by id limit 50) returning id');
  const finish = db.prepare('update task set status = 2 where id = ?');
  const result = db.prepare('insert into result (task, body) values (?, ?)');
  const batch = db.transaction(() => {
    for (let i = 0; i < 50; i++) task.run(order.run(ORDER).lastInsertRowid);
    for (const { id } of claim.all() as { id: number }[]) {
      finish.run(id);
      result.run(id, '{"decision":"approve"}');
    }
  });
  const single = db.transaction(() => order.run(ORDER));
  batch();
  let done = 0;
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    batch();
    done += 50;
  }
  const rate = done / ((performance.now() - started) / 1000);
  const commits = Array.from({ length: 500 }, () => {
    const at = performance.now();
    single();
    return performance.now() - at;
  });
  db.close();
  rmSync(folder, { recursive: true });
  return { rate, commitMs: median(commits) };
}

/** H in requests a second. */
export async function httpFloor(seconds: number): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'http-floor.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const rate = await loadHttp({ url: `${String(line).trim()}/orders`, seconds, connections: 32, body: () => ORDER });
  child.kill('SIGKILL');
  return rate.perSecond;
}

async function webSocketFloor(): Promise<number> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (socket) => socket.on('message', (data) => socket.send(String(data))));
  await once(server, 'listening');
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as { port: number }).port}`, { perMessageDeflate: false });
  await once(socket, 'open');
  const times: number[] = [];
  for (let i = 0; i < 2000; i++) {
    const at = performance.now();
    socket.send(ORDER);
    await once(socket, 'message');
    times.push(performance.now() - at);
  }
  socket.terminate();
  server.close();
  return median(times.slice(200));
}
