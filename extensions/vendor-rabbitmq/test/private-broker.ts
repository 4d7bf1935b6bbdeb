/** A RabbitMQ of the test's own: free ports, its own node and data, ended with its epmd; never the machine's broker. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../../test/support/host.ts';

// the binary itself: the wrapper on PATH changes to a user that does not see our folder
const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server';
const ADMIN = { user: 'admin', password: 'private-admin-pw' };

/** Why the test cannot run here; undefined where it can. */
export const missing = existsSync(SERVER) ? undefined : `${SERVER} is not installed`;

export interface Reply {
  status: number;
  body: unknown;
}

export async function preparePrivateBroker() {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-rabbitmq-'));
  const [amqp, management, distribution, epmd] = (await freePorts(4)) as [number, number, number, number];
  const managementUrl = `http://127.0.0.1:${management}`;
  const node = `entrepot-${process.pid}-${amqp}@localhost`;
  writeFileSync(join(folder, 'enabled_plugins'), '[rabbitmq_management].\n');
  writeFileSync(
    join(folder, 'rabbitmq.conf'),
    `listeners.tcp.default = 127.0.0.1:${amqp}
management.tcp.ip = 127.0.0.1
management.tcp.port = ${management}
distribution.listener.interface = 127.0.0.1
collect_statistics_interval = 1000
default_user = ${ADMIN.user}
default_pass = ${ADMIN.password}
default_user_tags.administrator = true
vm_memory_high_watermark.absolute = 256MB
disk_free_limit.absolute = 50MB
`,
  );
  const env = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: folder,
    RABBITMQ_NODENAME: node,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    ERL_EPMD_PORT: String(epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  };
  let epmdProcess: ChildProcess | undefined;
  let server: ChildProcess | undefined;

  /** The management API as `login`, by default the administrator. */
  async function api(path: string, login = `${ADMIN.user}:${ADMIN.password}`, method = 'GET', body?: unknown): Promise<Reply> {
    const headers = { authorization: `Basic ${Buffer.from(login).toString('base64')}`, 'content-type': 'application/json' };
    const answer = await fetch(`${managementUrl}/api/${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return { status: answer.status, body: text ? (JSON.parse(text) as unknown) : undefined };
  }

  async function start(): Promise<void> {
    // started by us instead of by the Erlang VM, so that we know its pid
    epmdProcess ??= spawn('epmd', ['-port', String(epmd), '-address', '127.0.0.1'], { env, stdio: 'ignore' });
    server = spawn(SERVER, [], { env, stdio: 'ignore' });
    await until('RabbitMQ', () => api('overview').then((r) => r.status === 200, () => false), 60_000); // prettier-ignore
  }

  async function stop(): Promise<void> {
    const ended = server && server.exitCode === null ? new Promise((resolve) => server!.once('exit', resolve)) : undefined;
    const pid = existsSync(join(folder, 'pid')) ? Number(readFileSync(join(folder, 'pid'), 'utf8')) : server?.pid;
    if (ended && pid) process.kill(pid, 'SIGTERM');
    await ended;
  }

  return {
    managementUrl,
    amqp,
    admin: ADMIN,
    api,
    start,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      epmdProcess?.kill('SIGTERM');
      // what the VM started beside itself in our folder ends with it; the folder goes last
      for (const left of leftOvers(folder)) process.kill(left, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Processes whose environment names our folder as their home. */
function leftOvers(folder: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      if (!pid || pid === process.pid) return false;
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`HOME=${folder}`);
      } catch {
        return false; // gone, or somebody else's
      }
    });
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer();
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((s) => (s.address() as AddressInfo).port);
  await Promise.all(servers.map((s) => new Promise((resolve) => s.close(resolve))));
  return ports;
}
