/** Restate: the invocation is the order's record, with one ctx.run and the result, kept by the server for a day. */
import { createServer } from 'node:http2';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import * as restate from '@restatedev/restate-sdk';
import * as clients from '@restatedev/restate-sdk-clients';
import { tenantOf, type Order, type Place, type Producer } from '../adapter.ts';

const SERVICE = 'orders';

export async function open(place: Place): Promise<Producer> {
  const ingress = clients.connect({ url: place.url });
  const target = (order: Order) => ({ service: SERVICE, handler: 'process', parameter: order });
  const count = async (where: string) => {
    const rows = await ask<{ rows: { count: number }[] }>(`${place.admin}/query`, { query: `select count(*) as count from ${where}` });
    return rows.rows[0]!.count;
  };
  const invocations = `sys_invocation where target_service_name = '${SERVICE}'`;
  const completed = `${invocations} and status = 'completed' and completion_result = 'success'`;
  return {
    durability: 'Restate log',
    async enqueue(orders) {
      for (const order of orders) await ingress.send({ ...target(order), opts: clients.rpc.sendOpts({ input: clients.serde.json as never }) as never });
    },
    async call(order) {
      await ingress.call({ ...target(order), opts: clients.rpc.opts({ input: restate.serde.json as never, output: restate.serde.json as never }) as never });
    },
    finished: () => count(completed),
    isFinished: async () => true,
    stored: async () => ({ finished: await count(completed), open: await count(`${invocations} and status <> 'completed'`) }),
    close: async () => undefined,
  };
}

export async function work(place: Place, handled: (id: string) => void): Promise<void> {
  const service = restate.service({
    name: SERVICE,
    handlers: {
      process: async (ctx: restate.Context, order: Order) => {
        const tenant = await ctx.run('tenant', () => tenantOf(order));
        handled(order.id);
        return tenant;
      },
    },
  });
  const server = createServer(restate.createEndpointHandler({ services: [service], logger: () => undefined }));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await ask(`${place.admin}/deployments`, { uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

async function ask<T>(url: string, body: object): Promise<T> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}
