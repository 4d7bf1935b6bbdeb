/** A host of its own for benches that look from outside: its trades, calls to its API, and its memory. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { seedDemo } from '../runtime/host/seed.ts';
import type { Originals } from './lists-rows.ts';

export type Trade = Awaited<ReturnType<typeof seedDemo>>;
export type Ask = { ask: 'peak' } | { ask: 'end' } | { ask: 'fill'; originals: Originals; rows: number };

export interface SeededHost {
  trades: Trade[];
  operator: { token: string };
  /** Throws unless it was answered as success. */
  call<T>(token: string, method: string, path: string, body?: object | ReadableStream, type?: string): Promise<{ body: T; headers: Headers }>;
  ask<T>(ask: Ask): Promise<T>;
  end(): Promise<void>;
}

export async function startSeeded(trades: number, database?: string): Promise<SeededHost> {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-bench-'));
  const child = fork(await builtHost(), [database ?? join(folder, 'entrepot.db'), String(trades)], { execArgv: [] });
  const [seeded] = (await once(child, 'message')) as [{ url: string; operator: { token: string }; trades: Trade[] }];
  return {
    ...seeded,
    async call<T>(token: string, method: string, path: string, body?: object | ReadableStream, type = 'application/json') {
      const sent = body === undefined ? {} : { body: body instanceof ReadableStream ? body : JSON.stringify(body), duplex: 'half' as const };
      const answer = await fetch(seeded.url + path, { method, headers: { authorization: token, 'content-type': type }, ...sent } as RequestInit);
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${await answer.text()}`);
      return { body: (await answer.json()) as T, headers: answer.headers };
    },
    async ask<T>(ask: Ask) {
      child.send(ask);
      return ((await once(child, 'message')) as [T])[0];
    },
    async end() {
      child.send({ ask: 'end' } satisfies Ask);
      await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The host as the package ships it: JavaScript, so that what turns TypeScript into it takes no part in what is measured. */
async function builtHost(): Promise<string> {
  const outfile = join(import.meta.dirname, '../dist/bench-host.mjs');
  await build({ entryPoints: [join(import.meta.dirname, 'seeded-host.ts')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  return outfile;
}

/** The first subscription of a trade, approved. */
export async function subscribe(host: SeededHost, { accounts, world }: Trade): Promise<{ id: string; asset: string }> {
  const contact = { first_name: 'Eva', last_name: 'Lang', email: 'eva@nordwind.example' };
  const contact_info = { address_line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE', contact };
  const { body: request } = await host.call<{ id: string; asset: { id: string } }>(accounts.distributor.token, 'POST', '/requests', {
    type: 'purchase',
    asset: {
      ...{ external_uid: 'bench', product: { id: world.product }, connection: { id: world.connection }, items: [{ id: world.items.recurring, quantity: 1 }] },
      ...{ params: [{ id: 'admin_email', value: 'it@nordwind.example' }], tiers: { customer: { name: 'Nordwind', contact_info } } },
    },
  });
  const vendor = accounts.vendor.token;
  await host.call(vendor, 'PUT', `/requests/${request.id}`, { asset: { params: [{ id: 'url', value: 'https://it.example' }] } });
  await host.call(vendor, 'POST', `/requests/${request.id}/approve`, { template_id: world.templates.fulfillment });
  return { id: request.id, asset: request.asset.id };
}

export async function createFile(host: SeededHost, { accounts, world }: Trade): Promise<string> {
  const period = { from: '2026-03-01', to: '2026-03-31' };
  const file = { name: 'March', period, currency: 'EUR', product: { id: world.product }, contract: { id: world.contract } };
  return (await host.call<{ id: string }>(accounts.vendor.token, 'POST', '/usage/files', file)).body.id;
}
