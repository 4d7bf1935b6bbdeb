/** A closed-loop HTTP load: so many connections, each sending its next request when the last was answered. */
import { Pool } from 'undici';

export interface HttpLoad {
  url: string;
  connections: number;
  /** Stops after this time, or after `count` requests where given. */
  seconds?: number;
  count?: number;
  headers?: Record<string, string>;
  body(index: number): string;
  onAnswer?(index: number, body: string, sentAt: number): void;
}

export async function loadHttp(load: HttpLoad): Promise<{ perSecond: number; sent: number; refused: number }> {
  const { origin, pathname } = new URL(load.url);
  const pool = new Pool(origin, { connections: load.connections, pipelining: 1 });
  const started = performance.now();
  const end = load.seconds === undefined ? Infinity : started + load.seconds * 1000;
  let next = 0;
  let refused = 0;
  async function connection(): Promise<void> {
    while (performance.now() < end && next < (load.count ?? Infinity)) {
      const index = next++;
      const sentAt = performance.now();
      const answer = await pool.request({
        path: pathname,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...load.headers },
        body: load.body(index),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) refused++;
      else load.onAnswer?.(index, text, sentAt);
    }
  }
  await Promise.all(Array.from({ length: load.connections }, connection));
  const perSecond = next / ((performance.now() - started) / 1000);
  await pool.destroy();
  return { perSecond, sent: next, refused };
}
