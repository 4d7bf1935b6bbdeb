/** GET /healthz: ready, or why not. It tells nothing of a tenant. */
import type { Hono } from 'hono';
import type { Gateway } from '../gateway/index.ts';
import { SYSTEM, type Store } from '../store/index.ts';

export function health(app: Hono, rooms: { store: Store; gateway: Gateway }): void {
  const { store, gateway } = rooms;
  app.get('/healthz', async (c) => {
    const database = await store
      .read(SYSTEM, (ctx) => ctx.tx.selectFrom('host_meta').select('key').limit(1).execute())
      .then(
        () => 'ok',
        (error: Error) => error.message.slice(0, 200),
      );
    const fault = store.fault();
    const ready = database === 'ok' && fault === undefined;
    const body = {
      status: ready ? 'ready' : 'not ready',
      database: fault?.reason ?? database,
      ...(fault ? { since: fault.since } : {}),
      schema: await store.schemaVersion(),
      engine: { node: process.version, v8: process.versions.v8, database: store.dialect.name },
      runners: gateway.runners(),
    };
    return c.json(body, ready ? 200 : 503);
  });
}
