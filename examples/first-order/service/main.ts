/**
 * The vendor's own system: a small HTTP provisioning service with its own database. It keeps every request it got with
 * its idempotency key, answers a repeated key with the first answer (unless `--no-dedupe`), and has switches for faults.
 * Prints its address when it listens.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';

const { values } = parseArgs({
  options: {
    database: { type: 'string', default: ':memory:' },
    key: { type: 'string', default: 'demo-key' },
    port: { type: 'string', default: '0' },
    'no-dedupe': { type: 'boolean', default: false },
  },
});
const db = new Database(values.database);
db.pragma('journal_mode = WAL');
db.exec(`create table if not exists workspace (id integer primary key, asset text, seats integer, domain text, suspended integer default 0);
  create table if not exists request (id integer primary key, key text, method text, path text, status integer, body text);
  create table if not exists fault (kind text primary key, asset text, left integer)`);

interface Answer {
  status: number;
  body: unknown;
}

const provision = db.transaction((key: string, method: string, path: string, input: Record<string, unknown>): Answer => {
  const first =
    values['no-dedupe'] || !key
      ? undefined
      : (db.prepare('select status, body from request where key = ? and status < 400').get(key) as { status: number; body: string } | undefined);
  const answer = first ? { status: first.status, body: JSON.parse(first.body) as unknown } : act(method, path, input);
  db.prepare('insert into request (key, method, path, status, body) values (?, ?, ?, ?, ?)').run(key, method, path, answer.status, JSON.stringify(answer.body));
  return answer;
});

function act(method: string, path: string, input: Record<string, unknown>): Answer {
  const fault = db.prepare('select kind from fault where left > 0').get() as { kind: string } | undefined;
  if (fault) {
    db.prepare('update fault set left = left - 1 where kind = ?').run(fault.kind);
    return fault.kind === 'outage' ? { status: 503, body: { error: 'maintenance' } } : { status: 422, body: { error: 'quota exceeded' } };
  }
  const asset = path.split('/')[2];
  switch (method) {
    case 'POST':
      db.prepare('insert into workspace (asset, seats, domain) values (?, ?, ?)').run(input['asset'], input['seats'], input['domain']);
      return { status: 201, body: { url: `https://workspace.example/${String(input['asset'])}`, login: `admin@${String(input['asset']).toLowerCase()}` } };
    case 'PUT':
      db.prepare('update workspace set seats = coalesce(?, seats), suspended = coalesce(?, suspended) where asset = ?').run(
        input['seats'] ?? null,
        input['suspended'] === undefined ? null : Number(input['suspended']),
        asset,
      );
      return { status: 200, body: {} };
    case 'DELETE':
      db.prepare('delete from workspace where asset = ?').run(asset);
      return { status: 200, body: {} };
    default:
      return { status: 405, body: {} };
  }
}

/** Faults and what is stored, for whoever runs the service. */
function control(method: string, path: string, input: Record<string, unknown>): Answer {
  if (method === 'POST' && path === '/control/fault') db.prepare('insert or replace into fault (kind, left) values (?, ?)').run(input['kind'], input['times']);
  const all = (table: string) => db.prepare(`select * from ${table} order by id`).all();
  return { status: 200, body: path === '/control/state' ? { workspaces: all('workspace'), requests: all('request') } : {} };
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const input = text ? (JSON.parse(text) as Record<string, unknown>) : {};
  const path = request.url ?? '/';
  const allowed = request.headers.authorization === `Bearer ${values.key}`;
  const key = String(request.headers['idempotency-key'] ?? '');
  const answer = !allowed
    ? { status: 401, body: { error: 'unauthorized' } }
    : path.startsWith('/control/')
      ? control(request.method!, path, input)
      : provision(key, request.method!, path, input);
  response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
}

const server = createServer((request, response) => void handle(request, response).catch((error: Error) => response.writeHead(500).end(error.message)));
server.listen(Number(values.port), '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${(server.address() as { port: number }).port}\n`));
process.on('SIGTERM', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();
