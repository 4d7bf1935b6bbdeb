/** A whole host with a runner in this process tree, on an ephemeral port and a database of its own. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealer, silentLog, createLog } from '../../runtime/base/index.ts';
import { composeHost, type HostOptions } from '../../runtime/host/compose.ts';
import { createRunnerToken } from '../../runtime/registry/index.ts';
import { startRunner } from '../../runtime/runner/index.ts';
import { openStore, SYSTEM } from '../../runtime/store/index.ts';

const log = process.env['ENTREPOT_TEST_LOG'] ? createLog({ level: process.env['ENTREPOT_TEST_LOG'] }) : silentLog;

export async function startTestHost(options: { runners?: number } & Pick<HostOptions, 'tracing' | 'privateHosts' | 'origins'> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-test-'));
  const store = await openStore({ database: join(folder, 'entrepot.db'), sealer: createSealer(randomBytes(32)) });
  const { runners: count = 1, ...more } = options;
  const host = await composeHost({ store, log, port: 0, address: '127.0.0.1', pollMs: 50, ...more });
  const token = await store.write(SYSTEM, (ctx) => createRunnerToken(ctx, { name: 'test', environments: ['*'], secretsGranted: true }));
  const runners = await Promise.all(Array.from({ length: count }, () => startRunner({ url: host.url, token, log, processesMax: 4 })));

  async function api<T>(token: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: T; headers: Headers }> {
    const answer = await fetch(`${host.url}/public/v1${path}`, {
      method,
      headers: { authorization: token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text) as T,
      headers: answer.headers,
    };
  }

  return {
    host,
    store,
    runners,
    api,
    async [Symbol.asyncDispose]() {
      await Promise.all(runners.map((r) => r.drain()));
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Polls until `probe` answers something; the flow's own clock decides how long it takes. */
export async function until<T>(what: string, probe: () => Promise<T | undefined | false>, timeoutMs = 10_000): Promise<T> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
