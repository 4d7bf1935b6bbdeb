/**
 * The walk under load: orders a second and latency from acceptance to the committed approval by a handler with one
 * recorded step, over the real socket, the real bridge and child processes. Every order is checked to be approved.
 */
import { randomUUID } from 'node:crypto';
import type { BenchHost } from './host.ts';
import { loadHttp } from './load.ts';
import { percentile } from './table.ts';
import { purchase, type Trade } from './world.ts';

export interface Walked {
  orders: number;
  approved: number;
  perSecond: number;
  p50: number;
  p99: number;
}

/** Accepted inside the host, without HTTP. */
export async function walkInProcess(host: BenchHost, trade: Trade, count: number, concurrency: number): Promise<Walked> {
  const started = performance.timeOrigin + performance.now();
  const placed = await host.accept(trade, count, concurrency);
  return measured(placed, await host.approvals(count), started);
}

/** Authenticated, validated POSTs from this process. */
export async function walkHttp(host: BenchHost, trade: Trade, count: number, connections: number): Promise<Walked> {
  const placed: { id: string; at: number }[] = [];
  const started = performance.timeOrigin + performance.now();
  const load = await loadHttp({
    url: `${host.url}/public/v1/requests`,
    connections,
    count,
    headers: { authorization: trade.distributor.token },
    body: () => JSON.stringify(purchase(trade, randomUUID())),
    onAnswer: (_, body, sentAt) => placed.push({ id: (JSON.parse(body) as { id: string }).id, at: performance.timeOrigin + sentAt }),
  });
  if (load.refused) throw new Error(`${load.refused} of ${load.sent} purchases were refused`);
  return measured(placed, await host.approvals(count), started);
}

function measured(placed: { id: string; at: number }[], approvals: [string, number][], started: number): Walked {
  const at = new Map(approvals);
  const latencies = placed.flatMap((p) => (at.has(p.id) ? [at.get(p.id)! - p.at] : []));
  const last = Math.max(...at.values());
  return {
    orders: placed.length,
    approved: latencies.length,
    perSecond: latencies.length / ((last - started) / 1000),
    p50: percentile(latencies, 50),
    p99: percentile(latencies, 99),
  };
}

/** One order at a time, with nothing else going on. */
export async function idleLatency(host: BenchHost, trade: Trade, count: number): Promise<{ p50: number; p99: number }> {
  const latencies = await idleLatencies(host, trade, count);
  return { p50: percentile(latencies, 50), p99: percentile(latencies, 99) };
}

/** Of each order, in milliseconds. */
export async function idleLatencies(host: BenchHost, trade: Trade, count: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let i = 0; i < count; i++) {
    const [placed] = await host.accept(trade, 1, 1);
    const approvals = new Map(await host.approvals(1, 5_000));
    const at = approvals.get(placed!.id);
    if (at === undefined) throw new Error(`order ${placed!.id} was not approved`);
    latencies.push(at - placed!.at);
  }
  return latencies;
}
