/** A host whose clock is turned by hand, a product that is reported by use, one asset of it, and sheets about that asset. */
import { randomUUID } from 'node:crypto';
import { ManualClock, silentLog } from '../../../runtime/base/index.ts';
import { createItem, createParameter } from '../../../runtime/domain/products/index.ts';
import { composeHost } from '../../../runtime/host/compose.ts';
import { SYSTEM, type Store } from '../../../runtime/store/index.ts';
import { writeXlsx, type CellValue } from '../../../runtime/domain/usage/sheets/xlsx-write.ts';
import { ENGINES, type EngineCase } from '../../support/engines.ts';
import { createWorld, CUSTOMER } from '../../support/world.ts';

export type Token = { token: string };
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked at field by field
export type Json = any;
export interface Answer {
  status: number;
  body: Json;
}

/** Longer than the pause between two steps of the platform. */
export const STEP_MS = 100;
export const PERIOD = { from: '2026-03-01', to: '2026-03-31' };

export type Cells = Record<string, string | number | undefined>;

export async function usageWorld(options: { engine?: EngineCase; capabilities?: object } = {}) {
  const clock = new ManualClock(Date.parse('2026-04-01T00:00:00Z'));
  const store = await (options.engine ?? ENGINES[0]!).open({ clock });
  const host = await composeHost({ store, log: silentLog, port: 0, address: '127.0.0.1', manual: true });
  const own = await createWorld(store);
  const other = await createWorld(store);
  const meter = await preparedProduct(store, own.product, options.capabilities ?? {});

  async function call(who: Token, method: string, path: string, body?: object | string | Uint8Array, type?: string): Promise<Answer> {
    const plain = body === undefined || body instanceof FormData || typeof body === 'string' || body instanceof Uint8Array;
    const headers = { authorization: who.token, ...(body instanceof FormData ? {} : { 'content-type': type ?? (plain ? 'text/csv' : 'application/json') }) };
    const answer = await fetch(`${host.url}/public/v1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: (plain ? body : JSON.stringify(body)) as string }),
    });
    const json = answer.headers.get('content-type')?.includes('json');
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, body: json ? (JSON.parse(bytes.toString()) as Json) : bytes };
  }
  const ok = async (who: Token, method: string, path: string, body?: object | string | Uint8Array): Promise<Json> => {
    const answer = await call(who, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const pass = async (ms: number) => {
    clock.advance(ms);
    await host.pass();
  };
  /** Everything that the platform does by itself about what lies there. */
  const settle = async () => {
    for (let i = 0; i < 4; i++) await pass(STEP_MS);
  };
  const subscribe = async (seller: Token, connection: string, external: string): Promise<string> => {
    const request = await ok(seller, 'POST', '/requests', {
      type: 'purchase',
      asset: {
        ...{
          external_id: external,
          external_uid: randomUUID(),
          product: { id: own.product },
          connection: { id: connection },
          items: [{ id: own.item, quantity: 1 }],
        },
        ...{ params: [{ id: 'admin_email', value: `${external}@it.example` }], tiers: { customer: { ...CUSTOMER, external_uid: randomUUID() } } },
      },
    });
    await ok(own.vendor, 'PUT', `/requests/${request.id}`, { asset: { params: [{ id: 'url', value: 'https://it.example' }, { id: 'tenant', value: `t-${external}` }] } }); // prettier-ignore
    await ok(own.vendor, 'POST', `/requests/${request.id}/approve`, { template_id: own.template });
    return request.asset.id as string;
  };
  const asset = await subscribe(own.distributor, own.connection, 'one');
  const description = (more: object = {}) => ({
    name: 'March',
    product: { id: own.product },
    contract: { id: own.contract },
    period: PERIOD,
    currency: 'EUR',
    ...more,
  });
  const create = async (more: object = {}): Promise<string> => (await ok(own.vendor, 'POST', '/usage/files', description(more))).id;
  const upload = (id: string, body: object | string | Uint8Array, type?: string) => call(own.vendor, 'POST', `/usage/files/${id}/upload`, body, type);
  let records = 0;
  const row = (more: Cells = {}): Cells => ({
    ...{ record_id: `R-${++records}`, item_search_criteria: 'item.mpn', item_search_value: 'METER', quantity: '1' },
    ...{ start_time_utc: '2026-03-02 00:00:00', end_time_utc: '2026-03-03 00:00:00', asset_search_criteria: 'asset.id', asset_search_value: asset },
    ...more,
  });
  /** A file that was read whole. */
  const read = async (sheet: object | string | Uint8Array = csv([row(), row()]), more: object = {}): Promise<Json> => {
    const id = await create(more);
    const answer = await upload(id, sheet);
    if (answer.status !== 201) throw new Error(`upload answered ${answer.status} ${JSON.stringify(answer.body)}`);
    await settle();
    return ok(own.vendor, 'GET', `/usage/files/${id}`);
  };
  const accepted = async (rows: Cells[] = [row(), row()]): Promise<Json> => {
    const { id } = await read(csv(rows));
    await ok(own.vendor, 'POST', `/usage/files/${id}/submit`, {});
    await ok(own.distributor, 'POST', `/usage/files/${id}/accept`, {});
    await settle();
    return ok(own.distributor, 'GET', `/usage/files/${id}`);
  };
  const recordsOf = (who: Token, file: string): Promise<Json[]> => ok(who, 'GET', `/usage/records?eq(usagefile.id,${file})`);
  return {
    ...{ store, clock, host, own, other, meter, asset, call, ok, pass, settle, subscribe, description, create, upload, row, read, accepted, recordsOf },
    [Symbol.asyncDispose]: () => host.close(),
  };
}

function preparedProduct(store: Store, product: string, capabilities: object) {
  return store.write(SYSTEM, async (ctx) => {
    const change = { subscription: { hold: true }, ppu: { schema: 'QT' }, ...capabilities };
    await ctx.tx
      .updateTable('product')
      .set({ capabilities: JSON.stringify(change), revision: randomUUID() })
      .where('id', '=', product)
      .execute();
    await createParameter(ctx, product, { name: 'tenant', title: 'Tenant', type: 'text', phase: 'fulfillment', constraints: { reconciliation: true } });
    return (await createItem(ctx, product, { name: 'Meter', mpn: 'METER', type: 'ppu', period: 'monthly', precision: 'decimal(2)', status: 'published' })).id;
  });
}

export function csv(rows: Cells[], columns = [...new Set(rows.flatMap((r) => Object.keys(r)))]): string {
  const quoted = (value: Cells[string]) => `"${String(value ?? '').replaceAll('"', '""')}"`;
  return [columns.join(','), ...rows.map((r) => columns.map((c) => quoted(r[c])).join(','))].join('\n');
}

export async function xlsx(sheets: Record<string, Cells[]>): Promise<Buffer> {
  const rows = (list: Cells[]): CellValue[][] => {
    const columns = [...new Set(list.flatMap((r) => Object.keys(r)))];
    return [columns, ...list.map((r) => columns.map((c) => r[c]))];
  };
  return bytesOf(writeXlsx(Object.entries(sheets).map(([name, list]) => ({ name, rows: rows(list) }))));
}

export async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
