/**
 * Hosts on one PostgreSQL wake each other: one NOTIFY for all commits of a moment, sent outside their transactions
 * (inside, every commit would queue for PostgreSQL's one notification lock). A lost one costs only the poll's wait.
 */
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';

const CHANNEL = 'entrepot_work';
/** Commits within this time share one NOTIFY. */
const DEBOUNCE_MS = 5;
const RECONNECT_MS = 1_000;

export interface WakeUp {
  send(): void;
  onReceived(listener: () => void): Promise<void>;
  close(): Promise<void>;
}

export function openWakeUp(connect: () => Client, query: (text: string) => Promise<unknown>): WakeUp {
  const self = randomUUID();
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let closed = false;

  async function listen(listener: () => void): Promise<void> {
    const next = connect();
    client = next;
    next.on('notification', (message) => message.payload !== self && listener());
    // an open connection reports its loss once as an error and once as its end
    next.on('error', () => {});
    next.on('end', () => reconnect(listener));
    await next.connect();
    await next.query(`listen ${CHANNEL}`);
  }

  function reconnect(listener: () => void): void {
    if (closed || again) return;
    again = setTimeout(() => {
      again = undefined;
      if (!closed) listen(listener).catch(() => reconnect(listener));
    }, RECONNECT_MS);
  }

  return {
    send() {
      timer ??= setTimeout(() => {
        timer = undefined;
        if (!closed) query(`notify ${CHANNEL}, '${self}'`).catch(() => {});
      }, DEBOUNCE_MS);
    },
    onReceived: listen,
    async close() {
      closed = true;
      clearTimeout(timer);
      clearTimeout(again);
      await client?.end().catch(() => {});
    },
  };
}
