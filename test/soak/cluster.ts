/**
 * Two hosts and three runners on one PostgreSQL, each started again when it dies, as a service manager does; and the ways
 * they are hurt. All runners share one token, so that only the fence tells a lease from the one before it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { childrenOf, freePort, isKind, ROOT, waitFor } from '../kill/processes.ts';

/** What can happen to a process, or to its line to the database. */
export const HURTS = ['host', 'runner', 'sandbox', 'frozen', 'connection'] as const;
export type Hurt = (typeof HURTS)[number];

const HOSTS = 2;
const RUNNERS = 3;
export const LEASE_MS = 3_000;
/** A runner that stands still for so long finds its leases with others. */
const FROZEN_MS = LEASE_MS * 2;
const RESTART_MS = 300;
const START_MS = 60_000;

export interface ClusterOptions {
  folder: string;
  database: string;
  /** A module that every host loads first: how a sabotaged host is made. */
  preload?: string;
  credits: number;
}

export class Cluster {
  readonly sealingKey = randomBytes(32);
  readonly #options: ClusterOptions;
  readonly #hosts: Service[] = [];
  readonly #runners: Service[] = [];
  readonly #frozen = new Map<number, NodeJS.Timeout>();

  constructor(options: ClusterOptions) {
    this.#options = options;
  }

  /** The hosts start together on the empty database. */
  async start(): Promise<void> {
    for (let n = 1; n <= HOSTS; n++) this.#hosts.push(await this.#host(n));
    await Promise.all(this.#hosts.map((host) => host.start()));
    const tokenFile = join(this.#options.folder, 'host-1/runner.token');
    for (let n = 0; n < RUNNERS; n++) {
      const args = ['--url', this.urls[n % HOSTS]!, '--token-file', tokenFile, '--credits', String(this.#options.credits)];
      this.#runners.push(new Service(() => launch('runtime/runner/main.ts', args, {})));
    }
    await Promise.all(this.#runners.map((runner) => runner.start()));
  }

  get urls(): string[] {
    return this.#hosts.map((host) => host.url!);
  }

  get restarts(): number {
    return [...this.#hosts, ...this.#runners].reduce((sum, service) => sum + service.starts - 1, 0);
  }

  /** Answers whether there was something to hurt. */
  async hurt(hurt: Hurt, random: () => number): Promise<boolean> {
    if (hurt === 'connection') return this.#cutConnection();
    if (hurt === 'host') return kill(pick(pidsOf(this.#hosts), random));
    const runners = pidsOf(this.#runners).filter((pid) => !this.#frozen.has(pid));
    if (hurt === 'runner') return kill(pick(runners, random));
    if (hurt === 'frozen') return this.#freeze(pick(runners, random));
    return kill(
      pick(
        runners.flatMap(childrenOf).filter((pid) => isKind(pid, 'sandbox')),
        random,
      ),
    );
  }

  /** A runner that stops for longer than a lease and then goes on, believing in what it holds. */
  #freeze(pid: number | undefined): boolean {
    if (pid === undefined || this.#frozen.size) return false;
    process.kill(pid, 'SIGSTOP');
    const thaw = () => {
      this.#frozen.delete(pid);
      if (isKind(pid, 'runner')) process.kill(pid, 'SIGCONT');
    };
    this.#frozen.set(pid, setTimeout(thaw, FROZEN_MS));
    return true;
  }

  /** What a database server does that goes down, and a network that drops a line. */
  async #cutConnection(): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.#options.database });
    await client.connect();
    const cut = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'entrepot%' order by random() limit 1`,
    );
    await client.end();
    return cut.rowCount === 1;
  }

  async stop(): Promise<void> {
    for (const [pid, timer] of this.#frozen) {
      clearTimeout(timer);
      if (isKind(pid, 'runner')) process.kill(pid, 'SIGCONT');
    }
    await Promise.all(this.#runners.map((runner) => runner.stop()));
    await Promise.all(this.#hosts.map((host) => host.stop()));
  }

  async #host(n: number): Promise<Service> {
    const { folder, database, preload } = this.#options;
    const data = join(folder, `host-${n}`);
    mkdirSync(data);
    writeFileSync(join(data, 'sealing.key'), this.sealingKey.toString('hex'), { mode: 0o600 });
    const port = await freePort();
    const told = join(data, 'host.json');
    const flags = ['--data', data, '--port', String(port), '--runners', '0', '--limit', `leaseMs=${LEASE_MS}`, '--log', process.env['SOAK_LOG'] ?? 'silent'];
    const start = () => {
      rmSync(told, { force: true });
      return launch('runtime/host/main.ts', flags, { ENTREPOT_DATABASE: database }, preload);
    };
    const ready = (pid: number) => existsSync(told) && (JSON.parse(readFileSync(told, 'utf8')) as { pid: number }).pid === pid;
    return new Service(start, ready, `http://127.0.0.1:${port}`);
  }
}

/** A process that is started again until it is told to stop. */
class Service {
  readonly url: string | undefined;
  starts = 0;
  readonly #launch: () => ChildProcess;
  readonly #ready: (pid: number) => boolean;
  #child: ChildProcess | undefined;
  #stopped = false;

  constructor(launch: () => ChildProcess, ready: (pid: number) => boolean = () => true, url?: string) {
    this.#launch = launch;
    this.#ready = ready;
    this.url = url;
  }

  async start(): Promise<void> {
    this.#run();
    await waitFor('a process to be ready', START_MS, () => this.pid !== undefined && this.#ready(this.pid));
  }

  #run(): void {
    this.starts++;
    const child = (this.#child = this.#launch());
    child.once('exit', () => {
      this.#child = undefined;
      if (!this.#stopped) setTimeout(() => this.#stopped || this.#run(), RESTART_MS);
    });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const child = this.#child;
    if (!child) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await exited;
    clearTimeout(late);
  }
}

function launch(program: string, args: string[], env: Record<string, string>, preload?: string): ChildProcess {
  const imports = ['--import', 'tsx', ...(preload ? ['--import', pathToFileURL(preload).href] : [])];
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, [...imports, join(ROOT, program), ...args], {
    cwd: ROOT,
    env: { PATH, HOME, ENTREPOT_LOG: process.env['SOAK_LOG'] ?? 'silent', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

const pidsOf = (services: Service[]): number[] => services.flatMap((service) => service.pid ?? []);
const pick = (pids: number[], random: () => number): number | undefined => pids[Math.floor(random() * pids.length)];

function kill(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    return false; // it died by itself
  }
}
