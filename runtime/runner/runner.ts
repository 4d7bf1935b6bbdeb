/** A runner: one connection, a pool of sandboxes, and the attempts that are under way. */
import { hostname } from 'node:os';
import { request } from 'undici';
import type { TaskFrame } from '../../sdk/contract/index.ts';
import type { Log } from '../base/index.ts';
import { Attempt } from './attempt.ts';
import { createBroker } from './broker/index.ts';
import { Connection } from './connection.ts';
import { SandboxPool } from './sandbox/index.ts';
import { mapStack } from './source-map.ts';

export interface RunnerOptions {
  url: string;
  token: string;
  log: Log;
  /** Tasks at once. */
  credits?: number;
  /** More of them for tasks that somebody waits for, so that no backlog can take their place. */
  kept?: number;
  processesMax?: number;
  rssMaxMb?: number;
}

export interface Runner {
  /** Takes nothing new, finishes what runs within `graceMs`, gives the rest back, and closes. */
  drain(graceMs?: number): Promise<void>;
  pids(): number[];
}

const DRAIN_MS = 10_000;
/** What is given back at the end of a drain is acknowledged by then, or its leases run out. */
const RELEASE_MS = 1_000;

export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { log } = options;
  const pool = new SandboxPool({ processesMax: options.processesMax ?? 8, idleMax: 64, tasksMax: 10_000, rssMaxMb: options.rssMaxMb ?? 512, log });
  const { walls } = await pool.warmUp();
  if (walls['engine'] === false)
    throw new Error(
      'isolated-vm runs guest code while it copies a value (GHSA-864f-rcv7-6rh4): this runner does not start; install isolated-vm 7.0.1 or newer.',
    );
  log.info({ walls }, 'sandbox walls tested');

  const attempts = new Map<string, Attempt>();
  const bundles = new Map<string, Promise<{ bundle: string; sourceMap: string }>>();
  let drained: Promise<void> | undefined;

  const bundle = (digest: string) => {
    let found = bundles.get(digest);
    if (!found) {
      found = fetchBundle(options, digest);
      found.catch(() => bundles.delete(digest));
      bundles.set(digest, found);
    }
    return found;
  };

  const broker = createBroker({ forward: (task, op, args) => connection.call(task, op, args), logs: (task, lines) => connection.log(task, lines) });
  const tools = { pool, broker, bundle, mapStack };

  async function work(task: TaskFrame): Promise<void> {
    const attempt = new Attempt(task, tools);
    const key = `${task.task}/${task.fence}`;
    attempts.set(key, attempt);
    const result = await attempt.run();
    attempts.delete(key);
    broker.finish(task);
    connection.result(result);
  }

  const connection = new Connection({
    url: options.url,
    token: options.token,
    name: `${hostname()}:${process.pid}`,
    credits: options.credits ?? 64,
    kept: options.kept ?? 8,
    walls,
    log,
    onTask: (task) =>
      void work(task).catch((error: unknown) =>
        log.error({ err: error, task: task.task, correlation: task.correlation }, 'an attempt failed inside the runner'),
      ),
    onCancel: (task, fence) => attempts.get(`${task}/${fence}`)?.cancel('the lease is gone'),
    // its tasks may finish over this line; when the host closes it, the runner looks for the next host
    onDrain: () => log.info('the host is going down'),
  });
  connection.connect();

  const drain = (graceMs = DRAIN_MS) => (drained ??= drainOnce(graceMs));

  async function drainOnce(graceMs: number): Promise<void> {
    connection.drain();
    await idleWithin(graceMs);
    for (const attempt of attempts.values()) attempt.cancel('the runner is draining');
    await idleWithin(RELEASE_MS);
    await connection.close();
    await pool.close();
  }

  async function idleWithin(ms: number): Promise<void> {
    for (const end = Date.now() + ms; !connection.idle && Date.now() < end;) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  return { drain, pids: () => pool.pids() };
}

async function fetchBundle(options: RunnerOptions, digest: string): Promise<{ bundle: string; sourceMap: string }> {
  const answer = await request(`${options.url}/runner/v1/bundles/${digest}`, { headers: { authorization: `Bearer ${options.token}` } });
  if (answer.statusCode !== 200) throw new Error(`the host answered ${answer.statusCode} for bundle ${digest}`);
  return (await answer.body.json()) as { bundle: string; sourceMap: string };
}
