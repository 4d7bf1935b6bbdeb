/** A host, and a client of each role on it; what is sold there is set up through the clients as well. */
import type { EngineCase } from '../../support/engines.ts';
import { startWalkHost } from '../walk/host.ts';
import type { Party } from '../walk/walk.ts';
import { directSale, purchase, type Steps, type Sale, type Wanted } from '../walk/world.ts';
import { sdk, watched, type Client, type Json } from './client.ts';

export interface ClientWorld {
  parties: Steps['parties'];
  vendor: Client;
  distributor: Client;
  operator: Client;
  connect(party: Party, adapter?: object): Client;
  /** What the client has no resource for goes through its own `fetch`. */
  call(by: Client, method: string, path: string, body?: unknown): Promise<Json>;
  /** Somebody's product, listed and ready to be ordered. */
  sale(wanted?: Wanted): Promise<Sale>;
  /** A subscription of it that is active. */
  sold(sale: Sale, params?: object[]): Promise<string>;
  /** Lets time and the host's own work pass. */
  pass(ms?: number): Promise<void>;
  close(): Promise<void>;
}

export async function startClientWorld(engine: EngineCase): Promise<ClientWorld> {
  const host = await startWalkHost((options) => engine.open(options));
  const { parties } = host;
  const connect = (party: Party, adapter?: object) => watched(new sdk.ConnectClient(host.api, party.token, adapter));
  const clients = new Map(Object.values(parties).map((party) => [party, connect(party)]));

  async function call(by: Client, method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await by.fetch(path, { method, body });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${text}`);
    return text && answer.headers.get('content-type')!.startsWith('application/json') ? JSON.parse(text) : text;
  }
  const caller: Steps = {
    parties,
    get: (by, path) => call(clients.get(by)!, 'GET', path),
    post: (by, path, body = {}) => call(clients.get(by)!, 'POST', path, body),
    put: (by, path, body = {}) => call(clients.get(by)!, 'PUT', path, body),
  };
  const { vendor, distributor, operator } = Object.fromEntries(Object.entries(parties).map(([role, party]) => [role, clients.get(party)!])) as Record<string, Client>; // prettier-ignore

  return {
    ...{ parties, vendor: vendor!, distributor: distributor!, operator: operator!, connect, call },
    sale: (wanted) => directSale(caller, wanted),
    async sold(sale, params = [{ id: 'url', value: 'https://it.example' }]) {
      const order = await distributor!.requests.create(purchase(sale));
      await vendor!.requests.update(order.id, { asset: { params } });
      await vendor!.requests.approve(order.id, { template_id: sale.templates.fulfillment });
      return order.asset.id as string;
    },
    pass: (ms = 0) => host.pass(ms),
    close: () => host.close(),
  };
}
