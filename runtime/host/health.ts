/** GET /healthz: ready, or why not; and GET /metrics in Prometheus text. Neither tells anything of a tenant. */
import type { Hono } from 'hono';
import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
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

  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const lanes = new Gauge({ name: 'entrepot_lanes', help: 'Lanes with open tasks by state', labelNames: ['state'], registers: [registry] });
  const oldest = new Gauge({ name: 'entrepot_oldest_ready_seconds', help: 'How long the oldest ready lane has waited', registers: [registry] });
  const runners = new Gauge({ name: 'entrepot_runners', help: 'Connected runners', registers: [registry] });
  app.get('/metrics', async (c) => {
    const rows = await store.read(SYSTEM, (ctx) =>
      ctx.tx
        .selectFrom('lane')
        .select('state')
        .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('run_at_ms').as('since')])
        .groupBy('state')
        .execute(),
    );
    lanes.reset();
    for (const state of ['ready', 'leased', 'parked']) lanes.set({ state }, Number(rows.find((r) => r.state === state)?.count ?? 0));
    const since = rows.find((r) => r.state === 'ready')?.since;
    oldest.set(since ? Math.max(0, store.clock.now() - Number(since)) / 1000 : 0);
    runners.set(gateway.runners().length);
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
}
