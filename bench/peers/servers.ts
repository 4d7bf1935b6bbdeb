/** Servers of a peer's own: on free ports, in a folder that is deleted after them. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Server {
  url: string;
  admin?: string;
  /** Where the server itself cannot be asked later. */
  durability?: string;
}

const READY_MAX_MS = 60_000;
const LOOK_MS = 50;
/** Of Restate: its default of 24 is for more cores, and slower here. */
const PARTITIONS = '4';
const LOG_SHOWN = 2_000;

export async function startRedis(program: string, fsync: string, folder: string, owned: AsyncDisposableStack): Promise<Server> {
  const port = await freePort();
  const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'yes', appendfsync: fsync, daemonize: 'no' };
  const child = start(
    program,
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
    {},
    folder,
    owned,
  );
  await ready(child, folder, () => connects(port));
  return { url: `redis://127.0.0.1:${port}` };
}

export async function startRestate(program: string, folder: string, owned: AsyncDisposableStack): Promise<Server> {
  const [ingress, admin, node] = [await freePort(), await freePort(), await freePort()];
  const env = {
    ...{ RESTATE_BASE_DIR: join(folder, 'data'), RESTATE_NODE_NAME: 'bench', RESTATE_LISTEN_MODE: 'tcp', RESTATE_BIND_IP: '127.0.0.1' },
    ...{ RESTATE_BIND_PORT: String(node), RESTATE_INGRESS__BIND_PORT: String(ingress), RESTATE_ADMIN__BIND_PORT: String(admin) },
    ...{ RESTATE_ADVERTISED_HOST: '127.0.0.1', RESTATE_DEFAULT_NUM_PARTITIONS: PARTITIONS, RESTATE_DISABLE_TELEMETRY: 'true', DO_NOT_TRACK: '1' },
  };
  mkdirSync(env.RESTATE_BASE_DIR);
  const config = spawnSync(program, ['--dump-config'], { env: { ...process.env, ...env }, encoding: 'utf8' }).stdout;
  const unsynced = /\[log-server\][^[]*rocksdb-disable-wal-fsync = (\w+)/.exec(config)?.[1];
  if (unsynced === undefined) throw new Error('the configuration of Restate does not tell whether its log is synced');
  const child = start(program, ['--no-logo'], env, folder, owned);
  await ready(
    child,
    folder,
    async () => (await fetch(`http://127.0.0.1:${admin}/health`)).ok && (await fetch(`http://127.0.0.1:${ingress}/restate/health`)).ok,
  );
  return {
    ...{ url: `http://127.0.0.1:${ingress}`, admin: `http://127.0.0.1:${admin}` },
    durability: `Restate log, WAL fsync ${unsynced === 'false' ? 'on' : 'off'}`,
  };
}

const logOf = (folder: string) => join(folder, 'server.log');

function start(program: string, args: string[], env: Record<string, string>, folder: string, owned: AsyncDisposableStack): ChildProcess {
  if (owned.disposed) throw new Error('the turn was ended before its server began');
  const log = openSync(logOf(folder), 'a');
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', log, log], env: { ...process.env, ...env } });
  owned.defer(() => ended(child));
  process.once('exit', () => child.kill('SIGKILL'));
  return child;
}

/** Kills a process and waits until it is gone: what it holds lies in a folder that is deleted next. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function ready(child: ChildProcess, folder: string, answers: () => Promise<boolean>): Promise<void> {
  let failed: Error | undefined;
  child.once('error', (error) => (failed = error));
  for (const end = Date.now() + READY_MAX_MS; Date.now() < end; await wait(LOOK_MS)) {
    if (failed) throw failed;
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}: ${readFileSync(logOf(folder), 'utf8').slice(-LOG_SHOWN)}`);
    if (await answers().catch(() => false)) return;
  }
  throw new Error(`${child.spawnfile} did not answer within ${READY_MAX_MS / 1000} s: ${readFileSync(logOf(folder), 'utf8').slice(-LOG_SHOWN)}`);
}

async function connects(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return once(socket, 'connect')
    .then(() => true)
    .finally(() => socket.destroy());
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
