/** The composition root: it knows every room and contains no rule of any. */
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { API_PATH, createApi } from '../api/index.ts';
import { systemClock, type Clock, type Log } from '../base/index.ts';
import { Dispatcher, type PlatformPort } from '../dispatch/index.ts';
import { orderRoutes, requestSubject } from '../domain/orders/index.ts';
import type { Subject } from '../domain/kit/index.ts';
import { createGateway, RUNNER_PATH, type Gateway } from '../gateway/index.ts';
import type { Store } from '../store/index.ts';
import { PlatformError } from '../base/index.ts';

export interface HostOptions {
  store: Store;
  log: Log;
  port: number;
  address: string;
  clock?: Clock;
  leaseMs?: number;
  pollMs?: number;
}

export interface Host {
  url: string;
  store: Store;
  dispatcher: Dispatcher;
  gateway: Gateway;
  close(): Promise<void>;
}

const SUBJECTS: readonly Subject[] = [requestSubject];
const ROUTES = [...orderRoutes];

export async function composeHost(options: HostOptions): Promise<Host> {
  const { store, log } = options;
  void systemClock;
  const api = createApi({ store, routes: ROUTES, log });
  const platform: PlatformPort = async (actor, _scopes, { method, path, body, correlation }) => {
    const request = new Request(`http://host${API_PATH}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = await api.call({ actor, correlation }, request);
    const value = answer.status === 204 ? null : await answer.json();
    if (!answer.ok) throw new PlatformError('validation', (value as { errors: string[] }).errors, { code: (value as { error_code: string }).error_code });
    return value;
  };
  const dispatcher = new Dispatcher({
    store,
    log,
    source: { subjects: new Map(SUBJECTS.map((s) => [s.objectClass, s])) },
    passes: async () => true,
    platform,
    leaseMs: options.leaseMs ?? 15_000,
    pollMs: options.pollMs ?? 500,
  });
  const gateway = createGateway({ store, dispatcher, log });
  api.app.get(`${RUNNER_PATH}/bundles/:digest`, async (c) => {
    const found = await gateway.bundle(c.req.header('authorization'), c.req.param('digest'));
    return found ? c.json(found) : c.json({ error_code: 'NFND_000', errors: ['no such bundle'] }, 404);
  });
  const server = createServer(getRequestListener(api.app.fetch));
  gateway.attach(server);
  const url = await listen(server, options.port, options.address);
  dispatcher.start();
  return {
    url,
    store,
    dispatcher,
    gateway,
    async close() {
      await gateway.close();
      await dispatcher.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await store.close();
    },
  };
}

function listen(server: Server, port: number, address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      const bound = server.address() as { port: number };
      resolve(`http://${address}:${bound.port}`);
    });
  });
}
