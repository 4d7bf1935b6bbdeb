/**
 * The vendors of the soak: their extension's handler, and the system behind it, which makes each asset once by key, is
 * sometimes busy, sometimes slow, sometimes not ready yet, and sometimes refuses until somebody replays.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Manifest } from '../../sdk/contract/index.ts';

export const HANDLER = `
import { approve, defineExtension, NonRetriable, reschedule, Retry } from '../sdk/index.ts';
const NOT_READY = {};
export default defineExtension({ hooks: { asset_purchase_request_processing: async (ctx, request) => {
  try {
    const url = await ctx.step('made', async (step) => {
      const answer = await step.fetch(ctx.settings.baseUrl, { method: 'POST', body: request.asset.id });
      if (answer.status === 503) throw new Retry({ reason: 'busy' });
      if (answer.status === 422) throw new NonRetriable('refused');
      if (answer.status === 202) throw NOT_READY;
      return answer.body;
    });
    ctx.log.info('made', { url });
    return approve({ params: { url } });
  } catch (error) {
    if (error === NOT_READY) return reschedule({ seconds: 1 });
    throw error;
  }
} } });`;

/** Lost connections to the vendor's system must not use the attempts up: kills are frequent here. */
export const MANIFEST: Partial<Manifest> = {
  hooks: { asset_purchase_request_processing: { retry: Array.from({ length: 20 }, () => 0.2) } },
  permissions: { egress: [{ host: '{settings.baseUrl}', reason: 'Assets are made there.' }] },
  settings: { type: 'object', properties: { baseUrl: { type: 'string' } } },
  limits: { concurrency: 4 },
};

/** The first answer for one asset in so many. */
const FIRST = [
  { every: 11, status: 503 },
  { every: 13, status: 202 },
  { every: 97, status: 422 },
];
const SLOW_EVERY = 5;
const SLOW_MS = 150;

export interface Vendor {
  url: string;
  /** Asset -> the keys it was asked for with, once for each request that had an effect. */
  made: Map<string, string[]>;
  close(): void;
}

export async function startVendor(): Promise<Vendor> {
  const made = new Map<string, string[]>();
  const seen = new Set<string>();
  const answerTo = (asset: string, key: string): { status: number; text: string } => {
    const number = Number(asset.replace(/\D/g, '')) % 100_003;
    const first = seen.has(asset) ? undefined : FIRST.find((f) => number % f.every === 0);
    seen.add(asset);
    if (first) return { status: first.status, text: 'not now' };
    made.set(asset, [...(made.get(asset) ?? []), key]);
    return { status: 200, text: `https://made.example/${asset}` };
  };
  const server = createServer((request, response) => {
    let asset = '';
    request.on('error', () => {}).on('data', (chunk: Buffer) => (asset += chunk.toString()));
    request.on('end', () => {
      const { status, text } = answerTo(asset, String(request.headers['idempotency-key']));
      const slow = made.size % SLOW_EVERY === 0;
      setTimeout(() => response.writeHead(status).end(text), slow ? SLOW_MS : 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    made,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
