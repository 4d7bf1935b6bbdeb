/** `bench -- noisy`: p95 of one account's orders, quiet and while another account's extension misbehaves. */
import { BenchHost } from './host.ts';
import { walkHttp } from './walk.ts';
import { ONE_STEP, purchase } from './world.ts';
import { loadHttp } from './load.ts';
import { ms, percentile, type Figure } from './table.ts';
import { randomUUID } from 'node:crypto';

const MISBEHAVING = `
import { defineExtension } from '../sdk/index.ts';
let n = 0;
export default defineExtension({ hooks: { asset_purchase_request_processing: async (ctx) => {
  switch (n++ % 4) {
    case 0: for (;;);
    case 1: { const hoard = []; for (;;) hoard.push(new Array(1e6).fill(n)); }
    case 2: await ctx.sleep(1); for (;;);
    default: throw new Proxy({}, { get() { for (;;); }, getPrototypeOf() { for (;;); } });
  }
} } });`;

/** Orders a second of the well-behaved account: well below what the machine can do, as the question is about its neighbour. */
const RATE = 40;

export async function noisy(seconds: number): Promise<Figure> {
  const host = await BenchHost.start();
  const good = await host.trade(ONE_STEP);
  const bad = await host.trade(MISBEHAVING);
  await walkHttp(host, good, 200, 4);
  const quiet = await paced(host, good, seconds);
  const attack = new AbortController();
  const attacks = misbehave(host, bad, attack.signal);
  const loaded = await paced(host, good, seconds);
  attack.abort();
  process.stdout.write(
    `quiet ${quiet.count} orders p50 ${ms(quiet.p50)} p95 ${ms(quiet.p95)}, loaded ${loaded.count} orders p50 ${ms(loaded.p50)} p95 ${ms(loaded.p95)}, ${await attacks} attacks placed\n`,
  );
  await host.stop();
  return {
    id: 'N',
    what: 'p95 loaded over quiet',
    ratio: loaded.p95 / quiet.p95,
    pass: 2,
    stretch: 1.2,
    higher: false,
    shown: `${ms(quiet.p95)} -> ${ms(loaded.p95)}`,
    plan: 'a lower priority for sandboxes of installations on probation',
  };
}

type Trade = Awaited<ReturnType<BenchHost['trade']>>;

async function paced(host: BenchHost, trade: Trade, seconds: number): Promise<{ p50: number; p95: number; count: number }> {
  const placed: { id: string; at: number }[] = [];
  const pending: Promise<unknown>[] = [];
  for (let i = 0; i < seconds * RATE; i++) {
    pending.push(
      loadHttp({
        url: `${host.url}/public/v1/requests`,
        connections: 1,
        count: 1,
        headers: { authorization: trade.distributor.token },
        body: () => JSON.stringify(purchase(trade, randomUUID())),
        onAnswer: (_, body, sentAt) => placed.push({ id: (JSON.parse(body) as { id: string }).id, at: performance.timeOrigin + sentAt }),
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 1000 / RATE));
  }
  await Promise.all(pending);
  const approvals = new Map(await host.approvals(placed.length, 30_000));
  const latencies = placed.map((p) => (approvals.get(p.id) ?? Infinity) - p.at);
  if (latencies.includes(Infinity)) throw new Error(`${latencies.filter((l) => l === Infinity).length} orders of the well-behaved account were not approved`);
  return { p50: percentile(latencies, 50), p95: percentile(latencies, 95), count: latencies.length };
}

/** Keeps the other account busy with orders that all misbehave. */
async function misbehave(host: BenchHost, trade: Trade, stop: AbortSignal): Promise<number> {
  let placed = 0;
  while (!stop.aborted) {
    await loadHttp({
      url: `${host.url}/public/v1/requests`,
      connections: 1,
      count: 1,
      headers: { authorization: trade.distributor.token },
      body: () => JSON.stringify(purchase(trade, randomUUID())),
    });
    placed++;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return placed;
}
